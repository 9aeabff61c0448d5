"""The keyword arguments of every method that takes more than a request's own fields. Pure.

Flows take them as `**fields: Unpack[...]`. The sentence below a field is what `help()`, editors and the
tables in docs/ say of it; its default and its checks are those of `options`, and named nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol, TypedDict

from assistants_v2_raw.params import (
    MessageCreateParams,
    RunCreateParams,
    RunSubmitToolOutputsParams,
    ThreadCreateAndRunParams,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from assistants_v2_raw.models import ListOrder, RequiredActionFunctionToolCall, Run, RunStepInclude

    from ..tools import Toolbox

OnActiveRun = Literal["raise", "wait", "cancel"]
OnDeadline = Literal["raise", "cancel", "return"]
OnLeave = Literal["cancel", "keep"]
OnToolError = Literal["report", "raise", "cancel"]


class TimeLimits(Protocol):
    """An `httpx.Timeout`, the longest of whose times counts."""

    def as_dict(self) -> dict[str, float | None]:
        """Return the times by what they limit."""
        ...


class TokenCredential(Protocol):
    """A credential of `azure.identity`, which is asked for a token for each request."""

    def get_token(self, *scopes: str) -> Any:
        """Return an `AccessToken`, or what an async client awaits for one."""
        ...


class CallParams(TypedDict, total=False):
    """What a call changes of the requests that it makes."""

    extra_headers: Mapping[str, str | None] | None
    """Headers that are sent beside the client's, or in their place; a header that is None is not sent."""
    extra_query: Mapping[str, object] | None
    """Further parameters of the query."""
    extra_body: Mapping[str, object] | None
    """Further fields of the request's body."""
    timeout: float | TimeLimits | None
    """Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None for no limit."""


class BusyParams(TypedDict, total=False):
    """What to do about a thread that another run has locked."""

    on_active_run: OnActiveRun
    """What to do while another run is active on the thread: `raise` ThreadBusy, `wait` until that run has
    ended, or `cancel` it."""


class LookParams(TypedDict, total=False):
    """How a run is polled."""

    poll_interval_ms: float | None
    """Milliseconds between two polls of the run; None for what the server recommends, or, if it recommends
    nothing, for a wait that grows from 150 to 5,000."""
    deadline: float | None
    """Seconds to wait for the run; None for 30 seconds beyond the run's own expiry, or 15 minutes if it has
    none."""
    on_deadline: OnDeadline
    """At the deadline: `raise` RunDeadlineExceeded, `cancel` the run and raise, or `return` it as it is."""
    on_poll: Callable[[Run], object] | None
    """Function that is called with the run after each poll, or for each event about it if it is streamed."""


class FollowParams(LookParams, total=False):
    """What happens to a run when the call that waits for it is interrupted."""

    cancel_on_exit: bool
    """Whether the run is cancelled when Ctrl-C, the cancellation of the task, or an error in your
    functions (`on_poll`, `approve`) ends the call."""


class TextParams(TypedDict, total=False):
    """Who is told of what a model writes."""

    on_text: Callable[[str], object] | None
    """Function that is called with each piece of the text that the model writes, as it comes. Where the
    server has no streams, that is each whole text, when the run rests. None to wait for the end."""


class ToolParams(TypedDict, total=False):
    """How the tool calls of a run are answered."""

    functions: Iterable[Callable[..., Any]] | Mapping[str, Callable[..., Any]] | Toolbox
    """Python functions, `@tool`s, a dict of functions by name, or a Toolbox that answer the model's calls. If
    none are passed and the model calls one, RunRequiresAction is raised."""
    on_tool_error: OnToolError
    """When a tool call fails: `report` that to the model, `raise` ToolError and leave the run waiting, or
    `cancel` the run and raise. Where no functions were passed, nothing is reported."""
    tool_timeout: float | None
    """Seconds after which a tool call has failed; None for no limit."""
    max_parallel_tools: int
    """How many tool calls of a run are made at once."""
    max_rounds: int
    """How often the run's tool calls are answered. If the model asks once more, RunRequiresAction is raised,
    and the run is left waiting."""
    approve: Callable[[RequiredActionFunctionToolCall], object] | None
    """Function that is called with each tool call before it is made. If it returns a false value, such as
    None, the call is not made, and the model is told so. None to make all calls."""


