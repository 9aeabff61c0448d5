"""Many conversations while a fifth of all requests goes wrong: nothing is lost, doubled or left behind.

`CHAOS=2000` in the environment holds so many conversations instead of a few. What happens to each is
decided by its number and the seed, which `SEED=1` changes.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from assistants_v2 import Assistants, AsyncAssistants
from assistants_v2.testing import FaultServer
from assistants_v2_server.faults.server import STREAM_HEADER

from .audit import Findings, audit
from .conversations import Conversation, Tools, converse, do, new_assistant
from .fault_server import fault_server

SEED = int(os.environ.get("SEED") or 20260826)
RATE = 0.2
CONVERSATIONS = int(os.environ.get("CHAOS") or 60)
AT_ONCE = 30
"""Conversations that are held side by side."""


@pytest.mark.parametrize("colour", ["blocking", "async"])
def test_conversations_survive_faults(colour: str) -> None:
    """At 20 % faults nothing happens twice, nothing is lost, no run stays active, every error is typed."""
    tools = Tools()
    numbers = range(CONVERSATIONS // 2)
    with fault_server(seed=SEED, rate=RATE) as faulty:
        hall = Hall(faulty, new_assistant(faulty.backend), tools)
        told = hall.blocking(numbers) if colour == "blocking" else asyncio.run(hall.cooperative(numbers))
        found = audit(faulty.backend, told, tools)
        struck = len(faulty.struck) / len(faulty.log)
    assert Findings() == found
    assert RATE == pytest.approx(struck, rel=0.25)
    # Most get through: a client that gives up at every fault would pass all of the above.
    assert sum(each.error is None for each in told) >= len(told) / 2


class Hall:
    """Where conversations are held, a few at once, each with a client and a stream of faults of its own.

    Args:
        faulty: The server.
        assistant_id: Who answers.
        tools: What may be called.
        api_key: The key of each client; none by default.
    """

    def __init__(self, faulty: FaultServer, assistant_id: str, tools: Tools, api_key: str = "") -> None:
        self.faulty = faulty
        self.assistant_id = assistant_id
        self.tools = tools
        self.api_key = api_key

    def blocking(self, numbers: Sequence[int]) -> list[Conversation]:
        """Hold conversations with blocking clients, in threads."""

        def hold(number: int) -> Conversation:
            return asyncio.run(self.hold(Assistants, httpx.HTTPTransport(verify=False), number))

        with ThreadPoolExecutor(AT_ONCE) as pool:
            return [*pool.map(hold, numbers)]

    async def cooperative(self, numbers: Sequence[int]) -> list[Conversation]:
        """Hold conversations with async clients, in tasks."""
        places = asyncio.Semaphore(AT_ONCE)

        async def hold(number: int) -> Conversation:
            async with places:
                return await self.hold(AsyncAssistants, httpx.AsyncHTTPTransport(verify=False), number)

        return [*await asyncio.gather(*map(hold, numbers))]

    async def hold(self, kind: Any, transport: Any, number: int) -> Conversation:
        """Hold one conversation; reading certificates that nobody needs would take longer than that."""
        client = kind(
            base_url=self.faulty.base_url,
            api_key=self.api_key,
            headers={STREAM_HEADER: str(number)},
            idempotency_metadata="nonce",
            transport=transport,
        )
        try:
            return await converse(client, number, assistant_id=self.assistant_id, tools=self.tools)
        finally:
            await do(client.close())
