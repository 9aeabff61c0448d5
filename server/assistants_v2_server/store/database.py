"""Opens the database and hands out transactions; everything that touches rows passes through here.

The database is SQLite, in one of two forms. `:memory:` lives in one connection that all threads
share, so transactions take turns. A file is opened in WAL mode: readers never wait, and writers of
this process queue at a lock of ours before they queue at the file, where waiting is polling.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import get_args

from sqlalchemy import Connection, Engine

from . import sqlite
from .files import check_place
from .forking import IN_USE
from .ids import NewId, new_id
from .opening import open_file, open_memory
from .sqlite import BUSY_TIMEOUT, MEMORY, READ, READ_ONCE, WRITE, Durability
from .troubles import DatabaseClosed, DatabaseLocked, is_locked

_WAIT: ContextVar[tuple[float, float | None] | None] = ContextVar("assistants_v2_wait", default=None)
_SHORTEST_WAIT = 0.1
"""Seconds that a transaction waits for another process at least, which may only be about to end its own."""

_AFTER: dict[int, list[Callable[[], object]]] = {}
"""What is to be called after transactions, by the ids of their connections."""


@contextmanager
def waiting_since(moment: float, at_most: float | None = None) -> Generator[None]:
    """Have the writing transactions of a block know since when their turn was waited for.

    A door may have let a request wait before it began one. If the database was found locked meanwhile, it is
    not waited for anew.

    Args:
        moment: The time, by `time.monotonic`.
        at_most: Seconds after which nobody listens any more. None, the default, and more than what
            transactions wait in any case change nothing.
    """
    until = None if at_most is None or at_most >= BUSY_TIMEOUT else moment + at_most
    token = _WAIT.set((moment, until))
    try:
        yield
    finally:
        _WAIT.reset(token)


class Database:
    """A SQLite database and its transactions; safe to use from any thread.

    Args:
        path: The path of a file, which is made if it does not exist, or `:memory:` (the default).
        migrate: Whether a file of an older version is upgraded; it is by default, and a copy of it is kept.
        durability: What of the acknowledged writes survives: `full` (the default), all of them; `normal`, the
            end of a process takes none, a power failure may take the last ones.
        ids: Returns an id for each new row; random ones by default.

    Attributes:
        path: The file; None in memory.
        new_id: Returns an id for a new row, by its prefix.

    Raises:
        DatabaseRefused: The file cannot be used; the text says why.
        ValueError: There is no such durability.
    """

    def __init__(
        self,
        path: str | os.PathLike[str] = MEMORY,
        *,
        migrate: bool = True,
        durability: Durability = "full",
        ids: NewId = new_id,
    ) -> None:
        if durability not in get_args(Durability):
            raise ValueError(f"durability must be 'full' or 'normal', not {durability!r}.")
        place = os.fsdecode(path)
        self.new_id: NewId = ids
        self._durability: Durability = durability
        self._inherited: list[Engine] = []
        self._turn = threading.RLock()
        self._closed = False
        self._found_locked = 0.0
        if place == MEMORY:
            self.path, self._engine = None, open_memory()
        else:
            self.path = check_place(place)
            self._engine = open_file(self.path, migrate=migrate, durability=durability)

    def read(self) -> AbstractContextManager[Connection]:
        """Open a transaction that sees one state of the database and changes nothing."""
        return self._transaction(READ, self._find_readers_turn())

    def read_once(self) -> AbstractContextManager[Connection]:
        """Open what `read` does for a single statement, which sees one state by itself.

        Half of what a short read asks of the driver would be its beginning and its end; and with each thing
        it asks, the driver lets other threads go first.
        """
        return self._transaction(READ_ONCE, self._find_readers_turn())

    def write(self, *, may_be_lost: bool = False) -> AbstractContextManager[Connection]:
        """Open a transaction that may write; committed at the end, rolled back on an exception.

        It holds the write lock from its start, so what it reads stays true until it commits.

        Args:
            may_be_lost: Whether a power failure may take it back, which spares a wait for the disk: for what
                nobody relies on after that. False by default. What is committed later is not lost without it.

        Raises:
            DatabaseLocked: While it waited for its turn, another transaction found the database locked.
        """
        is_hurried = may_be_lost and self._durability == "full"
        return self._transaction(WRITE, self._turn, sqlite.hurry if is_hurried else nullcontext)

    def renew(self) -> None:
        """Open new connections in a process that was forked, whose parent goes on with the old ones."""
        self._turn = threading.RLock()
        if self.path is not None:
            # Closing connections that the parent uses could take its locks away; so they are kept.
            self._inherited.append(self._engine)
            self._engine = sqlite.make_engine(str(self.path), self._durability)

    def close(self) -> None:
        """Close every connection. Later transactions raise `DatabaseClosed`; closing twice does no harm."""
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
        asked, until = _WAIT.get() or (time.monotonic(), None)
        calls: Sequence[Callable[[], object]] = ()
        with nullcontext() if turn is None else _take_turn(turn, until):
            if self._closed:
                raise DatabaseClosed("the database has been closed")
            if begin == WRITE and self._found_locked > asked:
                # Each of a queue of writers would otherwise wait for the other process anew.
                raise DatabaseLocked
            pool = self._engine.pool
            with IN_USE:
                try:
                    with self._engine.connect() as connection:
                        calls = yield from self._use(connection, begin, waiting, until)
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
        until: float | None,
    ) -> Generator[Connection, None, Sequence[Callable[[], object]]]:
        """Yield a connection for the time of a transaction; return what is to be called after it."""
        patience = nullcontext() if until is None else _limit_wait(connection, until)
        try:
            with patience, waiting(connection), sqlite.begin_transaction(connection, begin):
                yield connection
        except BaseException as error:
            _AFTER.pop(id(connection), None)
            if until is None and is_locked(error):  # else others have more patience
                self._found_locked = time.monotonic()
            raise
        calls = _AFTER.pop(id(connection), ()) if _AFTER else ()
        if begin == WRITE and self.path is not None:
            sqlite.trim_log(connection, self.path)
        return calls


def call_after(connection: Connection, call: Callable[[], object]) -> None:
    """Have something called once a writing transaction is committed; not if it is rolled back."""
    _AFTER.setdefault(id(connection), []).append(call)


@contextmanager
def _take_turn(turn: threading.RLock, until: float | None) -> Generator[None]:
    """Hold a lock, waited for until a moment at most.

    Raises:
        DatabaseLocked: Who has it does not let it go, which only waiting for another process takes so long.
    """
    if not turn.acquire(timeout=-1 if until is None else max(_SHORTEST_WAIT, until - time.monotonic())):
        raise DatabaseLocked
    try:
        yield
    finally:
        turn.release()


def _limit_wait(connection: Connection, until: float) -> AbstractContextManager[None]:
    return sqlite.limit_wait(connection, max(_SHORTEST_WAIT, until - time.monotonic()))
