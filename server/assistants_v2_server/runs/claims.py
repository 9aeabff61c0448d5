"""What a worker finds of a run that it has claimed when it comes back to the database. Used by `worker`."""

from __future__ import annotations

from sqlalchemy import Connection

from ..lifecycle import WORKABLE
from ..observers.after_commit import note_after
from ..store import RUNS, RunRow
from .endings import end_run, expire_if_due


def get_claimed(connection: Connection, claimed: RunRow, now: int) -> RunRow | None:
    """Return a run as it is stored now, or None if its worker has been replaced or the run stopped."""
    run = RUNS.get(connection, claimed.id, lock=True)
    if run is not None and run.claims == claimed.claims:
        run = end_if_stopped(connection, run, now)
        if run.status in WORKABLE:
            return run
    note_after(connection, "replaced", run or claimed)
    return None


def end_if_stopped(connection: Connection, run: RunRow, now: int) -> RunRow:
    """End a run that is to be cancelled or whose time is up; return the row as it is now stored."""
    if run.status == "cancelling":
        return end_run(connection, run, "cancel", now)
    return expire_if_due(connection, run, now)
