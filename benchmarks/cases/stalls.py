"""`AsyncAssistants.local()` in an application on asyncio: how long its event loop stands still meanwhile."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from harness import Comparison, Metric, Sample, Target
from ticking import RUNS

SCRIPT = str(Path(__file__).parent.parent / "ticking.py")

METRICS = (
    Metric("p50", "late by, p50 ms", 1e3),
    Metric("p99", "… p99 ms", 1e3, Target(at_most=15.0)),
    Metric("longest", "… at most, ms", 1e3, Target(at_most=30.0)),
    Metric("seconds", "all runs, s"),
)


FILES = 1000
"""Files that are indexed beside the runs."""


def tick(files: int) -> Sample:
    """Have the application hold its runs beside so many files, in a fresh process."""
    command = [sys.executable, SCRIPT, str(files)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    sample: Sample = json.loads(done.stdout)
    return sample


@contextmanager
def comparisons() -> Generator[Sequence[Comparison]]:
    said = f"an application that wakes each ms, beside {RUNS} embedded runs"
    yield [
        Comparison(said, partial(tick, 0), None, None, METRICS, rounds=5),
        Comparison(
            f"the same while {FILES} files are indexed and searched",
            partial(tick, FILES),
            None,
            None,
            METRICS,
            rounds=5,
        ),
    ]
