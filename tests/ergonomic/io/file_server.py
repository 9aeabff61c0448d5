"""A server of files on loopback: it takes forms of any size, and its answers can be made to break off."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, cast

from attrs import define, field

PIECE = 64 * 1024


@define
class FileServer:
    """What the server was sent, and what it answers.

    Attributes:
        base_url: Where clients find it.
        content: What a download consists of.
        content_type: What it is said to be.
        refusals: Statuses that the next requests are answered with, after their body was read.
        cuts: How many of the next downloads break off in their midst.
        sent: The body of each form: its first bytes, its size and its hash.
        headers: The headers of each request.
    """

    base_url: str = ""
    content: bytes = b"Pears are ripe.\n"
    content_type: str = "text/plain; charset=utf-8"
    refusals: list[int] = field(factory=list)
    cuts: int = 0
    sent: list[tuple[bytes, int, str]] = field(factory=list)
    headers: list[dict[str, str]] = field(factory=list)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 10  # seconds, for a client that neither sends nor leaves

    @property
    def state(self) -> FileServer:
        return cast("FileServer", self.server.state)  # type: ignore[attr-defined]  # set below

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def _pieces(self) -> Iterator[bytes]:
        if self.headers.get("transfer-encoding") == "chunked":
            while size := int(self.rfile.readline(), 16):
                yield self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return
        left = int(self.headers.get("content-length") or 0)
        while left:
            piece = self.rfile.read(min(left, PIECE))
            if not piece:
                raise ConnectionResetError("the client left in the midst of a body")
            left -= len(piece)
            yield piece

    def handle(self) -> None:
        """Answer until the client leaves, also if it leaves early."""
        with suppress(ConnectionError):
            super().handle()

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.send_header("retry-after-ms", "1")
        self.end_headers()
        self.wfile.write(content)

    def _keep(self) -> int | None:
        """Read a request; return the status with which it is to be refused."""
        head, size, summed = b"", 0, sha256()
        for piece in self._pieces():
            head = (head + piece)[:1000]
            size += len(piece)
            summed.update(piece)
        self.state.headers.append({name.lower(): text for name, text in self.headers.items()})
        self.state.sent.append((head, size, summed.hexdigest()))
        return self.state.refusals.pop(0) if self.state.refusals else None

    def do_POST(self) -> None:
        if refused := self._keep():
            self._answer(refused, {"error": {"message": "No."}})
        else:
            self._answer(200, {"id": "file-1", "object": "file", "bytes": self.state.sent[-1][1]})

    def do_GET(self) -> None:
        if refused := self._keep():
            self._answer(refused, {"error": {"message": "No."}})
            return
        content = self.state.content
        self.send_response(200)
        self.send_header("content-type", self.state.content_type)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        if self.state.cuts:
            self.state.cuts -= 1
            content, self.close_connection = content[: len(content) // 2], True
        self.wfile.write(content)


@contextmanager
def serving_files() -> Iterator[FileServer]:
    """Serve until the block ends."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        server.daemon_threads = False
        state = FileServer(f"http://127.0.0.1:{server.server_address[1]}/v1")
        server.state = state  # type: ignore[attr-defined]  # for the handler
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield state
        finally:
            server.shutdown()
            thread.join()
