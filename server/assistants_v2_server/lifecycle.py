"""The life of a run and of its steps, as tables and pure functions.

`runs` and `service` ask this module what may happen to a run and what a change does to its fields;
`store` keeps the result, and takes from here which statuses lock a thread. Nothing here reads a
clock or a database: `now` (whole unix seconds) is passed in. A change that has no row in the tables
below cannot happen; a new status or change is added to the tables, and nowhere else.

    queued ─start→ in_progress ─complete→ completed
      ↑                │ ├─stop_short→ incomplete
      │                │ └─fail→ failed
      └accept_outputs─ requires_action ←require_action─┘
    queued, in_progress, requires_action ─request_cancel→ cancelling ─cancel→ cancelled
    queued, in_progress, requires_action ─expire→ expired
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import replace

RunStatus = Literal[
    "queued",
    "in_progress",
    "requires_action",
    "cancelling",
    "cancelled",
    "failed",
    "completed",
    "incomplete",
    "expired",
]
StepStatus = Literal["in_progress", "cancelled", "failed", "completed", "expired"]
RunMove = Literal[
    "start",
    "require_action",
    "accept_outputs",
    "request_cancel",
    "cancel",
    "complete",
    "stop_short",
    "fail",
    "expire",
]
StepMove = Literal["complete", "cancel", "fail", "expire"]

_RUN_LIFETIME = 600
"""Seconds from the creation of a run to its expiry; tool outputs do not extend it."""

ACTIVE_STATUSES: frozenset[RunStatus] = frozenset({"queued", "in_progress", "requires_action", "cancelling"})
"""A run in one of these locks its thread: no new run, no new message."""

WORKABLE: frozenset[RunStatus] = frozenset({"queued", "in_progress"})
"""A worker goes on with a run in one of these; in progress is one that it, or one that died, began."""

_TERMINAL_STATUSES: frozenset[RunStatus] = frozenset(
    {"cancelled", "failed", "completed", "incomplete", "expired"}
)
"""A run in one of these never changes again."""

_RUNNING: frozenset[RunStatus] = frozenset({"in_progress"})
_STOPPABLE: frozenset[RunStatus] = frozenset({"queued", "in_progress", "requires_action"})


class IllegalMove(Exception):
    """A change was asked for that the present status does not allow.

    Attributes:
        status: The status the run or step is in.
        move: The change that was asked for.
    """

    def __init__(self, status: str, move: str) -> None:
        super().__init__(f"{move!r} is not possible in status {status!r}")
        self.status = status
        self.move = move


class RunState(Struct, frozen=True, kw_only=True):
    """The fields of a run that its life cycle sets and clears. Times are unix seconds."""

    status: RunStatus
    created_at: int
    expires_at: int | None
    started_at: int | None = None
    cancelled_at: int | None = None
    failed_at: int | None = None
    completed_at: int | None = None
    required_action: Mapping[str, Any] | None = None
    last_error: Mapping[str, Any] | None = None
    incomplete_details: Mapping[str, Any] | None = None


class StepState(Struct, frozen=True, kw_only=True):
    """The fields of a run step that its life cycle sets and clears. Times are unix seconds."""

    status: StepStatus
    created_at: int
    expires_at: int | None
    cancelled_at: int | None = None
    failed_at: int | None = None
    completed_at: int | None = None
    last_error: Mapping[str, Any] | None = None


class _RunTransition(Struct, frozen=True):
    """A change of a run.

    Attributes:
        sources: The statuses from which it is allowed.
        target: The status it leads to.
        stamps: The field that is set to the time of the change, if any.
        takes: The field whose value must be given with the change, if any.
    """

    sources: frozenset[RunStatus]
    target: RunStatus
    stamps: str | None = None
    takes: str | None = None


class _StepTransition(Struct, frozen=True):
    """A change of a step, always from `in_progress`; the attributes are those of `_RunTransition`."""

    target: StepStatus
    stamps: str | None
    takes: str | None = None


_RUN_TRANSITIONS: Mapping[RunMove, _RunTransition] = {
    # A run found in progress after a crash is started again, hence the second source.
    "start": _RunTransition(frozenset({"queued", "in_progress"}), "in_progress", stamps="started_at"),
    "require_action": _RunTransition(_RUNNING, "requires_action", takes="required_action"),
    "accept_outputs": _RunTransition(frozenset({"requires_action"}), "queued"),
    "request_cancel": _RunTransition(_STOPPABLE, "cancelling"),
    "cancel": _RunTransition(frozenset({"cancelling"}), "cancelled", stamps="cancelled_at"),
    "complete": _RunTransition(_RUNNING, "completed", stamps="completed_at"),
    "stop_short": _RunTransition(_RUNNING, "incomplete", stamps="completed_at", takes="incomplete_details"),
    "fail": _RunTransition(_RUNNING, "failed", stamps="failed_at", takes="last_error"),
    "expire": _RunTransition(_STOPPABLE, "expired"),
}

_STEP_TRANSITIONS: Mapping[StepMove, _StepTransition] = {
    "complete": _StepTransition("completed", "completed_at"),
    "cancel": _StepTransition("cancelled", "cancelled_at"),
    "fail": _StepTransition("failed", "failed_at", takes="last_error"),
    "expire": _StepTransition("expired", None),
}

_STEP_MOVE_AT_END: Mapping[RunStatus, StepMove] = {
    "cancelled": "cancel",
    "failed": "fail",
    "expired": "expire",
    "completed": "complete",
    "incomplete": "complete",
}
"""What happens to a step that is still open when its run ends."""

_Run = TypeVar("_Run", bound=RunState)
_Step = TypeVar("_Step", bound=StepState)


def get_lifetime() -> int:
    """Return for how many seconds a run lives, from its creation."""
    return _RUN_LIFETIME


def create_run_state(now: int) -> RunState:
    """Return the state of a run made at `now`: queued, and to expire ten minutes later."""
    return RunState(status="queued", created_at=now, expires_at=now + _RUN_LIFETIME)


def advance_run(run: _Run, move: RunMove, now: int, detail: Mapping[str, Any] | None = None) -> _Run:
    """Change a run's state.

    Args:
        run: The state, or a value that extends it.
        move: The change.
        now: Unix seconds; stamped where the change has a time of its own.
        detail: The required action, the last error, or the reason for stopping short. Must be given
            with the changes that set one of these, and with no other.

    Returns:
        A new value of the same class; every field the change does not concern is kept.

    Raises:
        IllegalMove: The present status does not allow the change.
        ValueError: `detail` is missing, or given to a change that takes none.
    """
    transition = _RUN_TRANSITIONS[move]
    if run.status not in transition.sources:
        raise IllegalMove(run.status, move)
    # A required action lasts exactly as long as the status that asks for it.
    changes: dict[str, Any] = {"status": transition.target, "required_action": None}
    if transition.stamps is not None:
        changes[transition.stamps] = now
    if transition.target in _TERMINAL_STATUSES:
        changes["expires_at"] = None
    changes.update(_check_detail(move, transition.takes, detail))
    return replace(run, **changes)


def advance_step(step: _Step, move: StepMove, now: int, detail: Mapping[str, Any] | None = None) -> _Step:
    """Change a step's state; arguments, result and errors are those of `advance_run`."""
    transition = _STEP_TRANSITIONS[move]
    if step.status != "in_progress":
        raise IllegalMove(step.status, move)
    changes: dict[str, Any] = {"status": transition.target}
    if transition.stamps is not None:
        changes[transition.stamps] = now
    changes.update(_check_detail(move, transition.takes, detail))
    return replace(step, **changes)


