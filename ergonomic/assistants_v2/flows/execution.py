"""`runs.execute` and `runs.resume`: a run to its end, with its tool calls answered, and what it did."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Unpack

from assistants_v2_raw.api.assistants import get_assistant

from ..errors import (
    APIError,
    RunDeadlineExceeded,
    RunExpired,
    RunFailed,
    RunIncomplete,
    RunRefused,
    ToolError,
)
from ..rules.answer_types import is_answer_type
from ..rules.numbers import above_zero, number_of
from ..rules.outcomes import RunResult, error_for, required_calls, with_parsed
from ..rules.parameters import ExecuteParams, ResumeParams, RetryParams, ToolParams, only, split
from ..rules.polling import SETTLED, FollowParams
from ..rules.retrying import retry_of_failed
from . import messages, runs, steps
from .answering import Answerer, ToolPolicy
from .following import abandon, follow, found, supervised, watch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assistants_v2_raw.models import CodeInterpreterTool, FileSearchTool, FunctionTool, Run
    from assistants_v2_raw.types import Unknown

    from ..tools import Tool, Toolbox
    from .following import Watch
    from .port import Port


async def execute(io: Port, thread_id: str, **fields: Unpack[ExecuteParams]) -> RunResult:
    """Run an assistant on a thread to the end: create, follow, answer its tool calls, collect what it did.

    Functions that the assistant does not know yet are offered to the model in this run, unless `tools=`
    says what is offered. Calls of one turn run side by side; async functions need AsyncAssistants. A
    `response_format` that is a Python type is sent as its strict JSON schema, and the answer comes as
    `RunResult.parsed`.

    Returns:
        The run, its messages, its steps, its text: all of it, unless `on_deadline="return"` cut it short.

    Raises:
        RunFailed, RunExpired, RunCancelled: It ended so.
        RunIncomplete, RunRefused, RunAnswerInvalid: Its answer is cut short, refused, or no value of the
            type asked for; `messages` holds what came.
        RunRequiresAction: It waits for something that is no function call, or too often.
        RunDeadlineExceeded: It was still at work at the deadline; it is cancelled unless `on_deadline` says
            otherwise.
        ToolError: A call could not be answered, and `on_tool_error` is not `report`.
        ThreadBusy: Another run is active on the thread, and `on_active_run` is `raise`.
    """
    options, rest = split(fields, FollowParams, ToolParams, RetryParams)
    policy = tool_policy(io, options)
    left = number_of("retry_failed", options.get("retry_failed", 0))
    watched = watch(io, options, owner=True, thread_id=thread_id)
    await supervised(watched, offer(watched, rest, policy.toolbox))
    began = watched.began
    while True:
        answerer = Answerer(watched, policy)
        try:
            return await supervised(watched, begun(answerer, thread_id, rest))
        except RunFailed as failure:
            touched = bool(answerer.outputs) and not options.get("retry_after_tools", False)
            wait = retry_of_failed(failure.last_error)
            if left <= 0 or touched or wait is None or watched.remaining() <= wait:
                raise
            left -= 1
        await io.pause(wait)
        watched = watch(io, options, owner=True, thread_id=thread_id)
        if watched.deadline:  # the caller's, which is for all runs together
            watched.began = began


async def resume(io: Port, run_id: str, *, thread_id: str, **fields: Unpack[ResumeParams]) -> RunResult:
    """Take a run to its end that another call, or another process, has begun.

    Args:
        run_id: The run, in any status.
        thread_id: Its thread.

    Returns:
        As for `execute`.

    Raises:
        RunError, ToolError: As for `execute`; the run is not cancelled unless `on_deadline` or
            `cancel_on_exit` says so.
    """
    watched = watch(io, only(fields, ResumeParams), owner=False, thread_id=thread_id, run_id=run_id)
    answerer = Answerer(watched, tool_policy(io, fields))

    async def work() -> RunResult:
        with io.ledger.attended(run_id):
            return await to_the_end(answerer, await found(watched), None)

    return await supervised(watched, work())


def tool_policy(io: Port, fields: Mapping[str, Any]) -> ToolPolicy:
    """Return how calls are answered, from the ToolParams among *fields*.

    Raises:
        TypeError: A function is async, and the port cannot await it.
        ValueError: One of them is out of range.
    """
    from ..tools import Toolbox  # late: most programs run no tools

    options, _ = split(fields, ToolParams)
    functions: Any = options.pop("functions", ())
    if callable(functions):
        raise TypeError(f"functions is a list of functions or a Toolbox, got {functions!r:.80}.")
    toolbox: Toolbox = functions if isinstance(functions, Toolbox) else Toolbox(*functions)
    for name, made in toolbox.items():
        if made.is_async and not io.awaits:
            raise TypeError(f"{name} is an async function: use AsyncAssistants for it.")
    for name in ("max_parallel_tools", "max_rounds"):
        above_zero(name, options.get(name, 1), whole=True)
    above_zero("tool_timeout", options.get("tool_timeout", 1), "seconds")
    if options.get("on_tool_error", "report") not in ("report", "raise", "cancel"):
        raise ValueError(f"on_tool_error is 'report', 'raise' or 'cancel', got {options['on_tool_error']!r}.")
    return ToolPolicy(toolbox, **options)


async def offer(watch: Watch, fields: dict[str, Any], toolbox: Toolbox) -> None:
    """Add the functions that the assistant does not know to the run's tools, unless these are chosen."""
    if not toolbox or fields.get("tools") is not None or "assistant_id" not in fields:
        return
    io = watch.io.patient(watch.remaining())
    client = io.hurried(watch.remaining())
    assistant = await io.send(get_assistant, fields["assistant_id"], client=client)
    known = assistant.tools or []
    if offered := unknown_to(known, toolbox):
        fields["tools"] = [*known, *offered]


