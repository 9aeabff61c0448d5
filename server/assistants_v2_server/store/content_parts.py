"""The bytes of files as rows of the database, for one in memory. `contents` is the user."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable
from threading import Lock

from sqlalchemy import Connection, delete, func, insert, select, update

from . import tables
from .database import Database

PART = 1024 * 1024
"""Bytes of a row."""

_part = tables.file_part


class ContentParts:
    """Bytes in rows of a size.

    Args:
        database: Where they are.
        when_read: Called with a digest when nobody reads its bytes any more.
    """

    def __init__(self, database: Database, when_read: Callable[[str], None]) -> None:
        self._database = database
        self._when_read = when_read
        self._lock = Lock()
        self._readers: Counter[str] = Counter()

    def begin(self) -> IncomingParts:
        """Return what takes new bytes."""
        return IncomingParts(self._database)

    def keep(self, connection: Connection, incoming: object, digest: str) -> None:
        """Give finished bytes their digest, in a transaction that holds the write lock."""
        assert isinstance(incoming, IncomingParts)
        incoming.rename(connection, digest)

    def open(self, digest: str) -> tuple[PartReader, int]:
        """Return the bytes with a digest, and how many there are.

        Raises:
            FileNotFoundError: There are none.
        """
        with self._lock:
            self._readers[digest] += 1
        reader = PartReader(self._database, digest, self._end_reading)
        try:
            with self._database.read() as connection:
                sizes = select(func.sum(func.length(_part.c.data))).where(_part.c.digest == digest)
                size = connection.execute(sizes).scalar()
            if size is None:
                raise FileNotFoundError(digest)
        except BaseException:
            reader.close()
            raise
        return reader, int(size)

    def remove(self, connection: Connection, digest: str) -> bool:
        """Delete bytes, in a transaction that holds the write lock, unless somebody reads them; say so."""
        with self._lock:
            if self._readers[digest]:
                return False
            connection.execute(delete(_part).where(_part.c.digest == digest))
        return True

    def clear(self) -> None:
        """Delete nothing: what is half in memory ends with its process."""

    def _end_reading(self, digest: str) -> None:
        with self._lock:
            self._readers[digest] -= 1
            if self._readers[digest]:
                return
            del self._readers[digest]
        self._when_read(digest)


class IncomingParts:
    """Bytes in rows that bear a name of their own until they are kept.

    Args:
        database: Where the rows are.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._name = f"incoming-{secrets.token_hex(16)}"
        self._buffer = bytearray()
        self._parts = 0
        self._is_over = False

    def write(self, data: bytes) -> None:
        """Take more bytes."""
        self._buffer += data
        while len(self._buffer) >= PART:
            self._store(bytes(self._buffer[:PART]))
            del self._buffer[:PART]

    def finish(self) -> None:
        """Store the rest of them."""
        if self._buffer or not self._parts:
            self._store(bytes(self._buffer))
        self._buffer.clear()

    def rename(self, connection: Connection, digest: str) -> None:
        """Give the bytes their digest; the same bytes may be there already."""
        if (
            connection.execute(select(_part.c.number).where(_part.c.digest == digest).limit(1)).first()
            is None
        ):
            connection.execute(update(_part).where(_part.c.digest == self._name).values(digest=digest))

    def close(self) -> None:
        """Throw them away unless they were kept."""
        if self._parts and not self._is_over:
            self._is_over = True
            with self._database.write(may_be_lost=True) as connection:
                connection.execute(delete(_part).where(_part.c.digest == self._name))

    def _store(self, data: bytes) -> None:
        with self._database.write(may_be_lost=True) as connection:
            connection.execute(insert(_part).values(digest=self._name, number=self._parts, data=data))
        self._parts += 1


class PartReader:
    """Reads bytes row by row, each in a transaction of its own.

    Args:
        database: Where the rows are.
        digest: The digest of the bytes.
        when_closed: Called with the digest, once.
    """

    def __init__(self, database: Database, digest: str, when_closed: Callable[[str], None]) -> None:
        self._database = database
        self._digest = digest
        self._when_closed: Callable[[str], None] | None = when_closed
        self._number = 0
        self._rest = memoryview(b"")

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, as many as that at most; none at the end."""
        if not self._rest:
            query = select(_part.c.data).where(_part.c.digest == self._digest, _part.c.number == self._number)
            with self._database.read() as connection:
                self._rest = memoryview(connection.execute(query).scalar() or b"")
            self._number += 1
        data, self._rest = bytes(self._rest[:size]), self._rest[size:]
        return data

    def close(self) -> None:
        """Read no more. Twice does no harm."""
        when_closed, self._when_closed = self._when_closed, None
        if when_closed is not None:
            when_closed(self._digest)
