"""All the I/O that a workflow may ask for.

A workflow is a coroutine that awaits nothing but its port. The blocking port of `io.blocking` answers with
coroutines that never suspend, so that one step runs a whole workflow; the port of `io.cooperative` awaits
for real, on asyncio or trio. So each workflow is written once. Tests answer from a script.
"""

from __future__ import annotations

from copy import copy
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

from ..errors import APIError
from ..rules.calls import NO_CALL
from ..rules.client_events import RequestEvent
from ..rules.configuration import LONGEST_SILENCE
from ..rules.retrying import is_ambiguous, is_repeatable
from .observing import is_heard, observe_request, tell_of_retry
from .port_values import Deferred, Download, Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping, Sequence

    from assistants_v2_raw.types import File, Operation

    from ..rules.calls import Call
    from ..rules.configuration import Settings
    from .ledger import Ledger
    from .port_values import ByteStream, Pending, Spool, StreamOffer, ToolCall

T = TypeVar("T")

_NO_HEADERS: Mapping[str, str] = MappingProxyType({})


class Port(Protocol):
    """What a workflow runs on.

    Attributes:
        settings: The server, and how failed requests are sent again.
        awaits: Whether async functions of the program's can be awaited.
        ledger: The outputs of the tool calls that this client has made.
        offer: What is known of the server's streams.
        call: What the call that a workflow runs for changes of its requests.
    """

    settings: Settings
    awaits: bool
    ledger: Ledger
    offer: StreamOffer
    call: Call = NO_CALL

    def serve(self, call: Call) -> Self:
        """Return a port for the workflow of one call; all else is this port's."""
        port = copy(self)
        port.call = call
        return port

    async def exchange(
        self, operation: Operation[T], *, within: float | None, headers: Mapping[str, str]
    ) -> Reply[T]:
        """Send a request once and tell nobody; *headers* are added, the rest is as for `attempt`."""
        ...

    def attempt(
        self, operation: Operation[T], *, within: float | None = None
    ) -> Coroutine[Any, Any, Reply[T]]:
        """Send a request once, which is told to whoever observes.

        Args:
            operation: The request.
            within: Seconds that the reply may take; it is never waited for longer than the settings say.

        Raises:
            APIError: It did not end in the object that the operation promises.
        """
        if not is_heard(self, RequestEvent):
            return self.exchange(operation, within=within, headers=_NO_HEADERS)
        return observe_request(
            self, operation, lambda headers: self.exchange(operation, within=within, headers=headers)
        )

    async def send(
        self, operation: Operation[T], *, within: float | None = None, at_most: float | None = None
    ) -> T:
        """Send a request, and again where that is safe.

        Args:
            operation: The request.
            within: Seconds that each reply may take.
            at_most: Seconds until it is sent for the last time; a server that asks to wait for longer is not
                waited for.

        Raises:
            APIError: How the last try failed.
        """
        reply = await self._repeat(operation, lambda: self.attempt(operation, within=within), at_most)
        return reply.value

    async def exchange_stream(
        self, operation: Operation[T], *, silence: float, within: float | None, headers: Mapping[str, str]
    ) -> ByteStream | Reply[T]:
        """Send a request once whose answer is a stream, and tell nobody; see `exchange` and `stream`."""
        ...

    def attempt_stream(
        self, operation: Operation[T], *, silence: float, within: float | None = None
    ) -> Coroutine[Any, Any, ByteStream | Reply[T]]:
        """Send a request once whose answer is a stream; the arguments are those of `stream`."""

        def exchange(headers: Mapping[str, str]) -> Coroutine[Any, Any, ByteStream | Reply[T]]:
            return self.exchange_stream(operation, silence=silence, within=within, headers=headers)

        if not is_heard(self, RequestEvent):
            return exchange(_NO_HEADERS)
        return observe_request(self, operation, exchange)

    async def stream(
        self,
        operation: Operation[T],
        *,
        silence: float = LONGEST_SILENCE,
        within: float | None = None,
        at_most: float | None = None,
    ) -> ByteStream | Reply[T]:
        """Send a request whose answer is a stream, and again where that is safe, until there is an answer.

        Once it has begun, a stream is not asked for again.

        Args:
            operation: The request; its body says that a stream is wanted.
            silence: Seconds that may pass between two chunks of the stream. It begins in the time in which
                any other request is answered.
            within: Seconds until the stream has to be over; None for no limit.
            at_most: Seconds until it is sent for the last time.

        Returns:
            The stream; or what the request came back with, if the server answers as it does without a stream.

        Raises:
            APIError: How the last try failed.
        """
        return await self._repeat(
            operation, lambda: self.attempt_stream(operation, silence=silence, within=within), at_most
        )

    async def _repeat(
        self,
        operation: Operation[Any],
        attempt: Callable[[], Coroutine[object, object, T]],
        at_most: float | None,
    ) -> T:
        """Return what an attempt comes to, after as many as are safe."""
        retries, unclear, began = 0, False, self.elapsed()
        while True:
            try:
                value = await attempt()
            except APIError as failure:
                failure.attempts, failure.may_have_acted = retries + 1, unclear
                failure.operation = operation.name
                unclear = unclear or is_ambiguous(failure)
                left = None if at_most is None else at_most - (self.elapsed() - began)
                wait = self.settings.retries.wait(
                    failure,
                    retries=retries,
                    repeatable=is_repeatable(operation.name),
                    chance=self.chance(),
                    now=self.clock(),
                    at_most=left,
                )
                if wait is None or not _can_be_sent_again(operation):
                    raise
                failed = failure
            else:
                if self.call.kept:
                    self.call.kept.retries = retries
                return value
            await tell_of_retry(self, failed, wait)
            await self.pause(wait)
            retries += 1

    async def download(
        self, operation: Operation[bytes], on_progress: Callable[[int, int | None], object] | None = None
    ) -> Download:
        """Send a request whose answer is a file, and again where that is safe, until the file is there.

        Where the call leaves the file to be read while it comes, that is until it begins.

        Args:
            operation: The request.
            on_progress: Who is told how much has come: the bytes so far, and all of them if that is known.

        Raises:
            APIError: How the last try failed.
        """
        return await self._repeat(operation, lambda: self._attempt_download(operation, on_progress), None)

    async def _attempt_download(
        self, operation: Operation[bytes], on_progress: Callable[[int, int | None], object] | None
    ) -> Download:
        """Send the request once, and read the answer to its end."""
        stream = await self.attempt_stream(operation, silence=self.call.timeout or self.settings.timeout)
        assert not isinstance(stream, Reply)
        size = read_length(stream.headers)
        spool = self.open_spool()
        if self.call.kept and self.call.kept.is_streamed:
            self.call.kept.stream = stream
            return Download(spool, stream.headers)
        done = 0
        try:
            async for chunk in stream:
                spool.write(chunk)
                done += len(chunk)
                if on_progress:
                    await self.ask(on_progress, done, size)
        except BaseException:
            spool.close()
            await stream.aclose()
            raise
        return Download(spool, stream.headers)

    async def measure(self, file: File, field: str) -> int | None:
        """Return how many bytes a file has that is to be uploaded; None if only reading tells.

        Args:
            file: The file.
            field: The name of the argument that it was, for errors.

        Raises:
            OSError: It cannot be read.
        """
        ...

    def open_spool(self) -> Spool:
        """Return an empty place for the bytes of a file."""
        ...

    async def pause(self, seconds: float) -> None:
        """Wait."""
        ...

    async def invoke(self, call: ToolCall, within: float | None = None) -> object:
        """Run a function tool and return what it returns; raises TimeoutError after *within* seconds."""
        ...

    async def ask(self, hook: Callable[..., object], *args: object) -> object:
        """Call a hook of the program's and return what it says; the async port awaits async ones."""
        ...

    async def together(
        self, works: Sequence[Callable[[], Coroutine[object, object, T]]], limit: int
    ) -> list[T]:
        """Run independent coroutines, at most *limit* at once; return their results in the same order."""
        ...

    def ahead(
        self,
        work: Callable[[], Coroutine[object, object, T]],
        *,
        at_once: bool,  # noqa: ARG002  # for the ports that have a background
    ) -> Pending[T]:
        """Return a result that is wanted later: begun now with *at_once*, else when it is asked for."""
        return Deferred(work)

    async def rescue(self, work: Callable[[], Coroutine[object, object, object]], within: float) -> None:
        """Do a last thing even while being interrupted, in *within* seconds; its failures are swallowed."""
        ...

    def elapsed(self) -> float:
        """Return seconds on a clock that only goes forward."""
        ...

    def clock(self) -> float:
        """Return Unix seconds."""
        ...

    def chance(self) -> float:
        """Return a random number from 0 to 1."""
        ...

    def token(self) -> str:
        """Return a random text that nobody else has."""
        ...


def _can_be_sent_again(operation: Operation[Any]) -> bool:
    """Say whether the body of a request can be read once more."""
    if operation.form is None:
        return True
    from ..rules.file_inputs import can_be_sent_again  # late: many programs upload nothing

    files = [part for _, part in operation.form if not isinstance(part, str)]
    return all(can_be_sent_again(file.content) for file in files)


def read_length(headers: Mapping[str, str]) -> int | None:
    """Return how many bytes an answer says that it has; None if it does not, or if they are packed."""
    text = "" if "content-encoding" in headers else headers.get("content-length", "")
    return int(text) if text.isdigit() else None
