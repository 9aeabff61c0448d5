"""The transactions of PostgreSQL, used by `database`: many at a time, each on a connection of its own.

A connection that PostgreSQL has closed meanwhile is noticed when a transaction begins on it, and another one
is opened, so no transaction asks first whether its connection is alive. One on which nobody answers is lost
after a while. If the server is away, a transaction waits a little before it fails. Where the connection is
lost while a transaction is committed, PostgreSQL is asked what became of it: an answer that was lost makes
nothing happen twice.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from pathlib import Path

import psycopg
from msgspec import Struct
from sqlalchemy import Connection, Engine, Pool
from sqlalchemy.exc import SQLAlchemyError

from . import postgres
from .addresses import Address
from .forking import IN_USE
from .postgres_connections import PatientConnection
from .postgres_opening import open_postgres
from .server_troubles import AWAY, DOUBTFUL
from .sqlite import Durability
from .transactions import LONGEST_WAIT, Wait, get_wait, note_commit, take_calls
from .troubles import DatabaseClosed, DatabaseTroubled, is_cut_off

_FIRST_PAUSE = 0.05
"""Seconds before the second try again to reach a server that is away; the first comes at once."""

_LONGEST_PAUSE = 0.5
"""Seconds between two tries at most."""


class _Begun(Struct, frozen=True, eq=False):
    """A transaction that has begun.

    Attributes:
        connection: Its connection.
        plain: The driver's.
        pool: Where it came from.
        number: By which PostgreSQL knows a writing one; None for one that reads.
        boot: Which start of PostgreSQL a writing one belongs to; empty for one that reads.
    """

    connection: Connection
    plain: PatientConnection
    pool: Pool
    number: str | None
    boot: str


class PostgresTransactions:
    """A PostgreSQL database and its transactions; safe to use from any thread.

    Args:
        address: Where it is.
        migrate: Whether tables of an older version are upgraded.
        durability: What of the acknowledged writes survives; `full` is what the server is set to.

    Attributes:
        path: None: there is no file.
        is_memory: False: others work with it too.
        place: The address, without a password.
        address: The address.

    Raises:
        DatabaseRefused: The database cannot be used; the text says why.
    """

    path: Path | None = None
    is_memory = False

    def __init__(self, address: Address, *, migrate: bool, durability: Durability) -> None:
        self.place = address.shown
        self.address: Address | None = address
        self._make_engine = partial(postgres.make_engine, address)
        self._durability: Durability = durability
        self._inherited: list[Engine] = []
        self._changing = threading.Lock()
        self._closed = False
        self._found_away = 0.0
        self._engine = open_postgres(address, migrate=migrate)

    def read(self) -> AbstractContextManager[Connection]:
        """Open a transaction that sees one state of the database and changes nothing."""
        return self._transact(_begin_reading, is_told=False)

    def read_once(self) -> AbstractContextManager[Connection]:
        """Open what a single statement needs: nothing but a connection."""
        return self._transact(_begin_nothing, is_told=False)

    def write(self, *, may_be_lost: bool, may_repeat: bool) -> AbstractContextManager[Connection]:
        """Open a transaction that sees what others have committed, statement by statement, and locks rows."""
        hurries = may_be_lost or self._durability == "normal"

        def begin(plain: PatientConnection, wait: Wait) -> str:
            return postgres.begin_writing(plain, wait.seconds_left(), hurries=hurries)

        return self._transact(begin, is_told=not may_repeat)

    def read_time(self, connection: Connection, clock: Callable[[], float]) -> float:
        """Return the time by which leases run: PostgreSQL's."""
        return postgres.read_time(connection, clock)

    def renew(self) -> None:
        """Open new connections in a process that was forked; those of the parent are left to it."""
        self._changing = threading.Lock()
        self._inherited.append(self._engine)
        self._engine = self._make_engine()

    def close(self) -> None:
        """Close every connection; one that is at work closes when it has done."""
        self._closed = True
        with self._changing:
            self._replace_pool()

    @contextmanager
    def _transact(
        self, begin: Callable[[PatientConnection, Wait], str | None], *, is_told: bool
    ) -> Generator[Connection]:
        with IN_USE:
            begun = self._begin(begin, get_wait())
            try:
                try:
                    yield begun.connection
                except BaseException as error:
                    take_calls(begun.connection)
                    self._undo(begun, error)
                    raise
                calls = take_calls(begun.connection)
                self._commit(begun)
            finally:
                self._give_back(begun)
        if is_told:
            note_commit()
        for call in calls:
            call()

    def _begin(self, begin: Callable[[PatientConnection, Wait], str | None], wait: Wait) -> _Begun:
        """Begin a transaction, on another connection if one has been closed, and later if there is none."""
        until = time.monotonic() + wait.seconds_left()
        pause = 0.0
        while True:
            if self._closed:
                raise DatabaseClosed("the database has been closed")
            pool = self._engine.pool
            try:
                begun = self._try_to_begin(begin, wait, pool)
            except Exception as error:
                if not is_cut_off(error):
                    raise
                self._drop(pool)
                # It takes long to find that on a kept connection nobody answers; on another somebody may.
                is_first = pause == 0.0 and isinstance(error, psycopg.Error)
                is_late = time.monotonic() + pause > until and not is_first
                if self._found_away > wait.since or is_late:
                    if wait.until is None:  # else others have more patience
                        self._found_away = time.monotonic()
                    raise DatabaseTroubled(AWAY) from error
            else:
                if begun is not None:
                    return begun
            time.sleep(pause * random.uniform(0.5, 1.0))
            pause = min(max(_FIRST_PAUSE, 2 * pause), _LONGEST_PAUSE)

    def _try_to_begin(
        self, begin: Callable[[PatientConnection, Wait], str | None], wait: Wait, pool: Pool
    ) -> _Begun | None:
        """Begin a transaction on a connection of a pool; return None if another pool has taken its place."""
        connection = self._engine.connect()
        try:
            if pool is not self._engine.pool:  # nobody knows of which it is, and who would close it then
                connection.invalidate()
                connection.close()
                return None
            plain = postgres.unwrap_connection(connection)
            number = begin(plain, wait)
            # Later the connection may be lost, and tell nothing more.
            boot = "" if number is None else str(connection.info[postgres.BOOT])
            return _Begun(connection, plain, pool, number, boot)
        except BaseException:
            connection.invalidate()
            connection.close()
            raise

    def _commit(self, begun: _Begun) -> None:
        try:
            postgres.commit(begun.plain)
        except BaseException as error:
            self._undo(begun, error)
            if begun.number is None and is_cut_off(error):
                return  # all that was wanted has been read
            if begun.number is None or not is_cut_off(error):
                raise
            outcome = self._find_outcome(begun.number, begun.boot)
            if outcome == "aborted":
                raise
            if outcome != "committed":
                raise DatabaseTroubled(DOUBTFUL) from error

    def _undo(self, begun: _Begun, error: BaseException) -> None:
        """Undo a transaction that failed. PostgreSQL has done that where its connection is gone."""
        try:
            postgres.roll_back(begun.plain)
        except Exception:  # noqa: BLE001  what failed first is raised
            begun.connection.invalidate()
        if begun.plain.closed or is_cut_off(error):
            self._drop(begun.pool)

    def _find_outcome(self, number: str, boot: str) -> str | None:
        """Return what became of a transaction whose connection was lost; None if that cannot be found out."""
        until = time.monotonic() + LONGEST_WAIT
        while time.monotonic() < until:
            # Whatever goes wrong with the question says nothing of what was asked about.
            with (
                suppress(DatabaseTroubled, SQLAlchemyError, psycopg.Error),
                self.read_once() as connection,
            ):
                outcome = postgres.ask_outcome(postgres.unwrap_connection(connection), number, boot)
                if outcome != "in progress":
                    return outcome
            time.sleep(_FIRST_PAUSE)
        return None

    def _drop(self, pool: Pool) -> None:
        """Use the connections of a pool no more: the server has closed one, so it has closed others."""
        with self._changing:
            if pool is self._engine.pool:
                self._replace_pool()

    def _replace_pool(self) -> None:
        pool = self._engine.pool
        self._engine.dispose()
        pool.dispose()  # what came back before another pool had its place

    def _give_back(self, begun: _Begun) -> None:
        begun.connection.close()
        if self._closed or begun.pool is not self._engine.pool:
            # Meanwhile: it has come back to where nobody else closes it.
            begun.pool.dispose()


def _begin_reading(plain: PatientConnection, wait: Wait) -> None:
    del wait
    postgres.begin_reading(plain)


def _begin_nothing(plain: PatientConnection, wait: Wait) -> None:
    del wait
    postgres.check_connection(plain)
