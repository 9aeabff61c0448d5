"""The keyword arguments of workflows: a request's own fields, and how the workflow goes about it. Pure.

The flows take them as `**fields: Unpack[...]`; `split` parts what is sent from what is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypedDict

from assistants_v2_raw.params import MessageCreateParams, RunCreateParams, ThreadCreateAndRunParams

from .bodies import suggestion
from .polling import FollowParams, LookParams

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from assistants_v2_raw.models import RunStepInclude

    from ..tools import Toolbox

OnActiveRun = Literal["raise", "wait", "cancel"]
OnToolError = Literal["report", "raise", "cancel"]


class BusyParams(TypedDict, total=False):
    """What to do about a thread that another run has locked."""

    on_active_run: OnActiveRun
    """`raise` ThreadBusy (the default), `wait` until that run has ended, or `cancel` it."""


class MessageParams(MessageCreateParams, BusyParams, total=False):
    """A message, and what to do about a locked thread."""


class RunParams(RunCreateParams, BusyParams, total=False):
    """A run, and what to do about a locked thread."""

    include: Sequence[RunStepInclude]
    """Further parts of the run's steps to answer with."""


class RunAndPollParams(RunParams, FollowParams, total=False):
    """A run, and how it is followed."""


class ToolParams(TypedDict, total=False):
    """How the tool calls of a run are answered."""

    functions: Iterable[Callable[..., Any]] | Toolbox
    """Python functions, `@tool`s or a Toolbox that answer the model's calls."""
    on_tool_error: OnToolError
    """When a call cannot be answered: `report` that to the model (the default), `raise` ToolError and leave
    the run waiting, or `cancel` the run and raise."""
    tool_timeout: float | None
    """Seconds that one call may take; by default as long as it likes."""
    max_parallel_tools: int
    """How many calls of one turn run at once; 8 by default."""
    max_rounds: int
    """How often the model may ask for tools; 50 by default."""
    approve: Callable[[Any], object] | None
    """Called with each call before it is made; it is not made, and the model told so, if this returns
    something false."""


class RetryParams(TypedDict, total=False):
    """Whether a run that failed is made once more."""

    retry_failed: int
    """How many more runs are made when one fails by a rate limit or a server error; none by default."""
    retry_after_tools: bool
    """Whether that may happen after a tool was called, which a further run may call again."""


class ExecuteParams(RunAndPollParams, ToolParams, RetryParams, total=False):
    """A run, how it is followed, how its tool calls are answered, and whether it is made once more."""


class ResumeParams(FollowParams, ToolParams, total=False):
    """How a run is followed and its tool calls are answered."""


class WaitParams(LookParams, total=False):
    """How many runs are followed at once."""

    requests_per_second: float
    """How many requests are sent in a second on average, at most; 50 by default."""


class ThreadRunAndPollParams(ThreadCreateAndRunParams, FollowParams, total=False):
    """A thread with its first run, and how that is followed."""


def only(fields: Mapping[str, Any], kind: Any) -> Mapping[str, Any]:
    """Return the *fields* that are stated; raises TypeError for one that the TypedDict *kind* lacks."""
    known = kind.__annotations__.keys()
    for name in fields:
        if name not in known:
            raise TypeError(f"unexpected argument {name!r}{suggestion(name, known)}")
    return stated(fields)


def split(fields: Mapping[str, Any], *kinds: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Part *fields* into those of the TypedDicts *kinds*, as far as they are stated, and the others."""
    names: set[str] = {name for kind in kinds for name in kind.__annotations__}
    return stated(pick(fields, names)), pick(fields, fields.keys() - names)


def stated(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that are not None, which is as good as left out."""
    return {name: value for name, value in options.items() if value is not None}


def pick(fields: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Return the fields called *names*, in their order."""
    wanted = set(names)
    return {name: value for name, value in fields.items() if name in wanted}
