"""Many who listen to streams at once over HTTP: what a delta costs the server, and how late it comes.

The floor passes on what the endpoint sends, unread and unstored.
"""

from __future__ import annotations

import asyncio
from collections.abc import Generator, Sequence
from contextlib import contextmanager

from chat_endpoint import model_at
from harness import Comparison, Contestant, Metric, Sample, Target
from listening import listen_at_once, listen_one_by_one
from loopback import serving
from served import Serving, serving_ours, serving_relay

from .conversations import ENDPOINT

STREAMS = 200

RATE = 25.0
"""How often in a second the model speaks."""

SECONDS = 8.0
"""How long is listened."""

FIRSTS = 100
"""How many streams are begun one after the other."""


def listening(start: Serving) -> Contestant:
    """Return a contestant that listens to all streams at once, on a new server."""

    def sample() -> Sample:
        with start() as served:
            return asyncio.run(listen_at_once(served, model_at(RATE), STREAMS, SECONDS))

    return sample


def beginning(start: Serving) -> Contestant:
    """Return a contestant that begins one stream after the other, on a new server."""

    def sample() -> Sample:
        with start() as served:
            return asyncio.run(listen_one_by_one(served, model_at(RATE), FIRSTS))

    return sample


@contextmanager
def comparisons() -> Generator[Sequence[Comparison]]:
    with serving(ENDPOINT) as url:
        ours, relay = serving_ours("--model-url", url), serving_relay(url)
        yield [
            Comparison(
                f"{STREAMS} streams of {RATE:g} deltas a second",
                listening(ours),
                None,
                listening(relay),
                (
                    Metric("share", "server CPU, % of a core", 100.0, Target(at_most=60.0)),
                    Metric("cpu", "… µs a delta", 1e6),
                    Metric("rate", "deltas a second"),
                    Metric("p50", "late by, p50 ms", 1e3),
                    Metric("p99", "… p99 ms", 1e3, Target(at_most=50.0)),
                ),
                rounds=3,
            ),
            Comparison(
                "the first delta of a stream alone",
                beginning(ours),
                None,
                beginning(relay),
                (
                    Metric("p50", "late by, p50 ms", 1e3, Target(at_most=5.0)),
                    Metric("p99", "… p99 ms", 1e3),
                ),
                rounds=3,
            ),
        ]
