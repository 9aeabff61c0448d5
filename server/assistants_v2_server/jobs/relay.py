"""Carries what models say from the server that works on a run to the others, whose clients may follow it.

The pieces of all runs of a server are written together, every few hundredths of a second, and told of in the
same statement, on a connection of its own. They are kept in a table that a crash of the database empties:
whatever they say is said again by what is stored of a run.

`runs.feed` is the user, and knows what the pieces say.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Mapping, Sequence
from threading import Condition, Thread
from typing import Any

import psycopg
from attrs import define, field
from psycopg import sql
from sqlalchemy import Connection

from ..store.postgres import unwrap_connection
from ..store.postgres_connections import Way
from .names import name_feed_channel, name_jobs_schema

GATHERED = 0.03
"""Seconds for which pieces are gathered; the first of a message is not kept waiting."""

_MOST_WAITING = 50_000
"""Lines that may wait for a database that does not answer; those beyond it are lost."""

_LONGEST_SETTLING = 0.5
"""Seconds that a turn waits at most, until its last pieces are written and it may be stored."""

_PAUSE = 0.5
"""Seconds between two tries to reach the database."""

_LOG = logging.getLogger(__name__)


@define
class _Batch:
    """What is said of a run, until it is written.

    Attributes:
        run_id: The run.
        claims: Who says it.
        seq: The number of the last line.
        lines: What is said.
    """

    run_id: str
    claims: int
    seq: int
    lines: list[str] = field(repr=False)

    @property
    def said(self) -> str:
        """All lines in one text."""
        return "\n".join(self.lines)


def define_pieces(schema: str) -> str:
    """Return the statement that makes the table of pieces, if it is not there.

    Args:
        schema: The schema of the other tables.
    """
    return (
        f"CREATE UNLOGGED TABLE IF NOT EXISTS {name_jobs_schema(schema)}.piece ("
        "run_id text, seq bigint, said text NOT NULL, created timestamptz NOT NULL DEFAULT now(), "
        "PRIMARY KEY (run_id, seq))"
    )


def forget_pieces(schema: str) -> str:
    """Return the statement that deletes what was said of runs that ended a while ago.

    Args:
        schema: The schema of the other tables.
    """
    return f"DELETE FROM {name_jobs_schema(schema)}.piece WHERE created < now() - interval '15 minutes'"


class PieceRelay:
    """Writes pieces, and reads those of others; safe to use from any thread.

    Args:
        way: The way to the database.
        schema: The schema of the other tables.
    """

    def __init__(self, way: Way, schema: str) -> None:
        names = {
            "home": sql.Identifier(name_jobs_schema(schema)),
            "schema": sql.Identifier(schema),
            "channel": sql.Literal(name_feed_channel(schema)),
        }
        self._way = way
        self._write = sql.SQL(_WRITE).format(**names)
        self._read = sql.SQL(_READ).format(**names)
        self._changed = Condition()
        self._batches: dict[tuple[str, int], _Batch] = {}
        self._waiting = 0
        self._news: dict[str, None] = {}
        self._put = self._written = 0
        self._is_urgent = self._is_closed = False
        self._thread: Thread | None = None

    def put(self, run_id: str, claims: int, seq: int, said: Iterable[str], *, is_urgent: bool) -> None:
        """Have lines written soon, or at once.

        Args:
            run_id: The run that they are about.
            claims: Who says them: what one says that was replaced is not written.
            seq: Their number among all that is said of the run.
            said: The lines.
            is_urgent: Whether they are kept waiting for no more.
        """
        lines = [*said]
        with self._changed:
            if self._waiting < _MOST_WAITING:
                batch = self._batches.setdefault((run_id, claims), _Batch(run_id, claims, seq, []))
                batch.lines += lines
                batch.seq = seq
                self._waiting += len(lines)
                self._put += 1
            self._wake(is_urgent=is_urgent)

    def tell_changed(self, run_id: str) -> None:
        """Tell others at once that there is something new about a run in the database."""
        self._tell(f"changed {run_id}")

    def tell_files(self) -> None:
        """Tell others at once that there are files to be indexed, or to be indexed no more."""
        self._tell("files")

    def settle(self) -> None:
        """Return when all pieces have been written that were put before, or after half a second."""
        with self._changed:
            wanted = self._put
            if self._written >= wanted:
                return
            self._wake(is_urgent=True)
            self._changed.wait_for(lambda: self._written >= wanted, _LONGEST_SETTLING)

    def read(self, connection: Connection, since: Mapping[str, int]) -> list[tuple[str, int, str]]:
        """Return what was said of runs after the batches that are known: run, number, pieces.

        Args:
            connection: A transaction.
            since: The number of the last batch that is known, by run.
        """
        plain = unwrap_connection(connection)
        with plain.execute(self._read, [list(since), list(since.values())]) as cursor:
            return cursor.fetchall()

    def close(self) -> None:
        """Write no more."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def _tell(self, news: str) -> None:
        with self._changed:
            self._news[news] = None
            self._wake(is_urgent=True)

    def _wake(self, *, is_urgent: bool) -> None:
        self._is_urgent = self._is_urgent or is_urgent
        if self._thread is None and not self._is_closed:
            self._thread = Thread(target=self._write_on, name="assistants-v2-relay", daemon=True)
            self._thread.start()
        self._changed.notify_all()

    def _write_on(self) -> None:
        """Write what there is, again and again, until this is closed."""
        connection: psycopg.Connection[Any] | None = None
        while (due := self._wait()) is not None:
            put, batches, news = due
            is_written = False
            while not (is_written or self._is_closed):
                try:
                    connection = connection or self._way.connect()
                    self._execute(connection, batches, news)
                    is_written = True
                except psycopg.Error as error:
                    _LOG.warning("what models say is not passed on: %s", type(error).__name__)
                    is_written = not isinstance(error, psycopg.OperationalError)  # it would fail again
                    _close(connection)
                    connection = None
                    time.sleep(_PAUSE)
            with self._changed:
                self._written = put
                self._changed.notify_all()
        _close(connection)

    def _wait(self) -> tuple[int, list[_Batch], list[str]] | None:
        """Return what is to be written next, once it is; None if nothing more is."""
        with self._changed:
            self._changed.wait_for(lambda: self._batches or self._news or self._is_closed)
            self._changed.wait_for(lambda: self._is_urgent or self._is_closed, GATHERED)
            if self._is_closed:
                return None
            batches, news = [*self._batches.values()], [*self._news]
            self._batches, self._news, self._is_urgent, self._waiting = {}, {}, False, 0
            return self._put, batches, news

    def _execute(
        self, connection: psycopg.Connection[Any], batches: Sequence[_Batch], news: Iterable[str]
    ) -> None:
        columns = [
            [getattr(batch, name) for batch in batches] for name in ("run_id", "claims", "seq", "said")
        ]
        connection.execute(self._write, [*columns, [*news]]).close()


def _close(connection: psycopg.Connection[Any] | None) -> None:
    """Close a connection, if there is one."""
    if connection is not None:
        connection.close()


_WRITE = """
WITH written AS (
    INSERT INTO {home}.piece (run_id, seq, said)
    SELECT put.run_id, put.seq, put.said
    FROM unnest(%s::text[], %s::int[], %s::bigint[], %s::text[]) AS put(run_id, claims, seq, said)
    JOIN {schema}.run ON run.id = put.run_id AND run.claims = put.claims
    ON CONFLICT DO NOTHING
    RETURNING run_id
)
SELECT pg_notify({channel}, 'said ' || told.run_id) FROM (SELECT DISTINCT run_id FROM written) AS told
UNION ALL
SELECT pg_notify({channel}, news) FROM unnest(%s::text[]) AS news
"""

_READ = """
SELECT piece.run_id, piece.seq, piece.said
FROM unnest(%s::text[], %s::bigint[]) AS known(run_id, seq)
JOIN {home}.piece ON piece.run_id = known.run_id AND piece.seq > known.seq
ORDER BY piece.run_id, piece.seq
"""
