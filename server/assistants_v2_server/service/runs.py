"""The runs of a thread: create, list, retrieve, modify, cancel, submit tool outputs."""

from __future__ import annotations

import functools
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeAlias

from msgspec.structs import asdict, replace
from sqlalchemy import Connection

from .. import lifecycle
from ..observers.after_commit import note_after
from ..rendering import render_run
from ..requests import refusals
from ..requests.operations import CheckedRequest
from ..runs.endings import end_run
from ..runs.events import Event
from ..runs.subscriptions import Subscription
from ..runs.tellings import tell_beginning, tell_resumption
from ..store import MESSAGES, RUNS, STEPS, JsonObject, RunRow, StepRow, ThreadRow
from .asking_first import asking_first
from .context import Context
from .current_runs import expire_overdue_run, fetch_active_run, fetch_current_run
from .lists import fetch_page
from .lookups import fetch_assistant, fetch_run, fetch_thread
from .messages import insert_messages
from .objects import merge_metadata
from .run_settings import list_wanted_tools, resolve_settings
from .steps import wants_content
from .store_files import submit_files
from .threads import insert_thread
from .tool_resources import ToolFiles


class _ToolsUnknown(Exception):
    """It takes a while to find out which of some tools are executed, and a transaction is open."""

    def __init__(self, tools: Sequence[JsonObject]) -> None:
        super().__init__("which tools are executed is not known yet")
        self.tools = tools


_Creating: TypeAlias = Callable[[Context, CheckedRequest], JsonObject | Subscription]


def _find_tools_first(create: _Creating) -> _Creating:
    """Return what creates a run, with no transaction open while an interpreter is tried, the first time."""

    @functools.wraps(create)
    def create_then(context: Context, request: CheckedRequest) -> JsonObject | Subscription:
        try:
            return create(context, request)
        except _ToolsUnknown as unknown:  # and nothing was written
            context.tools.list_present(unknown.tools)
        return create(context, request)

    return create_then


@asking_first
@_find_tools_first
def create(context: Context, request: CheckedRequest) -> JsonObject | Subscription:
    """Queue a run on a thread, after adding the additional messages; return it, or its events."""
    with _queueing(context) as connection:
        thread = fetch_thread(connection, request.path["thread_id"], lock=True)
        files = ToolFiles(connection, context)
        run = _insert_run(connection, context, files, thread, request.body)
        files.settle()
    submit_files(context, files.added)
    return _submit_run(context, request, run, tell_beginning(run))


@asking_first
@_find_tools_first
def create_with_thread(context: Context, request: CheckedRequest) -> JsonObject | Subscription:
    """Open a thread and queue a run on it; neither is made if the other cannot be."""
    with _queueing(context) as connection:
        files = ToolFiles(connection, context)
        thread = insert_thread(connection, context, files, request.body.get("thread") or {}, context.now())
        run = _insert_run(connection, context, files, thread, request.body)
        files.settle()
    submit_files(context, files.added)
    return _submit_run(context, request, run, tell_beginning(run, thread))


@contextmanager
def _queueing(context: Context) -> Generator[Connection]:
    """Open the transaction in which a run is queued, if another one may be."""
    with context.admission.admit():
        context.hands.hold_lease()
        with context.database.write() as connection:
            yield connection


def list_page(context: Context, request: CheckedRequest) -> JsonObject:
    """Return one page of a thread's runs."""
    thread_id = request.path["thread_id"]
    with context.database.read() as connection:
        fetch_thread(connection, thread_id)
    expire_overdue_run(context, thread_id)
    return fetch_page(context, request, RUNS, render_run, thread_id=thread_id)


def retrieve(context: Context, request: CheckedRequest) -> JsonObject:
    """Return one run."""
    return render_run(fetch_current_run(context, request))


def update(context: Context, request: CheckedRequest) -> JsonObject:
    """Merge the metadata of a run, unless a worker or a cancellation holds it."""
    fetch_current_run(context, request)
    with context.database.write() as connection:
        run = fetch_run(connection, request, lock=True)
        if not lifecycle.allows_update(run.status):
            raise refusals.cannot_update(run.status)
        run = replace(run, metadata=merge_metadata(run.metadata, request.body.get("metadata")))
        RUNS.replace(connection, run)
    return render_run(run)


def cancel(context: Context, request: CheckedRequest) -> JsonObject:
    """Request the end of a run; return it as `cancelling`. It ends at once, whatever the model is doing."""
    fetch_current_run(context, request)
    with context.database.write() as connection:
        run = fetch_run(connection, request, lock=True)
        if not lifecycle.allows_cancel(run.status):
            raise refusals.cannot_cancel(run.status)
        run = lifecycle.advance_run(run, "request_cancel", context.now())
        end_run(connection, run, "cancel", context.now())
        context.hands.tell_stopped(connection, run.id)
    context.hands.stop(run.id)
    return render_run(run)


