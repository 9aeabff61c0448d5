"""A page of 100 objects from bytes to typed objects, without network.

Ours reads it as the endpoints do. The SDK parses an answer that it has received, which is what its list
methods do with it; it keeps what it parsed, so each parse gets an answer of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from itertools import repeat
from typing import Any

import httpx
import httpx2
from assistants_v2_raw.models import MessageList, RunList, RunStepList
from assistants_v2_raw.types import read_body
from clients import official
from harness import Comparison, Sample, Target, agree, cpu_and_wall, repeated, timed
from loopback import RUN
from payloads import JSON, THREAD, encoded, message, page, run, step

PAGE = 100
TIMES = 10
HEADERS = {"content-type": "application/json"}


def comparison(what: str, model: Any, body: JSON, ask_sdk: Callable[[Any], Any], of_sdk: float) -> Comparison:
    """Return the comparison for one kind of page.

    Args:
        what: What is on the page.
        model: Our class of the page.
        body: The page.
        ask_sdk: Lists through the SDK's `beta.threads`, for an answer not yet parsed.
        of_sdk: The target.
    """
    content = encoded(body)
    response = httpx.Response(200, headers=HEADERS, content=content)
    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, headers=HEADERS, content=content))
    sdk = official("http://127.0.0.1/v1", transport)

    def by_sdk() -> Sample:
        return timed(lambda answer: answer.parse(), (ask_sdk(sdk.beta.threads) for _ in range(TIMES)))

    ours, theirs = read_body(model, response), ask_sdk(sdk.beta.threads).parse()
    agree(f"a page of {what}", body, ours.to_dict(), json.loads(content))
    agree(f"the last of {what}", body["data"][-1]["id"], ours.data[-1].id, theirs.data[-1].id)
    return Comparison(
        f"decode {what}",
        lambda: timed(lambda answer: read_body(model, answer), repeat(response, TIMES)),
        by_sdk,
        repeated(lambda: json.loads(content), TIMES),
        cpu_and_wall("ms", 1e3, Target(of_sdk=of_sdk)),
    )


@contextmanager
def comparisons() -> Generator[Sequence[Comparison]]:
    yield [
        comparison(
            "100 messages",
            MessageList,
            page([message(number) for number in range(PAGE)]),
            lambda threads: threads.messages.with_raw_response.list(THREAD),
            of_sdk=6,
        ),
        comparison(
            "100 runs with five tools",
            RunList,
            page([run(number, tools=5) for number in range(PAGE)]),
            lambda threads: threads.runs.with_raw_response.list(THREAD),
            of_sdk=2.2,
        ),
        comparison(
            "100 steps",
            RunStepList,
            page([step(number) for number in range(PAGE)]),
            lambda threads: threads.runs.steps.with_raw_response.list(RUN, thread_id=THREAD),
            of_sdk=3,
        ),
    ]
