"""Stores what came of a model turn: its message or its calls, and what the run does next.

All of it in the transaction that `worker` holds, so that a turn is stored as a whole or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve
from sqlalchemy import Connection

from .. import lifecycle
from ..models import Usage
from ..store import MESSAGES, RUNS, STEPS, JsonObject, MessageRow, RunRow
from .drafts import TurnDraft, make_part
from .endings import end_run
from .turns import Turn
from .usage import render_usage

_CUT_SHORT: Mapping[str, str] = {"length": "max_tokens", "content_filter": "content_filter"}
"""Why a message is incomplete, by the reason its turn ended."""


def store_turn(connection: Connection, run: RunRow, turn: Turn, draft: TurnDraft, now: int) -> None:
    """Store what came of a turn in the rows of its draft, and take the run to what follows from it."""
    run = evolve(run, turns=run.turns + 1)
    calling = bool(turn.calls) and turn.reason not in _CUT_SHORT
    if turn.text or turn.refusal or not calling:
        # One turn is paid for once: by its calls if it made any, else by its message.
        _store_message(connection, turn, draft, Usage() if calling else turn.usage, now)
    if calling:
        action = _store_calls(connection, turn, draft)
        RUNS.replace(
            connection, evolve(lifecycle.advance_run(run, "require_action", now, action), owner=None)
        )
    elif turn.reason == "length":
        end_run(connection, run, "stop_short", now, {"reason": "max_completion_tokens"})
    elif turn.reason == "content_filter":
        # The contract has no reason for this among a run's; the message has.
        end_run(connection, run, "stop_short", now, {})
    else:
        end_run(connection, run, "complete", now)


def _store_message(connection: Connection, turn: Turn, draft: TurnDraft, usage: Usage, now: int) -> None:
    step, message = draft.open_message()
    MESSAGES.insert(connection, _fill_message(message, turn, now))
    step = evolve(step, usage=render_usage(usage))
    STEPS.insert(connection, lifecycle.advance_step(step, "complete", now))


def _fill_message(message: MessageRow, turn: Turn, now: int) -> MessageRow:
    content: list[JsonObject] = []
    if turn.text or not turn.refusal:
        content.append(make_part("text", turn.text))
    if turn.refusal:
        content.append(make_part("refusal", turn.refusal))
    cut = _CUT_SHORT.get(turn.reason)
    return evolve(
        message,
        content=content,
        status="completed" if cut is None else "incomplete",
        incomplete_details=None if cut is None else {"reason": cut},
        completed_at=now if cut is None else None,
        incomplete_at=None if cut is None else now,
    )


def _store_calls(connection: Connection, turn: Turn, draft: TurnDraft) -> dict[str, Any]:
    """Store the step of a turn's calls; return the action that the run requires."""
    required: list[dict[str, Any]] = [
        {
            "id": draft.get_call_id(call.index),
            "type": "function",
            "function": {"name": call.name, "arguments": call.arguments},
        }
        for call in turn.calls
    ]
    kept = [{**call, "function": {**call["function"], "output": None}} for call in required]
    details = {"type": "tool_calls", "tool_calls": kept}
    STEPS.insert(connection, evolve(draft.open_calls(), details=details, usage=render_usage(turn.usage)))
    return {"type": "submit_tool_outputs", "submit_tool_outputs": {"tool_calls": required}}
