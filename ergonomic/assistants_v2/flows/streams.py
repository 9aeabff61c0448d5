"""The methods that return the events of a run as they happen. Used by the faces of `runs` and `threads`.

What events are made of loads with the first stream, since most of a program's start would be spent on it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Unpack

from assistants_v2_raw import models

from ..rules.bodies import list_tools, make_body
from ..rules.options import BusyOptions, StreamOptions, ToolOptions, drop_options
from ..rules.parameters import StreamParams, SubmitAndStreamParams, ThreadRunAndStreamParams
from ..rules.retrying import require_room_for_mark
from . import runs, threads
from .events import make_events
from .execution import offer_functions, pick_tools
from .tool_runner import ToolRunner
from .watch import Watch

if TYPE_CHECKING:
    from assistants_v2_raw.models import Run

    from .port import Port
    from .run_events import RunEvents
    from .starting import Start


def stream(io: Port, thread_id: str, **fields: Unpack[StreamParams]) -> RunEvents:
    """Set an assistant to work on a thread, and follow what it does by its events, over all its tool calls.

    Use what is returned in a `with` block, which sends the request. If the connection breaks, the run is
    looked at instead, and what was missed is told (`event.recovered`). With `functions` the model's calls are
    answered, and the events go on; without any, they end when the run waits for outputs.

    Args:
        thread_id: Id of the thread.

    Returns:
        The events, one after the other, and what they have said so far.

    Raises:
        RunDeadlineExceeded: The run was still at work at the deadline. It is cancelled unless `on_deadline`
            is `raise`.
        ToolError: A tool call failed, and `on_tool_error` is not `report`.
        ThreadBusy: Another run is active on the thread, and `on_active_run` is `raise`.
    """
    BusyOptions.pick(fields)
    require_room_for_mark(io.settings.idempotency_metadata, fields.get("metadata"))
    request = drop_options(fields, StreamOptions, ToolOptions)
    if request.get("tools") is not None:
        request["tools"] = list_tools(request["tools"])
    tools = pick_tools(io, fields, request.get("tools") or ())
    options = StreamOptions.pick(fields)
    watch = Watch(io, options, thread_id)

    async def begin(start: Start) -> Run:
        await offer_functions(watch, request, tools.functions)
        return await runs.begin_run(io, thread_id, request, watch, start)

    return make_events(
        watch, begin, ToolRunner(watch, tools), request.get("response_format"), options.event_handler
    )


def submit_tool_outputs_stream(
    io: Port, run_id: str, *, thread_id: str, **fields: Unpack[SubmitAndStreamParams]
) -> RunEvents:
    """Answer the tool calls of a run, all in one request, and follow by its events what it does then.

    Args:
        run_id: Id of the run.
        thread_id: Id of its thread.

    Returns:
        The events, as for `stream`.

    Raises:
        BadRequestError: The run waits for no outputs, or for those of other calls.
        RunDeadlineExceeded, ToolError: As for `stream`.
    """
    request = drop_options(fields, StreamOptions, ToolOptions)
    body = make_body(models.RunSubmitToolOutputsRequest, request, "a Run")
    options = StreamOptions.pick(fields)
    watch = Watch(io, options, thread_id, run_id)

    begin = partial(runs.submit, io, run_id, thread_id, request)
    runner = ToolRunner(watch, pick_tools(io, fields))
    given = body.to_dict()["tool_outputs"]
    runner.outputs = {each.get("tool_call_id", ""): each.get("output", "") for each in given}
    return make_events(watch, begin, runner, None, options.event_handler)


def create_and_run_stream(io: Port, **fields: Unpack[ThreadRunAndStreamParams]) -> RunEvents:
    """Open a conversation, set an assistant to work on it, and follow what it does by its events.

    Returns:
        The events, as for `runs.stream`.

    Raises:
        RunDeadlineExceeded, ToolError: As for `runs.stream`.
    """
    request: dict[str, Any] = drop_options(fields, StreamOptions, ToolOptions)
    if request.get("tools") is not None:
        request["tools"] = list_tools(request["tools"])
    tools = pick_tools(io, fields, request.get("tools") or ())
    options = StreamOptions.pick(fields)
    watch = Watch(io, options)

    async def begin(start: Start) -> Run:
        await offer_functions(watch, request, tools.functions)
        return await threads.begin_on_new_thread(watch, request, start)

    return make_events(
        watch, begin, ToolRunner(watch, tools), request.get("response_format"), options.event_handler
    )
