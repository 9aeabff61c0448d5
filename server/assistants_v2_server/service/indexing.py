"""Where the files of vector stores are handed over to whoever indexes them.

A file is `in_progress` from the transaction that puts it into a store until its text can be searched.
"""

from __future__ import annotations

from typing import Protocol

from attrs import evolve

from ..store import VECTOR_STORE_FILES, Database

_NO_INDEXER = {
    "code": "server_error",
    "message": "This server does not index files: it has nothing to do so with.",
}


class Indexing(Protocol):
    """Makes the files of vector stores searchable."""

    def submit(self, vector_store_file_id: str) -> None:
        """Have a file indexed. Call it after the transaction that put the file into a store.

        Args:
            vector_store_file_id: The id of its row, as `name_vector_store_file` makes it.
        """
        ...

    def stop(self, vector_store_file_id: str) -> None:
        """Index a file no further. Call it after the transaction that cancelled or removed it."""
        ...

    def sweep(self) -> None:
        """Take up files that are in progress and that nobody works on; called every few seconds."""
        ...

    def close(self) -> None:
        """Let go of all files, for others to take up."""
        ...


class NoIndexing:
    """Fails every file with a reason, where nothing indexes any: none is in progress for ever.

    Args:
        database: Where the files are.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def submit(self, vector_store_file_id: str) -> None:
        """Fail a file."""
        with self._database.write() as connection:
            row = VECTOR_STORE_FILES.get(connection, vector_store_file_id)
            if row is not None and row.status == "in_progress":
                VECTOR_STORE_FILES.replace(connection, evolve(row, status="failed", last_error=_NO_INDEXER))

    def stop(self, vector_store_file_id: str) -> None:
        """Do nothing: no file is worked on."""

    def sweep(self) -> None:
        """Fail all files that are in progress, such as those that a server with an indexer has left."""
        with self._database.read() as connection:
            rows = VECTOR_STORE_FILES.list_all(connection, status="in_progress")
        for row in rows:
            self.submit(row.id)

    def close(self) -> None:
        """Do nothing: there is nothing to let go of."""
