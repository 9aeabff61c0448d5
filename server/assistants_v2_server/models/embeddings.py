"""Makes vectors at an OpenAI-compatible `/embeddings` endpoint: vLLM, Ollama, LiteLLM, OpenAI, …

By default that is the endpoint of the model. `builtin_tools.search` is the user. Errors name the host of the
endpoint and the remedy; never a key, and nothing of the texts.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

import httpx
import msgspec

from ..builtin_tools.search.embedders import EmbedderError, Vector, pack_vector
from ..encoding import encode_json
from .connections import ModelConnections, NewTransport

MOST_TEXTS = 32
"""Texts of one request at most."""

MOST_CHARACTERS = 100_000
"""Characters of one request at most, unless a single text has more."""

LARGEST_ANSWER = 32 * 1024 * 1024
"""Bytes of an answer at most: 32 texts with vectors of 16,000 numbers would fit."""

TIMEOUT = 60.0
"""Seconds that one request may take."""

QUERY_TIMEOUT = 10.0
"""Seconds that a query may take to be embedded, whatever is tried; somebody waits for it."""

PROBE_TIMEOUT = 5.0
"""Seconds that finding out what an endpoint has may take."""

MAX_RETRIES = 3
"""How often a request is sent again that the endpoint had no room for, or that did not reach it."""

_FIRST_PAUSE, _LONGEST_PAUSE = 0.25, 8.0
_BUSY_STATUSES = frozenset({408, 429, 500, 502, 503, 504})
_NAMES = ("embed", "e5-", "bge", "gte-", "minilm")
"""What the names of embedding models have in them."""

_PREFIXES: Mapping[str, tuple[str, str]] = {
    "e5-": ("query: ", "passage: "),
    "nomic-embed": ("search_query: ", "search_document: "),
}
"""What is put before queries and passages, by a part of a model's name; most models want nothing."""


class _Embedding(msgspec.Struct):
    embedding: list[float]
    index: int = -1  # not all endpoints say


class _Answer(msgspec.Struct):
    data: list[_Embedding]


class _Model(msgspec.Struct):
    id: str


class _Models(msgspec.Struct):
    data: list[_Model]


class EndpointEmbedder:
    """An embedder behind an endpoint.

    Args:
        url: Where the API is, such as `http://127.0.0.1:8000/v1`; `/chat/completions` or `/responses` at its
            end is left out.
        key: Sent as a bearer token; None for none.
        model: The embedding model.
        new_transport: Makes what sends the requests; None, the default, for httpx.

    Raises:
        EmbedderError: *url* is not an http(s) address.
    """

    def __init__(
        self, url: str, key: str | None, model: str, new_transport: NewTransport | None = None
    ) -> None:
        self.model = model
        self._url = _find_root(url)
        self._headers = {"content-type": "application/json"}
        if key is not None:
            self._headers["authorization"] = f"Bearer {key}"
        self._new_transport = new_transport
        self._connections: WeakKeyDictionary[asyncio.AbstractEventLoop, ModelConnections] = (
            WeakKeyDictionary()
        )
        named = [prefixes for part, prefixes in _PREFIXES.items() if part in model.lower()]
        self._query_prefix, self._passage_prefix = named[0] if named else ("", "")

    @property
    def identity(self) -> str:
        """Return the name of the model: it makes the same vectors wherever it runs."""
        return f"endpoint:{self.model}"

    async def embed_passages(self, texts: Sequence[str]) -> list[Vector]:
        """Return a vector for each text that is to be found."""
        vectors: list[Vector] = []
        for batch in _split([self._passage_prefix + text for text in texts]):
            vectors += await self._embed(batch)
        return vectors

    async def embed_query(self, text: str) -> Vector:
        """Return a vector for a text that is looked for."""
        try:
            async with asyncio.timeout(QUERY_TIMEOUT):
                [vector] = await self._embed([self._query_prefix + text])
        except TimeoutError:
            raise self._explain(f"did not answer within {QUERY_TIMEOUT:g} s") from None
        return vector

    async def aclose(self) -> None:
        """Close the connections of this event loop. A later request opens new ones."""
        connections = self._connections.pop(asyncio.get_running_loop(), None)
        if connections is not None:
            await connections.aclose()

    async def list_models(self) -> list[str]:
        """Return the names of the models that the endpoint has.

        Raises:
            EmbedderError: It does not say.
        """
        answer = await self._send("GET", "models", None)
        try:
            return [model.id for model in msgspec.json.decode(answer, type=_Models).data]
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise self._explain("did not list its models") from None

    async def _embed(self, texts: Sequence[str]) -> list[Vector]:
        """Return the vectors of one batch."""
        readable = [text.encode("utf-8", "replace").decode() for text in texts]
        answer = await self._send("POST", "embeddings", {"model": self.model, "input": readable})
        try:
            found = sorted(msgspec.json.decode(answer, type=_Answer).data, key=lambda each: each.index)
            vectors = [pack_vector(each.embedding) for each in found]
            places = [each.index for each in found]
        except (msgspec.DecodeError, UnicodeDecodeError, ValueError, OverflowError):
            raise self._explain("gave an answer that holds no vectors: check its address and model") from None
        in_order = places in ([*range(len(texts))], [-1] * len(texts))
        if not in_order or len({len(vector) for vector in vectors}) > 1:
            raise self._explain("gave another number of vectors than it was asked for")
        return vectors

    async def _send(self, method: str, path: str, body: Mapping[str, Any] | None) -> bytes:
        """Send a request, again while the endpoint is busy or cannot be reached; return the answer."""
        for retries in range(MAX_RETRIES + 1):
            try:
                status, content = await self._send_once(method, path, body)
            except httpx.HTTPError as error:
                failure = f"could not be reached ({type(error).__name__})"
                may_pass = isinstance(error, httpx.TransportError)
            except TimeoutError:
                failure, may_pass = f"did not answer within {TIMEOUT:g} s", False
            else:
                if status == 200:
                    return content
                failure, may_pass = f"answered {status}", status in _BUSY_STATUSES
            if not may_pass or retries == MAX_RETRIES:
                raise self._explain(f"{failure}: check that it runs, its key, and the embedding model")
            pause = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2**retries)
            await asyncio.sleep(pause * random.uniform(0.75, 1))
        raise AssertionError("the last try returns or raises")

    async def _send_once(self, method: str, path: str, body: Mapping[str, Any] | None) -> tuple[int, bytes]:
        address = self._url.copy_with(path=f"{self._url.path}/{path}")
        content = None if body is None else encode_json(body)
        received = bytearray()
        async with asyncio.timeout(TIMEOUT), self._get_connections().lend() as client:
            request = client.build_request(method, address, content=content, headers=self._headers)
            response = await client.send(request, stream=True)
            try:
                async for part in response.aiter_bytes():
                    received += part
                    if len(received) > LARGEST_ANSWER:
                        raise self._explain(f"gave an answer of more than {LARGEST_ANSWER:,} bytes")
            finally:
                await response.aclose()
        return response.status_code, bytes(received)

    def _get_connections(self) -> ModelConnections:
        loop = asyncio.get_running_loop()
        if loop not in self._connections:
            timeout = httpx.Timeout(TIMEOUT, pool=None)
            self._connections[loop] = ModelConnections(self._url, timeout, self._new_transport)
        return self._connections[loop]

    def _explain(self, reason: str) -> EmbedderError:
        port = "" if self._url.port is None else f":{self._url.port}"
        return EmbedderError(f"the embeddings endpoint at {self._url.host}{port} {reason}.")


