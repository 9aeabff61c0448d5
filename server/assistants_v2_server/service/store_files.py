"""What vector stores, their files and their batches have in common: how files are put in, and taken out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection

from ..requests import file_refusals, refusals
from ..store import (
    FILES,
    VECTOR_STORE_FILES,
    VECTOR_STORES,
    FileRow,
    JsonObject,
    VectorStoreFileRow,
    VectorStoreRow,
    name_vector_store_file,
)
from ..store.expiry import find_expiry, is_over
from .context import Context

_AUTO: Mapping[str, Any] = {
    "type": "static",
    "static": {"max_chunk_size_tokens": 800, "chunk_overlap_tokens": 400},
}
"""The chunking strategy where the server chooses."""


class Addition(Struct, frozen=True):
    """A file that is to be put into a vector store.

    Attributes:
        file_id: Its id, as it was given.
        param: Where it was given, for refusals.
        chunking_strategy: As it was given; None for the server's choice.
        attributes: As they were given; None for none.
    """

    file_id: str
    param: str
    chunking_strategy: JsonObject | None = None
    attributes: JsonObject | None = None


def list_additions(
    file_ids: Sequence[str],
    param: str = "file_ids",
    chunking_strategy: JsonObject | None = None,
    attributes: JsonObject | None = None,
) -> list[Addition]:
    """Return a list of ids in a request as additions that are all treated alike."""
    return [
        Addition(file_id, f"{param}[{index}]", chunking_strategy, attributes)
        for index, file_id in enumerate(file_ids)
    ]


def insert_store(
    connection: Connection, context: Context, body: JsonObject, param: str = "file_ids"
) -> tuple[VectorStoreRow, list[VectorStoreFileRow]]:
    """Store the vector store that a request body describes, with its first files; `submit_files` follows.

    Args:
        connection: A writing transaction.
        context: The surroundings.
        body: The contract's `VectorStoreCreateRequest`, or a part of it.
        param: Where the ids of its files were given, for refusals.

    Raises:
        RequestError: 400 or 404, a file is not there, or cannot be cut into chunks in this way.
    """
    now, expires_after = context.now(), body.get("expires_after")
    row = VectorStoreRow(
        id=context.database.new_id("vs"),
        created_at=now,
        name=body.get("name"),
        description=body.get("description"),
        metadata=body.get("metadata") or {},
        last_active_at=now,
        expires_after=expires_after,
        expires_at=find_expiry(expires_after, now),
    )
    VECTOR_STORES.insert(connection, row)
    strategy = body.get("chunking_strategy")
    normalize_chunking(strategy)
    additions = list_additions(body.get("file_ids") or (), param, strategy)
    return row, add_files(connection, context, row, additions)


def add_files(
    connection: Connection,
    context: Context,
    store: VectorStoreRow,
    additions: Iterable[Addition],
    batch_id: str | None = None,
) -> list[VectorStoreFileRow]:
    """Put files into a vector store that a transaction has locked or made; `submit_files` follows it.

    A file that is there already is added anew: with these attributes, to be indexed once more.

    Raises:
        RequestError: 400 or 404, a file is not there, or cannot be cut into chunks in this way.
    """
    rows: dict[str, VectorStoreFileRow] = {}
    for addition in additions:
        file = fetch_named_file(connection, context, addition.file_id, addition.param, keep=True)
        rows[file.id] = VectorStoreFileRow(
            id=name_vector_store_file(store.id, file.id),
            vector_store_id=store.id,
            file_id=file.id,
            created_at=context.now(),
            chunking_strategy=normalize_chunking(addition.chunking_strategy),
            batch_id=batch_id,
            attributes=addition.attributes or {},
        )
    for row in rows.values():
        if VECTOR_STORE_FILES.get(connection, row.id, for_deletion=True) is not None:
            # Its chunks are nobody's then: the new row has another number.
            VECTOR_STORE_FILES.delete(connection, row.id)
    VECTOR_STORE_FILES.insert(connection, *rows.values())
    return [*rows.values()]


def submit_files(context: Context, rows: Iterable[VectorStoreFileRow]) -> None:
    """Have files indexed that a transaction has put into vector stores."""
    for row in rows:
        context.indexing.submit(row.id)


def stop_files(context: Context, rows: Iterable[VectorStoreFileRow]) -> None:
    """Have files not indexed any more that a transaction has cancelled or removed."""
    for row in rows:
        if row.status == "in_progress":
            context.indexing.stop(row.id)
    context.housekeeping.note_deletion()


def fetch_named_file(
    connection: Connection, context: Context, identifier: str, param: str, *, keep: bool = False
) -> FileRow:
    """Return a file that a body names.

    Args:
        connection: A transaction.
        context: The surroundings.
        identifier: The id of the file.
        param: Where it was given, for refusals.
        keep: Keep others from deleting it until the transaction ends; not by default.

    Raises:
        RequestError: 404, there is none, or its time is up.
    """
    row = FILES.get(connection, identifier, keep=keep)
    if row is None or is_over(row.expires_at, context.now()):
        raise file_refusals.named_file_not_found(identifier, param)
    return row


def fetch_store(
    connection: Connection,
    identifier: str,
    *,
    lock: bool = False,
    keep: bool = False,
    for_deletion: bool = False,
) -> VectorStoreRow:
    """Return the vector store with an id.

    Args:
        connection: A transaction.
        identifier: The id.
        lock: Keep others from changing it, and its list of files, until the transaction ends; not by default.
        keep: Keep others from deleting it until then; not by default.
        for_deletion: Lock it to delete it; not by default.

    Raises:
        RequestError: 404, there is none.
    """
    row = VECTOR_STORES.get(connection, identifier, lock=lock, keep=keep, for_deletion=for_deletion)
    if row is None:
        raise refusals.not_found("vector store", identifier)
    return row


def fetch_open_store(
    connection: Connection, context: Context, identifier: str, *, lock: bool = False
) -> VectorStoreRow:
    """Return the vector store with an id, which can be used; `lock` as for `fetch_store`.

    Raises:
        RequestError: 404 or 400, there is none, or it has expired.
    """
    row = fetch_store(connection, identifier, lock=lock)
    if is_over(row.expires_at, context.now()):
        raise file_refusals.store_expired(identifier)
    return row


def fetch_store_file(
    connection: Connection, vector_store_id: str, file_id: str, *, lock: bool = False
) -> VectorStoreFileRow:
    """Return a file of a vector store; with `lock`, keep others off it until the transaction ends.

    Raises:
        RequestError: 404, there is no such store, or no such file in it.
    """
    row = VECTOR_STORE_FILES.get(connection, name_vector_store_file(vector_store_id, file_id), lock=lock)
    if row is None:
        fetch_store(connection, vector_store_id)
        raise file_refusals.not_in_store(file_id, vector_store_id)
    return row


def normalize_chunking(given: JsonObject | None) -> JsonObject:
    """Return a chunking strategy in the form in which it is stored and shown.

    Raises:
        RequestError: 400, the chunks would overlap by more than half.
    """
    if given is None or given["type"] == "auto":
        return _AUTO
    sizes = given["static"]
    if sizes["chunk_overlap_tokens"] > sizes["max_chunk_size_tokens"] // 2:
        raise file_refusals.chunks_overlap(sizes["max_chunk_size_tokens"] // 2, sizes["chunk_overlap_tokens"])
    return given
