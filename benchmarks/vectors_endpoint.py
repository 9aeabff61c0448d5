"""An `/embeddings` endpoint on 127.0.0.1 that takes no time, a process of its own; its vectors say nothing.

`cases.indexing` starts it. As a script it prints its port and serves until its standard input closes.
"""

from __future__ import annotations

import asyncio
import json
import re

from loopback import answer, serve
from payloads import JSON, encoded

MODEL = "embed-nothing"

NUMBERS = 384
"""Numbers of a vector, as many as those of the model in the server's own process have."""

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class Endpoint(asyncio.Protocol):
    """A connection that is kept alive; one request at a time."""

    transport: asyncio.Transport

    def __init__(self) -> None:
        self.received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.received += data
        head, end, body = self.received.partition(b"\r\n\r\n")
        length = LENGTH.search(head)
        if end and len(body) >= int(length[1] if length else 0):
            self.received = b""
            content = embed(json.loads(body)) if body else {"object": "list", "data": [{"id": MODEL}]}
            self.transport.write(answer(encoded(content)))


def embed(asked: JSON) -> JSON:
    """Return a vector for each text, by its length."""
    vectors = [[1.0, len(text) / 1000, *[0.0] * (NUMBERS - 2)] for text in asked["input"]]
    data = [{"index": number, "embedding": vector} for number, vector in enumerate(vectors)]
    return {"object": "list", "data": data, "model": MODEL}


if __name__ == "__main__":
    asyncio.run(serve(Endpoint))
