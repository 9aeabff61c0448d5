"""Runs in the state that they have at this moment, after those whose time is up have been ended.

A run whose time is up is ended by whoever meets it first: a request, its worker, or a sweep. An operation
that shows a run, changes one, or asks whether a thread is locked fetches the run here.
"""

from __future__ import annotations

from sqlalchemy import Connection

from .. import lifecycle
from ..requests.operations import CheckedRequest
from ..runs.endings import expire_if_due
from ..store import RUNS, RunRow
from .context import Context
from .lookups import fetch_run


def fetch_active_run(connection: Connection, thread_id: str, now: int) -> RunRow | None:
    """Return the run that locks a thread, or None; a run whose time is up is ended first.

    Args:
        connection: A write transaction.
        thread_id: The id of the thread.
        now: Unix seconds.
    """
    for run in list_active_runs(connection, thread_id):
        current = expire_if_due(connection, run, now)
        if lifecycle.locks_thread(current.status):
            return current
    return None


def expire_overdue_run(context: Context, thread_id: str) -> None:
    """End the active run of a thread if its time is up."""
    with context.database.read() as connection:
        runs = list_active_runs(connection, thread_id)
    if any(lifecycle.is_due(run, context.now()) for run in runs):
        with context.database.write() as connection:
            fetch_active_run(connection, thread_id, context.now())


def fetch_current_run(context: Context, request: CheckedRequest) -> RunRow:
    """Return the run that a path names, in the state that it has at this moment.

    Raises:
        RequestError: 404, there is no such thread, or no such run in it.
    """
    with context.database.read() as connection:
        run = fetch_run(connection, request)
    if not lifecycle.is_due(run, context.now()):
        return run
    with context.database.write() as connection:
        return expire_if_due(connection, fetch_run(connection, request, lock=True), context.now())


def list_active_runs(connection: Connection, thread_id: str) -> list[RunRow]:
    """Return the runs that lock a thread, as they are stored: one, or none."""
    return RUNS.list_all(connection, thread_id=thread_id, status=sorted(lifecycle.ACTIVE_STATUSES))
