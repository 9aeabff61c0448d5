"""An application on asyncio with many runs on the embedded server: how long its event loop stands still.

`cases.stalls` starts it as a script, in a process of its own, with the number of files that are indexed and
searched meanwhile. A task of it wants to wake each millisecond and notes how late it does. Prints the figures
as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from statistics import quantiles

from assistants_v2 import AsyncAssistants

RUNS = 50

PAUSE = 0.1
"""Seconds between two searches."""

BATCH = 500
"""Files that one request puts into a vector store, which is the most it takes."""

TICK = 0.001
"""Seconds after which the application's task wants to wake."""


async def note_delays(delays: list[float]) -> None:
    """Note how late each waking is, until cancelled."""
    while True:
        due = time.perf_counter() + TICK
        await asyncio.sleep(TICK)
        delays.append(time.perf_counter() - due)


async def search(client: AsyncAssistants, store_id: str) -> None:
    """Search until cancelled."""
    while True:
        await client.vector_stores.search(store_id, query="seals word3")
        await asyncio.sleep(PAUSE)


@asynccontextmanager
async def indexing(client: AsyncAssistants, files: int) -> AsyncGenerator[None]:
    """Have so many files indexed, and searched, while a block goes on; nothing without files."""
    if not files:
        yield
        return
    content = [f"word{number} seals are replaced once a year. " * 100 for number in range(files)]
    made = [
        await client.files.create(file=(f"{number}.txt", text.encode()), purpose="assistants")
        for number, text in enumerate(content)
    ]
    store = await client.vector_stores.create()
    for first in range(0, files, BATCH):
        ids = [file.id for file in made[first : first + BATCH]]
        await client.vector_stores.file_batches.create(store.id, file_ids=ids)
    searching = asyncio.create_task(search(client, store.id))
    try:
        yield
    finally:
        searching.cancel()
        with suppress(asyncio.CancelledError):
            await searching


async def measure(path: Path, files: int) -> dict[str, float]:
    """Hold the runs and return how late the application was meanwhile, in seconds."""
    async with AsyncAssistants.local(path if files else ":memory:") as client:
        assistant = await client.assistants.create(model="rehearsal")
        threads = [
            await client.threads.create(messages=[{"role": "user", "content": "Good morning!"}])
            for _ in range(RUNS + 1)
        ]

        async def execute(number: int) -> None:
            await client.threads.runs.execute(threads[number].id, assistant_id=assistant.id)

        await execute(RUNS)  # what is imported with the first one is no stall of the others
        delays: list[float] = []
        async with indexing(client, files):
            ticking = asyncio.create_task(note_delays(delays))
            began = time.perf_counter()
            await asyncio.gather(*map(execute, range(RUNS)))
            seconds = time.perf_counter() - began
            ticking.cancel()
            with suppress(asyncio.CancelledError):
                await ticking
    percentiles = quantiles(delays, n=100)
    figures = {"p50": percentiles[49], "p99": percentiles[98], "longest": max(delays)}
    return {**figures, "seconds": seconds, "ticks": len(delays)}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(asyncio.run(measure(Path(folder) / "conversations.db", int(sys.argv[1])))))
