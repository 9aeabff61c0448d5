"""Iterating over 10,000 messages in pages of 100, over loopback."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpx
from clients import bare, official, ours
from harness import Comparison, Target, agree, cpu_and_wall, repeated
from loopback import MESSAGES, PAGE, serving
from payloads import THREAD


def walk(http: httpx.Client) -> Iterator[Any]:
    """Yield all messages, as dicts, the way one writes it without a library."""
    query: dict[str, str | int] = {"limit": PAGE, "order": "asc"}
    while True:
        page = json.loads(http.get(f"/threads/{THREAD}/messages", params=query).content)
        yield from page["data"]
        if not page["has_more"]:
            return
        query["after"] = page["last_id"]


@contextmanager
def comparisons() -> Generator[Sequence[Comparison]]:
    with serving() as url, ours(url) as client, official(url) as sdk, bare(url) as http:

        def by_ours() -> int:
            messages = client.threads.messages.list(THREAD, limit=PAGE, order="asc")
            return len({message.id for message in messages})

        def by_sdk() -> int:
            messages = sdk.beta.threads.messages.list(THREAD, limit=PAGE, order="asc")
            return len({message.id for message in messages})

        def by_floor() -> int:
            return len({message["id"] for message in walk(http)})

        agree("the number of messages", MESSAGES, by_ours(), by_sdk(), by_floor())
        yield [
            Comparison(
                "10,000 messages in pages of 100, each",
                repeated(by_ours, 1, MESSAGES),
                repeated(by_sdk, 1, MESSAGES),
                repeated(by_floor, 1, MESSAGES),
                cpu_and_wall("µs", 1e6, Target(of_sdk=4, of_floor=1.5)),
            )
        ]
