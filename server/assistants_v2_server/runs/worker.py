"""Takes a run to its end, or to the point where it waits for tool outputs.

An executor calls `Worker.work_on` with the id of a run after the run was queued, was requested to be
cancelled, or was found unfinished at start. The run is claimed in one transaction and what came of
the model turn is stored in another; no transaction is open while the model is asked. So a process
may die at any moment: nothing of an unfinished turn is stored, and the next start asks the model
again.

A turn is stored only by the worker that claimed the run last (`RunRow.claims`). A cancellation, an
expiry, a deleted thread, or a second process that took the run up make the first worker's turn void.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from attrs import evolve, frozen
from sqlalchemy import Connection

from .. import lifecycle
from ..lifecycle import RunMove
from ..models import Model, ModelError, Usage
from ..store import MESSAGES, RUNS, STEPS, Database, DatabaseClosed, MessageRow, RunRow, StepRow, new_id
from ..tracing import format_trace
from .endings import end_run, expire_if_due
from .prompts import BudgetSpent, build_prompt
from .turns import Turn, collect_turn
from .usage import render_usage, sum_usage

DEFAULT_MAX_TURNS = 64

_CUT_SHORT: Mapping[str, str] = {"length": "max_tokens", "content_filter": "content_filter"}
"""Why a message is incomplete, by the reason its turn ended."""

_WORKABLE = frozenset({"queued", "in_progress"})
"""A worker goes on with a run in one of these; in progress is one that it, or one that died, began."""

_LOG = logging.getLogger(__name__)


@frozen
class Worker:
    """Works on runs.

    Args:
        database: Where runs are.
        model: What is asked for each turn.
        now: Returns the time in whole unix seconds.
        max_turns: Model turns a run may take before it fails, 64 by default; a model that does
            nothing but call functions ends there.
    """

    _database: Database
    _model: Model
    _now: Callable[[], int]
    _max_turns: int = DEFAULT_MAX_TURNS

    def work_on(self, run_id: str) -> None:
        """Do what is next for a run; do nothing for one that has ended, waits, or is gone. Never raises."""
        try:
            self._take_turn(run_id)
        except DatabaseClosed:
            # The run keeps its status and is resumed when the database is opened again.
            _LOG.info("run %s was left unfinished, the server is closing", run_id)
        except Exception as error:  # noqa: BLE001  nobody waits for a worker's exceptions
            _LOG.error("run %s could not be ended and is left to expire: %s", run_id, format_trace(error))

    def list_unfinished(self) -> list[str]:
        """Return the ids of runs that somebody should be working on."""
        with self._database.read() as connection:
            runs = RUNS.list_all(connection, status=["queued", "in_progress", "cancelling"])
        return [run.id for run in runs]

    def _take_turn(self, run_id: str) -> None:
        run = self._claim_run(run_id)
        if run is None:
            return
        try:
            turn = self._ask_model(run)
            self._store_turn(run, turn)
        except BudgetSpent as spent:
            self._end_run(run, "stop_short", {"reason": spent.reason})
        except ModelError as error:
            self._end_run(run, "fail", {"code": error.code, "message": error.message})
        except DatabaseClosed:
            raise
        except Exception as error:  # noqa: BLE001  whatever went wrong, the run must end and say so
            _LOG.error("run %s failed: %s", run_id, format_trace(error))
            self._end_run(run, "fail", {"code": "server_error", "message": "Sorry, something went wrong."})

    def _claim_run(self, run_id: str) -> RunRow | None:
        """Claim a run, which is in progress from then on; return None if there is nothing to do."""
        now = self._now()
        with self._database.write() as connection:
            run = RUNS.get(connection, run_id, lock=True)
            if run is None or _end_if_stopped(connection, run, now).status not in _WORKABLE:
                return None
            run = evolve(lifecycle.advance_run(run, "start", now), claims=run.claims + 1)
            RUNS.replace(connection, run)
            return run

    def _ask_model(self, run: RunRow) -> Turn:
        with self._database.read() as connection:
            messages = MESSAGES.list_all(connection, thread_id=run.thread_id)
            steps = STEPS.list_all(connection, run_id=run.id)
        if run.claims > self._max_turns:
            raise ModelError("server_error", f"The run took more than {self._max_turns} model turns.")
        prompt = build_prompt(run, messages, steps, sum_usage(step.usage for step in steps))
        return collect_turn(self._model.answer(prompt))

    def _store_turn(self, claimed: RunRow, turn: Turn) -> None:
        now = self._now()
        with self._database.write() as connection:
            run = _get_claimed(connection, claimed, now)
            if run is not None:
                _apply_turn(connection, run, turn, now)

    def _end_run(self, claimed: RunRow, move: RunMove, detail: Mapping[str, Any]) -> None:
        now = self._now()
        with self._database.write() as connection:
            run = _get_claimed(connection, claimed, now)
            if run is not None:
                end_run(connection, run, move, now, detail)


def _get_claimed(connection: Connection, claimed: RunRow, now: int) -> RunRow | None:
    """Return a run as it is stored now, or None if its worker has been replaced or the run stopped."""
    run = RUNS.get(connection, claimed.id, lock=True)
    if run is None or run.claims != claimed.claims:
        return None
    run = _end_if_stopped(connection, run, now)
    return run if run.status in _WORKABLE else None


def _end_if_stopped(connection: Connection, run: RunRow, now: int) -> RunRow:
    """End a run that is to be cancelled or whose time is up; return the row as it is now stored."""
    if run.status == "cancelling":
        return end_run(connection, run, "cancel", now)
    return expire_if_due(connection, run, now)


def _apply_turn(connection: Connection, run: RunRow, turn: Turn, now: int) -> None:
    """Store what came of a turn, and take the run to what follows from it."""
    calling = bool(turn.calls) and turn.reason not in _CUT_SHORT
    if turn.text or turn.refusal or not calling:
        # One turn is paid for once: by its calls if it made any, else by its message.
        _store_message(connection, run, turn, Usage() if calling else turn.usage, now)
    if calling:
        action = _store_calls(connection, run, turn, now)
        RUNS.replace(connection, lifecycle.advance_run(run, "require_action", now, action))
    elif turn.reason == "length":
        end_run(connection, run, "stop_short", now, {"reason": "max_completion_tokens"})
    elif turn.reason == "content_filter":
        # The contract has no reason for this among a run's; the message has.
        end_run(connection, run, "stop_short", now, {})
    else:
        end_run(connection, run, "complete", now)


def _store_message(connection: Connection, run: RunRow, turn: Turn, usage: Usage, now: int) -> None:
    message = _make_message(run, turn, now)
    MESSAGES.insert(connection, message)
    details = {"type": "message_creation", "message_creation": {"message_id": message.id}}
    step = _make_step(run, "message_creation", details, usage, now)
    STEPS.insert(connection, lifecycle.advance_step(step, "complete", now))


def _make_message(run: RunRow, turn: Turn, now: int) -> MessageRow:
    content: list[dict[str, Any]] = []
    if turn.text or not turn.refusal:
        content.append({"type": "text", "text": {"value": turn.text, "annotations": []}})
    if turn.refusal:
        content.append({"type": "refusal", "refusal": turn.refusal})
    cut = _CUT_SHORT.get(turn.reason)
    return MessageRow(
        id=new_id("msg"),
        thread_id=run.thread_id,
        created_at=now,
        role="assistant",
        content=content,
        attachments=[],
        metadata={},
        assistant_id=run.assistant_id,
        run_id=run.id,
        status="completed" if cut is None else "incomplete",
        incomplete_details=None if cut is None else {"reason": cut},
        completed_at=now if cut is None else None,
        incomplete_at=None if cut is None else now,
    )


def _store_calls(connection: Connection, run: RunRow, turn: Turn, now: int) -> dict[str, Any]:
    """Store the step of a turn's calls; return the action that the run requires."""
    required: list[dict[str, Any]] = [
        {
            "id": new_id("call"),
            "type": "function",
            "function": {"name": call.name, "arguments": call.arguments},
        }
        for call in turn.calls
    ]
    kept = [{**call, "function": {**call["function"], "output": None}} for call in required]
    step = _make_step(run, "tool_calls", {"type": "tool_calls", "tool_calls": kept}, turn.usage, now)
    STEPS.insert(connection, step)
    return {"type": "submit_tool_outputs", "submit_tool_outputs": {"tool_calls": required}}


def _make_step(run: RunRow, kind: Any, details: Mapping[str, Any], usage: Usage, now: int) -> StepRow:
    return StepRow(
        id=new_id("step"),
        run_id=run.id,
        thread_id=run.thread_id,
        assistant_id=run.assistant_id,
        type=kind,
        status="in_progress",
        created_at=now,
        expires_at=run.expires_at,
        details=details,
        usage=render_usage(usage),
    )
