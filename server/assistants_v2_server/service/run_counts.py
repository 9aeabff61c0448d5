"""How many runs there are in each status; the metrics of doors and workers show it."""

from __future__ import annotations

import time
from collections.abc import Collection
from math import inf

from sqlalchemy import Connection, func, select

from ..lifecycle import ACTIVE_STATUSES
from ..store.tables import run

_QUICK = 0.02
"""Seconds within which all runs may be counted each time."""

_MULTIPLE = 50.0
"""For how many times as long as it took runs that have ended are not counted again."""

_LONGEST_PAUSE = 600.0
"""Seconds after which they are counted again in any case."""


def count_runs(connection: Connection, statuses: Collection[str] | None = None) -> dict[str, int]:
    """Return how many runs there are, by status; a status without any is left out.

    Args:
        connection: A transaction.
        statuses: Which are counted; None, the default, for all.
    """
    counted = select(run.c.status, func.count()).group_by(run.c.status)
    if statuses is not None:
        counted = counted.where(run.c.status.in_(sorted(statuses)))
    return {row[0]: row[1] for row in connection.execute(counted)}


class RunCounter:
    """Counts runs again and again, those that have ended more rarely the more there are."""

    def __init__(self) -> None:
        self._all: dict[str, int] = {}
        self._again_at = -inf

    def count(self, connection: Connection) -> dict[str, int]:
        """Return how many runs there are, by status; those that have not ended as of now."""
        began = time.monotonic()
        if began < self._again_at:
            active = count_runs(connection, ACTIVE_STATUSES)
            return {name: n for name, n in self._all.items() if name not in ACTIVE_STATUSES} | active
        self._all = count_runs(connection)
        took = time.monotonic() - began
        self._again_at = began + min(_MULTIPLE * took, _LONGEST_PAUSE) if took > _QUICK else -inf
        return self._all
