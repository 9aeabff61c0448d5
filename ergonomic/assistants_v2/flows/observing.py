"""The one place through which everything passes that a client tells of its doings.

The port tells of requests, `observed_runs` of runs, other flows of the rest. The log and OpenTelemetry are
observers, of all clients; the program's hooks are those of one client. Where nobody hears of a kind of event,
none is made.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from attrs import evolve

from ..errors import AssistantsError
from ..rules.client_events import RequestEvent, RetryEvent, ToolEvent, name_error

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping
    from contextlib import AbstractContextManager

    from assistants_v2_raw.types import Operation

    from ..errors import APIError
    from ..rules.client_events import ClientEvent, LastingEvent
    from ..rules.configuration import Settings

A = TypeVar("A", bound="Answer")


class Answer(Protocol):
    """What a request came back with, as far as it is told."""

    @property
    def status(self) -> int:
        """The HTTP status."""
        ...

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers."""
        ...


class Told(Protocol):
    """What is wanted here of a port."""

    settings: Settings

    async def ask(self, hook: Callable[..., object], *args: object) -> object:
        """Call a hook of the program's."""
        ...

    def elapsed(self) -> float:
        """Return seconds on a clock that only goes forward."""
        ...


class Observer(Protocol):
    """Who is told of the doings of all clients, from any thread. What it raises is an interruption."""

    def hears(self, kind: type[ClientEvent]) -> bool:
        """Say whether it wants to be told of a kind of event just now."""
        ...

    def begin(self, event: LastingEvent, headers: dict[str, str]) -> Any:
        """Hear that something begins; return what `activate` and `end` are to be given.

        Args:
            event: What begins.
            headers: Takes what a request is to be sent with; of other events nobody looks at it.
        """
        ...

    def activate(self, begun: Any) -> AbstractContextManager[object]:
        """Return the block in which that is worked on; it may be entered several times."""
        ...

    def end(self, begun: Any, event: LastingEvent) -> None:
        """Hear that it has ended."""
        ...

    def tell(self, event: ClientEvent) -> None:
        """Hear of something that takes no time."""
        ...


class _Observers:
    """The observers of all clients."""

    present: tuple[Observer, ...] = ()


def add_observer(observer: Observer) -> None:
    """Have an observer told of the doings of all clients from now on, once."""
    if observer not in _Observers.present:
        _Observers.present = (*_Observers.present, observer)


def remove_observer(observer: Observer) -> None:
    """Inform an observer of nothing that begins from now on."""
    _Observers.present = tuple(each for each in _Observers.present if each is not observer)


class Telling:
    """Something that goes on, and who was told that it has begun.

    Args:
        io: The port that it runs on.
        event: What begins.

    Attributes:
        headers: What observers want a request to be sent with.
    """

    def __init__(self, io: Told, event: LastingEvent) -> None:
        self.event = event
        self.headers: dict[str, str] = {}
        self._io = io
        self._began = io.elapsed()
        heard = [each for each in _Observers.present if each.hears(type(event))]
        self._begun = [(observer, observer.begin(event, self.headers)) for observer in heard]

    def activate(self) -> AbstractContextManager[object]:
        """Return the block in which that is worked on; it may be entered several times."""
        if len(self._begun) == 1:
            ((observer, begun),) = self._begun
            return observer.activate(begun)
        stack = ExitStack()
        for observer, begun in self._begun:
            stack.enter_context(observer.activate(begun))
        return stack

    def end(self, **changes: Any) -> Any:
        """Report that it has ended; return the event with what is known now."""
        ended = evolve(self.event, seconds=self._io.elapsed() - self._began, **changes)
        for observer, begun in self._begun:
            observer.end(begun, ended)
        return ended


def is_heard(io: Told, kind: type[ClientEvent]) -> bool:
    """Say whether anybody wants to be told of a kind of event that a port's workflows make."""
    hooks = io.settings.hooks
    return (
        (kind is RequestEvent and hooks.on_request is not None)
        or (kind is ToolEvent and hooks.on_tool is not None)
        or (kind is RetryEvent and hooks.on_retry is not None)
        or any(observer.hears(kind) for observer in _Observers.present)
    )


def tell(event: ClientEvent) -> None:
    """Inform all observers of something that takes no time."""
    for observer in _Observers.present:
        if observer.hears(type(event)):
            observer.tell(event)


async def observe_request(
    io: Told, operation: Operation[Any], exchange: Callable[[Mapping[str, str]], Coroutine[Any, Any, A]]
) -> A:
    """Return what a request comes back with, and tell of it.

    Args:
        io: The port.
        operation: The request.
        exchange: Sends it, with headers that it is given.
    """
    template, base_url = operation.template or operation.path, io.settings.base_url
    event = RequestEvent(operation.name, operation.method, operation.path, template, base_url)
    telling, on_request = Telling(io, event), io.settings.hooks.on_request
    try:
        with telling.activate():
            answer = await exchange(telling.headers)
    except BaseException as error:
        ended = telling.end(error=error, **_find_answer(error))
        if isinstance(error, Exception):
            await _ask(io, on_request, ended)
        raise
    try:
        await _ask(
            io, on_request, telling.end(status=answer.status, request_id=answer.headers.get("x-request-id"))
        )
    except BaseException:
        if (close := getattr(answer, "aclose", None)) is not None:  # nobody else would
            await close()
        raise
    return answer


def _find_answer(error: BaseException) -> dict[str, Any]:
    """Return status and request id of the answer that an error stands for, if it does."""
    return {
        "status": getattr(error, "status_code", None),
        "request_id": getattr(error, "request_id", None),
    }


async def tell_of_retry(
    io: Told,
    failure: APIError,
    seconds: float,
    *,
    operation: str | None = None,
    attempts: int | None = None,
    ids: tuple[str, str] = ("", ""),
) -> None:
    """Report that something is tried again.

    Args:
        io: The port.
        failure: What it failed with.
        seconds: How long is waited before.
        operation: What is tried again; by default what the failure says.
        attempts: How often it was tried until now; by default what the failure says.
        ids: Thread and run, as far as they are known.
    """
    if not is_heard(io, RetryEvent):
        return
    event = RetryEvent(
        operation or failure.operation,
        type(failure).__name__,
        seconds,
        attempts or failure.attempts,
        **_find_answer(failure),
        thread_id=ids[0] or failure.thread_id,
        run_id=ids[1] or failure.run_id,
    )
    await announce_retry(io, event)


async def announce_retry(io: Told, event: RetryEvent) -> None:
    """Inform observers and the program that something is tried again."""
    tell(event)
    await _ask(io, io.settings.hooks.on_retry, event)


async def begin_tool(io: Told, event: ToolEvent) -> Telling | None:
    """Report that a tool call begins; return None if nobody hears of it."""
    if not is_heard(io, ToolEvent):
        return None
    await _ask(io, io.settings.hooks.on_tool, event)
    return Telling(io, event)


async def end_tool(io: Told, telling: Telling | None, error: Exception | None, output: str | None) -> None:
    """Report that a tool call has ended."""
    if telling is not None:
        await _ask(io, io.settings.hooks.on_tool, telling.end(error=error, output=output))


async def _ask(io: Told, hook: Callable[[Any], object] | None, event: ClientEvent) -> None:
    """Call a hook of the program's, if there is one.

    Raises:
        RuntimeError: It raised an error of this package, which would be taken for one of the request or tool
            that it was told of. Whatever else it raises stays as it is.
    """
    if hook is None:
        return
    try:
        await io.ask(hook, event)
    except AssistantsError as error:
        raise RuntimeError(f"the hook for {type(event).__name__} raised {name_error(error)}") from error
