"""What workflows and ports hand to each other: replies, streams, files, and results that are on their way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Mapping

    from ..tools import Tool

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Reply(Struct, Generic[T_co], frozen=True):
    """What a successful request came back with.

    Attributes:
        value: The object that the operation promises.
        headers: The reply's headers.
        status: Its HTTP status.
    """

    value: T_co
    headers: Mapping[str, str]
    status: int


class ToolCall(Protocol):
    """A call of a function tool, ready to run; `tools.BoundCall` is one."""

    @property
    def tool(self) -> Tool[..., Any]:
        """The tool that is called."""
        ...

    def run(self) -> object:
        """Call the function; an async one returns what is to be awaited."""
        ...

    def start(self) -> Awaitable[object]:
        """Call an async function."""
        ...


class Pending(Protocol[T_co]):
    """A result that is on its way."""

    async def result(self) -> T_co:
        """Wait for it, and return it or raise what went wrong."""
        ...

    async def drop(self) -> None:
        """Give it up; a thread that is at work on it ends by itself, and what it finds is thrown away."""
        ...


class Deferred(Struct, Generic[T], frozen=True):
    """A coroutine that runs when its result is asked for."""

    work: Callable[[], Coroutine[object, object, T]]

    async def result(self) -> T:
        """Run the coroutine now."""
        return await self.work()

    async def drop(self) -> None:
        """Do not run it."""


class ClosableAsyncIterator(Protocol[T_co]):
    """What a workflow that yields is: not a generator, of which an event loop may warn when it is left."""

    def __aiter__(self) -> ClosableAsyncIterator[T_co]: ...

    def __anext__(self) -> Coroutine[Any, Any, T_co]: ...

    async def aclose(self) -> None:
        """End it, and whatever it has begun in the background."""
        ...


class ByteStream(ClosableAsyncIterator[bytes], Protocol):
    """The body of an answer as it comes, in whatever chunks the network makes of it.

    If it breaks off or is silent for too long, it raises an APIConnectionError, and its connection is closed.
    Whoever leaves it before its end closes it.

    Attributes:
        status: The HTTP status of the answer.
        headers: Its headers.
    """

    status: int
    headers: Mapping[str, str]

    async def finish(self) -> None:
        """Read what is left of a stream that has said everything, and close it; nothing is raised.

        Unlike one that is closed early, its connection can be used again, if the end comes at once.
        """
        ...


class Spool(Protocol):
    """Bytes that came, in memory as long as they are few, else in a file without a name."""

    def write(self, chunk: bytes) -> None:
        """Put bytes at the end."""
        ...

    def read(self, start: int, size: int) -> bytes:
        """Return bytes from a place on; none behind the end."""
        ...

    def close(self) -> None:
        """Forget the bytes."""
        ...


class Download(Struct, frozen=True):
    """A file that came, whole.

    Attributes:
        spool: Its bytes.
        headers: The headers of the answer.
    """

    spool: Spool
    headers: Mapping[str, str]


class StreamOffer(Struct):
    """What a client has learned of its server's streams.

    Attributes:
        has_streams: Whether the server has any; None as long as that is not known.
    """

    has_streams: bool | None = None
