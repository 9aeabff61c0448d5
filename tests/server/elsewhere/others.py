"""The other side: servers of ours over HTTP, and hosts that do as they are told; all note what they get."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import attrs
import httpx
from assistants_v2_server import InlineExecutor, LocalTransport, Server, Upstream, create_app

from ..driving import Json
from ..loopback import served

OTHER_KEY = "key-of-the-other-server"
"""The key of the server that has the files."""


@attrs.define(kw_only=True)
class Seen:
    """A request as a host got it."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes = b""


class Noting:
    """An ASGI application that notes every request before another one answers it."""

    def __init__(self, app: Any) -> None:
        self.seen: list[Seen] = []
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Note a request, and pass it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.decode(): value.decode("latin-1") for name, value in scope["headers"]}
        seen = Seen(
            method=scope["method"],
            path=scope["raw_path"].decode().partition("?")[0],
            query=scope["query_string"].decode(),
            headers=headers,
        )
        self.seen.append(seen)

        async def receive_noting() -> Any:
            message = await receive()
            seen.body += message.get("body", b"")
            return message

        await self._app(scope, receive_noting, send)


@attrs.frozen
class Other:
    """A server of ours over HTTP."""

    url: str
    server: Server
    app: Noting

    @property
    def upstream(self) -> Upstream:
        """Where it is, and its key."""
        return Upstream(f"{self.url}/v1", OTHER_KEY, timeout=20)

    @property
    def asked(self) -> list[str]:
        """Its requests so far, as method and path."""
        return [f"{seen.method} {seen.path}" for seen in self.app.seen]


@contextmanager
def serve_other(path: str = ":memory:", key: str = OTHER_KEY, **options: Any) -> Iterator[Other]:
    """Serve a server of ours for the time of a block."""
    server = Server(path, **options)
    app = Noting(create_app(server, [key]))
    with server, served(app) as url:
        yield Other(url, server, app)


Answering = Callable[[Seen], "Said"]


@attrs.frozen(kw_only=True)
class Said:
    """What a host says to one request.

    Attributes:
        status: The HTTP status.
        headers: The headers.
        body: The body, in the pieces in which it is sent.
        breaks: Whether the connection is closed before the body is whole.
        waits: Is waited for before anything is said; nothing by default.
        waits_between: Is waited for after the first piece; nothing by default.
    """

    status: int = 200
    headers: dict[str, str] = attrs.field(factory=dict[str, str])
    body: tuple[bytes, ...] = ()
    breaks: bool = False
    waits: threading.Event | None = None
    waits_between: threading.Event | None = None


def say_json(content: Any, status: int = 200, **headers: str) -> Said:
    """An answer in JSON."""
    kind = {"content-type": "application/json"}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Said(status=status, headers=kind | named, body=(json.dumps(content).encode(),))


class Host:
    """A host that answers as a function says, over real sockets."""

    def __init__(self, *said: Said | Answering) -> None:
        self._said = list(said)
        self._app = Noting(self._answer)
        self.url = ""

    @property
    def seen(self) -> list[Seen]:
        """What it was asked."""
        return self._app.seen

    @property
    def upstream(self) -> Upstream:
        """Where it is, and its key."""
        return Upstream(f"{self.url}/v1", OTHER_KEY, timeout=20)

    @contextmanager
    def serve(self) -> Iterator[Host]:
        """Serve it for the time of a block."""
        with served(self._app) as self.url:
            yield self

    async def _answer(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await _live(receive, send)
            return
        while (await receive()).get("more_body"):
            pass
        given = self._said.pop(0) if len(self._said) > 1 else self._said[0]
        said = given if isinstance(given, Said) else given(self.seen[-1])
        await _wait(said.waits)
        headers = [(name.encode(), value.encode()) for name, value in said.headers.items()]
        await send({"type": "http.response.start", "status": said.status, "headers": headers})
        async for piece in _yield_pieces(said):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        if said.breaks:
            raise ConnectionAbortedError
        await send({"type": "http.response.body", "body": b""})


async def _yield_pieces(said: Said) -> AsyncIterator[bytes]:
    for place, piece in enumerate(said.body):
        if place == 1:
            await _wait(said.waits_between)
        yield piece


async def _wait(event: threading.Event | None) -> None:
    if event is not None:
        await asyncio.to_thread(event.wait, 30)


async def _live(receive: Any, send: Any) -> None:
    await receive()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await send({"type": "lifespan.shutdown.complete"})


OpenHere = Callable[..., AbstractContextManager[httpx.Client]]
"""Opens an embedded server that hands requests over: with the arguments of `open_here`."""


@contextmanager
def dropping(first: bytes) -> Iterator[tuple[int, list[int]]]:
    """A port that says something to each request, and hangs up; with one entry for each request."""
    asked: list[int] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    if connection.recv(65536):
                        asked.append(1)
                        connection.sendall(first)

        thread = threading.Thread(target=answer)
        thread.start()
        try:
            yield listening.getsockname()[1], asked
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()


@contextmanager
def open_here(upstream: Upstream | None, path: Any = ":memory:", **options: Any) -> Iterator[httpx.Client]:
    """A client of an embedded server that hands requests over."""
    server = Server(
        path, executor=options.pop("executor", None) or InlineExecutor(), forward=upstream, **options
    )
    with httpx.Client(base_url="http://local/v1", transport=LocalTransport(server), timeout=60) as client:
        yield client


def error_in(response: httpx.Response) -> Json:
    """The error that a response holds."""
    return dict(response.json()["error"])
