"""What a server does along with the others on its PostgreSQL database: jobs, schedules, and what is heard.

`server_parts` makes one for a server that shares its runs, and it brings `jobs`; no other server loads that.
"""

from __future__ import annotations

import logging

from sqlalchemy import text

from .jobs.installing import are_jobs_installed, install_jobs
from .jobs.names import name_channel, name_feed_channel, name_jobs_schema
from .jobs.queue import JobQueue
from .jobs.relay import PieceRelay
from .jobs.taking import Duties, JobTaker
from .jobs.wakes import name_entrance
from .runs.hands import Hands
from .runs.ownership import LEASE_WITHOUT_LOCK
from .store import Database, DatabaseRefused
from .store.postgres import find_way, unwrap_connection
from .store.postgres_opening import refusing
from .store.postgres_rights import list_locked

_HAS_JOBS = text("SELECT 1 FROM pg_tables WHERE schemaname = :home LIMIT 1")

_LOG = logging.getLogger(__name__)

_SWEEP_WHEN = "* * * * * */5"
"""When runs are swept: every five seconds, by one server for all."""


class Sharing:
    """A server among those that work on one database.

    Args:
        database: Where runs are.
        migrate: Whether the tables of jobs are made, or changed to what is needed.
        is_behind: Whether a newer version has upgraded the database. Then they are taken as they are, if they
            are there: an older pgqueuer would change them back. False by default.

    Attributes:
        queue: Where jobs go.
        relay: Carries what models say from one server to the others.

    Raises:
        DatabaseRefused: It is no PostgreSQL database, has not the tables that are needed, or is away.
    """

    def __init__(self, database: Database, *, migrate: bool, is_behind: bool = False) -> None:
        if database.address is None:
            raise DatabaseRefused(
                f"{database.place} cannot be shared by workers: that takes a PostgreSQL database, such as "
                "postgresql://user@host/name."
            )
        self._way = find_way(database.address)
        with refusing(database.address):  # it may have gone away since it was opened
            self._schema = _prepare(database, self._way.conninfo, migrate=migrate, is_behind=is_behind)
        self.queue = JobQueue(self._schema)
        self.relay = PieceRelay(self._way, self._schema)
        self._taker: JobTaker | None = None

    def begin(self, hands: Hands, at_once: int) -> None:
        """Take jobs, and part in the schedules, from now on.

        Args:
            hands: Work on runs, or on none.
            at_once: On how many at the same time; 0 for none.
        """
        entrances = [name_entrance(answerer) for answerer in dict.fromkeys(("", hands.answerer))]
        duties = Duties(
            take=hands.begin if at_once else None,
            entrances=tuple(entrances) if at_once else (),
            at_once=at_once,
            lease=LEASE_WITHOUT_LOCK,
            schedules={"sweep": (_SWEEP_WHEN, hands.sweeper.try_to_sweep)},
            hear={
                name_channel(self._schema): hands.hear_stopped,
                name_feed_channel(self._schema): hands.hear_news,
            },
            is_able=hands.is_able,
        )
        self._taker = JobTaker(self._way, self._schema, duties)
        self._taker.start()

    def stop_taking(self) -> None:
        """Take no more jobs; the runs in hand go on."""
        if self._taker is not None:
            self._taker.stop_taking()

    def close(self) -> None:
        """Give back the jobs whose runs have not ended."""
        if self._taker is not None:
            self._taker.close()
        self.relay.close()


def _prepare(database: Database, conninfo: str, *, migrate: bool, is_behind: bool) -> str:
    """See to it that there are tables of jobs; return the schema of the others."""
    with database.read() as connection:
        schema: str = connection.execute(text("SELECT current_schema()")).scalar_one()
        asked = connection.execute(_HAS_JOBS, {"home": name_jobs_schema(schema)})
        is_theirs = is_behind and asked.scalar() is not None
    if is_theirs:
        _LOG.info("the tables of jobs are taken as a newer version has left them")
    elif migrate:
        install_jobs(conninfo, schema)
    elif not are_jobs_installed(conninfo, schema):
        raise DatabaseRefused(
            f"{database.place} lacks tables of jobs that this version needs: open it once without "
            "--no-migrate."
        )
    _check_rights(database, name_jobs_schema(schema))
    return schema


def _check_rights(database: Database, home: str) -> None:
    with database.read() as connection:
        locked = list_locked(unwrap_connection(connection), home)
    if locked:
        raise DatabaseRefused(
            f"{database.place} does not let this user use {', '.join(locked)} in the schema of jobs, {home}: "
            'have somebody who may grant it to this user, as docs/scaling.md says below "Rights".'
        )
