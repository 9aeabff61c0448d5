"""Holds many conversations at once with a server over HTTP, and measures what that costs there.

Used by the cases about load. Clients are as thin as can be, so that they leave the machine to the server: a
socket each, no library. They look at their run as our client does, as often as the server says. Meanwhile
somebody else looks at a run that has ended, at a steady rate, and notes how long that takes.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from statistics import quantiles
from urllib.parse import urlsplit

from payloads import JSON, encoded
from served import Served

FIRST_WAIT = 0.15
"""Seconds from a run's creation to the first look, as our client waits."""

USUAL_WAIT = 1.0
"""Seconds between two looks where the server does not say."""

PROBES = 20
"""How often in a second the run that has ended is looked at."""

AGAIN = 0.05
"""Seconds after which it is asked again whether the last run has ended."""

WORKING = frozenset({"queued", "in_progress"})


class Connection:
    """A connection to a server that is kept alive."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def request(self, method: str, path: str, body: bytes = b"") -> tuple[JSON, float | None]:
        """Send a request; return the answer's object, and after how many seconds to look again if it says."""
        head, content = await self.exchange(method, f"/v1{path}", body)
        advice = re.search(rb"openai-poll-after-ms: (\d+)", head)
        return json.loads(content), int(advice[1]) / 1000 if advice else None

    async def exchange(self, method: str, path: str, body: bytes = b"") -> tuple[bytes, bytes]:
        """Send a request; return head and body of the answer."""
        kind = "content-type: application/json\r\n" if body else ""
        head = f"{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n{kind}content-length: {len(body)}\r\n\r\n"
        self.writer.write(head.encode() + body)
        answered = await self.reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", answered)
        assert length
        content = await self.reader.readexactly(int(length[1]))
        if b" 200 " not in answered[:16]:
            raise RuntimeError(f"{method} {path} was answered with {answered[:40]!r} {content!r}")
        return answered, content

    async def count_in_hand(self) -> int:
        """Return how many runs the server works on."""
        _, metrics = await self.exchange("GET", "/metrics")
        found = re.search(rb"^assistants_v2_runs_in_hand (\d+)", metrics, re.MULTILINE)
        assert found
        return int(found[1])


@asynccontextmanager
async def connecting(served: Served, number: int) -> AsyncGenerator[Sequence[Connection]]:
    """Open a number of connections; a server closes those on which nothing comes for a while."""
    parts = urlsplit(served.base_url)
    opened = [await asyncio.open_connection(parts.hostname, parts.port) for _ in range(number)]
    try:
        yield [Connection(*each) for each in opened]
    finally:
        for _, writer in opened:
            writer.close()


@dataclass(frozen=True)
class Conversation:
    """What each client does.

    Attributes:
        model: The model that runs name.
        shortest_wait: Seconds between two looks at least, 0 by default.
    """

    model: str
    shortest_wait: float = 0.0

    async def begin(self, connection: Connection) -> bytes:
        """Make an assistant, and return the body of the requests that ask it something."""
        made, _ = await connection.request("POST", "/assistants", encoded({"model": self.model}))
        said = {"role": "user", "content": "Could you tell me how many days of leave I have left this year?"}
        return encoded({"assistant_id": made["id"], "model": self.model, "thread": {"messages": [said]}})

    async def hold(self, connection: Connection, body: bytes) -> int:
        """Open a thread, run it, and return with how many looks the end was seen."""
        run, _ = await connection.request("POST", "/threads/runs", body)
        wait, looks = FIRST_WAIT, 0
        while run["status"] in WORKING:
            await asyncio.sleep(max(wait, self.shortest_wait))
            run, advice = await connection.request("GET", path_of(run))
            wait = USUAL_WAIT if advice is None else advice
            looks += 1
        if run["status"] != "completed":
            raise RuntimeError(f"a run is {run['status']}: {run.get('last_error')}")
        return looks


@dataclass
class Prober:
    """Looks at a run at a steady rate, and notes how long each look takes from when it was due."""

    connection: Connection
    path: str
    rate: int
    seconds: list[float] = field(default_factory=list[float])

    async def probe(self) -> None:
        """Look until cancelled; one that comes late does not make the others late."""
        due = time.perf_counter()
        while True:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            await self.connection.request("GET", self.path)
            self.seconds.append(time.perf_counter() - due)
            due += 1 / self.rate


