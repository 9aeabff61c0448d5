"""Deletes what nobody needs any more: files and chunks, a little at a time, so that no writer waits long.

The sweep of `runs.sweeper` calls it beside a file. In memory, where nothing sweeps, operations do.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from sqlalchemy import Connection, exists, select

from . import tables
from .chunks import find_orphaned, remove_chunks, remove_orphans
from .collection import FILES, UPLOADS
from .contents import Contents
from .database import Database
from .name_locks import hold_name

_FILES_AT_ONCE = 100

_UPLOADS_AT_ONCE = 100

_FORGOTTEN_AFTER = 24 * 60 * 60
"""Seconds after its expiry for which it is known what became of an upload in parts."""

SCAN_SECONDS = 60.0
"""Seconds between two looks at all chunks, unless something was deleted here meanwhile."""

_CHUNKS = "chunks that nobody needs"
"""What servers take turns at that clean up one database."""

_UPLOAD, _PART = tables.upload.c, tables.upload_part.c
_CHUNK, _FILE, _STORE = tables.chunk.c, tables.vector_store_file.c, tables.vector_store.c


class Housekeeping:
    """Looks after the files and chunks of a database.

    Args:
        database: Where they are.
        contents: The bytes of files.
        now: Returns the time in whole unix seconds.
    """

    def __init__(self, database: Database, contents: Contents, now: Callable[[], int]) -> None:
        self._database = database
        self._contents = contents
        self._now = now
        self._scan_at = 0.0

    def note_deletion(self) -> None:
        """Look for chunks that are nobody's at the next sweep."""
        self._scan_at = 0.0

    def sweep(self) -> None:
        """Delete what has expired of files, parts and stores, and bytes and chunks that are nobody's."""
        self._delete_expired_files()
        self._delete_expired_parts()
        self._forget_uploads()
        self._contents.sweep()
        if time.monotonic() >= self._scan_at:
            self._scan_at = time.monotonic() + SCAN_SECONDS
            while self._delete_some_chunks():
                pass

    def sweep_memory(self) -> None:
        """Sweep a database in memory; do nothing for any other, which is swept by itself."""
        if self._database.is_memory:
            self.sweep()

    def _delete_expired_files(self) -> None:
        expired = tables.file.c.expires_at <= self._now()
        query = select(tables.file.c.id).where(expired).limit(_FILES_AT_ONCE)
        with self._database.read() as connection:
            found = [*connection.execute(query).scalars()]
        for file_id in found:
            with self._database.write() as connection:
                file = FILES.get(connection, file_id, for_deletion=True)
                if file is not None:
                    self._contents.delete(connection, file)
            if file is not None:
                self._contents.drop([file.digest])
                self.note_deletion()

    def _delete_expired_parts(self) -> None:
        """Delete the parts of uploads whose time is up; that they have expired is known for a while."""
        has_parts = exists().where(_PART.upload_id == _UPLOAD.id)
        expired = (_UPLOAD.status == "pending", _UPLOAD.expires_at <= self._now(), has_parts)
        query = select(_UPLOAD.id).where(*expired).limit(_UPLOADS_AT_ONCE)
        with self._database.read() as connection:
            found = [*connection.execute(query).scalars()]
        for upload_id in found:
            with self._database.write() as connection:
                UPLOADS.get(connection, upload_id, lock=True)  # who completes it reads its parts
                digests = self._contents.delete_parts(connection, upload_id)
            self._contents.drop(digests)

    def _forget_uploads(self) -> None:
        """Delete what was known of uploads that ended long ago; their files stay."""
        old = _UPLOAD.expires_at <= self._now() - _FORGOTTEN_AFTER
        has_no_parts = ~exists().where(_PART.upload_id == _UPLOAD.id)
        query = select(_UPLOAD.id).where(old, has_no_parts).order_by(_UPLOAD.seq).limit(_UPLOADS_AT_ONCE)
        with self._database.read() as connection:
            found = [*connection.execute(query).scalars()]
        if found:
            with self._database.write(may_be_lost=True) as connection:
                for upload_id in found:
                    UPLOADS.delete(connection, upload_id)

    def _delete_some_chunks(self) -> bool:
        """Delete some chunks that nobody searches any more; say whether there may be more."""
        with self._database.read() as connection:  # most often there are none, and no writer is kept waiting
            has_orphans = find_orphaned(connection) is not None
            expired = self._find_expired_file(connection)
        if has_orphans:
            with self._database.write() as connection:
                hold_name(connection, _CHUNKS)
                return remove_orphans(connection) > 0
        if expired is None:
            return False
        with self._database.write() as connection:
            hold_name(connection, _CHUNKS)
            return remove_chunks(connection, expired) > 0

    def _find_expired_file(self, connection: Connection) -> str | None:
        """Return the row of a file with chunks of a vector store that has expired; None if there is none."""
        stores = select(_STORE.id).where(_STORE.expires_at <= self._now())
        has_chunks = exists().where(_CHUNK.of_file == _FILE.seq)
        query = select(_FILE.id).where(_FILE.vector_store_id.in_(stores), has_chunks).limit(1)
        found: str | None = connection.execute(query).scalar()
        return found
