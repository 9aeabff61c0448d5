"""Stores what came of a model turn: its message or its calls, and what the run does next.

All of it in the transaction that `worker` holds, so that a turn is stored as a whole or not at all. Calls of
built-in tools are stored before they are made, and what came of them after: whoever finds a run in progress
with such a step knows that its worker has died in between.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve
from sqlalchemy import Connection

from .. import lifecycle
from ..models import Usage
from ..observers.after_commit import note_after
from ..store import MESSAGES, RUNS, STEPS, JsonObject, MessageRow, RunRow, StepRow
from .citations import References, find_annotations
from .drafts import TurnDraft, make_image_part, make_part
from .endings import end_run
from .findings import CallsMade, begin_call, tell_unknown
from .offers import list_names
from .turns import Turn
from .usage import render_usage

_CUT_SHORT: Mapping[str, str] = {"length": "max_tokens", "content_filter": "content_filter"}
"""Why a message is incomplete, by the reason its turn ended."""


def store_turn(
    connection: Connection, run: RunRow, turn: Turn, draft: TurnDraft, now: int
) -> tuple[RunRow, StepRow | None]:
    """Store what came of a turn in the rows of its draft, and take the run to what follows from it.

    Returns:
        The run as it is now stored, and the step with calls of built-in tools, which are to be made next, if
        there are any.
    """
    run = evolve(run, turns=run.turns + 1)
    calling = bool(turn.calls) and turn.reason not in _CUT_SHORT
    if turn.text or turn.refusal or not calling:
        # One turn is paid for once: by its calls if it made any, else by its message.
        _store_message(connection, turn, draft, Usage() if calling else turn.usage, now)
    if calling:
        step = _store_calls(connection, turn, draft)
        if "told" not in step.details:
            return _require_action(connection, run, step, now), None
        RUNS.replace(connection, run)
        return run, step
    if turn.reason == "length":
        return end_run(connection, run, "stop_short", now, {"reason": "max_completion_tokens"}), None
    if turn.reason == "content_filter":
        # The contract has no reason for this among a run's; the message has.
        return end_run(connection, run, "stop_short", now, {}), None
    return end_run(connection, run, "complete", now), None


def store_calls_made(
    connection: Connection, run: RunRow, step: StepRow, made: CallsMade, now: int
) -> tuple[RunRow, bool]:
    """Store what came of calls of built-in tools.

    Returns:
        The run as it is now stored, and whether it waits for the outputs of functions that were called in the
        same turn.
    """
    step = evolve(step, details=made.details)
    if any(map(_is_callers, step.details["tool_calls"])):
        STEPS.replace(connection, step)
        return _require_action(connection, run, step, now), True
    if made.error is None:
        step = lifecycle.advance_step(step, "complete", now)
    else:
        step = lifecycle.advance_step(step, "fail", now, made.error)
    STEPS.replace(connection, step)
    return run, False


def store_printed(connection: Connection, run: RunRow, step: StepRow, printed: Mapping[str, str]) -> None:
    """Store what code had printed before it was broken off, unless the step has ended or is another's by now.

    Args:
        connection: A transaction.
        run: The run, as its worker has claimed it.
        step: The step of the calls.
        printed: What each call has printed, by id.
    """
    claimed, stored = RUNS.get(connection, run.id, lock=True), STEPS.get(connection, step.id)
    if claimed is None or claimed.claims != run.claims or stored is None or stored.status != "in_progress":
        return
    calls = [_show_printed(call, printed.get(call["id"], "")) for call in stored.details["tool_calls"]]
    STEPS.replace(connection, evolve(stored, details={**stored.details, "tool_calls": calls}))


def _show_printed(call: JsonObject, printed: str) -> JsonObject:
    if not printed:
        return call
    shown = {**call["code_interpreter"], "outputs": [{"type": "logs", "logs": printed}]}
    return {**call, "code_interpreter": shown}


def _store_message(connection: Connection, turn: Turn, draft: TurnDraft, usage: Usage, now: int) -> None:
    step, message = draft.open_message()
    MESSAGES.insert(connection, _fill_message(message, turn, draft.references, now))
    step = evolve(step, usage=render_usage(usage))
    STEPS.insert(connection, lifecycle.advance_step(step, "complete", now))


def _fill_message(message: MessageRow, turn: Turn, references: References, now: int) -> MessageRow:
    content = [make_image_part(file_id) for file_id in references.images]
    if turn.text or not turn.refusal:
        content.append(make_part("text", turn.text, find_annotations(turn.text, references)))
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


def _store_calls(connection: Connection, turn: Turn, draft: TurnDraft) -> StepRow:
    """Store the step of a turn's calls; calls of built-in tools have their own place in its details.

    Whoever offers built-in tools answers calls of functions that nobody offers as well: a caller without
    functions expects no calls.
    """
    calls: list[JsonObject] = []
    told: dict[str, JsonObject] = {}
    offered = [*list_names(draft.run.settings["tools"]), *draft.named]
    are_all_callers = True
    for call in turn.calls:
        call_id, kind = draft.get_call_id(call.index), draft.named.get(call.name)
        if kind is None:
            output = tell_unknown(offered) if draft.named and call.name not in offered else None
            are_all_callers = are_all_callers and output is None
            function = {"name": call.name, "arguments": call.arguments, "output": output}
            calls.append({"id": call_id, "type": "function", "function": function})
        else:
            calls.append(begin_call(call, call_id, kind, draft.run.settings["tools"]))
            asked = {"name": call.name, "arguments": call.arguments, "index": call.index}
            told[call_id] = {**asked, "output": None}
    ours: JsonObject = {"told": told} if told or not are_all_callers else {}
    details = {"type": "tool_calls", "tool_calls": calls, **ours}
    step = evolve(draft.open_calls(), details=details, usage=render_usage(turn.usage))
    STEPS.insert(connection, step)
    return step


def _require_action(connection: Connection, run: RunRow, step: StepRow, now: int) -> RunRow:
    """Have a run wait for the outputs of the functions that a step has called."""
    required = [
        {**call, "function": {name: call["function"][name] for name in ("name", "arguments")}}
        for call in step.details["tool_calls"]
        if _is_callers(call)
    ]
    action = {"type": "submit_tool_outputs", "submit_tool_outputs": {"tool_calls": required}}
    run = evolve(lifecycle.advance_run(run, "require_action", now, action), owner=None)
    RUNS.replace(connection, run)
    note_after(connection, "waiting", run, calls=len(required))
    return run


def _is_callers(call: JsonObject) -> bool:
    """Say whether a call is one that the caller has to answer."""
    return call["type"] == "function" and call["function"]["output"] is None