def path_of(run: JSON) -> str:
    """Return the path of a run."""
    return f"/threads/{run['thread_id']}/runs/{run['id']}"


async def hold_many(
    served: Served, conversation: Conversation, clients: int, each: int, probes: int = PROBES
) -> dict[str, float]:
    """Have so many clients hold so many conversations each, and return what that came to.

    Args:
        served: The server.
        conversation: How each conversation goes.
        clients: How many hold one at a time.
        each: How many each of them holds.
        probes: How often in a second somebody else looks, 20 by default.
    """
    async with connecting(served, 1) as (probing,):
        body = await conversation.begin(probing)
        ended, _ = await probing.request("POST", "/threads/runs", await Conversation("m").begin(probing))
        await asyncio.sleep(USUAL_WAIT)
        prober = Prober(probing, path_of(ended), probes)

        async def converse(connection: Connection) -> int:
            return sum([await conversation.hold(connection, body) for _ in range(each)])

        async with connecting(served, clients) as connections:
            began, cpu = time.perf_counter(), served.cpu()
            probe = asyncio.create_task(prober.probe())
            looks = await asyncio.gather(*map(converse, connections))
            cpu, seconds = served.cpu() - cpu, time.perf_counter() - began
            probe.cancel()
    runs = clients * each
    percentiles = quantiles(prober.seconds, n=100)
    return {
        "rate": runs / seconds,
        "seconds": seconds,
        "cpu": cpu / runs,
        "looks": sum(looks) / runs,
        "p50": percentiles[49],
        "p99": percentiles[98],
        "longest": max(prober.seconds),
    }


async def begin_at_once(
    served: Served, conversation: Conversation, runs: int, least: float
) -> dict[str, float]:
    """Begin so many runs at once, and return when the last of them ended, seen or not.

    Args:
        served: The server.
        conversation: How each run goes.
        runs: How many.
        least: Seconds that a run takes at least; before that nobody asks whether the last one has ended.
    """
    async with connecting(served, 1) as (first,):
        body = await conversation.begin(first)
        await conversation.hold(first, await Conversation("m").begin(first))
    async with connecting(served, runs + 1) as (watching, *connections):
        began = time.perf_counter()
        clients = [asyncio.create_task(conversation.hold(each, body)) for each in connections]
        await asyncio.sleep(least)
        while await watching.count_in_hand():  # noqa: ASYNC110  who could say so is another process
            await asyncio.sleep(AGAIN)
        ended = time.perf_counter() - began
        looks = await asyncio.gather(*clients)
        seen = time.perf_counter() - began
    return {"ended": ended, "seen": seen, "looks": sum(looks) / runs}


async def look_again(served: Served, model: str, runs: int, looks: int) -> dict[str, float]:
    """Make runs that take long, and return what so many looks at them cost, eight at a time."""
    async with connecting(served, 1) as (first,):
        body = await Conversation(model).begin(first)
        made = [(await first.request("POST", "/threads/runs", body))[0] for _ in range(runs)]
        await asyncio.sleep(USUAL_WAIT)  # until all have been begun
    async with connecting(served, 8) as connections:

        async def look(first: int, connection: Connection) -> None:
            for number in range(first, looks, len(connections)):
                await connection.request("GET", path_of(made[number % runs]))

        began, cpu = time.perf_counter(), served.cpu()
        await asyncio.gather(*[look(*each) for each in enumerate(connections)])
        cpu, seconds = served.cpu() - cpu, time.perf_counter() - began
    return {"cpu": cpu / looks, "rate": looks / seconds}


async def watch_memory(served: Served, clients: int, runs: int, warm: int) -> dict[str, float]:
    """Hold conversations, so many of them before the memory is taken to be what it stays at."""
    started = served.memory()
    await hold_many(served, Conversation("rehearsal"), clients, warm // clients)
    warmed = served.memory()
    await hold_many(served, Conversation("rehearsal"), clients, (runs - warm) // clients)
    return {"started": started, "warmed": warmed, "ended": served.memory(), "grown": served.memory() - warmed}
