"""Many runs that begin at once, on a model of two seconds: when all of them have ended.

Each is looked at once a second at most. A server that took no time itself would need two seconds.
"""

from __future__ import annotations

import asyncio
from collections.abc import Generator, Sequence
from contextlib import contextmanager

from chat_endpoint import model_of
from conversing import Conversation, begin_at_once
from harness import Comparison, Contestant, Metric, Sample, Target
from loopback import serving
from served import Serving, serving_bare, serving_ours

from .conversations import ENDPOINT

SECONDS = 2.0
"""How long the model takes for an answer."""

WITHIN = {40: 2.5, 500: 5.0}
"""Seconds within which so many runs are to have ended."""


def beginning(start: Serving, runs: int) -> Contestant:
    """Return a contestant that begins the runs at once, on a new server."""

    def sample() -> Sample:
        with start() as served:
            conversation = Conversation(model_of(SECONDS), shortest_wait=1.0)
            return asyncio.run(begin_at_once(served, conversation, runs, SECONDS))

    return sample


@contextmanager
def comparisons() -> Generator[Sequence[Comparison]]:
    with serving(ENDPOINT) as url:
        yield [
            Comparison(
                f"{runs} runs of a model of {SECONDS:g} s at once",
                beginning(serving_ours("--model-url", url), runs),
                None,
                beginning(serving_bare(), runs),
                (
                    Metric("ended", "all have ended, s", 1.0, Target(at_most=seconds)),
                    Metric("seen", "… and were seen to, s"),
                    Metric("looks", "looks a run"),
                ),
                rounds=3,
            )
            for runs, seconds in WITHIN.items()
        ]
