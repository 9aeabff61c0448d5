"""pgqueuer's statements for an installation, and those that a server leaves out which could do nothing now.

A server comes to its database by several connections. Those of its runs may be dead while that of its jobs
is not: it would take jobs, and say that it is at them, and no other would get them. `taking` and `installing`
are the users.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pgqueuer.adapters.persistence.qb import (
    QueryBuilderEnvironment,
    QueryQueueBuilder,
    QuerySchedulerBuilder,
)
from pgqueuer.domain.types import JobId, ScheduleId
from pgqueuer.models import Job, Schedule
from pgqueuer.queries import Queries

from .drivers import LastingDriver
from .names import make_settings

_PAUSE = 0.5
"""Seconds before it is looked again whether jobs can be taken."""


def _always() -> bool:
    return True


@dataclass
class SparingQueries(Queries):
    """pgqueuer's statements; while a server is not able to work, it takes nothing, and keeps nothing.

    What it has taken goes to others then, when it has not been heard of for long enough.
    """

    is_able: Callable[[], bool] = _always

    async def dequeue(self, *arguments: Any, **named: Any) -> list[Job]:
        """Take jobs."""
        if self.is_able():
            return await super().dequeue(*arguments, **named)
        await asyncio.sleep(_PAUSE)  # pgqueuer asks again at once while there are jobs
        return []

    async def update_heartbeat(self, job_ids: list[JobId]) -> None:
        """Say that jobs are worked on."""
        if self.is_able():
            await super().update_heartbeat(job_ids)

    async def fetch_schedule(self, *arguments: Any, **named: Any) -> list[Schedule]:
        """Take what is due on the schedules."""
        return await super().fetch_schedule(*arguments, **named) if self.is_able() else []

    async def update_schedule_heartbeat(self, ids: set[ScheduleId]) -> None:
        """Say that something on the schedules is being done."""
        if self.is_able():
            await super().update_schedule_heartbeat(ids)


def make_queries(driver: LastingDriver, schema: str, is_able: Callable[[], bool] = _always) -> SparingQueries:
    """Return pgqueuer's statements for an installation.

    Args:
        driver: Executes them.
        schema: The schema of its other tables.
        is_able: Says whether this server could do what it took; it always could by default.
    """
    settings = make_settings(schema)
    return SparingQueries(
        driver,
        QueryBuilderEnvironment(settings),
        QueryQueueBuilder(settings),
        QuerySchedulerBuilder(settings),
        is_able=is_able,
    )