def unknown_to(
    known: Iterable[CodeInterpreterTool | FileSearchTool | FunctionTool | Unknown], toolbox: Toolbox
) -> list[Tool[..., Any]]:
    """Return the tools that an assistant with the tools *known* has not been told of."""
    names = {tool.function.name for tool in known if tool.type == "function"}
    return [tool for tool in toolbox.values() if tool.name not in names]


async def begun(answerer: Answerer, thread_id: str, fields: Mapping[str, Any]) -> RunResult:
    """Create a run, take it to the end and return what it did."""
    run = await runs.begin(answerer.watch.io, thread_id, fields, answerer.watch)
    with answerer.watch.io.ledger.attended(run.id):
        return await to_the_end(answerer, run, fields.get("response_format"))


async def to_the_end(answerer: Answerer, run: Run, kind: Any) -> RunResult:
    """Return what *run* did; at the deadline, what it did so far, if the caller wants that returned."""
    try:
        run = await answered(answerer, run)
    except RunDeadlineExceeded as error:
        if answerer.watch.on_deadline == "return":
            return await collect(answerer, error.run)
        raise
    return await finished(answerer, run, kind)


async def answered(answerer: Answerer, run: Run) -> Run:
    """Follow *run* and answer its calls until it has settled, or waits for what cannot be answered."""
    run = await follow(answerer.watch, run)
    while required_calls(run) and answerer.rounds < answerer.policy.max_rounds:
        try:
            run = await answerer.answer(run)
        except ToolError:
            if answerer.policy.on_tool_error == "cancel":
                await abandon(answerer.watch)
            raise
        run = await follow(answerer.watch, run)
    if run.status in SETTLED:
        answerer.watch.io.ledger.forget(run.id)
    return run


async def finished(answerer: Answerer, run: Run, kind: Any) -> RunResult:
    """Return what a run did; raise the error that its end stands for, with what came."""
    error = error_for(run, answerer.rounds)
    if error is None:
        result = await collect(answerer, run)
        if not is_answer_type(kind) or run.status != "completed":
            return result
        if result.refusal is None:
            return with_parsed(result, kind)
        error = RunRefused(f"run {run.id} on thread {run.thread_id} refused to answer.", run=run)
        error.messages = result.messages
    if isinstance(error, RunExpired):
        error.outputs = dict(answerer.outputs)
    if isinstance(error, RunIncomplete):
        with suppress(APIError):  # how the run ended is what the caller has to know
            error.messages = (await collect(answerer, run)).messages
    raise error


async def collect(answerer: Answerer, run: Run) -> RunResult:
    """Return what a run did."""
    io, (thread_id, run_id) = answerer.watch.io, answerer.watch.ids
    made = messages.list(io, thread_id, run_id=run_id, order="asc", limit=100)
    done = steps.list(io, run_id, thread_id=thread_id, order="asc", limit=100)
    return RunResult(
        run,
        [message async for message in made.items()],
        [step async for step in done.items()],
        seconds=dict(answerer.seconds),
    )
