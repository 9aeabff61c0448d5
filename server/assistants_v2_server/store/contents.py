"""The bytes of files: how they come in, where they are found, and when they are deleted.

Files with the same bytes share them: they are found by their digest. Beside a database file they are in a
folder (`content_folder`), in memory they are rows (`content_parts`). `service` stores and reads files here,
and so does whatever indexes documents or runs code.

Bytes are kept, and deleted, inside of a transaction that has locked their digest. So nobody deletes what
somebody else has just stored again. What may be nobody's is noted first, for the sweep to find after a crash.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, delete, insert, select

from . import tables
from .again import do_again
from .collection import FILES, UPLOAD_PARTS, VECTOR_STORE_FILES
from .content_folder import ContentFolder
from .content_parts import ContentParts
from .database import Database
from .name_locks import hold_name
from .room import QuotaExceeded, Room
from .rows import FileRow, UploadPartRow
from .sqlite import Durability
from .troubles import describe_failure, is_passing

LARGEST_FILE = 512 * 1024 * 1024
"""Bytes that a file may have by default."""

_LOOSE_SECONDS = 60
"""Seconds after which bytes that were noted as nobody's are deleted; an upload may be about to keep them."""

_AT_ONCE = 100
"""How many digests one sweep looks at."""

_LOG = logging.getLogger(__name__)


class FileLimits(Struct, frozen=True, kw_only=True):
    """How much may be stored.

    Attributes:
        file_bytes: The largest file; 512 MiB by default.
        all_bytes: What all files may have together; None, the default, for no limit.
    """

    file_bytes: int = LARGEST_FILE
    all_bytes: int | None = None


class FileTooLarge(Exception):
    """A file has more bytes than a file may have; the argument is how many that is."""

    def __init__(self, most: int) -> None:
        super().__init__(f"a file may have {most:,} bytes")
        self.most = most


class BytesMissing(Exception):
    """The bytes of a file are not where they were stored: somebody else has deleted or changed them."""


class ByteReader(Protocol):
    """Bytes that are read piece by piece; they stay readable when their file is deleted meanwhile."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, as many as that at most; none at the end."""
        ...

    def close(self) -> None:
        """Read no more."""
        ...


class Incoming(Protocol):
    """Bytes on their way to where they are kept."""

    def write(self, data: bytes) -> None:
        """Take more bytes."""
        ...

    def finish(self) -> None:
        """Have all of them on the disk, as far as that is asked for."""
        ...

    def close(self) -> None:
        """Throw them away unless they were kept. Twice does no harm."""
        ...


