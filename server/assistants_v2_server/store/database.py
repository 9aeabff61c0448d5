"""Opens the database and hands out transactions; everything that touches rows passes through here.

Which kind of database that is, is chosen here and nowhere else: a SQLite file, SQLite in memory, PostgreSQL.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import get_args

from sqlalchemy import Connection

from .addresses import Address, is_address, read_address
from .files import check_place
from .ids import NewId, new_id
from .server_troubles import Trouble
from .sqlite import MEMORY, Durability
from .sqlite_transactions import SqliteTransactions
from .transactions import Transactions
from .troubles import DatabaseTroubled, DriverAbsent


class Database:
    """A database and its transactions; safe to use from any thread.

    Args:
        path: The path of a file, which is made if it does not exist, `:memory:` (the default), or the address
            of a PostgreSQL database, such as `postgresql://user:password@host/name`.
        migrate: Whether a database of an older version is upgraded; it is by default, and of a file a copy is
            kept.
        durability: What of the acknowledged writes survives: `full` (the default), all of them; `normal`, the
            end of a process takes none, a power failure may take the last ones.
        ids: Returns an id for each new row; random ones by default.

    Attributes:
        path: The file; None where there is none.
        new_id: Returns an id for a new row, by its prefix.

    Raises:
        DatabaseRefused: The database cannot be used; the text says why.
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
        self.new_id: NewId = ids
        self._trouble: Trouble | None = None
        self._transactions = _open(os.fsdecode(path), migrate=migrate, durability=durability)
        self.path: Path | None = self._transactions.path

    @property
    def is_memory(self) -> bool:
        """Say whether the database ends with this process, and nobody else can have it open."""
        return self._transactions.is_memory

    @property
    def place(self) -> str:
        """Return what the database is called where people read it: a path, or an address without password."""
        return self._transactions.place

    @property
    def address(self) -> Address | None:
        """Return the address of a PostgreSQL database, which may hold a password; None of any other."""
        return self._transactions.address

    def read(self) -> AbstractContextManager[Connection]:
        """Open a transaction that sees one state of the database and changes nothing."""
        self._check()
        return self._transactions.read()

    def read_once(self) -> AbstractContextManager[Connection]:
        """Open what `read` does for a single statement, which sees one state by itself.

        Half of what a short read asks of the driver would be its beginning and its end; and with each thing
        it asks, the driver lets other threads go first.
        """
        self._check()
        return self._transactions.read_once()

    def write(
        self, *, may_be_lost: bool = False, may_repeat: bool = False
    ) -> AbstractContextManager[Connection]:
        """Open a transaction that may write; committed at the end, rolled back on an exception.

        On SQLite it holds the write lock from its start, so what it reads stays true until it commits. On
        PostgreSQL that holds for rows that are read with `lock`; docs/architecture.md says in which order.

        Args:
            may_be_lost: Whether a power failure may take it back, which spares a wait for the disk: for what
                nobody relies on after that. False by default. What is committed later is not lost without it.
            may_repeat: Whether it does no harm that it was committed when a whole operation is tried again.
                False by default; what may be lost may be repeated.

        Raises:
            DatabaseLocked: While it waited for its turn, another transaction found the database locked.
        """
        self._check()
        return self._transactions.write(may_be_lost=may_be_lost, may_repeat=may_repeat or may_be_lost)

    def read_time(self, connection: Connection, clock: Callable[[], float]) -> float:
        """Return the time by which leases run, in unix seconds; a `CommonClock` is set by it.

        All machines that work on a PostgreSQL go by its clock, so that one whose own is wrong takes nothing
        away from the others.

        Args:
            connection: A transaction.
            clock: The clock of a server. What a program that gave it has moved it by counts in any case.
        """
        return self._transactions.read_time(connection, clock)

    def refuse(self, trouble: Trouble) -> None:
        """Have every later transaction raise `DatabaseTroubled`: this process must not use the database."""
        self._trouble = trouble

    def renew(self) -> None:
        """Open new connections in a process that was forked, whose parent goes on with the old ones."""
        self._transactions.renew()

    def close(self) -> None:
        """Close every connection. Later transactions raise `DatabaseClosed`; closing twice does no harm."""
        self._transactions.close()

    def _check(self) -> None:
        if self._trouble is not None:
            raise DatabaseTroubled(self._trouble)


def _open(place: str, *, migrate: bool, durability: Durability) -> Transactions:
    if is_address(place):
        address = read_address(place)
        try:
            from .postgres_transactions import PostgresTransactions  # late: psycopg
        except ImportError as error:
            raise DriverAbsent from error
        return PostgresTransactions(address, migrate=migrate, durability=durability)
    path = None if place == MEMORY else check_place(place)
    return SqliteTransactions(path, migrate=migrate, durability=durability)
