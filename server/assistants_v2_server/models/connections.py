"""Connections to a model endpoint: many small httpx clients, of which one that has room sends a request.

A client looks at each of its connections at each request. With one for the streams of 500 runs that costs
more than everything else that a run does. Used by `model_endpoint` and `embeddings`.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from functools import cached_property
from typing import TypeAlias
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

CLIENT_SIZE = 16
"""How many requests one client has under way at most."""

NewTransport: TypeAlias = Callable[[], httpx.AsyncBaseTransport]


def choose_transport(url: str) -> NewTransport | None:
    """Return what makes fast transports for an endpoint; None where it may be behind a proxy.

    There are kinds of proxies that aiohttp does not know.

    Args:
        url: The address of the endpoint.
    """
    if getproxies().keys() - {"no"} and not proxy_bypass(urlsplit(url).hostname or ""):
        return None
    from .aiohttp_transport import AiohttpTransport

    return AiohttpTransport


def build_url(base_url: object, path: str) -> httpx.URL:
    """Return the address to post to, made from what a user has at hand.

    Args:
        base_url: Where the API is, with or without what follows.
        path: What turns are asked at there, such as `/chat/completions`.

    Raises:
        ValueError: `base_url` is not an http(s) address.
    """
    try:
        url = httpx.URL(base_url.strip() if isinstance(base_url, str) else "")
    except httpx.InvalidURL:
        url = httpx.URL()
    if url.scheme not in {"http", "https"} or not url.host or (url.port or 0) > 65535:
        raise ValueError("base_url must be an http:// or https:// address, such as http://127.0.0.1:8000/v1")
    root = (url.path.rstrip("/") or "/v1").removesuffix(path)
    return url.copy_with(path=root + path)


class ModelConnections:
    """As many clients as the requests of the moment need; for one event loop.

    Args:
        url: The endpoint.
        timeout: How long a request may take, as httpx counts it.
        new_transport: Makes what sends all requests; None for connections of httpx's own, through the
            environment's proxy.
    """

    def __init__(self, url: httpx.URL, timeout: httpx.Timeout, new_transport: NewTransport | None) -> None:
        self._url = url
        self._timeout = timeout
        self._transport = None if new_transport is None else new_transport()
        self._busy: dict[httpx.AsyncClient, int] = {}

    @asynccontextmanager
    async def lend(self) -> AsyncGenerator[httpx.AsyncClient]:
        """Lend a client for one request."""
        client = self._choose()
        self._busy[client] += 1
        try:
            yield client
        finally:
            self._busy[client] -= 1

    async def aclose(self) -> None:
        """Close all connections."""
        for client in self._busy:
            await client.aclose()

    def _choose(self) -> httpx.AsyncClient:
        """Return the busiest client that has room, so that the others can let their connections go."""
        room = [client for client, requests in self._busy.items() if requests < CLIENT_SIZE]
        if room:
            return max(room, key=self._busy.__getitem__)
        client = httpx.AsyncClient(timeout=self._timeout, transport=self._transport, verify=self._context)
        self._busy[client] = 0
        return client

    @cached_property
    def _context(self) -> ssl.SSLContext:
        """The TLS context of all clients; certificates, which take long to load, only where TLS is spoken."""
        speaks_tls = self._url.scheme == "https" or getproxies()
        return httpx.create_ssl_context() if speaks_tls else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
