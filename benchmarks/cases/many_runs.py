"""300 runs of 1 to 3 s at once on one async client: what following them costs its process.

At a server that streams, each run is made and followed with one call, ours by its stream and the SDK's by
looking; and each stream is read by both. At a server that does not, ours is `wait_all`, the SDK's side 300
polls in as many tasks. A run's end is only seen by looking at that run there: with 50 requests a second, 300
ends take six seconds to see, two seconds late on average even for who knows in advance which run ends when.
So that target is out of reach there, and is tried with a larger budget.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from crowd import LONGEST, PIECES, RUNS, SHORTEST, STREAMED
from harness import Comparison, Contestant, Metric, Sample, Target
from timed_runs import RunServer, serving_runs

SPARING = 50
"""Requests a second that `wait_all` sends at most unless it is told otherwise."""

GENEROUS = 350

CPU = Metric("cpu", "CPU ms a run", 1e3, Target(of_sdk=1 / 0.5))
FOLLOWED = (
    Metric("cpu", "CPU ms a run", 1e3, Target(of_sdk=1.8)),
    Metric("late", "noticed late by, ms", 1e3, Target(at_most=100)),
    Metric("memory", "memory MB", 1 / 2**20, Target(of_sdk=1 / 0.62)),
)
LATE = Metric("late", "noticed late by, ms", 1e3, Target(of_sdk=1 / 0.55))
MEMORY = Metric("memory", "memory MB", 1 / 2**20, Target(of_sdk=1 / 0.55))


def rate(most: float) -> Metric:
    """Return the metric of how many requests were sent in a second."""
    return Metric("rate", "requests a second", 1.0, Target(at_most=most))


def run_crowd(who: str, server: RunServer, how: str) -> dict[str, Any]:
    """Return what a crowd in a fresh process prints."""
    script = str(Path(__file__).parent.parent / "crowd.py")
    command = [sys.executable, "-W", "ignore::DeprecationWarning", script, who, server.base_url, how]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def by_streams(server: RunServer, who: str) -> Contestant:
    """Return a contestant that makes and follows each run with one call."""
    return lambda: run_crowd(who, server, STREAMED)


def crowd(server: RunServer, who: str, most: float) -> Contestant:
    """Return a contestant that follows the runs in a fresh process; ours sends *most* requests a second."""

    def sample() -> Sample:
        report = run_crowd(who, server, str(most))
        began, ended = report["began"], report["ended"]
        requests = [entry for entry in server.log() if began <= entry["at"] <= ended]
        return {**report, "rate": len(requests) / (ended - began)}

    return sample


@contextmanager
def comparisons() -> Generator[Sequence[Comparison]]:
    with serving_runs() as server, serving_runs(streams=True) as streaming:

        def comparison(most: float) -> Comparison:
            return Comparison(
                f"{RUNS} runs of {SHORTEST:g} to {LONGEST:g} s at once, {most} requests a second",
                crowd(server, "ours", most),
                crowd(server, "sdk", most),
                None,
                (CPU, LATE, rate(most), MEMORY),
                rounds=1,
            )

        def streamed(what: str, ours: str, sdk: str) -> Comparison:
            contestants = by_streams(streaming, ours), by_streams(streaming, sdk), None
            return Comparison(f"{RUNS} {what}", *contestants, FOLLOWED, rounds=3)

        yield [
            streamed(f"runs at once, {PIECES} pieces each, followed", "ours", "sdk"),
            streamed(f"streams at once, {PIECES} pieces each, read", "ours-stream", "sdk-stream"),
            comparison(SPARING),
            comparison(GENEROUS),
        ]
