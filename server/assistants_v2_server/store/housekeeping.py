"""Deletes what nobody needs any more: files and chunks, a little at a time, so that no writer waits long.

The sweep of `runs.sweeper` calls it beside a file. In memory, where nothing sweeps, operations do.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from sqlalchemy import Connection, delete, select

from . import tables
from .collection import FILES
from .contents import Contents
from .database import Database

_CHUNKS_AT_ONCE = 500
_FILES_AT_ONCE = 100

_SCAN_SECONDS = 60.0
"""Seconds between two looks at all chunks, unless something was deleted here meanwhile."""

_chunk, _member, _store = tables.chunk.c, tables.vector_store_file.c, tables.vector_store.c


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
        """Delete expired files, bytes and chunks that are nobody's, and the chunks of expired stores."""
        self._delete_expired_files()
        self._contents.sweep()
        if time.monotonic() >= self._scan_at:
            self._scan_at = time.monotonic() + _SCAN_SECONDS
            while self._delete_some_chunks():
                pass

    def sweep_memory(self) -> None:
        """Sweep a database in memory; do nothing beside a file, which is swept by itself."""
        if self._database.path is None:
            self.sweep()

    def _delete_expired_files(self) -> None:
        expired = tables.file.c.expires_at <= self._now()
        query = select(tables.file.c.id).where(expired).limit(_FILES_AT_ONCE)
        with self._database.read() as connection:
            found = [*connection.execute(query).scalars()]
        for file_id in found:
            with self._database.write() as connection:
                file = FILES.get(connection, file_id)
                if file is not None:
                    self._contents.delete(connection, file)
            if file is not None:
                self._contents.drop([file.digest])
                self.note_deletion()

    def _delete_some_chunks(self) -> bool:
        """Delete some chunks that nobody searches any more; say whether there may be more."""
        with self._database.read() as connection:
            found = self._find_useless(connection)
        if found is None:
            return False
        some = select(_chunk.seq).where(_chunk.of_file == found).limit(_CHUNKS_AT_ONCE)
        with self._database.write() as connection:
            connection.execute(delete(tables.chunk).where(_chunk.seq.in_(some.scalar_subquery())))
        return True

    def _find_useless(self, connection: Connection) -> int | None:
        """Return whose chunks are to be deleted next: of a file that has gone, or of an expired store."""
        gone = select(_chunk.of_file).where(_chunk.of_file.not_in(select(_member.seq))).limit(1)
        found = connection.execute(gone).scalar()
        if found is not None:
            return int(found)
        expired = select(_store.id).where(_store.expires_at <= self._now())
        members = select(_member.seq).where(_member.vector_store_id.in_(expired))
        found = connection.execute(
            select(_chunk.of_file).where(_chunk.of_file.in_(members)).limit(1)
        ).scalar()
        return None if found is None else int(found)
