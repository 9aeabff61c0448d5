"""Which run is active on a thread, and which one a path names, once expiry has been looked after.

Nothing watches the clock: a run whose time is up is ended by the first request that meets it.
"""

from __future__ import annotations

from sqlalchemy import Connection

from .. import lifecycle
from ..requests import refusals
from ..requests.operations import Call
from ..runs.endings import expire_if_due
from ..store import RUNS, THREADS, RunRow
from .context import Context


def active_run(connection: Connection, thread_id: str, now: int) -> RunRow | None:
    """The run that locks a thread, if one does; one whose time is up is ended first.

    Args:
        connection: a write transaction.
        thread_id: the thread.
        now: unix seconds.
    """
    for run in RUNS.all(connection, thread_id=thread_id, status=sorted(lifecycle.ACTIVE_STATUSES)):
        current = expire_if_due(connection, run, now)
        if lifecycle.locks_thread(current.status):
            return current
    return None


def expire_overdue(context: Context, thread_id: str) -> None:
    """End the active run of a thread if its time is up."""
    with context.database.read() as connection:
        runs = RUNS.all(connection, thread_id=thread_id, status=sorted(lifecycle.ACTIVE_STATUSES))
    if any(lifecycle.is_due(run, context.now()) for run in runs):
        with context.database.write() as connection:
            active_run(connection, thread_id, context.now())


def current_run(context: Context, call: Call) -> RunRow:
    """The run a path names, in the state it has at this moment.

    Raises:
        RequestError: 404, there is no such run or no such thread.
    """
    with context.database.read() as connection:
        run = find_run(connection, call)
    if not lifecycle.is_due(run, context.now()):
        return run
    with context.database.write() as connection:
        return expire_if_due(connection, find_run(connection, call, lock=True), context.now())


def find_run(connection: Connection, call: Call, *, lock: bool = False) -> RunRow:
    """The run a path names, as it is stored.

    Raises:
        RequestError: 404, there is no such run or no such thread.
    """
    thread_id, run_id = call.path["thread_id"], call.path["run_id"]
    run = RUNS.get(connection, run_id, lock=lock, thread_id=thread_id)
    if run is None:
        if THREADS.get(connection, thread_id) is None:
            raise refusals.not_found("thread", thread_id)
        raise refusals.not_found("run", run_id)
    return run
