"""Has doors, workers and their database die while clients converse, and counts what was lost.

    python -m tests.cluster.storm --conversations 2000 --seed 1

Two doors and four workers are processes on one PostgreSQL. When all conversations have been held, they are
left in peace until all runs rest; then what clients were told, and what the model was asked, is compared with
what is held. `tests/crash/storm.py` is the same for one file.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from pathlib import Path
from random import Random
from urllib.parse import urlsplit, urlunsplit

import httpx
import psycopg
from assistants_v2 import Assistants, AsyncAssistants
from attrs import asdict, define, evolve, field, frozen

from ..crash.audit import Findings, Thread, audit, count_faults
from ..crash.clients import Client
from ..crash.line import Line
from ..crash.notes import Notes
from ..crash.reading import list_threads, read_all, try_all, wait_for_rest
from ..databases.clusters import Cluster
from ..faults.conversations import do
from .crew import Crew, Post
from .endpoint import asking, read_asks
from .relay import Relay
from .remains import list_remains
from .talks import Program, open_client
from .troubles import Lengths, Troubles

PATIENCE = 90.0
"""Seconds that runs get to come to rest once nobody disturbs them; they would live for ten minutes."""

_HELD = 30.0
"""Seconds that a program's connection waits while there is no door, as one to a proxy does."""

_REPORT = 30.0
"""Seconds between two lines that tell how far a storm is."""

_TRIED = 200
"""Threads that are asked afterwards to go on, at most."""


@frozen
class Size:
    """How a storm is.

    Attributes:
        conversations: How many are held.
        counts: How many troubles there are of each kind.
        doors: How many doors there are.
        workers: How many workers.
        plain: Clients that send plain requests.
        programs: Clients of each of four kinds: blocking and async, polled and streamed.
        limit: Seconds after which it is given up.
    """

    conversations: int
    counts: Mapping[str, int]
    doors: int = 2
    workers: int = 4
    plain: int = 12
    programs: int = 8
    limit: float = 1200.0


LONG = Size(
    2000,
    {
        "kill worker": 40,
        "kill door": 16,
        "end worker": 8,
        "end door": 4,
        "still worker": 14,
        "still door": 4,
        "stop database": 5,
        "crash database": 5,
        "terminate": 60,
        "cut": 20,
        "silence": 4,
    },
)
SHORT = Size(
    100,
    {
        "kill worker": 3,
        "kill door": 1,
        "end worker": 1,
        "still worker": 1,
        "stop database": 1,
        "crash database": 1,
        "terminate": 3,
        "cut": 2,
    },
    plain=4,
    programs=3,
    limit=280.0,
)


