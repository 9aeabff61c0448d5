"""Runs of an assistant on a thread: the endpoints, and the polling helpers over them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

from assistants_v2_raw import models
from assistants_v2_raw.api.runs import (
    create_run,
    get_run,
    list_runs,
    modify_run,
    submit_tool_outputs_to_run,
)
from assistants_v2_raw.params import RunUpdateParams
from assistants_v2_raw.types import UNSET

from ..rules.bodies import body
from ..rules.outcomes import required_calls
from ..rules.paging import ListParams
from ..rules.parameters import BusyParams, RunAndPollParams, RunParams, only, split
from ..rules.polling import FollowParams
from .following import awaited, follow, found, watch
from .occupancy import when_free
from .paging import pager
from .reconciling import changed, created, stopped

if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping, Sequence

    from assistants_v2_raw.models import Run, RunList, ToolOutput
    from assistants_v2_raw.params import ToolOutputParam

    from ..rules.paging import PageQuery
    from .following import Watch
    from .paging import Pager
    from .port import Port


async def create(io: Port, thread_id: str, **fields: Unpack[RunParams]) -> Run:
    """Set an assistant to work on a thread and return at once; the run goes on at the server.

    Returns:
        The run, queued. The thread is locked until it ends.

    Raises:
        ThreadBusy: Another run is active on the thread, and `on_active_run` is `raise`.
        BadRequestError: A field is wrong.
        NotFoundError: There is no such thread or assistant on this server.

    Endpoint: POST /threads/{thread_id}/runs
    """
    return await begin(io, thread_id, fields)


async def begin(io: Port, thread_id: str, fields: Mapping[str, Any], within: Watch | None = None) -> Run:
    """Create a run as `create` does; waiting takes from the time of *within*, if given."""
    if within:
        io = io.patient(within.remaining())
    options, run = split(fields, BusyParams)
    include = [*(run.pop("include", None) or ())] or UNSET
    request = body(models.RunCreateRequest, run, "a Run")

    def send() -> Awaitable[Run]:
        return io.send(create_run, thread_id, client=io.client, body=request, include=include)

    async def newest() -> Sequence[Run]:
        return (await io.send(list_runs, thread_id, client=io.client, limit=20, order="desc")).data

    policy = options.get("on_active_run", "raise")
    return await when_free(io, thread_id, policy, lambda: created(io, request, send, newest), within)


async def retrieve(io: Port, run_id: str, *, thread_id: str) -> Run:
    """Fetch a run as it is now.

    Raises:
        NotFoundError: The thread has no run with this id.

    Endpoint: GET /threads/{thread_id}/runs/{run_id}
    """
    return await io.send(get_run, thread_id, run_id, client=io.client)


async def update(io: Port, run_id: str, *, thread_id: str, **fields: Unpack[RunUpdateParams]) -> Run:
    """Change a run's metadata; servers refuse it while the run is at work.

    Endpoint: POST /threads/{thread_id}/runs/{run_id}
    """
    changes = body(models.RunUpdateRequest, fields)
    return await io.send(modify_run, thread_id, run_id, client=io.client, body=changes)


def list(io: Port, thread_id: str, **query: Unpack[ListParams]) -> Pager[Run]:
    """List a thread's runs, newest first unless `order="asc"`; iterating fetches page after page.

    Raises:
        ValueError: `limit` or `max_items` is out of range.

    Endpoint: GET /threads/{thread_id}/runs
    """

    async def ask(page: PageQuery) -> RunList:
        return await io.send(list_runs, thread_id, client=io.client, **page.parameters)

    return pager(io, ask, query, ListParams.__annotations__)


async def cancel(io: Port, run_id: str, *, thread_id: str) -> Run:
    """Ask the server to stop a run.

    Returns:
        The run, usually `cancelling`; `poll` waits until it is `cancelled`.

    Raises:
        BadRequestError: The run has ended already.

    Endpoint: POST /threads/{thread_id}/runs/{run_id}/cancel
    """
    return await stopped(io, run_id, thread_id)


async def submit_tool_outputs(
    io: Port, run_id: str, *, thread_id: str, tool_outputs: Sequence[ToolOutputParam | ToolOutput]
) -> Run:
    """Answer the tool calls that a run waits for, all of them in one request.

    Returns:
        The run, queued again.

    Raises:
        BadRequestError: The run waits for no outputs, or for those of other calls.

    Endpoint: POST /threads/{thread_id}/runs/{run_id}/submit_tool_outputs
    """
    request = body(models.RunSubmitToolOutputsRequest, {"tool_outputs": tool_outputs}, "a Run")
    answered = {output.get("tool_call_id") for output in request.to_dict()["tool_outputs"]}

    def send() -> Awaitable[Run]:
        return io.send(submit_tool_outputs_to_run, thread_id, run_id, client=io.client, body=request)

    def taken(run: Run) -> bool:
        return not answered & {call.id for call in required_calls(run)}

    return await changed(io, run_id, thread_id, send, taken)


async def poll(io: Port, run_id: str, *, thread_id: str, **fields: Unpack[FollowParams]) -> Run:
    """Wait until a run has ended or waits for tool outputs.

    Returns:
        The run, whose `status` may be any but `queued`, `in_progress` and `cancelling`.

    Raises:
        RunDeadlineExceeded: It was still at work at the deadline; it is not cancelled unless `on_deadline` is
            `cancel`.
        NotFoundError: The thread has no run with this id.
    """
    watched = watch(io, only(fields, FollowParams), owner=False, thread_id=thread_id, run_id=run_id)

    async def work() -> Run:
        return await follow(watched, await found(watched))

    return await awaited(watched, work())


async def create_and_poll(io: Port, thread_id: str, **fields: Unpack[RunAndPollParams]) -> Run:
    """Set an assistant to work on a thread and wait until the run has ended or waits for tool outputs.

    Returns:
        The run; look at its `status`. `execute` answers tool calls and raises for a run that failed.

    Raises:
        RunDeadlineExceeded: It was still at work at the deadline; it is cancelled unless `on_deadline` says
            otherwise.
        ThreadBusy: Another run is active on the thread, and `on_active_run` is `raise`.
    """
    options, request = split(fields, FollowParams)
    watched = watch(io, options, owner=True, thread_id=thread_id)

    async def work() -> Run:
        return await follow(watched, await begin(io, thread_id, request, watched))

    return await awaited(watched, work())


async def submit_tool_outputs_and_poll(
    io: Port,
    run_id: str,
    *,
    thread_id: str,
    tool_outputs: Sequence[ToolOutputParam | ToolOutput],
    **fields: Unpack[FollowParams],
) -> Run:
    """Answer the tool calls of a run, all in one request, and wait until it has ended or waits for more.

    Args:
        run_id: The run.
        thread_id: Its thread.
        tool_outputs: One output for each call that the run's `required_action` names.

    Returns:
        The run; look at its `status`.

    Raises:
        RunDeadlineExceeded: It was still at work at the deadline; it is not cancelled unless `on_deadline` is
            `cancel`.
    """
    watched = watch(io, only(fields, FollowParams), owner=False, thread_id=thread_id, run_id=run_id)

    async def work() -> Run:
        run = await submit_tool_outputs(io, run_id, thread_id=thread_id, tool_outputs=tool_outputs)
        return await follow(watched, run)

    return await awaited(watched, work())
