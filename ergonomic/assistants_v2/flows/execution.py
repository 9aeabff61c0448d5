"""`runs.execute` and `runs.resume`: a run to its end, with its tool calls answered, and what it did."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Unpack

from assistants_v2_raw.api.assistants import get_assistant

from ..errors import RunFailed
from ..rules.bodies import list_tools
from ..rules.options import (
    BusyOptions,
    FollowOptions,
    OwnRunOptions,
    RetryOptions,
    TextOptions,
    ToolOptions,
    drop_options,
)
from ..rules.parameters import ExecuteParams, ResumeParams
from ..rules.retrying import require_room_for_mark, retry_of_failed
from . import runs
from .events import make_awaited_events
from .following import fetch_run, supervise
from .observed_runs import observe_run, tell_of_failed_run
from .stream_results import result
from .tool_runner import ToolRunner
from .watch import Watch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from assistants_v2_raw.models import CodeInterpreterTool, FileSearchTool, FunctionTool, Run
    from assistants_v2_raw.types import Unknown

    from ..rules.outcomes import RunResult
    from ..tools import Tool, Toolbox
    from .port import Port
    from .starting import Start


async def execute(io: Port, thread_id: str, **fields: Unpack[ExecuteParams]) -> RunResult:
    """Run an assistant on a thread to the end: create, follow, answer its tool calls, collect what it did.

    Functions that the assistant does not know yet are offered to the model in this run, unless `tools=`
    says what is offered; Python functions among `tools=` answer calls too. Calls of one turn run side by
    side; async functions need AsyncAssistants. A
    `response_format` that is a Python type is sent as its strict JSON schema, and the answer comes as
    `RunResult.parsed`.

    Args:
        thread_id: Id of the thread.

    Returns:
        The run with its messages, steps and text. With `on_deadline="return"` the run may still be at work.

    Raises:
        RunFailed, RunExpired, RunCancelled: The run ended in this status.
        RunIncomplete: The run was cut short by a token limit or a filter; `messages` holds what it wrote.
        RunRefused, RunAnswerInvalid: A type was asked for, and the model refused, or its answer does not fit
            the type; `messages` holds what it wrote.
        RunRequiresAction: The model called a function, and none was passed to this call. Or the run waits for
            something else than functions, or `max_rounds` is used up. The run is left waiting, and can be
            resumed, unless `on_tool_error` is `cancel`.
        RunDeadlineExceeded: The run was still at work at the deadline. It is cancelled unless `on_deadline`
            is `raise`.
        ToolError: A tool call failed, and `on_tool_error` is not `report`.
        ThreadBusy: Another run is active on the thread, and `on_active_run` is `raise`.
    """
    for options in (BusyOptions, TextOptions):  # checked here, since they are used after the first request
        options.pick(fields)
    require_room_for_mark(io.settings.idempotency_metadata, fields.get("metadata"))
    follow, retry = OwnRunOptions.pick(fields), RetryOptions.pick(fields)
    request = drop_options(fields, OwnRunOptions, TextOptions, ToolOptions, RetryOptions)
    if request.get("tools") is not None:
        request["tools"] = list_tools(request["tools"])
    tools = pick_tools(io, fields, request.get("tools") or ())
    watch = Watch(io, follow, thread_id)
    began, runs_left = watch.began, retry.retry_failed

    async def make_run(runner: ToolRunner) -> RunResult:
        if runs_left == retry.retry_failed:  # it is the first one
            await supervise(watch, offer_functions(watch, request, tools.functions))
        begin = partial(runs.begin_run, io, thread_id, request, watch)
        return await result(make_awaited_events(watch, begin, fields, runner, request.get("response_format")))

    while True:
        runner = ToolRunner(watch, tools)
        try:
            return await observe_run(watch, make_run(runner))
        except RunFailed as failure:
            touched = bool(runner.outputs) and not retry.retry_after_tools
            wait, reason = retry_of_failed(failure.last_error), failure.last_error
            if runs_left <= 0 or touched or wait is None or watch.seconds_left() <= wait:
                raise
            runs_left -= 1
        await tell_of_failed_run(watch, reason, wait, retry.retry_failed - runs_left)
        await io.pause(wait)
        watch = Watch(io, follow, thread_id)
        if follow.deadline:  # the caller's, which is for all runs together
            watch.began = began


async def resume(io: Port, run_id: str, *, thread_id: str, **fields: Unpack[ResumeParams]) -> RunResult:
    """Follow a run that another call or another process has begun, and answer its tool calls, to its end.

    Args:
        run_id: Id of the run, in any status.
        thread_id: Id of its thread.

    Returns:
        As for `execute`.

    Raises:
        RunError, ToolError: As for `execute`, but RunDeadlineExceeded leaves the run at work unless
            `on_deadline` is `cancel`.
        NotFoundError: The thread has no run with this id.
    """
    watch = Watch(io, FollowOptions.pick(fields), thread_id, run_id)
    runner = ToolRunner(watch, pick_tools(io, fields))

    async def begin(_: Start) -> Run:
        return await fetch_run(watch)

    return await observe_run(watch, result(make_awaited_events(watch, begin, fields, runner)))


def pick_tools(io: Port, fields: Mapping[str, Any], offered: Sequence[object] = ()) -> ToolOptions:
    """Return how calls are answered: with the functions passed, and those among the tools *offered*.

    Raises:
        TypeError: One is an async function, which the port cannot await.
    """
    options = ToolOptions.pick(fields).with_functions(offered)
    for name, tool in options.functions.items():
        if tool.is_async and not io.awaits:
            raise TypeError(f"{name} is an async function: use AsyncAssistants for it.")
    return options


async def offer_functions(watch: Watch, request: dict[str, Any], toolbox: Toolbox) -> None:
    """Add the functions that the assistant does not know to the run's tools, unless these are chosen."""
    if not toolbox or request.get("tools") is not None or "assistant_id" not in request:
        return
    left = watch.seconds_left()
    operation = get_assistant.request(request["assistant_id"])
    assistant = await watch.io.send(operation, within=left, at_most=left)
    known = assistant.tools or []
    if offered := _functions_unknown_to(known, toolbox):
        request["tools"] = [*known, *offered]


def _functions_unknown_to(
    known: Iterable[CodeInterpreterTool | FileSearchTool | FunctionTool | Unknown], toolbox: Toolbox
) -> list[Tool[..., Any]]:
    """Return the tools that an assistant with the tools *known* has not been told of."""
    names = {tool.function.name for tool in known if tool.type == "function"}
    return [tool for tool in toolbox.values() if tool.name not in names]
