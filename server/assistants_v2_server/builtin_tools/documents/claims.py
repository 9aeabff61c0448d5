"""Which files of vector stores are to be indexed, and who does it: the transactions of `indexing`.

A file is claimed before it is indexed, and whatever is written of it later is written only by who claimed
it last (`VectorStoreFileRow.claims`), and only as long as it is the same row. So a file that was cancelled,
taken out, put in anew, deleted with its store, or taken up by another server is written no further.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, select

from ...store import (
    FILES,
    VECTOR_STORE_FILES,
    Chunk,
    FileRow,
    JsonObject,
    VectorStoreFileRow,
    add_chunks,
    remove_chunks,
    tables,
)


class Replaced(Exception):
    """A file is not to be indexed any more, or by somebody else."""


class Job(Struct, frozen=True):
    """A file of a vector store that was claimed.

    Attributes:
        row: The row, as it was then.
        seq: Its number. A file that is put in anew has the same id, and another number.
        file: The file itself.
    """

    row: VectorStoreFileRow
    seq: int
    file: FileRow


def claim_file(connection: Connection, identifier: str, owner: str) -> Job | None:
    """Claim a file of a vector store; return None if it is not to be indexed, or is another's.

    Args:
        connection: A writing transaction.
        identifier: The id of the row.
        owner: Who claims it, and holds a lease.
    """
    row = VECTOR_STORE_FILES.get(connection, identifier, lock=True)
    if row is None or row.status != "in_progress" or row.owner not in (None, owner):
        return None
    file = FILES.get(connection, row.file_id)
    if file is None:
        return None
    claimed = replace(row, claims=row.claims + 1, owner=owner)
    VECTOR_STORE_FILES.replace(connection, claimed)
    return Job(claimed, _find_seq(connection, identifier), file)


def remove_some_chunks(connection: Connection, job: Job) -> bool:
    """Remove chunks that were written before; say whether there may be more.

    Raises:
        Replaced: The file is not ours any more.
    """
    _fetch_claimed(connection, job)
    return remove_chunks(connection, job.row.id) > 0


def write_chunks(connection: Connection, job: Job, chunks: Sequence[Chunk]) -> None:
    """Write some chunks.

    Raises:
        Replaced: The file is not ours any more.
    """
    _fetch_claimed(connection, job)
    add_chunks(connection, job.row.id, chunks)


def end_job(
    connection: Connection,
    job: Job,
    status: Literal["completed", "failed"],
    *,
    last_error: JsonObject | None = None,
    usage_bytes: int = 0,
    embedder: str | None = None,
) -> None:
    """Note what has become of a file; what was changed of it meanwhile stays.

    Args:
        connection: A writing transaction.
        job: The file.
        status: Whether it can be searched.
        last_error: Why not; None, the default, if it can.
        usage_bytes: The size of its chunks; 0 by default.
        embedder: Whose vectors they have; None, the default, for none.

    Raises:
        Replaced: The file is not ours any more.
    """
    row = _fetch_claimed(connection, job)
    ended = replace(
        row, status=status, last_error=last_error, usage_bytes=usage_bytes, embedder=embedder, owner=None
    )
    VECTOR_STORE_FILES.replace(connection, ended)


def remove_cancelled_chunks(connection: Connection, identifier: str) -> bool:
    """Remove chunks of a file if it was cancelled; say whether there may be more."""
    row = VECTOR_STORE_FILES.get(connection, identifier, lock=True)
    return row is not None and row.status == "cancelled" and remove_chunks(connection, identifier) > 0


def _fetch_claimed(connection: Connection, job: Job) -> VectorStoreFileRow:
    row = VECTOR_STORE_FILES.get(connection, job.row.id, lock=True)
    if row is None or row.status != "in_progress" or row.claims != job.row.claims:
        raise Replaced(job.row.id)
    if _find_seq(connection, row.id) != job.seq:
        raise Replaced(job.row.id)
    return row


def _find_seq(connection: Connection, identifier: str) -> int:
    column = tables.vector_store_file.c
    return int(connection.execute(select(column.seq).where(column.id == identifier)).scalar_one())