class Intake:
    """The bytes of a new file while they come; nobody sees them before `Contents.keep`.

    Args:
        incoming: Where they go.
        most: How many there may be.
        room: How many there is room for; None for any number.
        all_bytes: How many all files together may have, for errors.

    Attributes:
        size: How many have come.
    """

    def __init__(self, incoming: Incoming, most: int, room: int | None, all_bytes: int | None) -> None:
        self.incoming = incoming
        self.size = 0
        self._most = most
        self._room = room
        self._all_bytes = all_bytes
        self._hash = hashlib.sha256()

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what has come, in hexadecimal."""
        return self._hash.hexdigest()

    def write(self, data: bytes) -> None:
        """Take more bytes.

        Raises:
            FileTooLarge: There are too many for a file.
            QuotaExceeded: There are too many for all files together.
            OSError: They cannot be written.
        """
        self.size += len(data)
        if self.size > self._most:
            raise FileTooLarge(self._most)
        if self._room is not None and self.size > self._room:
            raise QuotaExceeded(self._all_bytes or 0)
        self._hash.update(data)
        self.incoming.write(data)

    def close(self) -> None:
        """Throw the bytes away unless they were kept. Twice does no harm."""
        self.incoming.close()


class Contents:
    """The bytes of all files of a database; safe to use from any thread.

    Args:
        database: Where the files are.
        folder: Where their bytes are; None for rows of the database.
        limits: How much may be stored.
        durability: How safely to write.
        now: Returns the time in whole unix seconds.
    """

    def __init__(
        self,
        database: Database,
        folder: Path | None,
        limits: FileLimits,
        durability: Durability,
        now: Callable[[], int],
    ) -> None:
        self.limits = limits
        self._room = Room(limits.all_bytes)
        self._database = database
        self._now = now
        self._place = (
            ContentParts(database, self._drop_later)
            if folder is None
            else ContentFolder(folder, is_durable=durability == "full")
        )

    def begin(self, most: int | None = None, *, counted: int = 0) -> Intake:
        """Return what takes the bytes of a new file. Close it, whatever becomes of them.

        Args:
            most: How many there may be; None, the default, for as many as a file may have.
            counted: How many of them are stored already, as parts that the file takes the place of.

        Raises:
            QuotaExceeded: There is no room for another file.
            OSError: Nothing can be written.
        """
        most = most or self.limits.file_bytes
        with self._database.read() as connection:
            room = self._room.require(connection, 1 - counted, most - counted)
        room = None if room is None else room + counted
        return Intake(self._place.begin(), most, room, self.limits.all_bytes)

    def keep(
        self, intake: Intake, file: FileRow, along: Callable[[Connection], None] | None = None
    ) -> FileRow:
        """Store a file and its bytes: both, or neither.

        Args:
            intake: The bytes, all of them.
            file: The file; its size and digest are filled in.
            along: What else is done in the transaction, before that; if it raises, nothing is stored.

        Raises:
            QuotaExceeded: There is no room for it.
            OSError: It cannot be written.
        """
        file = replace(file, bytes=intake.size, digest=intake.digest)

        def store(connection: Connection) -> bool:
            there = FILES.get(connection, file.id)
            if there is not None and there.digest == file.digest:
                return False  # it was stored before, and only the answer was lost
            if along is not None:
                along(connection)
            FILES.insert(connection, file)
            return True

        self._keep_bytes(intake, store)
        return file

    def keep_part(
        self, intake: Intake, part: UploadPartRow, along: Callable[[Connection], None]
    ) -> UploadPartRow:
        """Store a part of an upload and its bytes; arguments and errors are those of `keep`."""
        part = replace(part, bytes=intake.size, digest=intake.digest)

        def store(connection: Connection) -> bool:
            along(connection)
            UPLOAD_PARTS.insert(connection, part)
            return True

        self._keep_bytes(intake, store)
        return part

    def _keep_bytes(self, intake: Intake, store: Callable[[Connection], bool]) -> None:
        """Store bytes along with the row that has them, unless that row turns out to be there already."""
        digest = intake.digest
        intake.incoming.finish()
        with self._database.write(may_be_lost=True) as connection:
            self._note(connection, digest)
        with self._database.write() as connection:
            # Before rows: who completes an upload locks digests with them.
            self._room.hold(connection, intake.size)
            if not store(connection):
                return
            self._room.require(connection, 0)
            _hold_digest(connection, digest)
            self._place.keep(connection, intake.incoming, digest)
            self._forget(connection, digest)

    def save(self, file: FileRow, pieces: Iterable[bytes]) -> FileRow:
        """Store a file of these bytes; the arguments are those of `keep`, which says what is raised."""
        intake = self.begin()
        try:
            for piece in pieces:
                intake.write(piece)
            return self.keep(intake, file)
        finally:
            intake.close()

    @contextmanager
    def open(self, file: FileRow | UploadPartRow) -> Generator[ByteReader]:
        """Read the bytes of a file for the time of a block; see `begin_reading`."""
        reader = self.begin_reading(file)
        try:
            yield reader
        finally:
            reader.close()

    def begin_reading(self, file: FileRow | UploadPartRow) -> ByteReader:
        """Return the bytes of a file or a part, to be closed; they stay readable when it is deleted.

        Raises:
            BytesMissing: They are not there, or are not all of them.
        """
        try:
            reader, size = self._place.open(file.digest)
        except FileNotFoundError:
            raise BytesMissing(file.id) from None
        if size != file.bytes:
            reader.close()
            raise BytesMissing(file.id)
        return reader

    def delete(self, connection: Connection, file: FileRow) -> None:
        """Delete a file and take it out of vector stores; `drop` follows.

        Args:
            connection: A transaction that has locked the file for that.
            file: The file.
        """
        for member in VECTOR_STORE_FILES.lock_all(connection, for_deletion=True, file_id=file.id):
            VECTOR_STORE_FILES.delete(connection, member.id)
        FILES.delete(connection, file.id)
        self._note(connection, file.digest)

    def delete_parts(self, connection: Connection, upload_id: str, kept: Iterable[str] = ()) -> Sequence[str]:
        """Delete the parts of an upload, in a transaction; `drop` follows it, with the digests returned.

        Args:
            connection: The transaction, which has locked the upload.
            upload_id: The upload.
            kept: Digests that the transaction will lock to keep bytes; by default none.
        """
        parts = UPLOAD_PARTS.list_all(connection, upload_id=upload_id)
        for part in parts:
            UPLOAD_PARTS.delete(connection, part.id)
        gone = {part.digest for part in parts}
        for digest in sorted(gone.union(kept)):
            _hold_digest(connection, digest)
            if digest in gone:
                self._note(connection, digest)
        return [part.digest for part in parts]

    def drop(self, digests: Iterable[str]) -> None:
        """Delete the bytes that no file and no part has, of those given; or leave them to the sweep."""
        try:
            for digest in digests:
                do_again(self._drop, digest)
        except Exception as error:
            if not is_passing(error):
                raise
            _LOG.info("bytes that no file has are deleted later: %s", describe_failure(error))

    def _drop(self, digest: str) -> None:
        with self._database.write(may_repeat=True) as connection:
            _hold_digest(connection, digest)
            if _is_somebodys(connection, digest) or self._place.remove(connection, digest):
                self._forget(connection, digest)

    def sweep(self) -> None:
        """Delete what uploads have left that were broken off, and bytes that are nobody's."""
        self._place.clear()
        old = tables.loose_digest.c.since <= self._now() - _LOOSE_SECONDS
        query = select(tables.loose_digest.c.digest).where(old).limit(_AT_ONCE)
        with self._database.read() as connection:
            digests = [*connection.execute(query).scalars()]
        self.drop(digests)

    def _drop_later(self, digest: str) -> None:
        """Delete bytes that were being read when they would have been deleted."""
        query = select(tables.loose_digest.c.digest).where(tables.loose_digest.c.digest == digest)
        with self._database.read() as connection:
            is_loose = connection.execute(query).first() is not None
        if is_loose:
            self.drop([digest])

    def require_room(self, connection: Connection, wanted: int) -> None:
        """Return if there is room for so many bytes.

        Raises:
            QuotaExceeded: There is not.
        """
        self._room.require(connection, wanted)

    def _note(self, connection: Connection, digest: str) -> None:
        _hold_digest(connection, digest)
        self._forget(connection, digest)
        connection.execute(insert(tables.loose_digest).values(digest=digest, since=self._now()))

    def _forget(self, connection: Connection, digest: str) -> None:
        connection.execute(delete(tables.loose_digest).where(tables.loose_digest.c.digest == digest))


def _is_somebodys(connection: Connection, digest: str) -> bool:
    return FILES.exists(connection, digest=digest) or UPLOAD_PARTS.exists(connection, digest=digest)


def _hold_digest(connection: Connection, digest: str) -> None:
    """Keep everybody else from keeping or deleting the bytes with a digest, until a transaction ends."""
    hold_name(connection, f"bytes {digest}")