def submit_tool_outputs(context: Context, request: CheckedRequest) -> JsonObject | Subscription:
    """Take the outputs of all calls that a run waits for, and queue it again; return it, or its events."""
    fetch_current_run(context, request)
    context.hands.hold_lease()
    now = context.now()
    with context.database.write() as connection:
        run = fetch_run(connection, request, lock=True)
        if not lifecycle.accepts_outputs(run.status) or run.required_action is None:
            raise refusals.outputs_not_accepted(run.status)
        outputs = _match_outputs(run.required_action, request.body["tool_outputs"])
        steps = STEPS.list_all(connection, run_id=run.id)
        completed = [
            lifecycle.advance_step(_fill_outputs(step, outputs), "complete", now)
            for step in steps
            if step.status == "in_progress"
        ]
        for step in completed:
            STEPS.replace(connection, step)
        run = lifecycle.advance_run(run, "accept_outputs", now)
        run = context.hands.queue(connection, run, is_followed=bool(request.body.get("stream")))
        RUNS.replace(connection, run)
        note_after(connection, "resumed", run, calls=len(outputs))
    return _submit_run(context, request, run, tell_resumption(run, completed), steps)


def _insert_run(
    connection: Connection, context: Context, files: ToolFiles, thread: ThreadRow, body: JsonObject
) -> RunRow:
    """Store a queued run on a thread that this transaction has locked or made; `submit_files` follows."""
    now, thread_id = context.now(), thread.id
    assistant = fetch_assistant(connection, body["assistant_id"])
    active = fetch_active_run(connection, thread_id, now)
    if active is not None:
        raise refusals.thread_busy(thread_id, active.id)
    tools = list_wanted_tools(assistant, body)
    if context.tools.takes_a_while(tools):
        raise _ToolsUnknown(tools)
    if body.get("tool_resources"):
        kept = assistant.tool_resources
        body = {**body, "tool_resources": files.take_resources(body["tool_resources"], kept=kept)}
    settings = resolve_settings(assistant, body, context.tools)
    insert_messages(connection, context, files, thread, body.get("additional_messages") or (), now)
    if not settings["instructions"] and not MESSAGES.exists(connection, thread_id=thread_id, role="user"):
        raise refusals.nothing_to_answer()
    run = RunRow(
        id=context.database.new_id("run"),
        thread_id=thread_id,
        assistant_id=assistant.id,
        settings=settings,
        metadata=body.get("metadata") or {},
        answerer=context.hands.answerer,
        **asdict(lifecycle.create_run_state(now)),
    )
    run = context.hands.queue(connection, run, is_followed=bool(body.get("stream")))
    RUNS.insert(connection, run)
    note_after(connection, "queued", run, agent_name=assistant.name)
    return run


def _submit_run(
    context: Context,
    request: CheckedRequest,
    run: RunRow,
    head: Iterable[Event],
    steps: Iterable[StepRow] = (),
) -> JsonObject | Subscription:
    """Have a run worked on.

    Args:
        context: The surroundings.
        request: Says whether the events of the run are wanted.
        run: The run as it was committed.
        head: The events of that, in case they are.
        steps: The steps that it has already; none by default.

    Returns:
        The run as it was committed, however far the worker may be by now, or its events.
    """
    if request.body.get("stream"):
        with_content = wants_content(request)
        answer: JsonObject | Subscription = context.hands.follow(run, head, steps, with_content=with_content)
    else:
        answer = render_run(run)
    context.hands.submit(run.id)
    return answer


def _match_outputs(required_action: JsonObject, given: Sequence[JsonObject]) -> dict[str, str]:
    """Return the outputs by call id, after checking that there is exactly one for each call."""
    expected = [call["id"] for call in required_action["submit_tool_outputs"]["tool_calls"]]
    for index, output in enumerate(given):
        if "tool_call_id" not in output:
            raise refusals.missing_parameter(f"tool_outputs[{index}].tool_call_id")
    got = [output["tool_call_id"] for output in given]
    if sorted(got) != sorted(expected):
        raise refusals.outputs_mismatch(expected, got)
    return {output["tool_call_id"]: output.get("output", "") for output in given}


def _fill_outputs(step: StepRow, outputs: Mapping[str, str]) -> StepRow:
    """Return a step of tool calls with the outputs filled in."""
    calls = [
        {**call, "function": {**call["function"], "output": outputs[call["id"]]}}
        if call["id"] in outputs
        else call
        for call in step.details["tool_calls"]
    ]
    return replace(step, details={**step.details, "tool_calls": calls})
