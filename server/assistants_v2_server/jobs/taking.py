"""Takes jobs while a server is open: an event loop in a thread of its own, on which pgqueuer runs.

`sharing` makes one for each server that shares its database. A server that works on runs takes jobs; all hear
what others say of runs, and take part in the schedules.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Thread
from typing import Protocol

from msgspec import Struct, field
from pgqueuer import Job, PgQueuer, RetryRequested
from pgqueuer.models import Schedule
from pgqueuer.queries import Queries

from ..store.postgres_connections import Way
from .drivers import Hear, LastingDriver
from .names import make_settings
from .relay import forget_pieces
from .statements import make_queries
from .wakes import read_wake

_LOOK_EVERY = timedelta(seconds=1)
"""How often is looked for jobs that nobody told of."""

_TIDYING, _TIDY_WHEN = "tidy jobs", "*/5 * * * * 30"
"""What is done every five minutes: pgqueuer notes three times of each job what became of it, for good."""

_OLDEST = timedelta(hours=1)
"""How long a job may wait; no run lives so long that has to be worked on."""

_OLD_AT_ONCE = 1_000
"""How many jobs are looked at when it is tidied."""

_MOST_AT_ONCE = 10
"""How many jobs are taken in one go, at most: what one server takes, the others do not get."""

_PAUSE = 1.0
"""Seconds before pgqueuer is started again, after it broke down."""

_PATIENCE = 2.0
"""Seconds that `close` waits for the thread."""

_LOG = logging.getLogger(__name__)


class Takes(Protocol):
    """Begins what a job asks for."""

    def __call__(self, run_id: str, is_followed: bool, /) -> Future[None] | None:
        """Begin to look at a run; return what is done once that is, None if nothing is begun any more."""
        ...


class Duties(Struct, frozen=True, kw_only=True):
    """What a server does for others.

    Attributes:
        take: Looks at a run; None for a server that works on nothing.
        entrances: Which jobs it takes, by `wakes.name_entrance`.
        at_once: How many it takes at the same time.
        lease: Seconds after which a job is given to another server, if the one that has taken it is not heard
            of: it has died, or never learned that it took it.
        schedules: What one server does for all, by name, with the cron expression that says when; the last
            field is for seconds.
        hear: What is called with what is said on a channel; it must not wait.
        is_able: Says whether the server could do what it took now; it must not wait.
    """

    take: Takes | None = None
    entrances: tuple[str, ...] = ()
    at_once: int = 1
    lease: float
    schedules: Mapping[str, tuple[str, Callable[[], None]]] = field(
        default_factory=dict[str, tuple[str, Callable[[], None]]]
    )
    hear: Mapping[str, Callable[[str], None]] = field(default_factory=dict[str, Callable[[str], None]])
    is_able: Callable[[], bool]


class JobTaker:
    """Takes jobs from `start` on, until `stop_taking`; what it has taken it keeps until `close`.

    Args:
        way: The way to the database.
        schema: The schema of the other tables.
        duties: What is done.
    """

    def __init__(self, way: Way, schema: str, duties: Duties) -> None:
        self._way = way
        self._schema = schema
        self._duties = duties
        self._loop = asyncio.SelectorEventLoop()
        self._is_closing = False
        self._engine: PgQueuer | None = None
        self._work: asyncio.Task[None] | None = None
        self._thread = Thread(target=self._run, name="assistants-v2-jobs", daemon=True)

    def start(self) -> None:
        """Begin to take jobs."""
        self._thread.start()

    def stop_taking(self) -> None:
        """Take no more jobs; give back those whose runs have not ended by `close`."""
        self._is_closing = True
        self._call(self._shut_down)

    def close(self) -> None:
        """Give back what is in hand, and end the thread; it is left alone if it does not end in time."""
        self.stop_taking()
        self._thread.join(_PATIENCE / 2)
        self._call(self._cancel)
        self._thread.join(_PATIENCE / 2)

    def _run(self) -> None:
        try:
            with suppress(asyncio.CancelledError):
                self._loop.run_until_complete(self._take_on())
        finally:
            self._loop.run_until_complete(self._loop.shutdown_default_executor())
            self._loop.close()

    def _call(self, function: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the event loop may have ended
            self._loop.call_soon_threadsafe(function)

    def _shut_down(self) -> None:
        if self._engine is not None:
            self._engine.shutdown.set()

    def _cancel(self) -> None:
        if self._work is not None:
            self._work.cancel()

    async def _take_on(self) -> None:
        """Have pgqueuer run, again and again if it breaks down."""
        self._work = asyncio.current_task()
        while not self._is_closing:
            driver = LastingDriver(self._way, self._make_hearing())
            try:
                await self._take(driver)
            except Exception as error:  # noqa: BLE001  whatever it was, others may be waiting for this server
                _LOG.warning("jobs are not taken for a moment: %s", type(error).__name__)
                await asyncio.sleep(_PAUSE)
            finally:
                await driver.close()

    def _make_hearing(self) -> dict[str, Hear]:
        return {channel: partial(self._hear, call) for channel, call in self._duties.hear.items()}

    def _hear(self, call: Callable[[str], None], said: str | bytes | bytearray) -> None:
        call(said if isinstance(said, str) else said.decode())

    async def _take(self, driver: LastingDriver) -> None:
        at_once = max(2, self._duties.at_once)  # pgqueuer takes no less; the executor works on one at a time
        engine = self._make_engine(driver)
        self._engine = engine
        if self._is_closing:
            return
        if self._duties.take is None:
            await driver.listen()
            await engine.sm.run()
            return
        await engine.run(
            dequeue_timeout=_LOOK_EVERY,
            batch_size=min(_MOST_AT_ONCE, at_once // 2),
            max_concurrent_tasks=at_once,
            heartbeat_timeout=timedelta(seconds=self._duties.lease),
            log_aggregation_interval=timedelta(0),
        )

    def _make_engine(self, driver: LastingDriver) -> PgQueuer:
        duties = self._duties
        channel = make_settings(self._schema).channel
        queries = make_queries(driver, self._schema, duties.is_able)
        engine = PgQueuer(driver, channel=channel, queries=queries)
        for entrance in duties.entrances:
            engine.entrypoint(entrance, accepts_context=False)(self._do_job)
        for name, (when, do) in duties.schedules.items():
            engine.schedule(name, when, accepts_context=False)(partial(_do_on_schedule, do))
        tidy = partial(_tidy, queries, forget_pieces(self._schema))
        engine.schedule(_TIDYING, _TIDY_WHEN, accepts_context=False)(tidy)
        return engine

    async def _do_job(self, job: Job) -> None:
        """Have a run looked at; the job lasts as long as the work on the run."""
        done = None
        if self._duties.take is not None and not self._is_closing:
            done = self._duties.take(*read_wake((job.payload or b"").decode()))
        if done is not None:
            await asyncio.wrap_future(done)
        if self._is_closing:  # the run may not have been begun, and somebody else should look
            raise RetryRequested(delay=timedelta(0))


async def _do_on_schedule(do: Callable[[], None], _schedule: Schedule) -> None:
    await asyncio.to_thread(do)


async def _tidy(queries: Queries, forget: str, _schedule: Schedule) -> None:
    """Forget what became of jobs, and those that nobody takes: for a model that no server has any more."""
    await queries.driver.execute(forget)
    await queries.clear_queue_log()
    waiting = await queries.browse_queue(_OLD_AT_ONCE, 0, ["queued"], None)
    too_old = datetime.now(UTC) - _OLDEST
    if old := [job.id for job in waiting if job.created < too_old]:
        await queries.mark_job_as_cancelled(old)
