"""An `/embeddings` endpoint on 127.0.0.1 that takes no time, a process of its own; its vectors say nothing.

`cases.indexing` starts it. As a script it prints its port and serves until its standard input closes.
"""

from __future__ import annotations

import asyncio
import json

from loopback import OneByOne, answer, serve
from payloads import JSON, encoded

MODEL = "embed-nothing"

NUMBERS = 384
"""Numbers of a vector, as many as those of the model in the server's own process have."""


class Endpoint(OneByOne):
    """A connection; only requests for vectors have a body."""

    def data_received(self, data: bytes) -> None:
        body = self.take_body(data)
        if body is not None:
            content = embed(json.loads(body)) if body else {"object": "list", "data": [{"id": MODEL}]}
            self.transport.write(answer(encoded(content)))


def embed(asked: JSON) -> JSON:
    """Return a vector for each text, by its length."""
    vectors = [[1.0, len(text) / 1000, *[0.0] * (NUMBERS - 2)] for text in asked["input"]]
    data = [{"index": number, "embedding": vector} for number, vector in enumerate(vectors)]
    return {"object": "list", "data": data, "model": MODEL}


if __name__ == "__main__":
    asyncio.run(serve(Endpoint))
