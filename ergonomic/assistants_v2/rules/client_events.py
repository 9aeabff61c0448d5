"""What a client tells of its doings, as values: requests, waits, looks, tool calls, runs. Pure.

`flows.observing` makes them and hands them to observers: the log, OpenTelemetry, and the program's hooks.
Printed, none shows what a conversation says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from attrs import field, frozen

from .validators import hook

if TYPE_CHECKING:
    from collections.abc import Callable


def name_error(error: BaseException | None) -> str | None:
    """Return the name of an exception's class; None for no exception."""
    return None if error is None else type(error).__name__


def _show_error(error: BaseException | None) -> str:
    return str(name_error(error))


@frozen
class RequestEvent:
    """One request to the server; one that is sent again is another.

    Attributes:
        operation: Its name, such as `get_run`.
        method: The HTTP method, in capitals.
        path: Its path below the server's base URL, without the query: `/threads/thread_1/runs/run_1`.
        template: The same with names in place of ids: `/threads/{thread_id}/runs/{run_id}`.
        base_url: The server's base URL.
        status: The HTTP status of the answer; None if none came.
        request_id: The answer's `x-request-id`; None if it has none.
        seconds: How long it took until the answer was read, or had begun if it is a stream; None before.
        error: What it failed with; None if it did not. Its text may hold what the server said.
    """

    operation: str
    method: str
    path: str
    template: str
    base_url: str
    status: int | None = None
    request_id: str | None = None
    seconds: float | None = None
    error: BaseException | None = field(default=None, repr=_show_error)

    @property
    def error_type(self) -> str | None:
        """The name of the error's class; None if it did not fail."""
        return name_error(self.error)


@frozen
class RetryEvent:
    """Something failed that may pass, and is tried again.

    Attributes:
        operation: The operation that is tried again, such as `create_run`; None if that is not known.
        reason: The class of the error, such as `APITimeoutError`; for a run that failed, its error's code.
        seconds: How long the client waits before.
        attempts: How often it was tried until now.
        status: The HTTP status of the answer; None if none came.
        request_id: The answer's `x-request-id`; None if there is none.
        thread_id: The thread; None if the request is about none, or that is not known.
        run_id: The run, in the same way.
    """

    operation: str | None
    reason: str
    seconds: float
    attempts: int
    status: int | None = None
    request_id: str | None = None
    thread_id: str | None = None
    run_id: str | None = None


@frozen
class ToolEvent:
    """A tool call that begins, or has ended.

    Attributes:
        name: What the model calls, whether or not there is such a function.
        call_id: The call's id.
        thread_id: The thread.
        run_id: The run.
        arguments: What the model passes, as the JSON that it wrote. Not shown when the event is printed.
        is_known: Whether there is such a function.
        output: What the call is answered with; None as long as it goes on. It is not shown either.
        seconds: How long it took; None as long as it goes on.
        error: What the function raised, or why it was not called; None if it has returned, or goes on. Its
            text may hold anything, and is not shown.
    """

    name: str
    call_id: str
    thread_id: str
    run_id: str
    arguments: str = field(repr=False)
    is_known: bool = True
    output: str | None = field(default=None, repr=False)
    seconds: float | None = None
    error: BaseException | None = field(default=None, repr=_show_error)

    @property
    def is_over(self) -> bool:
        """Whether the call has ended."""
        return self.seconds is not None

    @property
    def error_type(self) -> str | None:
        """The name of the error's class; None if it did not fail."""
        return name_error(self.error)


@frozen
class RunEvent:
    """A run that is followed: when that begins, when its id is known, and at the end.

    Attributes:
        thread_id: The thread; empty if it is not known yet.
        run_id: The run; empty if it is not known yet.
        run: The run as it was last seen, a `Run`; None if it was not.
        seconds: How long it was followed; None as long as it is.
        error: What ended that early; None if nothing did.
        messages: What the run wrote, as far as that was told. They are not shown when the event is printed.
        base_url: The server's base URL.
    """

    thread_id: str
    run_id: str
    run: Any = field(default=None, repr=False)
    seconds: float | None = None
    error: BaseException | None = field(default=None, repr=_show_error)
    messages: Any = field(default=(), repr=False)
    base_url: str = ""

    @property
    def status(self) -> str | None:
        """The run's status as it was last seen; None if it was not."""
        return None if self.run is None else self.run.status

    @property
    def error_type(self) -> str | None:
        """The name of the error's class; None if nothing ended it early."""
        return name_error(self.error)


@frozen
class LookEvent:
    """A run was looked at: its thread, its id, its status, and for how many seconds it has been followed."""

    thread_id: str
    run_id: str
    status: str | None
    seconds: float


@frozen
class ReconcileEvent:
    """It was found out what a request had done whose reply was lost.

    Attributes:
        operation: The request's operation.
        reason: The class of the error that it ended with.
        is_done: Whether the server had carried it out.
    """

    operation: str
    reason: str
    is_done: bool


@frozen
class CancelEvent:
    """A run was cancelled on the way out, or that was tried.

    Attributes:
        thread_id: The thread.
        run_id: The run; empty if it was not found.
        reason: Why.
        is_taken: Whether the server took it.
    """

    thread_id: str
    run_id: str
    reason: str
    is_taken: bool


@frozen
class StreamCutEvent:
    """The stream of a run ended before the run did; the run is looked at from now on.

    Attributes:
        thread_id: The thread.
        run_id: The run.
        reason: The class of the error; None if the stream just ended.
    """

    thread_id: str
    run_id: str
    reason: str | None


@frozen
class BusyEvent:
    """A request waits, since another run locks its thread.

    Attributes:
        thread_id: The thread.
        run_id: That run.
        is_cancelled: Whether it is cancelled; else its end is waited for.
    """

    thread_id: str
    run_id: str
    is_cancelled: bool


LastingEvent = RequestEvent | ToolEvent | RunEvent
"""What begins and ends."""

ClientEvent = (
    LastingEvent | RetryEvent | LookEvent | ReconcileEvent | CancelEvent | StreamCutEvent | BusyEvent
)


@frozen
class Hooks:
    """Functions of the program's that are told of events.

    Attributes:
        on_request: Told of each request when it has ended.
        on_tool: Told of each tool call when it begins, and when it has ended.
        on_retry: Told before something is tried again.
    """

    on_request: Callable[[RequestEvent], object] | None = field(
        default=None, validator=hook("a RequestEvent")
    )
    on_tool: Callable[[ToolEvent], object] | None = field(default=None, validator=hook("a ToolEvent"))
    on_retry: Callable[[RetryEvent], object] | None = field(default=None, validator=hook("a RetryEvent"))


NO_HOOKS = Hooks()
"""Nobody is told."""

CancelReason = Literal["deadline", "interruption", "unreadable answer", "tool failure", "missing functions"]
"""Why a run is cancelled on the way out."""
