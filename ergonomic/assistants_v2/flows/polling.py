"""The methods that wait until a run rests, and return it. Used by the faces of `runs` and `threads`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Unpack

from assistants_v2_raw import models

from ..rules.bodies import make_body
from ..rules.options import FollowOptions, OwnRunOptions, TextOptions, drop_options
from ..rules.parameters import FollowParams, RunAndPollParams, SubmitAndPollParams, ThreadRunAndPollParams
from . import runs, threads
from .events import make_awaited_events
from .following import fetch_run, follow_run, return_at_deadline
from .observed_runs import observe_run
from .stream_results import wait_for_run
from .watch import Watch

if TYPE_CHECKING:
    from assistants_v2_raw.models import Run

    from .port import Port


async def poll(io: Port, run_id: str, thread_id: str, **fields: Unpack[FollowParams]) -> Run:
    """Wait until a run has ended or waits for tool outputs.

    Args:
        run_id: Id of the run.
        thread_id: Id of its thread.

    Returns:
        The run. It has ended or has the status `requires_action`, unless `on_deadline="return"` cut it short.

    Raises:
        RunDeadlineExceeded: The run was still at work at the deadline. It goes on unless `on_deadline` is
            `cancel`.
        NotFoundError: The thread has no run with this id.
    """
    watch = Watch(io, FollowOptions.pick(fields), thread_id, run_id)

    async def work() -> Run:
        return await follow_run(watch, await fetch_run(watch))

    return await observe_run(watch, return_at_deadline(watch, work()))


async def create_and_poll(io: Port, thread_id: str, **fields: Unpack[RunAndPollParams]) -> Run:
    """Set an assistant to work on a thread and wait until the run has ended or waits for tool outputs.

    Args:
        thread_id: Id of the thread.

    Returns:
        The run, whatever its `status`. (`execute` also answers tool calls, and raises for a run that failed.)

    Raises:
        RunDeadlineExceeded: The run was still at work at the deadline. It is cancelled unless `on_deadline`
            is `raise`.
        ThreadBusy: Another run is active on the thread, and `on_active_run` is `raise`.
    """
    watch = Watch(io, OwnRunOptions.pick(fields), thread_id)
    request = drop_options(fields, OwnRunOptions, TextOptions)
    begin = partial(runs.begin_run, io, thread_id, request, watch)
    return await observe_run(watch, wait_for_run(make_awaited_events(watch, begin, fields)))


async def submit_tool_outputs_and_poll(
    io: Port, run_id: str, *, thread_id: str, **fields: Unpack[SubmitAndPollParams]
) -> Run:
    """Answer the tool calls of a run, all in one request, and wait until it has ended or waits for more.

    Args:
        run_id: Id of the run.
        thread_id: Id of its thread.

    Returns:
        The run, whatever its `status`.

    Raises:
        RunDeadlineExceeded: The run was still at work at the deadline. It goes on unless `on_deadline` is
            `cancel`.
    """
    watch = Watch(io, FollowOptions.pick(fields), thread_id, run_id)
    request = drop_options(fields, FollowOptions, TextOptions)
    # A mistake in the fields is no interruption, after which the run would be cancelled.
    make_body(models.RunSubmitToolOutputsRequest, request, "a Run")
    begin = partial(runs.submit, io, run_id, thread_id, request)
    return await observe_run(watch, wait_for_run(make_awaited_events(watch, begin, fields)))


async def create_and_run_poll(io: Port, **fields: Unpack[ThreadRunAndPollParams]) -> Run:
    """Open a conversation, run an assistant on it, and wait until the run has ended or waits for tools.

    With `idempotency_metadata` on the client, thread and run are made by two requests, since only the runs of
    a thread that is known can be searched for one whose reply was lost.

    Returns:
        The run, whatever its `status`.

    Raises:
        RunDeadlineExceeded: The run was still at work at the deadline. It is cancelled unless `on_deadline`
            is `raise`.
    """
    request = drop_options(fields, OwnRunOptions, TextOptions)
    watch = Watch(io, OwnRunOptions.pick(fields))
    begin = partial(threads.begin_on_new_thread, watch, request)
    return await observe_run(watch, wait_for_run(make_awaited_events(watch, begin, fields)))
