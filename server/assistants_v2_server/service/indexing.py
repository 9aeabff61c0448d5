"""Where the files of vector stores are handed over to whoever indexes them.

A file is `in_progress` from the transaction that puts it into a store until its text can be searched.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


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


class IndexedElsewhere:
    """Leaves the files of vector stores to the other servers of a database, which look for them now and then.

    Args:
        tell: Has them look at once; whether they hear it or not.
    """

    def __init__(self, tell: Callable[[], None]) -> None:
        self._tell = tell

    def submit(self, vector_store_file_id: str) -> None:  # noqa: ARG002
        """Have others look."""
        self._tell()

    def stop(self, vector_store_file_id: str) -> None:  # noqa: ARG002
        """Have others look."""
        self._tell()

    def sweep(self) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""
