"""Stores what came of a model turn: its messages and its calls, and what the run does next.

All of it in a transaction that `turn_store` holds, so that a turn is stored as a whole or not at all; but for
messages and hosted calls that have ended before, of which each has a transaction of its own. Calls of
built-in tools are stored before they are made, and what came of them after: whoever finds a run in progress
with such a step knows that its worker has died in between.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection

from .. import lifecycle
from ..models import FinishReason, Usage
from ..models.hosted import SoFarPiece
from ..observers.after_commit import note_after
from ..store import MESSAGES, RUNS, STEPS, JsonObject, RunRow, StepRow
from ..store.upstream_ids import add_upstream_ids, keep_with_thread
from .drafts import TurnDraft, make_content
from .endings import end_run
from .findings import CallsMade, begin_call, is_callers, is_left, tell_unknown
from .offers import list_names
from .turn_items import CallsItem, HostedItem, MessageItem, TurnItem
from .turn_notes import NOWHERE, Origin, list_early_ids, list_upstream_ids, note_early, note_items
from .turns import Turn
from .usage import render_usage

_CUT_SHORT: Mapping[str, str] = {"length": "max_tokens", "content_filter": "content_filter"}
"""Why a message is incomplete, by the reason its turn ended."""


class CallsToMake(Struct, frozen=True):
    """A step whose calls of built-in tools are to be made.

    Attributes:
        step: The step.
        item: What the turn told of it.
        searches: How many searches the run has made before.
    """

    step: StepRow
    item: CallsItem
    searches: int


def store_turn(
    connection: Connection,
    run: RunRow,
    turn: Turn,
    draft: TurnDraft,
    now: int,
    origin: Origin = NOWHERE,
) -> tuple[RunRow, list[CallsToMake]]:
    """Store what came of a turn in the rows of its draft, and take the run to what follows from it.

    One turn is paid for once: by the last set of functions that it calls if it calls any, else by its last
    message.

    Args:
        connection: A transaction.
        run: The run, as it is in this transaction.
        turn: The turn.
        draft: Its rows, as far as they have begun.
        now: Unix seconds.
        origin: Where the turn comes from; by default a model without an endpoint.

    Returns:
        The run as it is now stored, and the calls of built-in tools that are to be made next.
    """
    run = replace(run, turns=run.turns + 1)
    called = _store_items(connection, run, turn, draft, now)
    add_upstream_ids(connection, list_upstream_ids(turn, draft, origin))
    if turn.end.kept is not None:
        keep_with_thread(connection, run.thread_id, run.answerer, turn.end.kept)
    to_make = _list_to_make(draft, called)
    if to_make:
        RUNS.replace(connection, run)
        return run, to_make
    if called:
        return _require_action(connection, run, [step for _, step in called], now), []
    return _end_with(connection, run, turn.reason, now), []


def store_early(
    connection: Connection,
    run: RunRow,
    item: TurnItem,
    so_far: SoFarPiece,
    draft: TurnDraft,
    origin: Origin = NOWHERE,
) -> StepRow:
    """Store a hosted call that is carried out, or an item that has ended before its turn; return its step.

    It costs nothing yet: what a turn has cost is known at its end.

    Args:
        connection: A transaction.
        run: The run, as it is in this transaction.
        item: The message or the call.
        so_far: What its model has told of the turn so far.
        draft: The rows of the turn.
        origin: Where the turn comes from; by default a model without an endpoint.
    """
    if isinstance(item, MessageItem):
        step, message = draft.end_message(item)
        MESSAGES.insert(connection, message)
    else:
        assert isinstance(item, HostedItem)  # calls of functions end with their turn
        step = draft.end_hosted(item) if item.is_ended else draft.start_hosted(item)
    step = replace(step, details={**step.details, **note_early(so_far, draft, run.turns + 1)})
    _write_step(connection, step, draft, item)
    add_upstream_ids(connection, list_early_ids(item, so_far.response_id, draft, origin))
    return step


def find_calls_stored(connection: Connection, turn: Turn, draft: TurnDraft) -> list[CallsToMake]:
    """Return the calls of built-in tools that are to be made next, of a turn that is stored."""
    calling = [item for item in turn.items if isinstance(item, CallsItem)]
    stored = [(item, STEPS.get(connection, draft.open_calls(item).id)) for item in calling]
    return _list_to_make(draft, [(item, step) for item, step in stored if step is not None])


def _store_items(
    connection: Connection, run: RunRow, turn: Turn, draft: TurnDraft, now: int
) -> list[tuple[CallsItem, StepRow]]:
    """Store the messages and steps of a turn; return the sets of functions that it calls, and their steps."""
    calling = [item for item in turn.items if isinstance(item, CallsItem)]
    paying = calling[-1] if calling else turn.items[-1]
    called: list[tuple[CallsItem, StepRow]] = []
    for item, note in zip(turn.items, note_items(turn, draft, run.turns), strict=False):
        early = draft.early.get(item.number)
        if early is not None and early.is_ended:
            _note_again(connection, early.row, note)
            continue
        usage = turn.usage if item is paying else Usage()
        if isinstance(item, MessageItem):
            cut = None if item is not paying else _CUT_SHORT.get(turn.reason)
            step = _store_message(connection, item, draft, usage, cut, now)
        elif isinstance(item, HostedItem):
            step = draft.end_hosted(item)
        else:
            step = _begin_calls(item, draft, usage)
        if note:
            step = replace(step, details={**step.details, **note})
        _write_step(connection, step, draft, item)
        if isinstance(item, CallsItem):
            called.append((item, step))
    return called


def _write_step(connection: Connection, step: StepRow, draft: TurnDraft, item: TurnItem) -> None:
    """Store the step of an item, in place of what is stored of it since it is carried out."""
    if item.number in draft.early:
        STEPS.replace(connection, step)
    else:
        STEPS.insert(connection, step)


def _note_again(connection: Connection, step: StepRow, note: JsonObject) -> None:
    """Have a step that was stored before its turn keep what it would if it were stored now."""
    details = {**{name: value for name, value in step.details.items() if name != "turn"}, **note}
    if details != step.details:
        STEPS.replace(connection, replace(step, details=details))


def _list_to_make(draft: TurnDraft, called: Sequence[tuple[CallsItem, StepRow]]) -> list[CallsToMake]:
    """Return which of the sets of functions that a turn calls have calls of built-in tools."""
    to_make: list[CallsToMake] = []
    searches = draft.references.searches
    for item, step in called:
        if is_left(step):
            to_make.append(CallsToMake(step, item, searches))
            searches += _count_searches(step)
    return to_make


def _end_with(connection: Connection, run: RunRow, reason: FinishReason, now: int) -> RunRow:
    """End a run whose last turn has ended for a reason; return it as it is now stored."""
    if reason == "length":
        return end_run(connection, run, "stop_short", now, {"reason": "max_completion_tokens"})
    if reason == "content_filter":
        # The contract has no reason for this among a run's; the message has.
        return end_run(connection, run, "stop_short", now, {})
    return end_run(connection, run, "complete", now)


def _count_searches(step: StepRow) -> int:
    return sum(call["type"] == "file_search" for call in step.details["tool_calls"])


def store_calls_made(
    connection: Connection, run: RunRow, step: StepRow, made: CallsMade, now: int
) -> tuple[RunRow, bool]:
    """Store what came of calls of built-in tools.

    Returns:
        The run as it is now stored, and whether it waits for the outputs of functions that were called in the
        same turn.
    """
    step = replace(step, details=made.details)
    if not any(map(is_callers, step.details["tool_calls"])):
        if made.error is None:
            step = lifecycle.advance_step(step, "complete", now)
        else:
            step = lifecycle.advance_step(step, "fail", now, made.error)
    STEPS.replace(connection, step)
    steps = [step for step in STEPS.list_all(connection, run_id=run.id) if step.status == "in_progress"]
    if not steps or any(map(is_left, steps)):
        return run, False
    return _require_action(connection, run, steps, now), True


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
    STEPS.replace(connection, replace(stored, details={**stored.details, "tool_calls": calls}))


def _show_printed(call: JsonObject, printed: str) -> JsonObject:
    if not printed:
        return call
    shown = {**call["code_interpreter"], "outputs": [{"type": "logs", "logs": printed}]}
    return {**call, "code_interpreter": shown}


def _store_message(
    connection: Connection, item: MessageItem, draft: TurnDraft, usage: Usage, cut: str | None, now: int
) -> StepRow:
    """Store a message as it was told to have ended, or as it ends now, cut or not; return its step."""
    if item.is_ended:
        step, message = draft.end_message(item)
    else:
        step, message = draft.open_message(item)
        step = lifecycle.advance_step(replace(step, usage=render_usage(usage)), "complete", now)
        message = replace(
            message,
            content=make_content(item),
            status="completed" if cut is None else "incomplete",
            incomplete_details=None if cut is None else {"reason": cut},
            completed_at=now if cut is None else None,
            incomplete_at=None if cut is None else now,
        )
    MESSAGES.insert(connection, message)
    return step


def _begin_calls(item: CallsItem, draft: TurnDraft, usage: Usage) -> StepRow:
    """Return the step of a set of calls, in whose details calls of built-in tools have their own place.

    Whoever offers built-in tools answers calls of functions that nobody offers as well: a caller without
    functions expects no calls.
    """
    calls: list[JsonObject] = []
    told: dict[str, JsonObject] = {}
    offered = [*list_names(draft.run.settings["tools"]), *draft.named]
    are_all_callers = True
    for call in item.calls:
        call_id, kind = draft.get_call_id(item, call.index), draft.named.get(call.name)
        if kind is None:
            output = tell_unknown(offered) if draft.named and call.name not in offered else None
            are_all_callers = are_all_callers and output is None
            function = {"name": call.name, "arguments": call.arguments, "output": output}
            calls.append({"id": call_id, "type": "function", "function": function})
        else:
            calls.append(begin_call(call, call_id, kind, draft.run.settings["tools"]))
            asked = {"name": call.name, "arguments": call.arguments, "index": call.index - item.first}
            told[call_id] = {**asked, "output": None}
    ours: JsonObject = {"told": told} if told or not are_all_callers else {}
    details = {"type": "tool_calls", "tool_calls": calls, **ours}
    return replace(draft.open_calls(item), details=details, usage=render_usage(usage))


def _require_action(connection: Connection, run: RunRow, steps: Sequence[StepRow], now: int) -> RunRow:
    """Have a run wait for the outputs of the functions that steps have called."""
    required = [
        {**call, "function": {name: call["function"][name] for name in ("name", "arguments")}}
        for step in steps
        for call in step.details["tool_calls"]
        if is_callers(call)
    ]
    action = {"type": "submit_tool_outputs", "submit_tool_outputs": {"tool_calls": required}}
    run = replace(lifecycle.advance_run(run, "require_action", now, action), owner=None)
    RUNS.replace(connection, run)
    note_after(connection, "waiting", run, calls=len(required))
    return run
