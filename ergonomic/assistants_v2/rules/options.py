"""The options of workflows as values: every default and every check is here, once. Pure.

A flow makes each value from its keyword arguments as its first act (`FollowOptions.pick(fields)`), and
reads attributes from then on. `parameters` declares the same names for type checkers, with what they mean.
`scripts/faces.py` takes the defaults in `help()`, stubs and docs from `defaults_of`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, cast

from attrs import evolve, field, fields, frozen

from .parameters import (
    ExecuteParams,
    FollowParams,
    ListParams,
    MessageListParams,
    MessageParams,
    OnActiveRun,
    OnDeadline,
    OnLeave,
    OnToolError,
    ResumeParams,
    RunAndPollParams,
    RunParams,
    StepListParams,
    StreamParams,
    SubmitAndPollParams,
    SubmitAndStreamParams,
    ThreadRunAndPollParams,
    ThreadRunAndStreamParams,
    WaitParams,
)
from .validators import Validator, above_zero, from_zero, hook, one_of, true_or_false

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from assistants_v2_raw.models import ListOrder, RequiredActionFunctionToolCall, Run, RunStepInclude

    from ..tools import Toolbox

LARGEST_PAGE = 100
"""The most items that servers of this API put on one page."""


@frozen
class Options:
    """What all options have in common."""

    @classmethod
    def pick(cls, arguments: Mapping[str, Any]) -> Self:
        """Return the options among keyword arguments; what is left out, or None, has its default.

        Raises:
            TypeError: An option is something that it cannot be.
            ValueError: An option is out of range.
        """
        found = {name: arguments.get(name) for name in _names_of(cls)}
        return cls(**{name: value for name, value in found.items() if value is not None})


@frozen
class BusyOptions(Options):
    """What to do about a thread that another run has locked."""

    on_active_run: OnActiveRun = field(default="raise", validator=one_of("raise", "wait", "cancel"))


@frozen
class LookOptions(Options):
    """How a run is polled."""

    poll_interval_ms: float | None = field(default=None, validator=above_zero("milliseconds"))
    deadline: float | None = field(default=None, validator=above_zero("seconds"))
    on_deadline: OnDeadline = field(default="raise", validator=one_of("raise", "cancel", "return"))
    on_poll: Callable[[Run], object] | None = field(default=None, validator=hook("the run"))

    @property
    def cancels_on_exit(self) -> bool:
        """Whether the run is cancelled when the program is interrupted."""
        return False


@frozen
class FollowOptions(LookOptions):
    """How to follow a run that another call has made: it goes on when this call ends."""

    cancel_on_exit: bool = field(default=False, validator=true_or_false)

    @property
    def cancels_on_exit(self) -> bool:
        """Whether the run is cancelled when the program is interrupted."""
        return self.cancel_on_exit


@frozen
class OwnRunOptions(FollowOptions):
    """How to follow a run that the call itself makes: it is cancelled when the call ends early."""

    on_deadline: OnDeadline = field(default="cancel", validator=one_of("raise", "cancel", "return"))
    cancel_on_exit: bool = field(default=True, validator=true_or_false)


@frozen
class StreamOptions(LookOptions):
    """How the events of a run are followed."""

    on_deadline: OnDeadline = field(default="cancel", validator=one_of("raise", "cancel"))
    on_leave: OnLeave = field(default="cancel", validator=one_of("cancel", "keep"))
    event_handler: Any = None

    @property
    def cancels_on_exit(self) -> bool:
        """Whether the run is cancelled when the program leaves the events before their end."""
        return self.on_leave == "cancel"


@frozen
class TextOptions(Options):
    """Who is told of what a model writes."""

    on_text: Callable[[str], object] | None = field(default=None, validator=hook("a piece of text"))


@frozen
class WaitOptions(LookOptions):
    """How many runs are followed at once."""

    requests_per_second: float = field(default=50.0, validator=above_zero())


_NO_FUNCTIONS: Any = ()


def _make_toolbox(functions: Any) -> Toolbox:
    from ..tools import Toolbox  # late: most programs run no tools

    if isinstance(functions, Toolbox):
        return functions
    if callable(functions):
        raise TypeError(f"functions is a list of functions or a Toolbox, got {functions!r:.80}.")
    return Toolbox(*([cast("Any", functions)] if isinstance(functions, Mapping) else functions))


@frozen
class ToolOptions(Options):
    """How the tool calls of a run are answered."""

    functions: Toolbox = field(default=_NO_FUNCTIONS, converter=_make_toolbox)
    on_tool_error: OnToolError = field(default="report", validator=one_of("report", "raise", "cancel"))
    tool_timeout: float | None = field(default=None, validator=above_zero("seconds"))
    max_parallel_tools: int = field(default=8, validator=above_zero(whole=True))
    max_rounds: int = field(default=50, validator=above_zero(whole=True))
    approve: Callable[[RequiredActionFunctionToolCall], object] | None = field(
        default=None, validator=hook("the tool call")
    )

    def with_functions(self, tools: Sequence[object]) -> Self:
        """Return these options with the Python functions among *tools* added, where their names are new."""
        from ..tools import Toolbox, as_tool, is_model  # late: most programs run no tools

        made = [as_tool(tool) for tool in tools if callable(tool) and not is_model(tool)]
        added = [tool for tool in made if tool.name not in self.functions]
        return evolve(self, functions=Toolbox(self.functions, *added)) if added else self


@frozen
class RetryOptions(Options):
    """Whether another run is made when one has failed."""

    retry_failed: int = field(default=0, validator=from_zero)
    retry_after_tools: bool = field(default=False, validator=true_or_false)


def read_digits(value: Any) -> Any:
    """Return a text of digits as a number, and anything else as it is."""
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value


def check_page_size(largest: int) -> Validator:
    """Return a check that a number of items is one that a page may have, or None."""

    def check(_: object, __: object, limit: Any) -> None:
        if limit is not None and (
            not isinstance(limit, int) or isinstance(limit, bool) or not 1 <= limit <= largest
        ):
            raise ValueError(
                f"limit is the size of a page, 1 to {largest}, got {limit}; max_items= caps the whole."
            )

    return check


@frozen
class WalkOptions(Options):
    """How a list is asked for that can be walked forwards only."""

    limit: int | None = field(default=None, converter=read_digits, validator=check_page_size(LARGEST_PAGE))
    order: ListOrder | None = None
    after: str | None = None
    max_items: int | None = field(default=None, converter=read_digits, validator=from_zero)
    since: date | str | float | None = None
    until: date | str | float | None = None
    prefetch: bool = field(default=True, validator=true_or_false)

    def sent(self) -> dict[str, Any]:
        """Return what goes into the query of the first page."""
        return {"limit": self.limit, "order": self.order, "after": self.after}


@frozen
class ListOptions(WalkOptions):
    """How a list is asked for."""

    before: str | None = None

    def sent(self) -> dict[str, Any]:
        """Return what goes into the query of the first page."""
        return {**super().sent(), "before": self.before}


@frozen
class MessageListOptions(ListOptions):
    """How a list of messages is asked for."""

    run_id: str | None = None

    def sent(self) -> dict[str, Any]:
        return {**super().sent(), "run_id": self.run_id}


@frozen
class StepListOptions(ListOptions):
    """How a list of run steps is asked for."""

    include: Sequence[RunStepInclude] = ()

    def sent(self) -> dict[str, Any]:
        return {**super().sent(), "include": [*self.include] or None}


OPTIONS: dict[type, tuple[type[Options], ...]] = {
    MessageParams: (BusyOptions,),
    RunParams: (BusyOptions,),
    RunAndPollParams: (BusyOptions, OwnRunOptions, TextOptions),
    ExecuteParams: (BusyOptions, OwnRunOptions, TextOptions, ToolOptions, RetryOptions),
    ResumeParams: (FollowOptions, ToolOptions, TextOptions),
    SubmitAndPollParams: (FollowOptions, TextOptions),
    ThreadRunAndPollParams: (OwnRunOptions, TextOptions),
    StreamParams: (BusyOptions, StreamOptions, ToolOptions),
    SubmitAndStreamParams: (StreamOptions, ToolOptions),
    ThreadRunAndStreamParams: (StreamOptions, ToolOptions),
    FollowParams: (FollowOptions,),
    WaitParams: (WaitOptions,),
    ListParams: (ListOptions,),
    MessageListParams: (MessageListOptions,),
    StepListParams: (StepListOptions,),
}
"""Which options are among the keyword arguments that a TypedDict of `parameters` declares."""


def offer_options(options: Mapping[type, tuple[type[Options], ...]]) -> None:
    """Add to `OPTIONS` what another module of options declares."""
    OPTIONS.update(options)


def defaults_of(parameters: type) -> dict[str, Any]:
    """Return the default of each option among the keyword arguments that a TypedDict declares."""
    kinds = OPTIONS.get(parameters, ())
    return {option.name: option.default for kind in kinds for option in fields(kind)}


def _names_of(kind: type[Options]) -> tuple[str, ...]:
    """Return the names of the options of one kind."""
    return tuple(option.name for option in fields(kind))


def drop_options(arguments: Mapping[str, Any], *kinds: type[Options]) -> dict[str, Any]:
    """Return the keyword arguments that are fields of the request and not options of these kinds."""
    dropped = {name for kind in kinds for name in _names_of(kind)}
    return {name: value for name, value in arguments.items() if name not in dropped}
