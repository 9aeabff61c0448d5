"""The keyword arguments of every method that takes more than a request's own fields. Pure.

Flows take them as `**fields: Unpack[...]`. The sentence below a field is what `help()`, editors and the
tables in docs/ say of it; its default and its checks are those of `options`, and named nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypedDict

from assistants_v2_raw.params import MessageCreateParams, RunCreateParams, ThreadCreateAndRunParams

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from assistants_v2_raw.models import ListOrder, RequiredActionFunctionToolCall, Run, RunStepInclude

    from ..tools import Toolbox

OnActiveRun = Literal["raise", "wait", "cancel"]
OnDeadline = Literal["raise", "cancel", "return"]
OnToolError = Literal["report", "raise", "cancel"]


class BusyParams(TypedDict, total=False):
    """What to do about a thread that another run has locked."""

    on_active_run: OnActiveRun
    """What to do while another run is active on the thread: `raise` ThreadBusy, `wait` until that run has
    ended, or `cancel` it."""


class LookParams(TypedDict, total=False):
    """How a run is looked at."""

    poll_interval_ms: float | None
    """Milliseconds between two looks at the run; None for what the server recommends, else for 150 and
    growing."""
    deadline: float | None
    """Seconds to follow the run at most; None for half a minute beyond the run's own expiry."""
    on_deadline: OnDeadline
    """At the deadline: `raise` RunDeadlineExceeded, `cancel` the run and raise, or `return` it as it is."""
    on_poll: Callable[[Run], object] | None
    """Function that is called with the run after each look."""


class FollowParams(LookParams, total=False):
    """How a run is followed."""

    cancel_on_exit: bool
    """Whether Ctrl-C, the cancellation of the task or an error in a hook cancels the run at the server."""


class ToolParams(TypedDict, total=False):
    """How the tool calls of a run are answered."""

    functions: Iterable[Callable[..., Any]] | Toolbox
    """Python functions, `@tool`s or a Toolbox that answer the model's calls."""
    on_tool_error: OnToolError
    """When a call cannot be answered: `report` that to the model, `raise` ToolError and leave the run
    waiting, or `cancel` the run and raise."""
    tool_timeout: float | None
    """Seconds that one call may take; None for as long as it likes."""
    max_parallel_tools: int
    """How many calls of one turn run at once."""
    max_rounds: int
    """How often the model may ask for tools."""
    approve: Callable[[RequiredActionFunctionToolCall], object] | None
    """Function that is called with each call before it is made. If it returns something false, the call is
    not made, and the model is told so."""


class RetryParams(TypedDict, total=False):
    """Whether a run that failed is made once more."""

    retry_failed: int
    """How many more runs are made when one fails by a rate limit or a server error."""
    retry_after_tools: bool
    """Whether that may happen after a tool was called, which a further run may call again."""


class IncludeParams(TypedDict, total=False):
    """What is added to answers."""

    include: Sequence[RunStepInclude]
    """Further parts of the run's steps to answer with."""


class MessageParams(MessageCreateParams, BusyParams, total=False):
    """A message, and what to do about a locked thread."""


class RunParams(RunCreateParams, IncludeParams, BusyParams, total=False):
    """A run, and what to do about a locked thread."""


class RunAndPollParams(RunParams, FollowParams, total=False):
    """A run, and how it is followed."""


class ExecuteParams(RunAndPollParams, ToolParams, RetryParams, total=False):
    """A run, how it is followed, how its tool calls are answered, and whether it is made once more."""


class ResumeParams(FollowParams, ToolParams, total=False):
    """How a run is followed and its tool calls are answered."""


class ThreadRunAndPollParams(ThreadCreateAndRunParams, FollowParams, total=False):
    """A thread with its first run, and how that is followed."""


class WaitParams(LookParams, total=False):
    """How many runs are followed at once."""

    requests_per_second: float
    """How many requests are sent in a second on average, at most."""


class ListParams(TypedDict, total=False):
    """How a list is asked for."""

    limit: int | None
    """Items on a page, 1 to 100; None for as many as the server likes, usually 20."""
    order: ListOrder | None
    """`desc` for newest first, which is also what None means, or `asc`."""
    after: str | None
    """Id of the item that the list begins behind."""
    before: str | None
    """Id of the item to walk backwards from: iterating yields the items nearest to it first."""
    max_items: int | None
    """How many items iterating yields at most, over all pages; None for all of them."""
    since: date | str | float | None
    """Earliest time of creation of the items: a datetime or date, either as text, or Unix seconds."""
    until: date | str | float | None
    """Latest time of creation of the items, given like `since`."""
    prefetch: bool
    """Whether the next page is asked for while one is read."""


class MessageListParams(ListParams, total=False):
    """How a list of messages is asked for."""

    run_id: str | None
    """Id of the run whose messages are listed; None for those of all runs and users."""


class StepListParams(ListParams, IncludeParams, total=False):
    """How a list of run steps is asked for."""
