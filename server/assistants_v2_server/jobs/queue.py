"""Writes jobs in the transaction that makes them due: if that is not committed, nobody is woken.

`runs.waking` is the user.
Whoever has lost a job, or has never written it, may write all wakes of a database again: one that is there
already is not written twice.
"""

from __future__ import annotations

from collections.abc import Sequence

from pgqueuer.adapters.persistence.qb import QueryQueueBuilder
from pgqueuer.queries import SyncQueries
from sqlalchemy import Connection, text

from ..store.postgres import unwrap_connection
from .drivers import TransactionDriver
from .names import make_settings, name_channel, name_jobs_schema
from .wakes import Wake, name_entrance

_SAY = text("SELECT pg_notify(:channel, :said)")


class JobQueue:
    """The jobs of one installation; safe to use from any thread.

    Args:
        schema: The schema of its other tables.
    """

    def __init__(self, schema: str) -> None:
        self._statements = QueryQueueBuilder(make_settings(schema))
        self._channel = name_channel(schema)
        home = name_jobs_schema(schema)  # a plain word, whatever the schema is called
        self._count = text(f"SELECT status::text, count(*) FROM {home}.job GROUP BY status")

    def add(self, connection: Connection, wakes: Sequence[Wake]) -> None:
        """Have somebody look at runs, once a transaction is committed; do nothing for those that are there.

        Args:
            connection: The transaction.
            wakes: Which runs.
        """
        if not wakes:
            return
        # Who writes a job that another transaction is just writing waits for it: so all do it in one order.
        wakes = sorted(wakes, key=lambda wake: wake.key)
        SyncQueries(TransactionDriver(unwrap_connection(connection)), self._statements).enqueue(
            [name_entrance(wake.answerer) for wake in wakes],
            [wake.text.encode() for wake in wakes],
            [int(wake.claims > 0) for wake in wakes],  # what was begun goes on before others begin
            dedupe_key=[wake.key for wake in wakes],
            on_conflict="skip",
        )

    def count(self, connection: Connection) -> dict[str, int]:
        """Return how many jobs there are, by what has become of them so far; few are there at any time."""
        return {row[0]: row[1] for row in connection.execute(self._count)}

    def tell_stopped(self, connection: Connection, run_id: str) -> None:
        """Tell whoever works on a run that it has ended, once a transaction is committed."""
        connection.execute(_SAY, {"channel": self._channel, "said": run_id}).close()
