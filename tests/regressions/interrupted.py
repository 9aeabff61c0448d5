"""A program that is interrupted while it waits; `test_leaving` starts it and presses Ctrl-C.

    python interrupted.py blocking create_and_poll http://127.0.0.1:8000/v1 thread_1 asst_1

It says `in the tool` when a tool has begun, and `finished` when one has ended.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Callable
from typing import Any

from assistants_v2 import Assistants, AsyncAssistants

SLOW = 1.5
"""Seconds that a tool takes: long enough to be interrupted."""


def look_up(city: str = "") -> str:
    """Take a while."""
    os.write(1, b"in the tool\n")  # whole, whatever other threads print
    time.sleep(SLOW)
    os.write(1, b"finished\n")
    return city


def read_stream(stream: Any) -> None:
    """Say each piece of text of a stream."""
    with stream as entered:
        for text in entered.text_deltas:
            os.write(1, f"{text}\n".encode())


async def read_async_stream(stream: Any) -> None:
    """Say each piece of text of a stream."""
    async with stream as entered:
        async for text in entered.text_deltas:
            os.write(1, f"{text}\n".encode())


def call(runs: Any, way: str, thread_id: str, assistant_id: str) -> Any:
    """Return what one way of waiting for a run returns."""
    options = {"assistant_id": assistant_id, "poll_interval_ms": 20}
    read = read_async_stream if "Async" in type(runs).__name__ else read_stream
    ways: dict[str, Callable[[], Any]] = {
        "create_and_poll": lambda: runs.create_and_poll(thread_id, **options),
        "left_alone": lambda: runs.create_and_poll(thread_id, cancel_on_exit=False, **options),
        "long_pause": lambda: runs.create_and_poll(thread_id, **{**options, "poll_interval_ms": 60_000}),
        "execute": lambda: runs.execute(thread_id, functions=[look_up], **options),
        "creating": lambda: runs.execute(thread_id, **options),
        "stream": lambda: read(runs.stream(thread_id, **options)),
        "busy": lambda: runs.execute(thread_id, on_active_run="wait", **options),
    }
    return ways[way]()


def marks(way: str) -> str | None:
    """Return the metadata key of the client's marks; None where it makes none."""
    return "nonce" if way == "creating" else None


def blocking(way: str, base_url: str, *ids: str) -> None:
    """Wait with the blocking client."""
    with Assistants(base_url=base_url, api_key="sk-test", idempotency_metadata=marks(way)) as client:
        call(client.threads.runs, way, *ids)


async def cooperative(way: str, base_url: str, *ids: str) -> None:
    """Wait with the async client."""
    async with AsyncAssistants(
        base_url=base_url, api_key="sk-test", idempotency_metadata=marks(way)
    ) as client:
        await call(client.threads.runs, way, *ids)


if __name__ == "__main__":
    colour, *rest = sys.argv[1:]
    if colour == "blocking":
        blocking(*rest)
    else:
        asyncio.run(cooperative(*rest))
