"""The life of a run and of its steps, as data and pure functions.

The executor and the service ask this module what may happen to a run and what a change does to its
fields; the store saves the result. Nothing here reads a clock or a database: `now` (whole unix
seconds) is passed in.

    queued ─start→ in_progress ─complete→ completed
      ↑                │ ├─stop_short→ incomplete
      │                │ └─fail→ failed
      └accept_outputs─ requires_action ←require_action─┘
    queued, in_progress, requires_action ─request_cancel→ cancelling ─cancel→ cancelled
    queued, in_progress, requires_action ─expire→ expired
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal, TypeVar

import attrs

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

RUN_LIFETIME: Final = 600
"""Seconds from a run's creation to its expiry; tool outputs do not extend it."""

ACTIVE_STATUSES: Final[frozenset[RunStatus]] = frozenset(
    {"queued", "in_progress", "requires_action", "cancelling"}
)
"""A run in one of these locks its thread: no new run, no new message."""

TERMINAL_STATUSES: Final[frozenset[RunStatus]] = frozenset(
    {"cancelled", "failed", "completed", "incomplete", "expired"}
)

_RUNNING: Final[frozenset[RunStatus]] = frozenset({"in_progress"})
_STOPPABLE: Final[frozenset[RunStatus]] = frozenset({"queued", "in_progress", "requires_action"})


class IllegalMove(Exception):
    """A change was asked for that the present status does not allow.

    Attributes:
        status: the status the run or step is in.
        move: the change that was asked for.
    """

    def __init__(self, status: str, move: str) -> None:
        super().__init__(f"{move!r} is not possible in status {status!r}")
        self.status = status
        self.move = move


@attrs.frozen(kw_only=True)
class RunState:
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


@attrs.frozen(kw_only=True)
class StepState:
    """The fields of a run step that its life cycle sets and clears. Times are unix seconds."""

    status: StepStatus
    created_at: int
    expires_at: int | None
    cancelled_at: int | None = None
    failed_at: int | None = None
    completed_at: int | None = None
    last_error: Mapping[str, Any] | None = None


@attrs.frozen
class RunTransition:
    """One change: where it may start, where it ends, what it stamps and what it must be told."""

    sources: frozenset[RunStatus]
    target: RunStatus
    stamps: str | None = None
    takes: str | None = None


@attrs.frozen
class StepTransition:
    """One change of a step; every one of them starts in `in_progress`."""

    target: StepStatus
    stamps: str | None
    takes: str | None = None


RUN_TRANSITIONS: Final[Mapping[RunMove, RunTransition]] = {
    # A run found in progress after a crash is started again, hence the second source.
    "start": RunTransition(frozenset({"queued", "in_progress"}), "in_progress", stamps="started_at"),
    "require_action": RunTransition(_RUNNING, "requires_action", takes="required_action"),
    "accept_outputs": RunTransition(frozenset({"requires_action"}), "queued"),
    "request_cancel": RunTransition(_STOPPABLE, "cancelling"),
    "cancel": RunTransition(frozenset({"cancelling"}), "cancelled", stamps="cancelled_at"),
    "complete": RunTransition(_RUNNING, "completed", stamps="completed_at"),
    "stop_short": RunTransition(_RUNNING, "incomplete", stamps="completed_at", takes="incomplete_details"),
    "fail": RunTransition(_RUNNING, "failed", stamps="failed_at", takes="last_error"),
    "expire": RunTransition(_STOPPABLE, "expired"),
}

STEP_TRANSITIONS: Final[Mapping[StepMove, StepTransition]] = {
    "complete": StepTransition("completed", "completed_at"),
    "cancel": StepTransition("cancelled", "cancelled_at"),
    "fail": StepTransition("failed", "failed_at", takes="last_error"),
    "expire": StepTransition("expired", None),
}

