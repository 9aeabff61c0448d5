"""Many streamed conversations while connections are cut and a fifth of all requests goes wrong.

In each conversation the first connections end at random bytes, in the middle of whatever comes back then. Its
words must be those of the same conversation without any of that. `CHAOS=2000` in the environment holds 500
conversations instead of a few; the seed, which `SEED=1` changes, decides what happens to each.
"""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import Any

import httpx
import pytest
from assistants_v2 import Assistants, AsyncAssistants
from assistants_v2.testing import FaultServer
from assistants_v2_server import local_transport
from assistants_v2_server.faults.server import STREAM_HEADER
from attrs import define, field

from ..seams import hasten
from .audit import Findings, audit
from .conversations import Conversation, Tools, converse, do, each, enter, new_assistant
from .cutting import Cut, cutting_proxy
from .fault_server import fault_server

SEED = int(os.environ.get("SEED") or 20260826)
RATE = 0.2
CONVERSATIONS = int(os.environ.get("CHAOS") or 80) // 4
AT_ONCE = 10
"""Conversations that are held side by side."""

CUTS = 3
"""Connections of a conversation that are cut."""

LENGTH = 12_000
"""Bytes of answers within which a connection is cut; a whole conversation has about twice as many."""

PATIENT = 20
"""How often requests are sent again: every conversation is to come to its end."""


@define
class Reader:
    """Takes runs to their end by their streams, and notes what must not be.

    Attributes:
        wrong: One sentence for each thing.
        recovered: How many events were made up.
    """

    wrong: list[str] = field(factory=list[str])
    recovered: int = 0

    async def read(self, client: Any, thread_id: str, *, assistant_id: str, tools: Tools) -> str:
        """Take a run to its end, and return its text; what was told must be that, each piece once."""
        stream = client.threads.runs.stream(thread_id, assistant_id=assistant_id, functions=tools.functions)
        said, seen = list[str](), Counter[str]()
        entered = await enter(stream)
        try:
            async for event in each(entered):
                self.recovered += event.recovered
                if event.event == "thread.message.delta":
                    said += [block.text.value for block in event.data.delta.content]
                elif event.event.endswith((".completed", ".created")):
                    seen[f"{event.event} of {event.data.id}"] += 1
            result = await do(entered.result())
        finally:
            await do(stream.close())
        if "".join(said) != result.text:
            self.wrong.append(f"{thread_id}: told {said}, which is not {result.text!r}")
        self.wrong += [f"{thread_id}: {times} times {name}" for name, times in seen.items() if times > 1]
        return str(result.text)


class Hall:
    """Where conversations are held.

    Args:
        faulty: The server.
        assistant_id: Whom they are held with.
        tools: What it calls.
        reader: Who reads them.
    """

    def __init__(self, faulty: FaultServer, assistant_id: str, tools: Tools, reader: Reader) -> None:
        self.faulty = faulty
        self.assistant_id = assistant_id
        self.tools = tools
        self.reader = reader

    def hold_all(self, kind: Any, numbers: Sequence[int]) -> list[Conversation]:
        """Hold conversations with clients of one kind, each in a thread of its own."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return [*pool.map(lambda number: asyncio.run(self.hold(kind, number)), numbers)]

    async def hold(self, kind: Any, number: int) -> Conversation:
        """Hold one conversation, over connections that are cut; reading certificates would take too long."""
        dice = Random(f"{SEED}|{number}")
        cuts = [Cut(after=dice.randrange(LENGTH), resets=dice.random() < 0.5) for _ in range(CUTS)]
        transports = {Assistants: httpx.HTTPTransport, AsyncAssistants: httpx.AsyncHTTPTransport}
        with cutting_proxy(self.faulty.address, cuts) as proxy:
            client = kind(
                base_url=proxy.base_url,
                headers={STREAM_HEADER: str(number)},
                idempotency_metadata="nonce",
                max_retries=PATIENT,
                transport=transports[kind](verify=False),
            )
            hasten(client)
            try:
                return await converse(
                    client,
                    number,
                    assistant_id=self.assistant_id,
                    tools=self.tools,
                    execution=self.reader.read,
                )
            finally:
                await do(client.close())


def held_in_peace(numbers: Sequence[int]) -> list[list[str]]:
    """Return the answers of the same conversations where nothing goes wrong."""
    tools, reader = Tools(), Reader()
    transport = local_transport()
    with Assistants(base_url="http://host/v1", api_key="", transport=transport) as client:
        assistant_id = new_assistant(transport.server)
        options: Any = {"assistant_id": assistant_id, "tools": tools, "execution": reader.read}
        told = [asyncio.run(converse(client, number, **options)) for number in numbers]
    assert ([], 0) == (reader.wrong, reader.recovered)
    return [conversation.answers for conversation in told]


@pytest.mark.parametrize("kind", [Assistants, AsyncAssistants])
def test_streams_survive_cuts_and_faults(kind: Any) -> None:
    """Every text is the undisturbed one, no tool runs twice, no word comes twice, and no run is left."""
    tools, reader, numbers = Tools(), Reader(), range(CONVERSATIONS // 2)
    with fault_server(seed=SEED, rate=RATE, streams=True) as faulty:
        hall = Hall(faulty, new_assistant(faulty.backend), tools, reader)
        told = hall.hold_all(kind, numbers)
        found = audit(faulty.backend, told, tools)
        struck = len(faulty.struck) / len(faulty.log)
    # Whether a thread was created is not looked up: a second one would do no harm, so that is for the caller.
    assert [] == [repr(each.error) for each in told if each.error and each.thread_id]
    assert Findings() == found
    assert [] == reader.wrong
    begun = [each for each in told if each.thread_id]
    assert held_in_peace([each.number for each in begun]) == [each.answers for each in begun]
    assert struck == pytest.approx(RATE, rel=0.35)
    assert len(begun) > len(told) / 2
    assert reader.recovered > len(begun)
