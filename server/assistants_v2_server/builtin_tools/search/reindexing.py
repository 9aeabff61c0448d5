"""Has the chunks of a store embedded anew, by the embedder that is in use now.

Until that is done, files with the vectors of another one are searched by words only. A file that is indexed
or taken out of its store meanwhile is left to whoever does that.
"""

from __future__ import annotations

import asyncio

from ...store import Database, store_embeddings
from ...store.searched_files import SearchedFile, list_searched_files, list_texts, set_embedder
from .embedders import Embedder

REINDEXED_AT_ONCE = 32
"""Chunks that are embedded between two transactions."""


async def reindex_store(database: Database, embedder: Embedder, store: str) -> int:
    """Embed the chunks of a vector store that have no vectors of an embedder; return of how many files.

    Servers may work with the database meanwhile.

    Args:
        database: Where the store is.
        embedder: What makes the vectors.
        store: The id of the store; one that is not there has no files.

    Raises:
        EmbedderError: Texts could not be embedded. What was done until then stays done.
    """
    count = 0
    for file in await asyncio.to_thread(_list_others, database, store, embedder.identity):
        count += await _reindex_file(database, embedder, file)
    return count


async def _reindex_file(database: Database, embedder: Embedder, file: SearchedFile) -> bool:
    """Embed the chunks of one file; say whether it is done."""
    # None of its vectors may be compared while some are of the one and some of the other.
    if not await asyncio.to_thread(_set_embedder, database, file, None):
        return False
    last = 0
    while chunks := await asyncio.to_thread(_list_texts, database, file, last):
        vectors = await embedder.embed_passages([text for _, text in chunks])
        pairs = [(seq, vector) for (seq, _), vector in zip(chunks, vectors, strict=True)]
        await asyncio.to_thread(_store, database, pairs)
        last = chunks[-1][0]
    return await asyncio.to_thread(_set_embedder, database, file, embedder.identity)


def _list_others(database: Database, store: str, identity: str) -> list[SearchedFile]:
    with database.read() as connection:
        return [file for file in list_searched_files(connection, [store]) if file.embedder != identity]


def _list_texts(database: Database, file: SearchedFile, last: int) -> list[tuple[int, str]]:
    with database.read() as connection:
        return list_texts(connection, file.seq, last, REINDEXED_AT_ONCE)


def _set_embedder(database: Database, file: SearchedFile, embedder: str | None) -> bool:
    with database.write() as connection:
        return set_embedder(connection, file, embedder)


def _store(database: Database, vectors: list[tuple[int, bytes]]) -> None:
    with database.write() as connection:
        store_embeddings(connection, vectors)
