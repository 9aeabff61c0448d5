"""Opens the database and hands out transactions; everything that touches rows passes through here.

The database is SQLite, in one of two forms. `:memory:` lives in one connection that all threads
share, so transactions take turns. A file is opened in WAL mode: readers never wait, and writers of
this process queue at a lock of ours before they queue at the file, where waiting is polling.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import QueuePool, StaticPool

from .tables import METADATA

_MEMORY = ":memory:"
_BUSY_TIMEOUT = 5.0
"""Seconds a transaction waits for another process that writes to the same file."""

_PASSING = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR})
"""What SQLite says when somebody else has the file, or the disk is full or away."""

_BEGIN_OPTION = "assistants_v2_begin"


class DatabaseClosed(Exception):
    """A transaction was asked for after `Database.close`."""


def is_passing(error: Exception) -> bool:
    """Say whether a transaction failed for a reason that may pass, so that it is worth another try."""
    cause = error.orig if isinstance(error, OperationalError) else None
    return isinstance(cause, sqlite3.Error) and (cause.sqlite_errorcode & 0xFF) in _PASSING


class Database:
    """A SQLite database and its transactions; safe to use from any thread.

    Args:
        path: The path of a file, which is made if it does not exist, or `:memory:` (the default).

    Attributes:
        path: The file; None in memory.

    Raises:
        FileNotFoundError: The directory of the file does not exist.
        OSError: The file cannot be opened, or is no database.
    """

    def __init__(self, path: str | os.PathLike[str] = _MEMORY) -> None:
        place = os.fspath(path)
        self.path = None if place == _MEMORY else Path(place).resolve()
        self._engine = _make_engine(place)
        self._inherited: list[Engine] = []
        self._turn = threading.RLock()
        self._closed = False
        try:
            with self.write() as connection:
                METADATA.create_all(connection)
        except DatabaseError as error:
            self.close()
            raise OSError(f"The database cannot be opened: {error.orig}: {os.fspath(path)}") from None

    def read(self) -> AbstractContextManager[Connection]:
        """Open a transaction that sees one state of the database and changes nothing."""
        turn = self._turn if self.path is None else nullcontext()
        return self._transaction("BEGIN", turn)

    def write(self) -> AbstractContextManager[Connection]:
        """Open a transaction that may write; committed at the end, rolled back on an exception.

        It holds the write lock from its start, so what it reads stays true until it commits.
        """
        return self._transaction("BEGIN IMMEDIATE", self._turn)

    def hold(self) -> None:
        """Let no transaction begin until `let_go`: a process is about to be forked.

        A child gets a copy of a database in memory, which must not be in the midst of anything. (Of a file it
        gets nothing: it opens connections of its own.)
        """
        if self.path is None:
            self._turn.acquire()

    def let_go(self) -> None:
        """Let transactions begin again, in the thread that called `hold`."""
        if self.path is None:
            self._turn.release()

    def renew(self) -> None:
        """Open new connections in a process that was forked, whose parent goes on with the old ones."""
        self._turn = threading.RLock()
        if self.path is not None:
            # Closing connections that the parent uses could take its locks away; so they are kept.
            self._inherited.append(self._engine)
            self._engine = _make_engine(os.fspath(self.path))

    def close(self) -> None:
        """Close every connection. Later transactions raise `DatabaseClosed`; closing twice does no harm."""
        with self._turn:
            self._closed = True
            self._engine.dispose()

    @contextmanager
    def _transaction(self, begin: str, turn: AbstractContextManager[Any]) -> Generator[Connection]:
        with turn:
            if self._closed:
                raise DatabaseClosed("the database has been closed")
            with self._engine.connect() as plain:
                connection = plain.execution_options(**{_BEGIN_OPTION: begin})
                with connection.begin():
                    yield connection


def _make_engine(path: str) -> Engine:
    url = URL.create("sqlite", database=path)
    arguments = {"check_same_thread": False, "timeout": _BUSY_TIMEOUT}
    # An exception must not carry what users wrote into somebody's log.
    common: dict[str, Any] = {"connect_args": arguments, "hide_parameters": True}
    if path == _MEMORY:
        engine = create_engine(url, poolclass=StaticPool, **common)
    else:
        folder = Path(path).resolve().parent
        if not folder.is_dir():
            raise FileNotFoundError(f"The database cannot be made: there is no directory {folder}")
        # Idle threads keep no connection; a burst of requests never waits for the pool.
        engine = create_engine(url, poolclass=QueuePool, pool_size=8, max_overflow=-1, **common)
    event.listen(engine, "connect", _prepare_connection)
    event.listen(engine, "begin", _begin_transaction)
    return engine


def _prepare_connection(connection: Any, record: object) -> None:
    """Set up a new SQLite connection: foreign keys, write-ahead log, transactions by our own BEGIN."""
    del record
    # The driver would open its own transactions, always deferred; ours say BEGIN themselves.
    connection.isolation_level = None
    for pragma in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = NORMAL"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_transaction(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN_OPTION, "BEGIN"))
