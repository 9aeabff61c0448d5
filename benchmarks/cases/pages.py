"""Runs and looks over HTTP while somebody reads a thread of 1,000 messages at `/ui`, beside the same alone.

The reader asks for the page again a moment after it has come. What a page takes is told too.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Generator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import partial
from statistics import median

import httpx
from chat_endpoint import model_of
from conversing import Conversation, hold_many
from harness import Comparison, Metric, Sample, Target
from loopback import serving
from served import Served, Serving, serving_ours

from .conversations import ENDPOINT

CLIENTS = 50
EACH = 4

SECONDS = 1.0
"""How long the model takes for an answer."""

PROBES = 100
"""Looks in a second of somebody else, so many that there is a hundredth of them."""

MESSAGES = 1_000

PAUSE = 0.2
"""Seconds between two pages: nobody reads faster."""

METRICS = (
    Metric("p50", "retrieve meanwhile, p50 ms", 1e3),
    Metric("p99", "… p99 ms", 1e3, Target(of_floor=2.0)),
    Metric("rate", "runs a second"),
    Metric("page", "a page, p50 ms", 1e3, Target(at_most=100.0)),
    Metric("pages", "pages meanwhile"),
)


def fill_thread(served: Served) -> str:
    """Make a thread with many messages; return the address of its page."""
    headers = {"OpenAI-Beta": "assistants=v2"}
    with httpx.Client(base_url=served.base_url, headers=headers, trust_env=False) as client:
        thread = client.post("/threads", json={}).json()["id"]
        for number in range(MESSAGES):
            body = {"role": "user", "content": f"Message {number} says a little more than nothing. " * 8}
            client.post(f"/threads/{thread}/messages", json=body).raise_for_status()
    return f"{served.base_url.removesuffix('/v1')}/ui/threads/{thread}"


@asynccontextmanager
async def reading(address: str | None, seconds: list[float]) -> AsyncGenerator[None]:
    """Have somebody read for the time of a block, and note what a page takes; without an address, nobody."""
    if address is None:
        yield
        return

    async def read() -> None:
        async with httpx.AsyncClient(trust_env=False) as client:
            while True:
                began = time.perf_counter()
                (await client.get(address)).raise_for_status()
                seconds.append(time.perf_counter() - began)
                await asyncio.sleep(PAUSE)

    task = asyncio.create_task(read())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def hold(start: Serving, *, beside_pages: bool) -> Sample:
    """Hold the conversations with a new server."""
    with start() as served:
        address = fill_thread(served)
        httpx.get(address, trust_env=False)  # what is imported with the first page is no part of the others
        seconds: list[float] = []

        async def hold_beside() -> Sample:
            async with reading(address if beside_pages else None, seconds):
                return await hold_many(served, Conversation(model_of(SECONDS)), CLIENTS, EACH, PROBES)

        sample = asyncio.run(hold_beside())
        return {**sample, "page": median(seconds or [0.0]), "pages": float(len(seconds))}


@contextmanager
def comparisons() -> Generator[Sequence[Comparison]]:
    with serving(ENDPOINT) as url:
        start = serving_ours("--model-url", url)
        yield [
            Comparison(
                f"{CLIENTS} runs at once while a thread of {MESSAGES:,} messages is read",
                partial(hold, start, beside_pages=True),
                None,
                partial(hold, start, beside_pages=False),
                METRICS,
                rounds=3,
            )
        ]
