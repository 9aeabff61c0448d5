"""How many runs there are in each status; the metrics of the HTTP door show it."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from ..store.tables import run


def count_runs(connection: Connection) -> dict[str, int]:
    """Return how many runs there are, by status; a status without any is left out."""
    counted = select(run.c.status, func.count()).group_by(run.c.status)
    return {row[0]: row[1] for row in connection.execute(counted)}