def close_step(step: _Step, run: RunState, now: int) -> _Step:
    """End a step that is still open when its run has ended, the way the run ended."""
    move = _STEP_MOVE_AT_END[run.status]
    return advance_step(step, move, now, run.last_error if move == "fail" else None)


def close_lost_step(step: _Step, run: RunState, now: int) -> _Step:
    """End a step that came to nothing when its run has ended: as that did, else it is cancelled."""
    move = _STEP_MOVE_AT_END[run.status]
    if move == "complete":
        return advance_step(step, "cancel", now)
    return close_step(step, run, now)


def locks_thread(status: RunStatus) -> bool:
    """Say whether a run in this status keeps new runs and messages off its thread."""
    return status in ACTIVE_STATUSES


def accepts_outputs(status: RunStatus) -> bool:
    """Say whether tool outputs may be submitted."""
    return status in _RUN_TRANSITIONS["accept_outputs"].sources


def allows_cancel(status: RunStatus) -> bool:
    """Say whether a cancellation may be requested."""
    return status in _RUN_TRANSITIONS["request_cancel"].sources


def allows_update(status: RunStatus) -> bool:
    """Say whether the run's metadata may be changed: not while a worker or a cancellation holds it."""
    return status not in {"in_progress", "cancelling"}


def is_settled(status: RunStatus) -> bool:
    """Say whether a run in this status stays as it is until somebody acts on it."""
    return status in _TERMINAL_STATUSES or status == "requires_action"


class Expiring(Protocol):
    """What of a run says whether its time is up."""

    @property
    def status(self) -> RunStatus:
        """Return where the run stands."""
        ...

    @property
    def expires_at(self) -> int | None:
        """Return when it expires, in Unix seconds; None if it does not."""
        ...


def is_due(run: Expiring, now: int) -> bool:
    """Say whether the run's time is up, so that it must expire before anything else happens to it."""
    return run.expires_at is not None and now >= run.expires_at and run.status in _STOPPABLE


def is_to_end(run: Expiring, now: int) -> bool:
    """Say whether a run is to be cancelled, or its time is up: then whoever sees it ends it."""
    return run.status == "cancelling" or is_due(run, now)


def _check_detail(move: str, takes: str | None, detail: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the field that `detail` goes into, after checking that it is given where it must be."""
    if (takes is None) != (detail is None):
        wanted = "nothing" if takes is None else takes
        raise ValueError(f"{move!r} must be told {wanted}")
    return {} if takes is None else {takes: detail}
