"""Takes a run to its end, or to the point where it waits for tool outputs.

An executor calls `Execution.carry_on` with a run's id after the run was queued, asked to stop, or
found unfinished at start. Every change is one transaction; between two of them only the model is
asked. So a process may die at any moment: nothing of an unfinished turn is stored, and the next
start asks the model again.

A turn is only stored by the worker that claimed the run last. A cancellation, an expiry, a deleted
thread or a second process that resumed the run make the first worker's answer void.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs
from sqlalchemy import Connection

from .. import lifecycle
from ..lifecycle import RunMove
from ..models import Model, ModelError, Usage
from ..store import MESSAGES, RUNS, STEPS, Database, DatabaseClosed, MessageRow, RunRow, StepRow, new_id
from ..tracing import trace
from .endings import end_run, expire_if_due, total_usage, usage_object
from .prompts import BudgetSpent, build_prompt
from .turns import Turn, collect

MAX_TURNS: Final = 64
"""Model turns a run may take before it fails; a model that only ever calls functions ends here."""

_CUT_SHORT: Final[Mapping[str, str]] = {"length": "max_tokens", "content_filter": "content_filter"}
"""Why a message is incomplete, by the reason its turn ended."""

_LOG: Final = logging.getLogger(__name__)


@attrs.frozen
class Execution:
    """Works on runs.

    Attributes:
        database: where runs are.
        model: who answers.
        now: the time in whole unix seconds.
        max_turns: see `MAX_TURNS`.
    """

    database: Database
    model: Model
    now: Callable[[], int]
    max_turns: int = MAX_TURNS

    def carry_on(self, run_id: str) -> None:
        """Do what is next for a run; nothing for one that has ended, waits, or is gone."""
        try:
            self._carry_on(run_id)
        except DatabaseClosed:
            # The run keeps its status and is resumed when the database is opened again.
            _LOG.info("run %s was left unfinished, the server is closing", run_id)
        except Exception as error:  # noqa: BLE001  nobody waits for a worker's exceptions
            _LOG.error("run %s could not be ended and is left to expire: %s", run_id, trace(error))

    def unfinished(self) -> list[str]:
        """Ids of runs that somebody should be working on."""
        with self.database.read() as connection:
            runs = RUNS.all(connection, status=["queued", "in_progress", "cancelling"])
        return [run.id for run in runs]

    def _carry_on(self, run_id: str) -> None:
        run = self._claim(run_id)
        if run is None:
            return
        try:
            turn = self._ask(run)
            self._store(run, turn)
        except BudgetSpent as spent:
            self._end(run, "stop_short", {"reason": spent.reason})
        except ModelError as error:
            self._end(run, "fail", {"code": error.code, "message": error.message})
        except DatabaseClosed:
            raise
        except Exception as error:  # noqa: BLE001  whatever went wrong, the run must end and say so
            _LOG.error("run %s failed: %s", run_id, trace(error))
            self._end(run, "fail", {"code": "server_error", "message": "Sorry, something went wrong."})

    def _claim(self, run_id: str) -> RunRow | None:
        """Take a run up: in progress from here on. None if there is nothing to do."""
        now = self.now()
        with self.database.write() as connection:
            run = RUNS.get(connection, run_id, lock=True)
            if run is None or _stopped(connection, run, now):
                return None
            run = attrs.evolve(lifecycle.advance(run, "start", now), claims=run.claims + 1)
            RUNS.replace(connection, run)
            return run

    def _ask(self, run: RunRow) -> Turn:
        with self.database.read() as connection:
            messages = MESSAGES.all(connection, thread_id=run.thread_id)
            steps = STEPS.all(connection, run_id=run.id)
        if run.claims > self.max_turns:
            raise ModelError("server_error", f"The run took more than {self.max_turns} model turns.")
        prompt = build_prompt(run, messages, steps, total_usage(step.usage for step in steps))
        return collect(self.model.answer(prompt))

    def _store(self, claimed: RunRow, turn: Turn) -> None:
        now = self.now()
        with self.database.write() as connection:
            run = _still_claimed(connection, claimed, now)
            if run is not None:
                _store_turn(connection, run, turn, now)

    def _end(self, claimed: RunRow, move: RunMove, detail: Mapping[str, Any]) -> None:
        now = self.now()
        with self.database.write() as connection:
            run = _still_claimed(connection, claimed, now)
            if run is not None:
                end_run(connection, run, move, now, detail)


def _still_claimed(connection: Connection, claimed: RunRow, now: int) -> RunRow | None:
    """The run as it is now, if it still belongs to whoever claimed it."""
    run = RUNS.get(connection, claimed.id, lock=True)
    if run is None or run.claims != claimed.claims or _stopped(connection, run, now):
        return None
    return run


def _stopped(connection: Connection, run: RunRow, now: int) -> bool:
    """Whether there is nothing to do for a run; a cancellation or an expiry is carried out here."""
    if run.status == "cancelling":
        end_run(connection, run, "cancel", now)
        return True
    return expire_if_due(connection, run, now).status not in {"queued", "in_progress"}


def _store_turn(connection: Connection, run: RunRow, turn: Turn, now: int) -> None:
    """Store what came of a turn, and take the run to what follows from it."""
    calling = bool(turn.calls) and turn.reason not in _CUT_SHORT
    if turn.text or turn.refusal or not calling:
        # One turn is paid for once: by its calls if it made any, else by its message.
        _store_message(connection, run, turn, Usage() if calling else turn.usage, now)
    if calling:
        action = _store_calls(connection, run, turn, now)
        RUNS.replace(connection, lifecycle.advance(run, "require_action", now, action))
    elif turn.reason == "length":
        end_run(connection, run, "stop_short", now, {"reason": "max_completion_tokens"})
    elif turn.reason == "content_filter":
        # The contract has no reason for this among a run's; the message has.
        end_run(connection, run, "stop_short", now, {})
    else:
        end_run(connection, run, "complete", now)


def _store_message(connection: Connection, run: RunRow, turn: Turn, usage: Usage, now: int) -> None:
    message = _message(run, turn, now)
    MESSAGES.insert(connection, message)
    details = {"type": "message_creation", "message_creation": {"message_id": message.id}}
    step = _step(run, "message_creation", details, usage, now)
    STEPS.insert(connection, lifecycle.advance_step(step, "complete", now))


def _message(run: RunRow, turn: Turn, now: int) -> MessageRow:
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
    """Store the step of a turn's calls; returns the action that the run requires."""
    calls = [(new_id("call"), {"name": call.name, "arguments": call.arguments}) for call in turn.calls]
    asked = [{"id": each, "type": "function", "function": called} for each, called in calls]
    kept = [
        {"id": each, "type": "function", "function": {**called, "output": None}} for each, called in calls
    ]
    step = _step(run, "tool_calls", {"type": "tool_calls", "tool_calls": kept}, turn.usage, now)
    STEPS.insert(connection, step)
    return {"type": "submit_tool_outputs", "submit_tool_outputs": {"tool_calls": asked}}


def _step(run: RunRow, kind: Any, details: Mapping[str, Any], usage: Usage, now: int) -> StepRow:
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
        usage=usage_object(usage),
    )
