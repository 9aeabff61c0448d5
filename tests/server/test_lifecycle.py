"""The run state machine: every status with every change, and what each leaves behind."""

from __future__ import annotations

from itertools import product
from typing import Any, get_args

import pytest
from assistants_v2_server import lifecycle
from assistants_v2_server.lifecycle import (
    IllegalMove,
    RunMove,
    RunState,
    RunStatus,
    StepMove,
    StepState,
    StepStatus,
    advance_run,
    advance_step,
    close_step,
    create_run_state,
)
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

STATUSES: tuple[RunStatus, ...] = get_args(RunStatus)
MOVES: tuple[RunMove, ...] = get_args(RunMove)
STEP_MOVES: tuple[StepMove, ...] = get_args(StepMove)

ALLOWED: dict[RunMove, set[RunStatus]] = {
    "start": {"queued", "in_progress"},
    "require_action": {"in_progress"},
    "accept_outputs": {"requires_action"},
    "request_cancel": {"queued", "in_progress", "requires_action"},
    "cancel": {"cancelling"},
    "complete": {"in_progress"},
    "stop_short": {"in_progress"},
    "fail": {"in_progress"},
    "expire": {"queued", "in_progress", "requires_action"},
}
TARGETS: dict[RunMove, RunStatus] = {
    "start": "in_progress",
    "require_action": "requires_action",
    "accept_outputs": "queued",
    "request_cancel": "cancelling",
    "cancel": "cancelled",
    "complete": "completed",
    "stop_short": "incomplete",
    "fail": "failed",
    "expire": "expired",
}
STEP_TARGETS: dict[StepMove, StepStatus] = {
    "complete": "completed",
    "cancel": "cancelled",
    "fail": "failed",
    "expire": "expired",
}
DETAILS: dict[RunMove, dict[str, Any]] = {
    "require_action": {"type": "submit_tool_outputs"},
    "stop_short": {"reason": "max_prompt_tokens"},
    "fail": {"code": "server_error", "message": "no"},
}


def run_in(status: RunStatus) -> RunState:
    """A run in a status, reached by no particular way."""
    return RunState(status=status, created_at=100, expires_at=700, started_at=101)


@pytest.mark.parametrize(("status", "move"), list(product(STATUSES, MOVES)))
def test_a_change_is_possible_exactly_from_its_sources(status: RunStatus, move: RunMove) -> None:
    """Every pair of status and change either leads to the change's target or is refused by name."""
    if status in ALLOWED[move]:
        assert TARGETS[move] == advance_run(run_in(status), move, 200, DETAILS.get(move)).status
    else:
        with pytest.raises(IllegalMove) as caught:
            advance_run(run_in(status), move, 200, DETAILS.get(move))
        assert (status, move) == (caught.value.status, caught.value.move)


def test_a_new_run_is_queued_for_ten_minutes() -> None:
    """A run starts queued, with nothing stamped, and expires 600 seconds later."""
    assert RunState(status="queued", created_at=100, expires_at=700) == create_run_state(100)


def test_starting_stamps_started_at_anew_and_keeps_the_expiry() -> None:
    """A run that goes on after tool outputs has a new start but the expiry of its creation."""
    waiting = advance_run(
        advance_run(create_run_state(100), "start", 101), "require_action", 102, {"type": "x"}
    )
    resumed = advance_run(advance_run(waiting, "accept_outputs", 110), "start", 111)
    assert (111, 700) == (resumed.started_at, resumed.expires_at)


def test_outputs_leave_the_start_and_take_the_action_away() -> None:
    """A run queued again keeps when it started and requires nothing any more."""
    waiting = replace(run_in("requires_action"), required_action={"type": "submit_tool_outputs"})
    queued = advance_run(waiting, "accept_outputs", 200)
    assert (101, None, "queued") == (queued.started_at, queued.required_action, queued.status)


@pytest.mark.parametrize(
    ("move", "stamped"),
    [("complete", "completed_at"), ("stop_short", "completed_at"), ("fail", "failed_at"), ("expire", None)],
)
def test_an_end_stamps_its_own_time_and_clears_the_expiry(move: RunMove, stamped: str | None) -> None:
    """The end of a run stamps one field at most, and nothing expires any more."""
    ended = advance_run(run_in("in_progress"), move, 200, DETAILS.get(move))
    times = {"completed_at", "failed_at", "cancelled_at"}
    assert (
        {stamped: 200}
        if stamped
        else {name: getattr(ended, name) for name in times if getattr(ended, name) is not None} == {}
    )
    assert ended.expires_at is None


