"""From a text to an answer by way of a real embeddings endpoint on loopback."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator

import pytest
from assistants_v2_server.builtin_tools.search.choosing import choose_embedder
from assistants_v2_server.builtin_tools.search.embedders import Embedder
from assistants_v2_server.builtin_tools.search.engine import SearchEngine
from assistants_v2_server.builtin_tools.search.reindexing import reindex_store
from assistants_v2_server.models.connections import NewTransport
from assistants_v2_server.store import Database
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ....databases.places import Databases
from ...loopback import served
from ...shelving import add_file, add_store
from .embedding import MEANINGS

TEXTS = ["an automobile", "an apple", "storm and rain"]


def make_endpoint(down: list[bool]) -> Starlette:
    """Make an endpoint whose model knows some meanings, and which can be switched off."""

    async def list_models(request: Request) -> Response:
        return JSONResponse({"object": "list", "data": [{"id": "talker"}, {"id": "text-embedding-9"}]})

    async def embed(request: Request) -> Response:
        if down[0]:
            return JSONResponse({"error": {"message": "no"}}, 400)
        texts = json.loads(await request.body())["input"]
        return JSONResponse(
            {"data": [{"index": n, "embedding": count(text)} for n, text in enumerate(texts)]}
        )

    return Starlette(
        routes=[Route("/v1/models", list_models), Route("/v1/embeddings", embed, methods=["POST"])]
    )


def count(text: str) -> list[float]:
    """Return how often a text has each meaning."""
    counts = [0.0, 0.0, 0.0, 0.1]
    for word in text.lower().split():
        if word in MEANINGS:
            counts[MEANINGS[word]] += 1
    return counts


@pytest.fixture
def database(databases: Databases) -> Iterator[Database]:
    """A database with three texts in its store, which have no vectors yet."""
    database = Database(databases.new())
    add_store(database, "vs_1")
    add_file(database, "vs_1", "file-1", TEXTS)
    yield database
    database.close()


async def find_embedder(url: str, new_transport: NewTransport) -> Embedder:
    """Choose the embedder as a server does whose model is there."""
    chosen = await choose_embedder(f"{url}/v1", None, None, new_transport)
    assert chosen.embedder is not None
    return chosen.embedder


def test_an_endpoint_makes_a_store_searchable_by_meaning(
    database: Database, new_transport: NewTransport
) -> None:
    """Its model is found, the chunks are embedded, queries too; when it is down, words are searched."""
    down = [False]

    async def search(url: str) -> list[list[str]]:
        embedder = await find_embedder(url, new_transport)
        engine = SearchEngine(database, lambda: 0, embedder)
        try:
            assert 1 == await reindex_store(database, embedder, "vs_1")
            queries = ("which vehicle", "weather report", "apple")
            found = [await engine.search(["vs_1"], [query]) for query in queries]
            found.append(await asyncio.to_thread(engine.search_and_wait, ["vs_1"], ["fruit"]))
            down[0] = True
            found.append(await engine.search(["vs_1"], ["rain"]))
            found.append(await engine.search(["vs_1"], ["vehicle"]))
        finally:
            await engine.aclose()
            engine.close()
        return [[each.text for each in results[:1]] for results in found]

    with served(make_endpoint(down)) as url:
        found = asyncio.run(search(url))
    assert [[TEXTS[0]], [TEXTS[2]], [TEXTS[1]], [TEXTS[1]], [TEXTS[2]], []] == found
