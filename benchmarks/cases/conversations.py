"""Conversations at once with our server over HTTP, beside the same with an application that only stores them.

The model is an endpoint that streams for a second, or the rehearsal, which takes no time. What the server
costs counts as CPU of its process; the clients and the endpoint have processes of their own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

from chat_endpoint import model_of
from conversing import Conversation, hold_many, look_again
from harness import Comparison, Contestant, Metric, Sample, Target
from loopback import serving
from served import Serving, serving_bare, serving_ours

AT_ONCE = (200, 500)

EACH = 4
"""How many conversations each client holds, one after the other."""

SECONDS = 1.0
"""How long the model takes for an answer."""

LOOKS = 4000

METRICS = (
    Metric("cpu", "server CPU ms a run", 1e3, Target(at_most=5.0)),
    Metric("looks", "looks a run"),
    Metric("rate", "runs a second"),
    Metric("p50", "retrieve meanwhile, p50 ms", 1e3),
    Metric("p99", "… p99 ms", 1e3),
)

FURTHER = (
    Metric("cpu", "server CPU ms a look", 1e3, Target(at_most=0.5)),
    Metric("rate", "looks a second"),
)

ENDPOINT = str(Path(__file__).parent.parent / "chat_endpoint.py")


def holding(start: Serving, model: str, clients: int) -> Contestant:
    """Return a contestant that holds the conversations with a new server."""

    def sample() -> Sample:
        with start() as served:
            return asyncio.run(hold_many(served, Conversation(model), clients, EACH))

    return sample


def looking(start: Serving, model: str, runs: int) -> Contestant:
    """Return a contestant that looks at runs which are at work."""

    def sample() -> Sample:
        with start() as served:
            return asyncio.run(look_again(served, model, runs, LOOKS))

    return sample


@contextmanager
def comparisons() -> Generator[Sequence[Comparison]]:
    with serving(ENDPOINT) as url:
        asking, rehearsing, bare = serving_ours("--model-url", url), serving_ours(), serving_bare()
        answered, endless = model_of(SECONDS), model_of(600)
        yield [
            *(
                Comparison(
                    f"{clients} conversations at once, {said}",
                    holding(ours, model, clients),
                    None,
                    holding(bare, model, clients),
                    METRICS,
                    rounds=3,
                )
                for ours, model, said in (
                    (asking, answered, f"a model of {SECONDS:g} s"),
                    (rehearsing, "rehearsal", "rehearsal"),
                )
                for clients in AT_ONCE
            ),
            Comparison(
                f"a further look at one of {AT_ONCE[-1]} runs at work",
                looking(asking, endless, AT_ONCE[-1]),
                None,
                looking(bare, endless, AT_ONCE[-1]),
                FURTHER,
                rounds=3,
            ),
        ]
