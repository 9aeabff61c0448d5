"""Creating messages and runs on a thread that another run may have locked. Used by those flows."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from assistants_v2_raw.api.runs import get_run, list_runs

from ..errors import BadRequestError, ThreadBusy
from ..rules.polling import SETTLED
from .following import Watch, follow, look, supervised
from .reconciling import stopped

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from assistants_v2_raw.models import Run

    from ..rules.parameters import OnActiveRun
    from .port import Port

T = TypeVar("T")

SETTLING = 30.0
"""Seconds that a server may go on calling a thread busy after the run on it has ended."""


async def when_free(
    io: Port,
    thread_id: str,
    on_active_run: OnActiveRun,
    work: Callable[[], Awaitable[T]],
    within: Watch | None = None,
) -> T:
    """Return what *work* returns, done when no run is active on the thread any more.

    Args:
        io: The port.
        thread_id: The thread.
        on_active_run: Whether to `raise` at an active run, to `wait` for it or to `cancel` it.
        work: Creates the message or run.
        within: Whose deadline holds for the wait too; by default the active run is given its own time.

    Raises:
        ThreadBusy: A run is active, and the caller does not wait.
        RunDeadlineExceeded: The active run did not end in the time that it had.
        ValueError: *on_active_run* is something else.
    """
    if on_active_run not in ("raise", "wait", "cancel"):
        raise ValueError(f"on_active_run is 'raise', 'wait' or 'cancel', got {on_active_run!r}.")
    idle_since: float | None = None
    while True:
        try:
            return await work()
        except ThreadBusy as busy:
            busy.thread_id = thread_id
            if on_active_run == "raise":
                raise
            run = await active_run(io, thread_id, busy)
            if run is None:
                idle_since = idle_since or io.elapsed()
                left = within.remaining() if within else SETTLING
                if left <= 0 or io.elapsed() - idle_since > SETTLING:
                    raise
                await io.pause(min(0.5, left))
                continue
        idle_since = None
        watched = within.beside(run) if within else Watch(io, thread_id, run=run)
        await supervised(watched, clear(watched, run, cancel=on_active_run == "cancel"))


async def active_run(io: Port, thread_id: str, busy: ThreadBusy) -> Run | None:
    """Return the run that locks a thread: the one the server named, else the newest; None if it has ended."""
    if busy.run_id:
        run = await io.send(get_run, thread_id, busy.run_id, client=io.client)
    else:
        newest = (await io.send(list_runs, thread_id, client=io.client, limit=1, order="desc")).data
        if not newest:
            return None
        run = newest[0]
    return None if run.status in SETTLED else run


async def clear(watch: Watch, run: Run, *, cancel: bool) -> None:
    """Wait until *run* has ended, having cancelled it if *cancel*."""
    if cancel and run.status != "cancelling":
        try:
            run = await stopped(watch.io, run.id, run.thread_id)
        except BadRequestError:
            run = await look(watch)
    await follow(watch, run, until=SETTLED)
