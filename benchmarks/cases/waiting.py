"""`create_and_poll`: how late the end of a run is noticed, and with how many requests.

Where the server streams, our client follows the streams, and the SDK looks. Where it does not, both look.
The server gives no advice, so both clients look when they think fit. Runs of 0.2 to 20 s are waited for in
real time: all runs of both clients go side by side, each in a thread of its own, and begin one after the
other, as runs do. Runs of minutes are only counted, on a clock that is put forward instead of waiting.

Fewer requests for runs of 2 to 20 s are out of reach: to notice ends 0.55 times as late as a look every
second does, even the best of all schedules needs 1.3 times as many. A fast start is made up for after 45 s.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import fmean
from typing import Any
from unittest.mock import patch

import httpx
import httpx2
from clients import official, ours
from harness import Comparison, Metric, Sample, Target, agree
from payloads import ASSISTANT, THREAD, encoded, run
from timed_runs import RunServer, metadata, requests_for, serving_runs, thread_of

SHORTEST, LONGEST = 0.2, 20.0

DURATIONS = 128
"""How many runs each client holds: enough for where they end between two looks to even out."""

SHORT = 2.0
"""Seconds; half of the runs are not longer."""

BEGINNING = 4.0
"""Seconds within which all runs begin; the shortest come first."""

METRICS = (
    Metric("late", "noticed late by, ms", 1e3, Target(of_sdk=1 / 0.55)),
    Metric("late_short", "… runs up to 2 s", 1e3),
    Metric("late_long", "… longer runs", 1e3),
    Metric("short", "requests, runs up to 2 s", 1.0, Target(of_sdk=1 / 1.5)),
    Metric("long", "requests, longer runs", 1.0, Target(of_sdk=1)),
)

FOLLOWED = (
    Metric("late", "noticed late by, ms", 1e3, Target(at_most=10)),
    Metric("short", "requests, runs up to 2 s", 1.0, Target(at_most=1)),
    Metric("long", "requests, longer runs", 1.0, Target(at_most=1)),
)

MINUTES = (1, 5)


def durations() -> list[float]:
    """Return how long the runs take: evenly spread over the logarithm."""
    spread = LONGEST / SHORTEST
    return [SHORTEST * spread ** ((number + 0.5) / DURATIONS) for number in range(DURATIONS)]


@dataclass(frozen=True)
class Held:
    """A run that was waited for: how long it took, how late that was noticed, and with how many requests."""

    seconds: float
    late: float
    requests: int


def held(server: RunServer, create_and_poll: Callable[..., Any], first: int) -> Sample:
    """Hold all runs at once, on threads numbered from *first*, and return what that came to."""

    def hold(number: int, seconds: float) -> tuple[float, float, str]:
        time.sleep(BEGINNING * number / DURATIONS)
        ends_at = time.monotonic() + seconds
        told = metadata(ends_at=ends_at)
        ended = create_and_poll(thread_id=thread_of(first + number), assistant_id=ASSISTANT, metadata=told)
        late = time.monotonic() - ends_at
        agree("a run's status", "completed", ended.status)
        return seconds, late, ended.id

    with ThreadPoolExecutor(DURATIONS) as pool:
        ended = [*pool.map(hold, range(DURATIONS), durations())]
    log = server.log()
    return summary([Held(seconds, late, 1 + len(requests_for(log, each))) for seconds, late, each in ended])


def summary(runs: Sequence[Held]) -> Sample:
    """Return the means over all runs, over the short ones and over the long ones."""
    short = [run for run in runs if run.seconds <= SHORT]
    long = [run for run in runs if run.seconds > SHORT]
    return {
        "late": fmean(run.late for run in runs),
        "late_short": fmean(run.late for run in short),
        "late_long": fmean(run.late for run in long),
        "short": fmean(run.requests for run in short),
        "long": fmean(run.requests for run in long),
    }


class World:
    """A clock that is put forward by whoever sleeps, and the answers of a server that goes by it."""

    def __init__(self) -> None:
        self.now = 0.0
        self.ends_at = 0.0
        self.requests = 0
        done = run(1)
        self.done = encoded(done)
        self.working = encoded({**done, "status": "in_progress", "completed_at": None, "usage": None})

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds

    def body(self) -> bytes:
        """Return the run as it is now, and count the request."""
        self.requests += 1
        return self.done if self.now >= self.ends_at else self.working

    def count(self, create_and_poll: Callable[..., Any], seconds: float) -> int:
        """Return with how many requests a run of so many seconds is waited for."""
        self.ends_at, self.requests = self.now + seconds, 0
        with patch("time.sleep", self.sleep), patch("time.monotonic", lambda: self.now):
            create_and_poll(thread_id=THREAD, assistant_id=ASSISTANT)
        return self.requests


@contextmanager
def counting() -> Generator[Comparison]:
    """Yield the comparison that only counts."""
    world = World()
    headers = {"content-type": "application/json"}
    mock = httpx.MockTransport(lambda _: httpx.Response(200, headers=headers, content=world.body()))
    mock2 = httpx2.MockTransport(lambda _: httpx2.Response(200, headers=headers, content=world.body()))
    url = "http://127.0.0.1/v1"
    with ours(url, mock) as client, official(url, mock2) as sdk:

        def counted(create_and_poll: Callable[..., Any]) -> Sample:
            return {str(each): world.count(create_and_poll, 60.0 * each) for each in MINUTES}

        yield Comparison(
            "a run of minutes, polled on a mocked clock",
            lambda: counted(client.threads.runs.create_and_poll),
            lambda: counted(sdk.beta.threads.runs.create_and_poll),
            None,
            tuple(Metric(str(each), f"requests, {each} min", 1.0, Target(of_sdk=1)) for each in MINUTES),
            rounds=1,
        )


@contextmanager
def waited_for(*, streams: bool) -> Generator[Comparison]:
    """Yield the comparison in real time, at a server that streams or does not."""
    with (
        serving_runs(streams=streams) as server,
        ours(server.base_url) as client,
        official(server.base_url) as sdk,
    ):
        ours_polls, sdk_polls = client.threads.runs.create_and_poll, sdk.beta.threads.runs.create_and_poll
        over: dict[str, Any] = {
            "thread_id": thread_of(0),
            "assistant_id": ASSISTANT,
            "metadata": metadata(ends_at=0),
        }
        agree("a run that is over", "completed", ours_polls(**over).status, sdk_polls(**over).status)
        yield Comparison(
            f"{DURATIONS} runs of {SHORTEST:g} to {LONGEST:g} s, {'streamed' if streams else 'polled'}",
            lambda: held(server, ours_polls, 1),
            lambda: held(server, sdk_polls, 1001),
            None,
            FOLLOWED if streams else METRICS,
            rounds=1,
            at_once=True,
        )


@contextmanager
def comparisons() -> Generator[Sequence[Comparison]]:
    with waited_for(streams=True) as streamed, waited_for(streams=False) as polled, counting() as counted:
        yield [streamed, polled, counted]
