"""How long a token takes from a model's endpoint, through our server over HTTP, to a program that reads it.

The endpoint says in each piece when it sent it. Both clients read the streams of the same server, one run
after the other. Endpoint, server and clients have processes of their own, on this machine.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import fmean, quantiles
from typing import Any

from chat_endpoint import PIECES, model_of
from clients import official, ours
from harness import Comparison, Metric, Sample, Target, agree
from loopback import serving
from served import serving_ours

ENDPOINT = str(Path(__file__).parent.parent / "chat_endpoint.py")

RUNS = 20

SECONDS = 0.25
"""How long the model takes for an answer."""

METRICS = (
    Metric("first", "first token after, ms", 1e3, Target(at_most=5)),
    Metric("mean", "each token after, ms", 1e3),
    Metric("p99", "… p99 ms", 1e3),
)

Read = Callable[[str, str], Iterator[str]]
"""Has an assistant's run made on a thread, and yields the pieces of its text as they come."""


def read_ours(client: Any, thread: str, assistant: str) -> Iterator[str]:
    """Read a run's text as our users do."""
    with client.threads.runs.stream(thread, assistant_id=assistant) as stream:
        yield from stream.text_deltas


def read_sdk(client: Any, thread: str, assistant: str) -> Iterator[str]:
    """Read a run's text as the SDK's users do."""
    with client.beta.threads.runs.stream(thread_id=thread, assistant_id=assistant) as stream:
        yield from stream.text_deltas


def sample(read: Read, client: Any, assistant: str) -> Sample:
    """Read some runs and return how old their tokens were."""
    first: list[float] = []
    each: list[float] = []
    for _ in range(RUNS):
        thread = client.beta.threads.create(messages=[{"role": "user", "content": "What time is it?"}]).id
        ages = [time.monotonic() - float(text) for text in read(thread, assistant) if "word" not in text]
        agree("the pieces of an answer", PIECES - 1, len(ages))
        first.append(ages[0])
        each += ages
    return {"first": fmean(first), "mean": fmean(each), "p99": quantiles(each, n=100)[98]}


@contextmanager
def comparisons() -> Generator[Sequence[Comparison]]:
    with (
        serving(ENDPOINT) as url,
        serving_ours("--model-url", url)() as served,
        ours(served.base_url) as client,
        official(served.base_url) as sdk,
    ):
        assistant = client.assistants.create(model=model_of(SECONDS, stamps=True)).id
        yield [
            Comparison(
                f"tokens of {RUNS} runs, from the model's endpoint through our server",
                lambda: sample(partial(read_ours, client), client, assistant),
                lambda: sample(partial(read_sdk, sdk), sdk, assistant),
                None,
                METRICS,
            )
        ]