def test_a_cancellation_has_two_steps() -> None:
    """Asking keeps the expiry and stamps nothing; the cancellation itself stamps and clears."""
    asked = advance_run(run_in("requires_action"), "request_cancel", 200)
    assert (700, None, "cancelling") == (asked.expires_at, asked.cancelled_at, asked.status)
    done = advance_run(asked, "cancel", 201)
    assert (None, 201, "cancelled") == (done.expires_at, done.cancelled_at, done.status)


@pytest.mark.parametrize("move", MOVES)
def test_a_change_is_told_exactly_what_it_takes(move: RunMove) -> None:
    """A detail that is missing, or that nothing takes, is a programming error."""
    status = next(iter(ALLOWED[move]))
    wrong = None if move in DETAILS else {"reason": "x"}
    with pytest.raises(ValueError, match="must be told"):
        advance_run(run_in(status), move, 200, wrong)


@pytest.mark.parametrize("status", STATUSES)
def test_what_a_status_permits(status: RunStatus) -> None:
    """Which statuses lock a thread, take outputs, can be cancelled, updated, or are not worth waiting for."""
    active = {"queued", "in_progress", "requires_action", "cancelling"}
    assert (status in active) == lifecycle.locks_thread(status)
    assert (status == "requires_action") == lifecycle.accepts_outputs(status)
    assert (status in active - {"cancelling"}) == lifecycle.allows_cancel(status)
    assert (status not in {"in_progress", "cancelling"}) == lifecycle.allows_update(status)
    assert (status not in active - {"requires_action"}) == lifecycle.is_settled(status)


@pytest.mark.parametrize(
    ("status", "now", "due"),
    [
        ("queued", 699, False),
        ("queued", 700, True),
        ("in_progress", 700, True),
        ("requires_action", 10_000, True),
        ("cancelling", 10_000, False),
        ("completed", 10_000, False),
    ],
)
def test_a_run_is_due_from_its_expiry_on(status: RunStatus, now: int, due: bool) -> None:
    """An unfinished run is due at its expiry; one that is being cancelled will end anyway."""
    assert due == lifecycle.is_due(run_in(status), now)


@pytest.mark.parametrize(("status", "move"), list(product(get_args(StepStatus), STEP_MOVES)))
def test_a_step_changes_once(status: StepStatus, move: StepMove) -> None:
    """Only a step in progress changes, and then it has ended."""
    step = StepState(status=status, created_at=100, expires_at=700)
    detail = {"code": "server_error", "message": "no"} if move == "fail" else None
    if status == "in_progress":
        ended = advance_step(step, move, 200, detail)
        assert STEP_TARGETS[move] == ended.status
        assert detail == ended.last_error
    else:
        with pytest.raises(IllegalMove):
            advance_step(step, move, 200, detail)


@pytest.mark.parametrize(
    ("run_status", "step_status"),
    [
        ("cancelled", "cancelled"),
        ("failed", "failed"),
        ("expired", "expired"),
        ("completed", "completed"),
        ("incomplete", "completed"),
    ],
)
def test_an_open_step_ends_as_its_run_does(run_status: RunStatus, step_status: StepStatus) -> None:
    """A step that is open when its run ends takes the run's end, and its error."""
    error = {"code": "server_error", "message": "no"} if run_status == "failed" else None
    run = replace(run_in(run_status), last_error=error)
    closed = close_step(StepState(status="in_progress", created_at=100, expires_at=700), run, 200)
    assert (step_status, error) == (closed.status, closed.last_error)


@given(st.lists(st.tuples(st.sampled_from(MOVES), st.integers(0, 30)), max_size=40))
def test_no_walk_breaks_the_rules_of_the_fields(walk: list[tuple[RunMove, int]]) -> None:
    """After any changes at any times, the fields say what the status says, and an end is for good."""
    now, run = 100, create_run_state(100)
    for move, pause in walk:
        now += pause
        before = run
        try:
            run = advance_run(run, move, now, DETAILS.get(move))
        except IllegalMove:
            assert before == run
            continue
        assert lifecycle.locks_thread(before.status)
        assert (run.expires_at is not None) == lifecycle.locks_thread(run.status)
        assert (run.required_action is not None) == (run.status == "requires_action")
        assert (run.last_error is not None) == (run.failed_at is not None) == (run.status == "failed")
        assert (run.cancelled_at is not None) == (run.status == "cancelled")
        assert (run.completed_at is not None) == (run.status in {"completed", "incomplete"})
        assert (run.incomplete_details is not None) == (run.status == "incomplete")
        assert run.expires_at in {None, 700}
