"""Vector stores with files and chunks, for the tests of what is found in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from assistants_v2_server.store import (
    FILES,
    VECTOR_STORE_FILES,
    VECTOR_STORES,
    Chunk,
    Database,
    FileRow,
    VectorStoreFileRow,
    VectorStoreRow,
    add_chunks,
    name_vector_store_file,
)

STATIC = {"type": "static", "static": {"max_chunk_size_tokens": 800, "chunk_overlap_tokens": 400}}


def add_store(database: Database, store: str, last_active_at: int = 0) -> None:
    """Add an empty vector store."""
    row = VectorStoreRow(
        id=store, created_at=0, name=store, description=None, metadata={}, last_active_at=last_active_at
    )
    with database.write() as connection:
        VECTOR_STORES.insert(connection, row)


def add_file(
    database: Database,
    store: str,
    file: str,
    texts: Iterable[str],
    *,
    attributes: Mapping[str, Any] | None = None,
    vectors: Sequence[bytes] = (),
    embedder: str | None = None,
    status: Literal["in_progress", "completed", "cancelled", "failed"] = "completed",
) -> str:
    """Add a file of some chunks to a vector store, as if it had been indexed; return the id of its row."""
    row = VectorStoreFileRow(
        id=name_vector_store_file(store, file),
        vector_store_id=store,
        file_id=file,
        created_at=0,
        chunking_strategy=STATIC,
        attributes=attributes or {},
        status=status,
        embedder=embedder,
    )
    with database.write() as connection:
        if FILES.get(connection, file) is None:
            FILES.insert(
                connection,
                FileRow(
                    id=file, created_at=0, filename=f"{file}.txt", purpose="assistants", bytes=1, digest="d"
                ),
            )
        VECTOR_STORE_FILES.insert(connection, row)
        add_chunks(connection, row.id, cut(texts, vectors))
    return row.id


def cut(texts: Iterable[str], vectors: Sequence[bytes] = ()) -> list[Chunk]:
    """Make chunks of texts that follow each other, with a line break between two."""
    chunks: list[Chunk] = []
    start = 0
    for position, text in enumerate(texts):
        vector = vectors[position] if vectors else None
        chunks.append(Chunk(position=position, start=start, tokens=1, text=text, embedding=vector))
        start += len(text.encode()) + 1
    return chunks
