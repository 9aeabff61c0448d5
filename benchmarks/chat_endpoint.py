"""A model endpoint on 127.0.0.1 whose answers take as long as the model's name says, in a process of its own.

The cases about load start it. It streams `/chat/completions`: the model `waits-2` answers in ten pieces,
evenly spread over two seconds. The pieces of the model `stamps-2` are the times at which they are sent, on
`time.monotonic`, which all processes of a machine share. So are those of the model `talks-25`, which says
25 a second and does not end. As a script it prints its port and serves until its standard input closes.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Sequence

from loopback import OneByOne, serve
from payloads import JSON, encoded

PIECES = 10

HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"

MODEL = re.compile(rb'"model": ?"(waits|stamps|talks)-([0-9.]+)"')


def model_of(seconds: float, *, stamps: bool = False) -> str:
    """Return the name of the model that takes so long, and maybe says when it says something."""
    return f"{'stamps' if stamps else 'waits'}-{seconds:g}"


def model_at(rate: float) -> str:
    """Return the name of the model that speaks so often in a second."""
    return f"talks-{rate:g}"


def chunk(event: bytes) -> bytes:
    """Return an event of the stream as a chunk of the body."""
    data = b"data: " + event + b"\n\n"
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


def piece(**choice: object) -> JSON:
    """Return the event of a piece of an answer."""
    return {"id": "c", "object": "chat.completion.chunk", "choices": [{"index": 0, **choice}]}


def say(text: str) -> JSON:
    """Return the event of a piece of text."""
    return piece(delta={"content": text}, finish_reason=None)


def stamp() -> bytes:
    """Return the chunk of a piece that says what time it is."""
    return chunk(encoded(say(f"{time.monotonic()!r} ")))


def events() -> list[bytes]:
    """Return the chunks of an answer; the last one ends it."""
    said = [say(f"word {number} ") for number in range(PIECES)]
    usage = {"prompt_tokens": 20, "completion_tokens": PIECES, "total_tokens": 20 + PIECES}
    end = {**piece(delta={}, finish_reason="stop"), "usage": usage}
    *first, last = [chunk(encoded(each)) for each in said]
    return [*first, last + chunk(encoded(end)) + chunk(b"[DONE]") + b"0\r\n\r\n"]


class Endpoint(OneByOne):
    """A connection, over which answers take their time."""

    def __init__(self, answer: Sequence[bytes]) -> None:
        self.answer = answer
        self.stamps = False

    def data_received(self, data: bytes) -> None:
        body = self.take_body(data)
        if body is None:
            return
        asked = MODEL.search(body)
        self.transport.write(HEAD)
        kind, number = (asked[1], float(asked[2])) if asked else (b"waits", 0.0)
        self.stamps = kind == b"stamps"
        if kind == b"talks":
            self.talk(1 / number, asyncio.get_running_loop().time())
        else:
            self.send(0, number / PIECES)

    def talk(self, pause: float, due: float) -> None:
        """Say what time it is, and again after every pause for as long as anybody listens."""
        if not self.transport.is_closing():
            self.transport.write(chunk(encoded(say(f"t={time.monotonic():.6f} "))))
            asyncio.get_running_loop().call_at(due + pause, self.talk, pause, due + pause)

    def send(self, number: int, pause: float) -> None:
        """Send a piece after a pause, and then the others."""
        loop = asyncio.get_running_loop()

        def send_now() -> None:
            is_last = number + 1 == PIECES
            self.transport.write(stamp() if self.stamps and not is_last else self.answer[number])
            if not is_last:
                self.send(number + 1, pause)

        loop.call_later(pause, send_now)


if __name__ == "__main__":
    answer = events()
    asyncio.run(serve(lambda: Endpoint(answer)))
