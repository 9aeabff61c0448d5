"""How much room there is for files, without reading all of their rows each time. `contents` is the user.

A row that is stored stands behind all others. So what was counted up to some row, with what stands behind it,
is what there is, or more if something was deleted. Only if that leaves too little room, all is counted.

The count goes on only while nobody else stores anything: else a row might come later that stands before those
that were counted.
"""

from __future__ import annotations

from msgspec import Struct
from sqlalchemy import Connection, Table, func, select

from . import tables
from .name_locks import hold_name

_ROOM = "room for files"


class QuotaExceeded(Exception):
    """All files together would have more bytes than they may; the argument is how many that is."""

    def __init__(self, most: int) -> None:
        super().__init__(f"all files together may have {most:,} bytes")
        self.most = most


class _Count(Struct, frozen=True):
    """Files, and parts of uploads, as far as they have been counted.

    Attributes:
        files: The `seq` of the last file.
        parts: The `seq` of the last part.
        bytes: How many bytes all of them have.
    """

    files: int = 0
    parts: int = 0
    bytes: int = 0

    def go_on(self, connection: Connection) -> _Count:
        """Return the same with what stands behind it."""
        files, more = _count_behind(connection, tables.file, self.files)
        parts, yet_more = _count_behind(connection, tables.upload_part, self.parts)
        return _Count(files, parts, self.bytes + more + yet_more)


_NOTHING = _Count()


class Room:
    """The room for the files of a database, and for parts of uploads; safe to use from any thread.

    Args:
        most: How many bytes all of them may have together; None for any number.
    """

    def __init__(self, most: int | None) -> None:
        self._most = most
        self._counted = _NOTHING

    def hold(self, connection: Connection, wanted: int) -> None:
        """Keep others from storing bytes until a transaction ends; without a limit, only those who have one.

        Args:
            connection: The transaction, which has locked and written nothing.
            wanted: How many bytes it will store.
        """
        hold_name(connection, _ROOM, is_shared=self._most is None)
        if self._most is not None:
            counted = self._counted.go_on(connection)
            is_tight = self._most - counted.bytes < wanted
            self._counted = _NOTHING.go_on(connection) if is_tight else counted

    def require(self, connection: Connection, wanted: int, enough: int = 0) -> int | None:
        """Return how many bytes there is room for; None for any number.

        Args:
            connection: A transaction.
            wanted: How many there has to be room for.
            enough: It may be less than there is, if it is as many as that; by default as many as are wanted.

        Raises:
            QuotaExceeded: There is room for fewer than are wanted.
        """
        if self._most is None:
            return None
        room = self._most - self._counted.go_on(connection).bytes
        if room < max(wanted, enough) and self._counted != _NOTHING:
            room = self._most - _NOTHING.go_on(connection).bytes
        if room < wanted:
            raise QuotaExceeded(self._most)
        return room


def _count_behind(connection: Connection, table: Table, seq: int) -> tuple[int, int]:
    """Return the last row of a table, and how many bytes those have that stand behind one."""
    counted = func.coalesce(func.max(table.c.seq), seq), func.coalesce(func.sum(table.c.bytes), 0)
    last, size = connection.execute(select(*counted).where(table.c.seq > seq)).one()
    return int(last), int(size)
