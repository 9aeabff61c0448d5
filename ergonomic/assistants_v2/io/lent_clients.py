"""An httpx client of the program's own as what carries requests. Used by `openai.clients`.

Its proxies, certificates, hooks and authentication hold; each request has its headers, cookies and query.
"""

from __future__ import annotations

from typing import Any

import httpx

from ..errors import ConfigurationError

Timeout = httpx.Timeout
DefaultHttpxClient = httpx.Client
DefaultAsyncHttpxClient = httpx.AsyncClient
parse_url = httpx.URL

DEFAULT_TIMEOUT = Timeout(600.0, connect=5.0)
"""Seconds to wait for a reply, as in the official SDK."""


class ClientTransport(httpx.BaseTransport):
    """Sends over an httpx client, which closes when this does."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request."""
        return self._client.send(_complete(request, self._client), stream=True)

    def close(self) -> None:
        """Close the client."""
        self._client.close()


class AsyncClientTransport(httpx.AsyncBaseTransport):
    """Sends over an async httpx client, which closes when this does."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request."""
        return await self._client.send(_complete(request, self._client), stream=True)

    async def aclose(self) -> None:
        """Close the client."""
        await self._client.aclose()


def lend_client(client: object, *, is_async: bool) -> tuple[Any, str, bool]:
    """Return an httpx client as a transport, its base URL, and whether its server is an embedded one.

    Raises:
        ConfigurationError: It is something else, such as a client of httpx2, or the other kind of client.
    """
    kind = httpx.AsyncClient if is_async else httpx.Client
    if not isinstance(client, kind):
        found = f"{type(client).__module__.partition('.')[0]}.{type(client).__name__}"
        raise ConfigurationError(f"http_client must be an httpx.{kind.__name__}, got {found}.")
    carrier = client._transport  # pyright: ignore[reportPrivateUsage]  # httpx shows it nowhere else
    is_local = type(carrier).__module__.startswith("assistants_v2_server")
    made = ClientTransport(client) if isinstance(client, httpx.Client) else AsyncClientTransport(client)
    return made, str(client.base_url), is_local


def _complete(request: httpx.Request, client: httpx.Client | httpx.AsyncClient) -> httpx.Request:
    """Return a request with what an httpx client adds to all of its own."""
    for name, value in client.headers.items():
        request.headers.setdefault(name, value)
    if client.params:
        request.url = request.url.copy_merge_params(client.params)
    if client.cookies:
        client.cookies.set_cookie_header(request)
    return request
