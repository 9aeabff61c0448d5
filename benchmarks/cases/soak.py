"""20,000 runs on one server: whether its memory stays what it is once it is warm."""

from __future__ import annotations

import asyncio
from collections.abc import Generator, Sequence
from contextlib import contextmanager

from conversing import watch_memory
from harness import Comparison, Contestant, Metric, Sample, Target
from served import Serving, serving_bare, serving_ours

RUNS = 20_000

WARM = 2_000
"""After so many runs the caches are full, and every thread has been needed."""

CLIENTS = 50

MEGABYTE = 1 / 2**20

METRICS = (
    Metric("started", "memory at the start, MB", MEGABYTE),
    Metric("warmed", f"… after {WARM:,} runs", MEGABYTE),
    Metric("ended", f"… after {RUNS:,} runs", MEGABYTE),
    Metric("grown", "grown between the two, MB", MEGABYTE, Target(at_most=4.0)),
)


def soaking(start: Serving) -> Contestant:
    """Return a contestant that holds all conversations with a new server."""

    def sample() -> Sample:
        with start() as served:
            return asyncio.run(watch_memory(served, CLIENTS, RUNS, WARM))

    return sample


@contextmanager
def comparisons() -> Generator[Sequence[Comparison]]:
    yield [
        Comparison(
            f"{RUNS:,} runs, {CLIENTS} at once",
            soaking(serving_ours()),
            None,
            soaking(serving_bare()),
            METRICS,
            rounds=1,
        )
    ]