async def probe_endpoint(
    url: str,
    key: str | None,
    model: str | None,
    new_transport: NewTransport | None,
    *,
    is_required: bool,
) -> EndpointEmbedder | None:
    """Return an embedder at an endpoint, after a first vector; None if it makes none and is not required.

    Args:
        url: The endpoint.
        key: Its key; None for none.
        model: The embedding model; None for the first whose name says that it is one.
        new_transport: Makes what sends the requests; None for httpx.
        is_required: Whether it has to make vectors.

    Raises:
        EmbedderError: It makes none, and is required.
    """
    try:
        async with asyncio.timeout(PROBE_TIMEOUT):
            embedder = await _probe(url, key, model, new_transport)
        if embedder is None and is_required:
            raise EmbedderError("the endpoint lists no model whose name says that it embeds: name one.")
        return embedder
    except EmbedderError:
        if is_required:
            raise
    except TimeoutError:
        if is_required:
            raise EmbedderError(f"the embeddings endpoint did not answer in {PROBE_TIMEOUT:g} s.") from None
    return None


async def _probe(
    url: str, key: str | None, model: str | None, new_transport: NewTransport | None
) -> EndpointEmbedder | None:
    asked = EndpointEmbedder(url, key, model or "", new_transport)
    try:
        name = model or next(filter(_is_embedding_model, await asked.list_models()), None)
        if name is None:
            return None
        embedder = EndpointEmbedder(url, key, name, new_transport)
        try:
            await embedder.embed_query("a first text")
        finally:
            await embedder.aclose()
        return embedder
    finally:
        await asked.aclose()


def _is_embedding_model(name: str) -> bool:
    return any(part in name.lower() for part in _NAMES)


def _find_root(url: str) -> httpx.URL:
    try:
        found = httpx.URL(url.strip())
    except httpx.InvalidURL:
        found = httpx.URL()
    if found.scheme not in {"http", "https"} or not found.host:
        raise EmbedderError("the embeddings endpoint must be an address such as http://127.0.0.1:8000/v1.")
    path = found.path.rstrip("/")
    for ending in ("/chat/completions", "/responses", "/embeddings"):
        path = path.removesuffix(ending)
    return found.copy_with(path=path or "/v1")


def _split(texts: Sequence[str]) -> Iterator[list[str]]:
    """Yield texts in batches of a size that endpoints take."""
    batch: list[str] = []
    characters = 0
    for text in texts:
        if batch and (len(batch) == MOST_TEXTS or characters + len(text) > MOST_CHARACTERS):
            yield batch
            batch, characters = [], 0
        batch.append(text)
        characters += len(text)
    if batch:
        yield batch
