"""Runs of an assistant on a thread: the endpoints, and the methods that poll."""

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
from assistants_v2_raw.params import RunSubmitToolOutputsParams, RunUpdateParams

from ..errors import ThreadBusy
from ..rules.bodies import make_body
from ..rules.options import BusyOptions, ListOptions, drop_options
from ..rules.outcomes import required_calls
from ..rules.parameters import ListParams, RunParams
from .occupancy import do_when_free
from .paging import make_pager
from .reconciling import SEARCH, cancel_once, change_once, create_once, mark_request
from .starting import without_stream
from .watch import Watch

if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping

    from assistants_v2_raw.models import Run, RunList
    from assistants_v2_raw.types import Operation

    from ..rules.paging import PageQuery
    from .paging import Pager
    from .port import Port
    from .starting import Start


async def create(io: Port, thread_id: str, **fields: Unpack[RunParams]) -> Run:
    """Set an assistant to work on a thread and return at once; the run goes on at the server.

    Args:
        thread_id: Id of the thread.

    Returns:
        The run, queued. The thread is locked until it ends.

    Raises:
        ThreadBusy: Another run is active on the thread, and `on_active_run` is `raise`.
        BadRequestError: A field is wrong.
        NotFoundError: There is no such thread or assistant on this server.

    Endpoint: POST /threads/{thread_id}/runs
    """
    return await begin_run(io, thread_id, fields)


async def begin_run(
    io: Port,
    thread_id: str,
    fields: Mapping[str, Any],
    within: Watch | None = None,
    start: Start | None = None,
) -> Run:
    """Create a run as `create` does.

    Waiting takes from the time of *within*, if given; it knows of the run as soon as there may be one.

    Args:
        io: The port.
        thread_id: Id of the thread.
        fields: The run's fields, and the options for a thread that is busy.
        within: Who waits.
        start: What sends the request; by default it asks for no more than the run.
    """
    options = BusyOptions.pick(fields)
    request = drop_options(fields, BusyOptions)
    include = [*(request.pop("include", None) or ())] or None
    body = make_body(models.RunCreateRequest, request, "a Run")
    mark = mark_request(io, body)
    start = start or without_stream(io)
    stated = body.stream

    def make(stream: bool) -> Operation[Run]:
        body.stream = stream or stated
        return create_run.request(thread_id, body=body, include=include)

    def send() -> Awaitable[Run]:
        # The request itself is not cut short: nobody could tell whether it made a run.
        return start(make, at_most=within.seconds_left() if within else None)

    async def create() -> Run:
        if within is None:
            return await create_once(io, create_run.OPERATION, mark, send, list_newest)
        within.mark = mark
        try:
            run = await create_once(io, create_run.OPERATION, mark, send, list_newest)
        except ThreadBusy:
            within.mark = None  # there is no run that an interruption of the wait would leave
            raise
        within.keep(run)
        return run

    def list_newest() -> Pager[Run]:
        return list(io, thread_id, **SEARCH)

    return await do_when_free(io, thread_id, options, create, within)


async def retrieve(io: Port, run_id: str, *, thread_id: str) -> Run:
    """Fetch a run as it is now.

    Args:
        run_id: Id of the run.
        thread_id: Id of its thread.

    Raises:
        NotFoundError: The thread has no run with this id.

    Endpoint: GET /threads/{thread_id}/runs/{run_id}
    """
    return await io.send(get_run.request(thread_id, run_id))


async def update(io: Port, run_id: str, *, thread_id: str, **fields: Unpack[RunUpdateParams]) -> Run:
    """Change a run's metadata; servers refuse it while the run is at work.

    Args:
        run_id: Id of the run.
        thread_id: Id of its thread.

    Endpoint: POST /threads/{thread_id}/runs/{run_id}
    """
    changes = make_body(models.RunUpdateRequest, fields)
    return await io.send(modify_run.request(thread_id, run_id, body=changes))


def list(io: Port, thread_id: str, **options: Unpack[ListParams]) -> Pager[Run]:
    """List a thread's runs, newest first unless `order="asc"`; iterating fetches page after page.

    Args:
        thread_id: Id of the thread.

    Raises:
        ValueError: `limit` or `max_items` is out of range.

    Endpoint: GET /threads/{thread_id}/runs
    """

    def request(query: PageQuery) -> Operation[RunList]:
        return list_runs.request(thread_id, **query.parameters)

    return make_pager(io, request, ListOptions.pick(options))


async def cancel(io: Port, run_id: str, *, thread_id: str) -> Run:
    """Ask the server to stop a run.

    Args:
        run_id: Id of the run.
        thread_id: Id of its thread.

    Returns:
        The run, usually `cancelling`; `poll` waits until it is `cancelled`.

    Raises:
        BadRequestError: The run has ended already.

    Endpoint: POST /threads/{thread_id}/runs/{run_id}/cancel
    """
    return await cancel_once(io, run_id, thread_id)


async def submit_tool_outputs(
    io: Port, run_id: str, *, thread_id: str, **fields: Unpack[RunSubmitToolOutputsParams]
) -> Run:
    """Answer the tool calls that a run's `required_action` names, all of them in one request.

    Args:
        run_id: Id of the run.
        thread_id: Id of its thread.

    Returns:
        The run, queued again.

    Raises:
        BadRequestError: The run waits for no outputs, or for those of other calls.

    Endpoint: POST /threads/{thread_id}/runs/{run_id}/submit_tool_outputs
    """
    return await submit(io, run_id, thread_id, fields)


async def submit(
    io: Port, run_id: str, thread_id: str, fields: Mapping[str, Any], start: Start | None = None
) -> Run:
    """Submit outputs once, whatever happens to the reply; the last argument is as for `begin_run`."""
    body = make_body(models.RunSubmitToolOutputsRequest, fields, "a Run")
    start = start or without_stream(io)
    answered = {output.get("tool_call_id") for output in body.to_dict()["tool_outputs"]}

    stated = body.stream

    def make(stream: bool) -> Operation[Run]:
        body.stream = stream or stated
        return submit_tool_outputs_to_run.request(thread_id, run_id, body=body)

    def send() -> Awaitable[Run]:
        return start(make)

    def is_taken(run: Run) -> bool:
        return not answered & {call.id for call in required_calls(run)}

    operation = submit_tool_outputs_to_run.OPERATION
    return await change_once(io, operation, run_id, thread_id, send, is_taken)
