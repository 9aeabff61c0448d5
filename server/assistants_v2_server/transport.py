"""The embedded door: an httpx transport, blocking and async, with the server behind it in this process.

A client with this transport sends nothing over a network, yet base URL, authorisation, headers and
every layer above httpx work as they do with a distant server.
"""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor

import anyio.to_thread
import httpx

from .models import Model
from .runs.executors import Executor
from .server import Answer, Server


class LocalTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Give it to `httpx.Client` or `httpx.AsyncClient` as `transport`.

    Closing the client closes the transport, and that closes the server: no thread and no file stays
    open. Several clients, blocking and async, may share one transport; the first that is closed closes
    it for all.

    Args:
        server: Answers the requests.
    """

    def __init__(self, server: Server) -> None:
        self.server = server
        # Ctrl-C is raised in the main thread, wherever that is. In the middle of a transaction it would leave
        # the database locked, so the main thread waits for another one, which starts with the first request.
        self._closed = False
        self._beside_main = ThreadPoolExecutor(thread_name_prefix="assistants-v2-door")

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer in the thread of the caller, or beside it where that can be interrupted."""
        body = request.read()
        if threading.current_thread() is threading.main_thread() and not self._closed:
            return _build_response(self._beside_main.submit(self._handle, request, body).result())
        return _build_response(self._handle(request, body))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer in a thread of its own, so that the event loop goes on."""
        body = await request.aread()
        return _build_response(await anyio.to_thread.run_sync(self._handle, request, body))

    def close(self) -> None:
        """Close the server, after a request that was interrupted has ended."""
        self._closed = True
        self._beside_main.shutdown()
        self.server.close()

    async def aclose(self) -> None:
        """Close the server in a thread of its own, so that the event loop goes on."""
        await anyio.to_thread.run_sync(self.close)

    def _handle(self, request: httpx.Request, body: bytes) -> Answer:
        path, _, query = request.url.raw_path.decode("ascii").partition("?")
        headers = {name.lower(): value for name, value in request.headers.items()}
        return self.server.handle(request.method, path, query, headers, body)


def local_transport(
    path: str | os.PathLike[str] = ":memory:", model: Model | None = None, executor: Executor | None = None
) -> LocalTransport:
    """Return an httpx transport with a new server behind it.

    Args:
        path: The file that holds everything, made if it does not exist, or `:memory:` (the default).
        model: Where answers come from; a `Rehearsal` by default.
        executor: Where runs are worked on; a `ThreadPool` by default.
    """
    return LocalTransport(Server(path, model, executor))


def _build_response(answer: Answer) -> httpx.Response:
    return httpx.Response(answer.status, headers=list(answer.headers), content=answer.body)
