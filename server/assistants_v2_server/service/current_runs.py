"""Runs in the state that they have at this moment, after those whose time is up have been ended.

A run whose time is up is ended by whoever meets it first: a request, its worker, or a sweep. An operation
that shows a run, changes one, or asks whether a thread is locked fetches the run here.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection

from .. import lifecycle
from ..requests.operations import CheckedRequest
from ..runs.endings import expire_if_due
from ..store import RUNS, RunRow, is_locked, waiting_since
from .context import Context
from .lookups import fetch_run

T = TypeVar("T")


def fetch_active_run(connection: Connection, thread_id: str, now: int) -> RunRow | None:
    """Return the run that locks a thread, or None; a run whose time is up is ended first.

    Args:
        connection: A write transaction.
        thread_id: The id of the thread.
        now: Unix seconds.
    """
    for run in list_active_runs(connection, thread_id):
        current = _end_if_due(connection, run, now)
        if current is not None and lifecycle.locks_thread(current.status):
            return current
    return None


def expire_overdue_run(context: Context, thread_id: str) -> None:
    """End the active run of a thread if its time is up."""
    with context.database.read() as connection:
        runs = list_active_runs(connection, thread_id)
    if any(lifecycle.is_due(run, context.now()) for run in runs):
        _write_unless_locked(
            context, lambda connection: fetch_active_run(connection, thread_id, context.now())
        )


def fetch_current_run(context: Context, request: CheckedRequest) -> RunRow:
    """Return the run that a path names, in the state that it has at this moment.

    While another process has the database locked, it is the run as it is stored.

    Raises:
        RequestError: 404, there is no such thread, or no such run in it.
    """
    with context.database.read_once() as connection:
        run = fetch_run(connection, request)
    if not lifecycle.is_due(run, context.now()):
        return run

    def expire(connection: Connection) -> RunRow:
        return expire_if_due(connection, fetch_run(connection, request, lock=True), context.now())

    return _write_unless_locked(context, expire) or run


def list_active_runs(connection: Connection, thread_id: str, *, lock: bool = False) -> list[RunRow]:
    """Return the runs that lock a thread, as they are stored: one, or none.

    Args:
        connection: A transaction.
        thread_id: The id of the thread.
        lock: Keep others off them until the transaction ends; not by default.
    """
    find = RUNS.lock_all if lock else RUNS.list_all
    return find(connection, thread_id=thread_id, status=sorted(lifecycle.ACTIVE_STATUSES))


def _end_if_due(connection: Connection, run: RunRow, now: int) -> RunRow | None:
    """End a run whose time is up, unless somebody else has meanwhile; return it as it is then stored."""
    if not lifecycle.is_due(run, now):
        return run
    locked = RUNS.get(connection, run.id, lock=True)
    return None if locked is None else expire_if_due(connection, locked, now)


def _write_unless_locked(context: Context, work: Callable[[Connection], T]) -> T | None:
    """Return what is done in a transaction; None if the database is locked, for which no reader waits."""
    try:
        with waiting_since(time.monotonic(), 0.0), context.database.write(may_repeat=True) as connection:
            return work(connection)
    except Exception as error:
        if not is_locked(error):
            raise
        return None
