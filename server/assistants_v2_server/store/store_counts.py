"""How many files of vector stores, or of batches, are in which status; how large the parts of an upload are.

`service` shows the one, and bounds the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from sqlalchemy import Connection, func, select

from . import tables

_FILE, _PART = tables.vector_store_file.c, tables.upload_part.c


class FileCounts(Struct, frozen=True, kw_only=True):
    """How many files are in which status, and the size of their chunks."""

    in_progress: int = 0
    completed: int = 0
    failed: int = 0
    cancelled: int = 0
    usage_bytes: int = 0

    @property
    def total(self) -> int:
        """Return how many files there are."""
        return self.in_progress + self.completed + self.failed + self.cancelled


def count_files(
    connection: Connection, holder: Literal["vector_store_id", "batch_id"], ids: Sequence[str]
) -> dict[str, FileCounts]:
    """Return the counts of some vector stores, or of some batches, by id.

    Args:
        connection: A transaction.
        holder: Which of the two they are.
        ids: Their ids; those without files have counts of 0.
    """
    column = _FILE[holder]
    counted = func.count(), func.coalesce(func.sum(_FILE.usage_bytes), 0)
    query = select(column, _FILE.status, *counted).where(column.in_(ids)).group_by(column, _FILE.status)
    found: dict[str, dict[str, int]] = {identifier: {} for identifier in ids}
    for identifier, status, count, size in connection.execute(query):
        found[identifier][status] = count
        found[identifier]["usage_bytes"] = found[identifier].get("usage_bytes", 0) + int(size)
    return {identifier: FileCounts(**counts) for identifier, counts in found.items()}


def count_part_bytes(connection: Connection, upload_id: str) -> int:
    """Return how many bytes the parts of an upload have together."""
    query = select(func.coalesce(func.sum(_PART.bytes), 0)).where(_PART.upload_id == upload_id)
    return int(connection.execute(query).scalar_one())
