"""Follows many runs at once on one async client, in a process of its own.

`cases.many_runs` starts it as a script. `python crowd.py ours|sdk URL RATE` makes the runs, waits until they
begin, follows them all, and prints what that cost as JSON; making them counts only for the memory.
`python crowd.py ours|ours-stream|sdk|sdk-stream URL streamed` makes and follows each with one call, or reads
its stream.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from clients import KEY
from payloads import ASSISTANT
from timed_runs import metadata, thread_of

RUNS = 300

SHORTEST, LONGEST = 1.0, 3.0
"""Seconds that a run takes, evenly spread."""

AHEAD = 3.0
"""Seconds from when the first run is made until all begin."""

PIECES = 25
"""In how many pieces a run says its answer where it is streamed."""

STREAMED = "streamed"

Call = Callable[[str, dict[str, str]], Awaitable[None]]
"""Makes a run on a thread, with metadata, and waits for its end."""

Follow = Callable[[Sequence[Any]], AsyncIterator[Any]]
"""Yields each run as soon as it has ended."""


def by_sdk(url: str) -> tuple[Any, Follow]:
    """Return the SDK's client, and how its users wait for many runs."""
    from openai import AsyncOpenAI

    beta: Any = AsyncOpenAI(base_url=url, api_key=KEY).beta

    async def follow(runs: Sequence[Any]) -> AsyncIterator[Any]:
        polls = [beta.threads.runs.poll(run.id, thread_id=run.thread_id) for run in runs]
        for each in asyncio.as_completed(polls):
            yield await each

    return beta, follow


def by_ours(url: str, rate: float) -> tuple[Any, Follow]:
    """Return our client, and how its users wait for many runs, with so many requests a second at most."""
    from assistants_v2 import AsyncAssistants

    client = AsyncAssistants(base_url=url, api_key=KEY)

    def follow(runs: Sequence[Any]) -> AsyncIterator[Any]:
        return client.threads.runs.wait_all(runs, requests_per_second=rate)

    return client, follow


def durations() -> list[float]:
    """Return how long the runs take, in no order."""
    step = (LONGEST - SHORTEST) / RUNS
    return [SHORTEST + step * (0.5 + number * 101 % RUNS) for number in range(RUNS)]


async def measure(client: Any, follow: Follow) -> dict[str, float]:
    """Make the runs, follow them, and return what that cost, and when it began and ended."""
    begin = time.monotonic() + AHEAD
    due: dict[str, float] = {}
    runs: list[Any] = []
    for number, seconds in enumerate(durations()):
        told = metadata(ends_at=begin + seconds)
        run = await client.threads.runs.create(thread_of(number), assistant_id=ASSISTANT, metadata=told)
        due[run.id] = begin + seconds
        runs.append(run)
    left = begin - time.monotonic()
    if left < 0:
        raise RuntimeError(f"making {RUNS} runs took more than {AHEAD} seconds: the machine is too busy")
    await asyncio.sleep(left)
    cpu = time.process_time()
    late = [time.monotonic() - due.pop(run.id) async for run in follow(runs)]
    cpu = time.process_time() - cpu
    if due or min(late) < 0:
        raise RuntimeError("a run was not waited for")
    ended = {"began": begin, "ended": time.monotonic()}
    return {**ended, "cpu": cpu / RUNS, "late": fmean(late), "memory": memory()}


async def measure_streamed(url: str, who: str) -> dict[str, float]:
    """Make and follow the runs at once, each with one call; return what that cost."""
    follow = calling(who, url)
    await follow(thread_of(RUNS), metadata(ends_at=0, pieces=1))  # loads what is loaded late
    late: list[float] = []
    began = time.monotonic()

    async def hold(number: int, seconds: float) -> None:
        ends_at = began + LONGEST + seconds
        await follow(thread_of(number), metadata(ends_at=ends_at, pieces=PIECES))
        late.append(time.monotonic() - ends_at)

    cpu = time.process_time()
    await asyncio.gather(*(hold(*each) for each in enumerate(durations())))
    cpu = time.process_time() - cpu
    if min(late) < 0:
        raise RuntimeError("a run was not waited for")
    return {
        "began": began,
        "ended": time.monotonic(),
        "cpu": cpu / RUNS,
        "late": fmean(late),
        "memory": memory(),
    }


def calling(who: str, url: str) -> Call:
    """Return how one client's users make and follow a run: with one call, or by reading its stream."""
    kind, _, reads = who.partition("-")
    client: Any
    if kind == "ours":
        from assistants_v2 import AsyncAssistants

        client = AsyncAssistants(base_url=url, api_key=KEY)
    else:
        from openai import AsyncOpenAI

        client = AsyncOpenAI(base_url=url, api_key=KEY)
    runs = client.beta.threads.runs

    async def follow(thread: str, told: dict[str, str]) -> None:
        asked = {"thread_id": thread, "assistant_id": ASSISTANT, "metadata": told}
        if reads:
            async with runs.stream(**asked) as stream:
                await stream.until_done()
        else:
            await runs.create_and_poll(**asked)

    return follow


def memory() -> int:
    """Return the bytes that this process has taken up at most."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage says includes the memory of the process that started this one
        found = re.search(r"VmHWM:\s+(\d+)", status.read_text())
        assert found
        return int(found[1]) * 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Do what the command line says."""
    who, url, rate = sys.argv[1:]
    if rate == STREAMED:
        print(json.dumps(asyncio.run(measure_streamed(url, who))))
        return
    contestant = by_ours(url, float(rate)) if who == "ours" else by_sdk(url)
    print(json.dumps(asyncio.run(measure(*contestant))))


if __name__ == "__main__":
    main()