STEP_MOVE_AT_END: Final[Mapping[RunStatus, StepMove]] = {
    "cancelled": "cancel",
    "failed": "fail",
    "expired": "expire",
    "completed": "complete",
    "incomplete": "complete",
}
"""What happens to a step that is still open when its run ends."""

Run = TypeVar("Run", bound=RunState)
Step = TypeVar("Step", bound=StepState)


def first_state(now: int) -> RunState:
    """The state of a run made at `now`: queued, to expire after `RUN_LIFETIME` seconds."""
    return RunState(status="queued", created_at=now, expires_at=now + RUN_LIFETIME)


def advance(run: Run, move: RunMove, now: int, detail: Mapping[str, Any] | None = None) -> Run:
    """Change a run's state.

    Args:
        run: the state, or a value that extends it.
        move: the change.
        now: unix seconds; stamped where the change has a time of its own.
        detail: what the change must be told: the required action, the last error, or the reason
            for stopping short. Given exactly when the transition takes one.

    Returns:
        A new value of the same class; every field the change does not concern is kept.

    Raises:
        IllegalMove: the present status does not allow the change.
        ValueError: `detail` is missing, or given where nothing takes it.
    """
    transition = RUN_TRANSITIONS[move]
    if run.status not in transition.sources:
        raise IllegalMove(run.status, move)
    # A required action lasts exactly as long as the status that asks for it.
    changes: dict[str, Any] = {"status": transition.target, "required_action": None}
    if transition.stamps is not None:
        changes[transition.stamps] = now
    if transition.target in TERMINAL_STATUSES:
        changes["expires_at"] = None
    changes.update(_detail(move, transition.takes, detail))
    return attrs.evolve(run, **changes)


def advance_step(step: Step, move: StepMove, now: int, detail: Mapping[str, Any] | None = None) -> Step:
    """Change a step's state; arguments, result and errors as for `advance`."""
    transition = STEP_TRANSITIONS[move]
    if step.status != "in_progress":
        raise IllegalMove(step.status, move)
    changes: dict[str, Any] = {"status": transition.target, "expires_at": None}
    if transition.stamps is not None:
        changes[transition.stamps] = now
    changes.update(_detail(move, transition.takes, detail))
    return attrs.evolve(step, **changes)


def close_step(step: Step, run: RunState, now: int) -> Step:
    """End a step that is still open when its run has ended, the way the run ended."""
    move = STEP_MOVE_AT_END[run.status]
    return advance_step(step, move, now, run.last_error if move == "fail" else None)


def is_terminal(status: RunStatus) -> bool:
    """Whether a run in this status will never change again."""
    return status in TERMINAL_STATUSES


def locks_thread(status: RunStatus) -> bool:
    """Whether a run in this status keeps new runs and messages off its thread."""
    return status in ACTIVE_STATUSES


def accepts_outputs(status: RunStatus) -> bool:
    """Whether tool outputs may be submitted."""
    return status in RUN_TRANSITIONS["accept_outputs"].sources


def may_cancel(status: RunStatus) -> bool:
    """Whether a cancellation may be asked for."""
    return status in RUN_TRANSITIONS["request_cancel"].sources


def may_update(status: RunStatus) -> bool:
    """Whether the run's metadata may be changed: not while a worker or a cancellation holds it."""
    return status not in {"in_progress", "cancelling"}


def is_settled(status: RunStatus) -> bool:
    """Whether waiting brings nothing more: the run has ended, or the caller has to act."""
    return is_terminal(status) or status == "requires_action"


def is_due(run: RunState, now: int) -> bool:
    """Whether the run's time is up, so that it has to expire before anything else happens to it."""
    return run.expires_at is not None and now >= run.expires_at and run.status in _STOPPABLE


def _detail(move: str, takes: str | None, detail: Mapping[str, Any] | None) -> dict[str, Any]:
    if (takes is None) != (detail is None):
        wanted = "nothing" if takes is None else takes
        raise ValueError(f"{move!r} must be told {wanted}")
    return {} if takes is None else {takes: detail}
