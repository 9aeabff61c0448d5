"""What indexes files in the tests of vector stores: when it is told to, or at once."""

from __future__ import annotations

from typing import Any

from assistants_v2_server.store import VECTOR_STORE_FILES, Chunk, Database, add_chunks
from msgspec.structs import replace


class HeldIndexing:
    """Indexes files when it is told to.

    Args:
        database: Where they are.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self.held: list[str] = []

    def submit(self, vector_store_file_id: str) -> None:
        """Keep a file."""
        self.held.append(vector_store_file_id)

    def stop(self, vector_store_file_id: str) -> None:
        """Keep it no more."""
        self.held.remove(vector_store_file_id)

    def sweep(self) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""

    def let_go(self, status: Any = "completed", text: str = "what is in it") -> None:
        """Index all files that are kept: give each a chunk of text, and a status."""
        while self.held:
            name = self.held.pop(0)
            with self.database.write() as connection:
                row = VECTOR_STORE_FILES.get(connection, name)
                assert row is not None
                add_chunks(connection, name, [Chunk(0, 0, 3, text)])
                VECTOR_STORE_FILES.replace(connection, replace(row, status=status, usage_bytes=len(text)))


class FinishingIndexing(HeldIndexing):
    """Indexes each file as soon as it is there."""

    def submit(self, vector_store_file_id: str) -> None:
        """Index a file."""
        super().submit(vector_store_file_id)
        self.let_go()
