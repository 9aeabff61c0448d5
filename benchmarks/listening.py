"""Listens to many streams of a server at once, and measures what that costs there and how late words come.

Used by the case about listeners. The model says what time it is, and what it said is compared with the clock
when it arrives: all processes of a machine have the same one.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from statistics import quantiles
from urllib.parse import urlsplit

from conversing import connecting
from payloads import JSON, encoded
from served import Served

SPOKEN = re.compile(rb"t=([0-9]+\.[0-9]{6}) ")

SETTLING = 1.0
"""Seconds after the last stream has begun from which on they are measured."""


class Listener(asyncio.Protocol):
    """One stream: how late each word came.

    Attributes:
        late: Seconds from when a word was spoken until it was here, of all words so far.
        has_begun: Is set when the first one came.
    """

    def __init__(self, request: bytes) -> None:
        self.late: list[float] = []
        self.has_begun = asyncio.Event()
        self._request = request

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        now = time.monotonic()
        self.late += [now - float(spoken) for spoken in SPOKEN.findall(data)]
        if self.late and not self.has_begun.is_set():
            self.has_begun.set()


@asynccontextmanager
async def listening(
    served: Served, body: bytes, number: int, spread: float
) -> AsyncGenerator[list[Listener]]:
    """Begin a number of streams, spread over some seconds, and end them when the block does."""
    port = urlsplit(served.base_url).port
    assert port is not None
    head = "POST /v1/threads/runs HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n"
    request = f"{head}content-length: {len(body)}\r\n\r\n".encode() + body
    loop = asyncio.get_running_loop()
    opened: list[tuple[asyncio.Transport, Listener]] = []
    try:
        for _ in range(number):
            opened.append(await loop.create_connection(lambda: Listener(request), "127.0.0.1", port))
            await asyncio.sleep(spread / number)
        listeners = [listener for _, listener in opened]
        for each in listeners:
            await each.has_begun.wait()
        yield listeners
    finally:
        for transport, _ in opened:
            transport.abort()


async def ask_for_stream(served: Served, model: str) -> bytes:
    """Make an assistant, and return the body of the requests that have it speak."""
    async with connecting(served, 1) as (first,):
        made, _ = await first.request("POST", "/assistants", encoded({"model": model}))
    said: JSON = {
        "role": "user",
        "content": "How many days of leave have I left this year?",
    }
    return encoded(
        {"assistant_id": made["id"], "model": model, "stream": True, "thread": {"messages": [said]}}
    )


async def listen_at_once(served: Served, model: str, number: int, seconds: float) -> dict[str, float]:
    """Listen to so many streams for so long, and return what that came to once all had begun."""
    body = await ask_for_stream(served, model)
    async with listening(served, body, number, SETTLING) as listeners:
        await asyncio.sleep(SETTLING)
        for each in listeners:
            each.late.clear()
        began, cpu = time.perf_counter(), served.cpu()
        await asyncio.sleep(seconds)
        cpu, passed = served.cpu() - cpu, time.perf_counter() - began
        late = [moment for each in listeners for moment in each.late]
    percentiles = quantiles(late, n=100)
    return {
        "cpu": cpu / len(late),
        "share": cpu / passed,
        "rate": len(late) / passed,
        "p50": percentiles[49],
        "p99": percentiles[98],
    }


async def listen_one_by_one(served: Served, model: str, times: int) -> dict[str, float]:
    """Begin streams one after the other, and return how late the first word of each was."""
    body = await ask_for_stream(served, model)
    late: list[float] = []
    for _ in range(times):
        async with listening(served, body, 1, 0.0) as (only,):
            late.append(only.late[0])
    percentiles = quantiles(late, n=100)
    return {"p50": percentiles[49], "p99": percentiles[98]}
