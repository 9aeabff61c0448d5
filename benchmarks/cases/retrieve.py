"""One `runs.retrieve` over a connection that is kept alive: what a library adds to a GET."""

from __future__ import annotations

import json
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Any

from clients import bare, official, ours
from harness import Comparison, Target, agree, cpu_and_wall, repeated
from loopback import RUN, serving
from payloads import THREAD

REQUESTS = 200
"""A sample; enough to make the clock's grain vanish, short enough to interleave well."""


@contextmanager
def comparisons() -> Generator[Sequence[Comparison]]:
    with serving() as url, ours(url) as client, official(url) as sdk, bare(url) as http:

        def by_ours() -> Any:
            return client.threads.runs.retrieve(RUN, thread_id=THREAD)

        def by_sdk() -> Any:
            return sdk.beta.threads.runs.retrieve(RUN, thread_id=THREAD)

        def by_floor() -> Any:
            return json.loads(http.get(f"/threads/{THREAD}/runs/{RUN}").content)

        agree("the run", RUN, by_ours().id, by_sdk().id, by_floor()["id"])
        yield [
            Comparison(
                "retrieve a run, keep-alive",
                repeated(by_ours, REQUESTS),
                repeated(by_sdk, REQUESTS),
                repeated(by_floor, REQUESTS),
                cpu_and_wall("µs", 1e6, Target(of_floor=1.0)),
            )
        ]
