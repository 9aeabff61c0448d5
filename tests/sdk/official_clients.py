"""Fixtures for the official SDK's tests with its own clients, whose base_url is our server, over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, MutableMapping
from typing import Any, cast
from urllib.parse import quote

import anyio.to_thread
import httpx
import openai
import pytest
from assistants_v2 import Assistants
from assistants_v2_server import Server, create_app

from ..server.loopback import served
from .awaiting import *  # noqa: F403  # fixtures and hooks
from .placeholders import Asked, fill_request

_KEY = "My API Key"

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


@pytest.fixture(scope="session")
def base_url() -> Iterator[str]:
    """The address of a server with objects behind the placeholders."""
    app: Any = create_app(Server(), {_KEY})
    with (
        served(app) as address,
        Assistants(base_url=f"{address}/v1", api_key=_KEY) as client,
        served(Filling(app, client)) as filling,
    ):
        yield f"{filling}/v1"


class Filling:
    """An ASGI application that fills in placeholders and passes requests on.

    Args:
        app: The server's.
        client: Makes the objects on the same server.
    """

    def __init__(self, app: Any, client: Assistants) -> None:
        self._app = app
        self._client = client

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            raise RuntimeError("no lifespan is needed here")
        headers = dict(scope["headers"])
        is_json = headers.get(b"content-type", b"").startswith(b"application/json")
        content = await _read_body(receive)
        query = httpx.QueryParams(scope["query_string"].decode())
        asked = Asked(scope["method"], scope["path"], query, content, is_json)
        filled = await anyio.to_thread.run_sync(fill_request, self._client, asked)
        headers[b"content-length"] = str(len(filled.content)).encode()
        headers.pop(b"transfer-encoding", None)
        changed = {
            "path": filled.path,
            "raw_path": quote(filled.path).encode(),
            "query_string": str(filled.query).encode(),
            "headers": [*headers.items()],
        }
        await self._app({**scope, **changed}, _Body(filled.content, receive), send)


async def _read_body(receive: Receive) -> bytes:
    content = b""
    while True:
        message = await receive()
        body: bytes = message.get("body", b"")
        content += body
        if not message.get("more_body"):
            return content


class _Body:
    def __init__(self, content: bytes, receive: Receive) -> None:
        self._content: bytes | None = content
        self._receive = receive

    async def __call__(self) -> Message:
        if self._content is None:
            return await self._receive()
        content, self._content = self._content, None
        return {"type": "http.request", "body": content, "more_body": False}


@pytest.fixture
def client(request: pytest.FixtureRequest, base_url: str) -> Iterator[openai.OpenAI]:
    """A blocking client; it holds answers against its classes where the variant of the test says so."""
    is_strict = getattr(request, "param", True)
    with openai.OpenAI(base_url=base_url, api_key=_KEY, _strict_response_validation=is_strict) as client:
        yield client


@pytest.fixture
async def async_client(
    request: pytest.FixtureRequest, base_url: str, anyio_backend: str
) -> AsyncIterator[openai.AsyncOpenAI]:
    """An async client: loose, strict, or with aiohttp below it."""
    variant = getattr(request, "param", True)
    options: dict[str, Any] = {"_strict_response_validation": variant is not False}
    if isinstance(variant, dict) and cast("dict[str, Any]", variant).get("http_client") == "aiohttp":
        options["http_client"] = openai.DefaultAioHttpClient()
    async with openai.AsyncOpenAI(base_url=base_url, api_key=_KEY, **options) as client:
        yield client
