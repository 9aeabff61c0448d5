"""The embedded door: an httpx transport of both colours, with the server behind it in this process.

A client that is given this transport sends no byte anywhere, yet base URL, authorisation, headers
and every layer above httpx do their work as they would for a distant server.
"""

from __future__ import annotations

import os
from typing import Final

import anyio.to_thread
import httpx

from .models import Model
from .runs.executors import Executor
from .server import Answer, Server


class LocalTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Give it to `httpx.Client` or `httpx.AsyncClient` as `transport`.

    Closing the client closes the transport, and that closes the server: no thread and no file stays
    open. One transport may serve clients of both colours; the first one closed closes it for all.

    Args:
        server: answers the requests.
    """

    def __init__(self, server: Server) -> None:
        self.server: Final = server

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer in the caller's thread."""
        return _response(self._handle(request, request.read()))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer in a worker thread, so that the event loop goes on."""
        body = await request.aread()
        return _response(await anyio.to_thread.run_sync(self._handle, request, body))

    def close(self) -> None:
        """Close the server."""
        self.server.close()

    async def aclose(self) -> None:
        """Close the server without holding the event loop up."""
        await anyio.to_thread.run_sync(self.server.close)

    def _handle(self, request: httpx.Request, body: bytes) -> Answer:
        path, _, query = request.url.raw_path.decode("ascii").partition("?")
        headers = {name.lower(): value for name, value in request.headers.items()}
        return self.server.handle(request.method, path, query, headers, body)


def local_transport(
    path: str | os.PathLike[str] = ":memory:", model: Model | None = None, executor: Executor | None = None
) -> LocalTransport:
    """A server of its own behind an httpx transport; arguments as for `Server`."""
    return LocalTransport(Server(path, model, executor))


def _response(answer: Answer) -> httpx.Response:
    return httpx.Response(answer.status, headers=list(answer.headers), content=answer.body)
