"""Creating messages and runs on a thread that another run may have locked. Used by those flows."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, TypeVar

from assistants_v2_raw.api.runs import get_run, list_runs

from ..errors import BadRequestError, ThreadBusy
from ..rules.client_events import BusyEvent
from ..rules.polling import BUSY_PAUSE, SETTLED, STILL_BUSY, has_settled
from .following import follow_run, look_again, supervise
from .observing import tell
from .reconciling import cancel_once
from .watch import Watch

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from assistants_v2_raw.models import Run

    from ..rules.options import BusyOptions
    from .port import Port

T = TypeVar("T")


async def do_when_free(
    io: Port,
    thread_id: str,
    options: BusyOptions,
    work: Callable[[], Awaitable[T]],
    within: Watch | None = None,
) -> T:
    """Return what *work* returns, done when no run is active on the thread any more.

    Args:
        io: The port.
        thread_id: The thread.
        options: What to do about an active run.
        work: Creates the message or run.
        within: Whose deadline holds for the wait too; by default the active run is given its own time.

    Raises:
        ThreadBusy: A run is active, and the caller does not wait.
        RunDeadlineExceeded: The active run did not end in the time that it had.
    """
    idle_since: float | None = None
    while True:
        try:
            return await work()
        except ThreadBusy as busy:
            busy.thread_id = thread_id
            if options.on_active_run == "raise":
                raise
            run = await _find_active_run(io, thread_id, busy)
            if run is None:
                idle_since = io.elapsed() if idle_since is None else idle_since
                left = within.seconds_left() if within else inf
                if io.elapsed() - idle_since > STILL_BUSY or left <= 0:
                    raise
                await io.pause(min(BUSY_PAUSE, left))
                continue
        idle_since = None
        watch = within.watch_other(run) if within else Watch(io, thread_id=thread_id, run=run)
        cancels = options.on_active_run == "cancel"
        tell(BusyEvent(thread_id, run.id, is_cancelled=cancels))
        await supervise(watch, _wait_until_over(watch, run, cancel=cancels))


async def _find_active_run(io: Port, thread_id: str, busy: ThreadBusy) -> Run | None:
    """Return the run that locks a thread: the one the server named, else the newest; None if it has ended."""
    if busy.run_id:
        run = await io.send(get_run.request(thread_id, busy.run_id))
    else:
        newest = (await io.send(list_runs.request(thread_id, limit=1, order="desc"))).data
        if not newest:
            return None
        run = newest[0]
    return None if run.status in SETTLED else run


async def _wait_until_over(watch: Watch, run: Run, *, cancel: bool) -> None:
    """Wait until *run* has ended, having cancelled it if *cancel*."""
    if cancel and run.status != "cancelling":
        try:
            run = await cancel_once(watch.io, run.id, run.thread_id)
        except BadRequestError:
            run = await look_again(watch)
    await follow_run(watch, run, until=has_settled)
