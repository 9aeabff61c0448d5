"""The runs of a thread: create, list, retrieve, modify, cancel, submit tool outputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs
from sqlalchemy import Connection

from .. import lifecycle
from ..requests import refusals
from ..requests.operations import Call
from ..store import MESSAGES, RUNS, STEPS, RunRow, StepRow, new_id
from .assistants import find_assistant
from .context import Context, Json
from .current_runs import active_run, current_run, expire_overdue, find_run
from .lists import page_object
from .messages import insert_messages
from .objects import merged_metadata, run_object
from .run_settings import run_settings
from .threads import find_thread, insert_thread


def create(context: Context, call: Call) -> Json:
    """Queue a run on a thread, after adding the additional messages."""
    _refuse_stream(call.body)
    now = context.now()
    with context.database.write() as connection:
        thread = find_thread(connection, call.path["thread_id"], lock=True)
        run = _insert_run(connection, thread.id, call.body, now)
    return _handed_over(context, run)


def create_with_thread(context: Context, call: Call) -> Json:
    """Open a thread and queue a run on it; neither is made if the other cannot be."""
    _refuse_stream(call.body)
    now = context.now()
    with context.database.write() as connection:
        thread = insert_thread(connection, call.body.get("thread") or {}, now)
        run = _insert_run(connection, thread.id, call.body, now)
    return _handed_over(context, run)


def list_page(context: Context, call: Call) -> Json:
    """One page of a thread's runs."""
    thread_id = call.path["thread_id"]
    with context.database.read() as connection:
        find_thread(connection, thread_id)
    expire_overdue(context, thread_id)
    return page_object(context, call, RUNS, run_object, thread_id=thread_id)


def retrieve(context: Context, call: Call) -> Json:
    """One run."""
    return run_object(current_run(context, call))


def update(context: Context, call: Call) -> Json:
    """Merge a run's metadata, unless a worker or a cancellation holds it."""
    current_run(context, call)
    with context.database.write() as connection:
        run = find_run(connection, call, lock=True)
        if not lifecycle.may_update(run.status):
            raise refusals.cannot_update(run.status)
        run = attrs.evolve(run, metadata=merged_metadata(run.metadata, call.body.get("metadata")))
        RUNS.replace(connection, run)
    return run_object(run)


def cancel(context: Context, call: Call) -> Json:
    """Ask for a run's end, which follows at once, whatever the model is doing; answers `cancelling`."""
    current_run(context, call)
    with context.database.write() as connection:
        run = find_run(connection, call, lock=True)
        if not lifecycle.may_cancel(run.status):
            raise refusals.cannot_cancel(run.status)
        run = lifecycle.advance(run, "request_cancel", context.now())
        RUNS.replace(connection, run)
    context.stop(run.id)
    return run_object(run)


def submit_tool_outputs(context: Context, call: Call) -> Json:
    """Take the outputs of all calls a run waits for, and queue it again."""
    _refuse_stream(call.body)
    current_run(context, call)
    now = context.now()
    with context.database.write() as connection:
        run = find_run(connection, call, lock=True)
        if not lifecycle.accepts_outputs(run.status) or run.required_action is None:
            raise refusals.outputs_not_accepted(run.status)
        outputs = _outputs(run.required_action, call.body["tool_outputs"])
        for step in STEPS.all(connection, run_id=run.id, status="in_progress"):
            STEPS.replace(connection, lifecycle.advance_step(_answered(step, outputs), "complete", now))
        run = lifecycle.advance(run, "accept_outputs", now)
        RUNS.replace(connection, run)
    return _handed_over(context, run)


def _insert_run(connection: Connection, thread_id: str, body: Mapping[str, Any], now: int) -> RunRow:
    """Store a queued run on a thread that this transaction has locked or made."""
    assistant = find_assistant(connection, body["assistant_id"])
    active = active_run(connection, thread_id, now)
    if active is not None:
        raise refusals.thread_busy(thread_id, active.id)
    settings = run_settings(assistant, body)
    insert_messages(connection, thread_id, body.get("additional_messages") or (), now)
    if not settings["instructions"] and not MESSAGES.exists(connection, thread_id=thread_id, role="user"):
        raise refusals.nothing_to_answer()
    run = RunRow(
        id=new_id("run"),
        thread_id=thread_id,
        assistant_id=assistant.id,
        settings=settings,
        metadata=body.get("metadata") or {},
        **attrs.asdict(lifecycle.first_state(now)),
    )
    RUNS.insert(connection, run)
    return run


def _handed_over(context: Context, run: RunRow) -> Json:
    """The run as it was committed; the executor may be ahead of this answer already."""
    context.work_on(run.id)
    return run_object(run)


def _refuse_stream(body: Mapping[str, Any]) -> None:
    if body.get("stream"):
        raise refusals.streaming_not_offered()


def _outputs(required_action: Mapping[str, Any], given: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Outputs by call id, exactly one for each call that was made."""
    expected = [call["id"] for call in required_action["submit_tool_outputs"]["tool_calls"]]
    for index, each in enumerate(given):
        if "tool_call_id" not in each:
            raise refusals.missing_parameter(f"tool_outputs[{index}].tool_call_id")
    got = [each["tool_call_id"] for each in given]
    if sorted(got) != sorted(expected):
        raise refusals.outputs_mismatch(expected, got)
    return {each["tool_call_id"]: each.get("output", "") for each in given}


def _answered(step: StepRow, outputs: Mapping[str, str]) -> StepRow:
    """A tool calls step with the outputs filled in."""
    calls = [
        {**call, "function": {**call["function"], "output": outputs[call["id"]]}}
        for call in step.details["tool_calls"]
    ]
    return attrs.evolve(step, details={**step.details, "tool_calls": calls})
