"""An application on asyncio with many runs on the embedded server: how long its event loop stands still.

`cases.stalls` starts it as a script, in a process of its own. A task of it wants to wake each millisecond and
notes how late it does. Prints the figures as JSON.
"""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import suppress
from statistics import quantiles

from assistants_v2 import AsyncAssistants

RUNS = 50

TICK = 0.001
"""Seconds after which the application's task wants to wake."""


async def note_delays(delays: list[float]) -> None:
    """Note how late each waking is, until cancelled."""
    while True:
        due = time.perf_counter() + TICK
        await asyncio.sleep(TICK)
        delays.append(time.perf_counter() - due)


async def measure() -> dict[str, float]:
    """Hold the runs and return how late the application was meanwhile, in seconds."""
    async with AsyncAssistants.local() as client:
        assistant = await client.assistants.create(model="rehearsal")
        threads = [
            await client.threads.create(messages=[{"role": "user", "content": "Good morning!"}])
            for _ in range(RUNS + 1)
        ]

        async def execute(number: int) -> None:
            await client.threads.runs.execute(threads[number].id, assistant_id=assistant.id)

        await execute(RUNS)  # what is imported with the first one is no stall of the others
        delays: list[float] = []
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
    print(json.dumps(asyncio.run(measure())))
