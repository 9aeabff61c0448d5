"""The transactions of SQLite, in one of two forms. Used by `database`.

`:memory:` lives in one connection that all threads share, so transactions take turns. A file is opened in WAL
mode: readers never wait, and writers of this process queue at a lock of ours before they queue at the file,
where waiting is polling. A writing transaction holds the lock on the whole file from its start.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from sqlalchemy import Connection, Engine

from . import sqlite
from .addresses import Address
from .forking import IN_USE
from .opening import open_file, open_memory
from .sqlite import MEMORY, READ, READ_ONCE, WRITE, Durability
from .transactions import SHORTEST_WAIT, Wait, get_wait, take_calls
from .troubles import DatabaseClosed, DatabaseLocked, is_locked


class SqliteTransactions:
    """A SQLite database and its transactions; safe to use from any thread.

    Args:
        path: The file, a place that `files.check_place` has found good; None for memory.
        migrate: Whether a file of an older version is upgraded.
        durability: What of the acknowledged writes survives.

    Attributes:
        path: As given.
        is_memory: Whether there is none.
        place: The path, or `:memory:`.
        address: None: it is no server's.

    Raises:
        DatabaseRefused: The file cannot be used; the text says why.
    """

    def __init__(self, path: Path | None, *, migrate: bool, durability: Durability) -> None:
        self.path = path
        self.is_memory = path is None
        self.place = MEMORY if path is None else str(path)
        self.address: Address | None = None
        self._durability: Durability = durability
        self._inherited: list[Engine] = []
        self._turn = threading.RLock()
        self._closed = False
        self._found_locked = 0.0
        self._engine = (
            open_memory() if path is None else open_file(path, migrate=migrate, durability=durability)
        )

    def read(self) -> AbstractContextManager[Connection]:
        """Open a transaction that sees one state of the database and changes nothing."""
        return self._transaction(READ, self._find_readers_turn())

    def read_once(self) -> AbstractContextManager[Connection]:
        """Open what a single statement needs, which sees one state by itself."""
        return self._transaction(READ_ONCE, self._find_readers_turn())

    def write(self, *, may_be_lost: bool, may_repeat: bool) -> AbstractContextManager[Connection]:
        """Open a transaction that holds the write lock from its start; nothing here is ever repeated."""
        del may_repeat
        is_hurried = may_be_lost and self._durability == "full"
        return self._transaction(WRITE, self._turn, sqlite.hurry if is_hurried else nullcontext)

    def read_time(self, connection: Connection, clock: Callable[[], float]) -> float:
        """Return the time by which leases run: that of this machine, where all who use a file are."""
        del connection
        return clock()

    def renew(self) -> None:
        """Open new connections in a process that was forked, whose parent goes on with the old ones."""
        self._turn = threading.RLock()
        if self.path is not None:
            # Closing connections that the parent uses could take its locks away; so they are kept.
            self._inherited.append(self._engine)
            self._engine = sqlite.make_engine(str(self.path), self._durability)

    def close(self) -> None:
        """Close every connection; closing twice does no harm."""
        with self._turn, IN_USE:
            self._closed = True
            self._engine.dispose()

    def _find_readers_turn(self) -> threading.RLock | None:
        """Return what readers wait for: others in memory, nobody at a file."""
        return self._turn if self.path is None else None

    @contextmanager
    def _transaction(
        self,
        begin: str,
        turn: threading.RLock | None,
        waiting: Callable[[Connection], AbstractContextManager[object]] = nullcontext,
    ) -> Generator[Connection]:
        wait = get_wait()
        calls: Sequence[Callable[[], object]] = ()
        with nullcontext() if turn is None else _take_turn(turn, wait):
            if self._closed:
                raise DatabaseClosed("the database has been closed")
            if begin == WRITE and self._found_locked > wait.since:
                # Each of a queue of writers would otherwise wait for the other process anew.
                raise DatabaseLocked
            pool = self._engine.pool
            with IN_USE:
                try:
                    with self._engine.connect() as connection:
                        calls = yield from self._use(connection, begin, waiting, wait)
                finally:
                    if self._closed:  # meanwhile: the connection has come back to where nobody else closes it
                        pool.dispose()
        for call in calls:
            call()

    def _use(
        self,
        connection: Connection,
        begin: str,
        waiting: Callable[[Connection], AbstractContextManager[object]],
        wait: Wait,
    ) -> Generator[Connection, None, Sequence[Callable[[], object]]]:
        """Yield a connection for the time of a transaction; return what is to be called after it."""
        patience = nullcontext() if wait.until is None else sqlite.limit_wait(connection, wait.seconds_left())
        try:
            with patience, waiting(connection), sqlite.begin_transaction(connection, begin):
                yield connection
        except BaseException as error:
            take_calls(connection)
            if wait.until is None and is_locked(error):  # else others have more patience
                self._found_locked = time.monotonic()
            raise
        calls = take_calls(connection)
        if begin == WRITE and self.path is not None:
            sqlite.trim_log(connection, self.path)
        return calls


@contextmanager
def _take_turn(turn: threading.RLock, wait: Wait) -> Generator[None]:
    """Hold a lock, waited for until a moment at most.

    Raises:
        DatabaseLocked: Who has it does not let it go, which only waiting for another process takes so long.
    """
    if not turn.acquire(timeout=-1 if wait.until is None else max(SHORTEST_WAIT, wait.seconds_left())):
        raise DatabaseLocked
    try:
        yield
    finally:
        turn.release()
