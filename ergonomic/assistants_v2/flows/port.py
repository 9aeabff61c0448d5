"""All the I/O a workflow may ask for.

A workflow is a coroutine that awaits nothing but its port. `io.blocking` answers with methods
that never suspend, `io.cooperative` with methods that await for real, so one text serves both
colours; a test answers from a script.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, Protocol, Self, TypeVar

from attrs import frozen

from ..errors import APIError
from ..rules.retrying import is_ambiguous, is_repeatable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence

    from assistants_v2_raw.client import AuthenticatedClient, Client
    from assistants_v2_raw.models import ErrorResponse
    from assistants_v2_raw.types import Response

    from ..rules.configuration import Settings
    from ..tools import Tool
    from .ledger import Ledger

P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Endpoint(Protocol[P, T]):
    """What each generated endpoint module already has."""

    METHOD: str
    OPERATION: str

    def sync_detailed(self, *args: P.args, **kwargs: P.kwargs) -> Response[T | ErrorResponse]: ...

    async def asyncio_detailed(self, *args: P.args, **kwargs: P.kwargs) -> Response[T | ErrorResponse]: ...


@frozen
class Answer(Generic[T]):
    """A successful answer: the object, and the headers it came with."""

    value: T
    headers: Mapping[str, str]


class ToolCall(Protocol):
    """A call of a function tool, ready to run; `tools.BoundCall` is one."""

    @property
    def tool(self) -> Tool[..., Any]: ...

    def run(self) -> object:
        """Call it; an async function returns what is to be awaited."""
        ...

    def start(self) -> Awaitable[object]:
        """Call an async function."""
        ...


class Coming(Protocol[T_co]):
    """A result that is on its way."""

    async def result(self) -> T_co:
        """Wait for it, and return it or raise what went wrong."""
        ...

    async def drop(self) -> None:
        """Give it up; a thread that is at work on it ends by itself, and nobody hears of what it finds."""
        ...


@frozen
class Later(Generic[T]):
    """A work that begins when its result is asked for."""

    work: Callable[[], Coroutine[object, object, T]]

    async def result(self) -> T:
        return await self.work()

    async def drop(self) -> None:
        pass


class ClosableAsyncIterator(Protocol[T_co]):
    """What a workflow that yields is: no generator, of which an event loop may warn when it is left early."""

    def __aiter__(self) -> ClosableAsyncIterator[T_co]: ...

    def __anext__(self) -> Coroutine[Any, Any, T_co]: ...

    async def aclose(self) -> None:
        """End it, and whatever it has begun in the background."""
        ...


class Port(Protocol):
    """What a workflow runs on."""

    client: AuthenticatedClient | Client
    settings: Settings
    awaits: bool
    """Whether async functions of the caller's can be awaited."""
    ledger: Ledger

    async def attempt(self, endpoint: Endpoint[P, T], *args: P.args, **kwargs: P.kwargs) -> Answer[T]:
        """Call an endpoint once; raises APIError if it does not end in the object it promises."""
        ...

    async def exchange(self, endpoint: Endpoint[P, T], *args: P.args, **kwargs: P.kwargs) -> Answer[T]:
        """Call an endpoint, and again where that is safe; raises the last APIError."""
        retries, unclear = 0, False
        while True:
            try:
                return await self.attempt(endpoint, *args, **kwargs)
            except APIError as failure:
                failure.attempts, failure.may_have_acted = retries + 1, unclear
                unclear = unclear or is_ambiguous(failure)
                wait = self.settings.retries.wait(
                    failure,
                    retries=retries,
                    repeatable=is_repeatable(endpoint.OPERATION),
                    chance=self.chance(),
                    now=self.clock(),
                )
                if wait is None:
                    raise
            await self.pause(wait)
            retries += 1

    async def send(self, endpoint: Endpoint[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Like `exchange`, for whom the object is enough."""
        return (await self.exchange(endpoint, *args, **kwargs)).value

    def hurried(self, seconds: float) -> AuthenticatedClient | Client:
        """Return the client with a shorter timeout; it never waits longer than the settings say."""
        ...

    def patient(self, seconds: float) -> Self:
        """Return the port for who has so much time: a server that asks for more is not waited for."""
        port = copy(self)
        port.settings = self.settings.patient(seconds)
        return port

    async def pause(self, seconds: float) -> None:
        """Wait."""
        ...

    async def invoke(self, call: ToolCall, within: float | None = None) -> object:
        """Run a function tool and return what it returns; raises TimeoutError after *within* seconds."""
        ...

    async def ask(self, hook: Callable[..., object], *args: object) -> object:
        """Call a hook of the caller's and return what it says; the async port awaits async ones."""
        ...

    async def together(
        self, works: Sequence[Callable[[], Coroutine[object, object, T]]], limit: int
    ) -> list[T]:
        """Do independent works side by side, *limit* at once; the results come in the order of the works."""
        ...

    def ahead(
        self,
        work: Callable[[], Coroutine[object, object, T]],
        *,
        at_once: bool,  # noqa: ARG002  # for the ports that have a background
    ) -> Coming[T]:
        """Begin a work whose result is wanted later, *at_once* in the background or when it is asked for."""
        return Later(work)

    def elapsed(self) -> float:
        """Seconds on a clock that only goes forward."""
        ...

    def clock(self) -> float:
        """Unix seconds."""
        ...

    def chance(self) -> float:
        """A random number from 0 to 1."""
        ...

    def token(self) -> str:
        """A random text that nobody else has."""
        ...

    async def rescue(self, work: Callable[[Port], Coroutine[object, object, object]]) -> None:
        """Do a last thing in a hurry, even while being interrupted; its failures are swallowed."""
        ...
