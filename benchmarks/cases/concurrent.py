"""500 retrieves by an async client with 50 always under way: what a library costs a busy event loop."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Generator, Sequence
from contextlib import contextmanager
from typing import Any

import httpx
from assistants_v2 import AsyncAssistants
from clients import KEY
from harness import Comparison, Contestant, Target, agree, cpu_and_wall, timed
from loopback import RUN, serving
from payloads import THREAD

REQUESTS = 500
TOGETHER = 50

Retrieve = Callable[[], Awaitable[Any]]


async def retrieve_all(retrieve: Retrieve) -> None:
    """Do all requests, so many at once."""
    left = iter(range(REQUESTS))

    async def work() -> None:
        for _ in left:
            await retrieve()

    await asyncio.gather(*(work() for _ in range(TOGETHER)))


@contextmanager
def comparisons() -> Generator[Sequence[Comparison]]:
    from openai import AsyncOpenAI

    with serving() as url, asyncio.Runner() as runner:
        client = AsyncAssistants(base_url=url, api_key=KEY)
        sdk: Any = AsyncOpenAI(base_url=url, api_key=KEY)
        headers = {"Authorization": f"Bearer {KEY}", "OpenAI-Beta": "assistants=v2"}
        http = httpx.AsyncClient(base_url=url, headers=headers)

        def by_ours() -> Awaitable[Any]:
            return client.threads.runs.retrieve(RUN, thread_id=THREAD)

        def by_sdk() -> Awaitable[Any]:
            retrieved: Awaitable[Any] = sdk.beta.threads.runs.retrieve(RUN, thread_id=THREAD)
            return retrieved

        async def by_floor() -> Any:
            return json.loads((await http.get(f"/threads/{THREAD}/runs/{RUN}")).content)

        async def found(retrieve: Retrieve) -> Any:
            return await retrieve()

        def contestant(retrieve: Retrieve) -> Contestant:
            def batch(_: None) -> None:
                runner.run(retrieve_all(retrieve))

            return lambda: timed(batch, [None], REQUESTS)

        ours, theirs, floor = (runner.run(found(one)) for one in (by_ours, by_sdk, by_floor))
        agree("the run", RUN, ours.id, theirs.id, floor["id"])
        yield [
            Comparison(
                f"retrieve a run, {TOGETHER} at once, async",
                contestant(by_ours),
                contestant(by_sdk),
                contestant(by_floor),
                cpu_and_wall("µs", 1e6, Target(of_sdk=1.6)),
            )
        ]
        for closing in (client.close(), sdk.close(), http.aclose()):
            runner.run(closing)