class EventParams(LookParams, total=False):
    """How the events of a run are followed."""

    on_leave: OnLeave
    """When the block is left before the run rests: `cancel` the run, or `keep` it at work."""
    event_handler: Any
    """An AssistantEventHandler, or an AsyncAssistantEventHandler, whose hooks are called with the events."""


class RetryParams(TypedDict, total=False):
    """Whether another run is made when one has failed."""

    retry_failed: int
    """How many further runs are made if runs fail because of a rate limit or a server error."""
    retry_after_tools: bool
    """Whether a further run is made even if tools were called already; it may call them again."""


class IncludeParams(TypedDict, total=False):
    """What run steps hold."""

    include: Sequence[RunStepInclude]
    """What to add to run steps that servers leave out otherwise, such as the text that file search found."""


class MessageParams(MessageCreateParams, BusyParams, total=False):
    """A message, and what to do about a locked thread."""


class RunParams(RunCreateParams, IncludeParams, BusyParams, total=False):
    """A run, and what to do about a locked thread."""


class RunAndPollParams(RunParams, FollowParams, TextParams, total=False):
    """A run, and how it is followed."""


class ExecuteParams(RunAndPollParams, ToolParams, RetryParams, total=False):
    """A run, how it is followed, how its tool calls are answered, and whether another is made on failure."""


class StreamParams(RunParams, EventParams, ToolParams, total=False):
    """A run, how its events are followed, and how its tool calls are answered."""


class SubmitAndStreamParams(RunSubmitToolOutputsParams, EventParams, ToolParams, total=False):
    """Tool outputs, how the events after them are followed, and how further tool calls are answered."""


class ThreadRunAndStreamParams(ThreadCreateAndRunParams, EventParams, ToolParams, total=False):
    """A thread with its first run, how its events are followed, and how its tool calls are answered."""


class ResumeParams(FollowParams, ToolParams, TextParams, total=False):
    """How a run is followed and its tool calls are answered."""


class SubmitAndPollParams(RunSubmitToolOutputsParams, FollowParams, TextParams, total=False):
    """Tool outputs, and how the run that gets them is followed."""


class ThreadRunAndPollParams(ThreadCreateAndRunParams, FollowParams, TextParams, total=False):
    """A thread with its first run, and how that is followed."""


class WaitParams(LookParams, total=False):
    """How many runs are followed at once."""

    requests_per_second: float
    """How many requests are sent in a second at most, on average."""


class WalkParams(TypedDict, total=False):
    """How a list is asked for that can be walked forwards only."""

    limit: int | None
    """Items on a page, 1 to 100; None for as many as the server likes, usually 20."""
    order: ListOrder | None
    """`asc` for oldest first, `desc` or None for newest first."""
    after: str | None
    """Id of an item: the list begins with the one that follows it; None to begin at the start."""
    max_items: int | None
    """How many items iterating yields at most, over all pages; None for all of them."""
    since: date | str | float | None
    """Earliest time of creation of the items: a datetime, a date, a text such as `2026-08-26 14:00`, or Unix
    seconds. Without a time zone it is local time. None for no limit."""
    until: date | str | float | None
    """Latest time of creation of the items, given like `since`; None for no limit."""
    prefetch: bool
    """Whether the next page is fetched while one is read, if the server is slow."""


class ListParams(WalkParams, total=False):
    """How a list is asked for."""

    before: str | None
    """Id of an item: iterating goes backwards from it, the nearest item first; None to go forwards."""


class MessageListParams(ListParams, total=False):
    """How a list of messages is asked for."""

    run_id: str | None
    """Id of a run, to list only the messages that it wrote; None for all messages."""


class StepListParams(ListParams, IncludeParams, total=False):
    """How a list of run steps is asked for."""