@define(eq=False)
class Storm:
    """A storm and the peace after it.

    Attributes:
        size: How it is.
        seed: Decides what happens.
        folder: Where notes are kept meanwhile.
        logs: A folder for what processes write; None to keep nothing.
        notes: What is written down.
        stage: What it is at, for whoever wants to know why it does not end.
        troubles: What goes wrong; None before anything can.
    """

    size: Size
    seed: int
    folder: Path
    logs: Path | None = None
    notes: Notes = field(factory=Notes)
    stage: str = "starting"
    troubles: Troubles | None = None

    async def blow(self) -> Findings:
        """Have it pass by, and return what is wrong afterwards.

        Raises:
            TimeoutError: It did not end in time.
        """
        asks = self.folder / "asks.jsonl"
        asks.touch()
        async with asyncio.timeout(self.size.limit), AsyncExitStack() as stack:
            cluster = await asyncio.to_thread(Cluster)
            stack.callback(cluster.close)
            admin = await asyncio.to_thread(make_database, cluster.url)
            parts = urlsplit(admin)
            relay = Relay(lambda: (str(parts.hostname), int(parts.port or 0)))
            await stack.enter_async_context(relay.open())
            relayed = urlunsplit(parts._replace(netloc=f"postgres@127.0.0.1:{relay.address[1]}"))
            model_url = await stack.enter_async_context(asking(asks))
            crew = self._gather_crew((admin, relayed), f"{model_url}/v1")
            stack.callback(crew.kill_all)
            self.troubles = Troubles(
                crew, cluster, admin, relay, self.notes, Random(f"{self.seed} troubles"), Lengths()
            )
            stack.callback(_cancel, reporting := asyncio.create_task(self._report()))
            held = await self._pass_by(crew, self.troubles)
            self.stage = "looking for what is left"
            remains = await asyncio.to_thread(list_remains, admin, PATIENCE)
            self.stage = "ending"
            await crew.end_all()
            _cancel(reporting)
        self.notes.asks += read_asks(asks)
        if self.logs is not None:
            lives = [*map(asdict, self.notes.lives), *map(asdict, self.notes.troubles)]
            (self.logs / "lives.jsonl").write_text(
                "".join(f"{json.dumps(each)}\n" for each in lives), "utf-8"
            )
        findings = audit(self.notes, held)
        findings.left += remains
        return findings

    def tell(self) -> str:
        """Return how far it is, in a line."""
        troubles = self.troubles
        ended = sum(run.end is not None for told in self.notes.conversations for run in told.runs)
        facts = [f"{self.stage}: {len(self.notes.conversations)} conversations begun, {ended} runs ended"]
        if troubles is not None:
            going_on = ", ".join(f"{count} {kind}" for kind, count in (+troubles.going_on).items())
            there = sum(post.is_served for post in troubles.crew.posts)
            facts += [f"{troubles.happened.total()} troubles over, now {going_on or 'none'}"]
            facts += [f"{there} of {len(troubles.crew.posts)} processes there"]
        return "; ".join(facts)

    def _gather_crew(self, databases: tuple[str, str], model_url: str) -> Crew:
        posts = [Post("door") for _ in range(self.size.doors)]
        posts += [Post("worker") for _ in range(self.size.workers)]
        return Crew(databases, model_url, self.notes, Random(f"{self.seed} crew"), posts, self.logs)

    async def _pass_by(self, crew: Crew, troubles: Troubles) -> list[Thread]:
        """Have all conversations held, with all troubles; return what is held in peace."""
        crew.start()
        await crew.wait_until_served()
        async with httpx.AsyncClient(timeout=60, trust_env=False, verify=False) as http:
            line = Line(crew, http, self.notes, Random(f"{self.seed} reader"))
            assistant = await line.send("POST", "/assistants", {"model": "m"})
            self.stage = "conversing"
            front = Relay(crew.choose_door, _HELD)
            async with front.open(), asyncio.TaskGroup() as group:
                group.create_task(troubles.make_all(self.size.counts, self.size.conversations))
                self._begin_plain(group, http, crew, assistant.body["id"])
                group.create_task(self._hold_programs(front, assistant.body["id"]))
            self.stage = "coming to rest"
            await crew.wait_until_served()
            return await self._read(line, assistant.body["id"])

    def _begin_plain(
        self, group: asyncio.TaskGroup, http: httpx.AsyncClient, crew: Crew, assistant_id: str
    ) -> None:
        for number in range(self.size.plain):
            line = Line(crew, http, self.notes, Random(f"{self.seed} client {number}"))
            client = Client(line, assistant_id, asyncio.Event(), self.size.conversations)
            group.create_task(client.converse())

    async def _hold_programs(self, front: Relay, assistant_id: str) -> None:
        """Have programs converse: blocking ones in threads, others here."""
        base_url = f"http://127.0.0.1:{front.address[1]}/v1"
        kinds = (Assistants, AsyncAssistants)
        clients = [open_client(kind, base_url) for kind in kinds]
        programs = [
            [
                Program(
                    client,
                    self.notes,
                    assistant_id,
                    self.size.conversations,
                    Random(f"{self.seed} {kind.__name__} {number}"),
                    is_streamed=number % 2 == 0,
                )
                for number in range(2 * self.size.programs)
            ]
            for kind, client in zip(kinds, clients, strict=True)
        ]
        loop = asyncio.get_running_loop()
        pool = ThreadPoolExecutor(2 * self.size.programs)
        try:
            blocking = [loop.run_in_executor(pool, program.converse_blocking) for program in programs[0]]
            await asyncio.gather(*blocking, *(program.converse() for program in programs[1]))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)  # to wait for them would stop what carries them
        for client in clients:
            await do(client.close())

    async def _read(self, line: Line, assistant_id: str) -> list[Thread]:
        """Return all that is held, once all rests; and whether all goes on."""
        threads = await list_threads(line)
        await wait_for_rest(line, threads, PATIENCE)
        self.stage = "reading"
        held = await read_all(line, threads)
        step = max(1, len(held) // _TRIED)
        self.stage = "going on"
        tried = {thread.id: thread for thread in await try_all(line, held[::step], assistant_id)}
        late = await wait_for_rest(line, [*tried], PATIENCE)
        for thread_id in late:
            refusal = tried[thread_id].refusal or "a run that was made after the storm does not end"
            tried[thread_id] = evolve(tried[thread_id], refusal=refusal)
        return [tried.get(thread.id, thread) for thread in held]

    async def _report(self) -> None:
        """Tell how far it is, now and then."""
        while True:
            await asyncio.sleep(_REPORT)
            sys.stderr.write(f"storm: {self.tell()}\n")


def make_database(url: str) -> str:
    """Make the database of a storm; return its address. What it commits is kept, whatever happens."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE storm TEMPLATE template0")
        connection.execute("ALTER DATABASE storm SET synchronous_commit = on")
    return urlunsplit(urlsplit(url)._replace(path="/storm"))


def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()


def tell(storm: Storm, findings: Findings, took: float) -> str:
    """Return what there is to say of a storm, in one line."""
    notes, troubles = storm.notes, storm.troubles
    happened = Counter[str]() if troubles is None else troubles.happened
    runs = [run for told in notes.conversations for run in told.runs if run.id is not None]
    ends = Counter(run.end for run in runs)
    facts = [
        f"seed {storm.seed}, {took:.0f} s: "
        + ", ".join(f"{count} {kind}" for kind, count in happened.items()),
        f"{0 if troubles is None else troubles.cuts} connections cut",
        f"{len(notes.conversations)} conversations, {len(runs)} runs, {len(notes.asks)} model calls",
        f"{ends['completed']} completed, {ends['cancelled']} cancelled",
        *(f"{count} {name.replace('_', ' ')}" for name, count in count_faults(findings).items()),
    ]
    return "; ".join(facts)


async def _blow(storm: Storm) -> Findings:
    """Have it pass by; SIGTERM ends it and all that it has started."""
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    return await storm.blow()


def _run(storm: Storm) -> Findings | None:
    """Have a storm pass by; return None, and say why, if it did not come to its end."""
    try:
        return asyncio.run(_blow(storm))
    except TimeoutError:
        sys.stderr.write(f"storm: given up after {storm.size.limit:g} s while {storm.tell()}\n")
    except asyncio.CancelledError:
        sys.stderr.write(f"storm: asked to end while {storm.tell()}\n")
    except Exception:  # noqa: BLE001  whatever it was, programs that block must not keep this from ending
        sys.stderr.write(f"storm: ended while {storm.tell()}\n{traceback.format_exc()}")
    sys.stderr.flush()
    return None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(description="Have a cluster die in a storm, and count what was lost.")
    add = parser.add_argument
    add("--conversations", type=int, help="how many are held; as many as the size says by default")
    add("--seed", type=int, default=1, help="decides what happens, and when")
    add("--short", action="store_true", help="have few conversations and troubles")
    add("--limit", type=float, help="seconds after which it is given up")
    add("--folder", type=Path, help="where notes and logs are kept; gone by default")
    chosen = parser.parse_args(arguments)
    size = SHORT if chosen.short else LONG
    conversations, limit = chosen.conversations or size.conversations, chosen.limit or size.limit
    size = evolve(size, conversations=conversations, limit=limit)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        storm = Storm(size, chosen.seed, folder, folder if chosen.folder is not None else None)
        findings = _run(storm)
    if findings is None:
        os._exit(2)  # programs that block may still wait for an answer
    faults = count_faults(findings)
    for name in faults:
        sys.stdout.writelines(f"{name}: {sentence}\n" for sentence in getattr(findings, name))
    sys.stdout.write(tell(storm, findings, time.monotonic() - began) + "\n")
    return 1 if faults.total() else 0


if __name__ == "__main__":
    sys.exit(main())
