"""Fixtures for the official SDK's tests with our clients, by import, on the server in this process."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import nullcontext
from typing import Any

import httpx
import pytest
from assistants_v2 import Assistants
from assistants_v2.openai import AsyncOpenAI, OpenAI
from assistants_v2_server import local_transport

from .awaiting import *  # noqa: F403  # fixtures and hooks
from .placeholders import Asked, fill_request

_AT: Any = {"base_url": "http://local/v1", "api_key": "My API Key"}


class Served(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """The embedded server, with objects behind the placeholders."""

    def __init__(self) -> None:
        self._served = local_transport()
        self._client = Assistants(transport=self._served, **_AT)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request of a blocking client."""
        request.read()
        return self._served.handle_request(self._fill(request))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request of an async client."""
        await request.aread()
        return await self._served.handle_async_request(self._fill(request))

    def close(self) -> None:
        """End the server."""
        self._client.close()

    async def aclose(self) -> None:
        """End the server."""
        self._client.close()

    def _fill(self, request: httpx.Request) -> httpx.Request:
        is_json = request.headers.get("content-type", "").startswith("application/json")
        url = request.url
        asked = Asked(request.method, url.path, url.params, request.content, is_json)
        filled = fill_request(self._client, asked)
        url = url.copy_with(path=filled.path, query=str(filled.query).encode() or None)
        lengths = ("content-length", "transfer-encoding")
        headers = [(name, text) for name, text in request.headers.items() if name not in lengths]
        return httpx.Request(
            filled.method, url, headers=headers, content=filled.content, extensions=request.extensions
        )


@pytest.fixture(scope="session")
def client() -> Iterator[OpenAI]:
    """A blocking client."""
    with OpenAI(http_client=httpx.Client(transport=Served()), **_AT) as client:
        yield client


@pytest.fixture
async def async_client(anyio_backend: str) -> AsyncIterator[AsyncOpenAI]:
    """An async client."""
    async with AsyncOpenAI(http_client=httpx.AsyncClient(transport=Served()), **_AT) as client:
        yield client


@pytest.fixture(autouse=True)
def no_deprecation(monkeypatch: pytest.MonkeyPatch) -> None:
    """The official SDK warns at each call that its makers end this API; there is nothing here to warn of."""
    monkeypatch.setattr(pytest, "warns", lambda kind: nullcontext())
