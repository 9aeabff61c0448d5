"""Kills servers at random moments, locks their file and fills their disk, and counts what was lost.

    python -m tests.crash.storm --kills 200 --stops 50 --seed 1

Two processes serve one file, a third opens and closes it to look, and clients hold conversations with the
two. When enough have been killed, servers are left in peace until all runs rest; then what clients were told,
and what the model was asked, is compared with what the servers hold.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

import httpx
from attrs import evolve, frozen

from .audit import Findings, Thread, audit, count_faults
from .clients import Client
from .endpoint import ModelEndpoint
from .file_audit import audit_files
from .file_reading import Held, list_leftovers, read_files
from .keepers import Keeper
from .line import Line
from .notes import Notes
from .reading import check, list_threads, read_all, try_all, wait_for_rest
from .secrecy import Collector
from .servers import Fleet, Server, measure_stops
from .weather import Weather

SERVERS = 2
"""Processes that serve at the same time."""

PATIENCE = 90.0
"""Seconds that runs get to come to rest once nobody disturbs them; they would live for ten minutes."""

_REPORT = 60.0
"""Seconds between two lines that tell how far a storm is."""


@frozen
class Size:
    """How a storm is.

    Attributes:
        kills: How many processes are killed.
        stops: How many are sent SIGTERM.
        clients: How many clients hold conversations at a time.
        keepers: How many others keep files.
        longest_life: Seconds that a process serves at most.
        longest_lock: Seconds that the file is locked at most.
        longest_full: Seconds that the disk is full at most.
        longest_calm: Seconds between two troubles at most.
    """

    kills: int
    stops: int
    clients: int = 6
    keepers: int = 2
    longest_life: float = 4.0
    longest_lock: float = 9.0
    longest_full: float = 3.0
    longest_calm: float = 8.0

    def deal(self, dice: Random) -> list[signal.Signals]:
        """Return the signals in a random order."""
        signals = [signal.SIGKILL] * self.kills + [signal.SIGTERM] * self.stops
        dice.shuffle(signals)
        return signals


async def blow(size: Size, seed: int, folder: Path, *, keeps_logs: bool = False) -> tuple[Notes, Findings]:
    """Have a storm on a file in a folder; return what was written down, and what is wrong."""
    notes, path = Notes(), folder / "storm.db"
    dice = Random(f"{seed} weather")
    weather = Weather(path, dice, notes.troubles, size.longest_calm, size.longest_lock, size.longest_full)
    collector = Collector(notes)
    with ModelEndpoint(notes.asks.append).serve() as url, collector.serve() as collector_url:
        logs = folder if keeps_logs else None
        fleet = Fleet(path, f"{url}/v1", collector_url, notes, weather, Random(f"{seed} fleet"), logs)
        try:
            async with httpx.AsyncClient(timeout=60, trust_env=False, verify=False) as http:
                held = await _Storm(size, seed, fleet, http).pass_by()
            await fleet.end_all()
        finally:
            fleet.kill_all()
    if not collector.spans:
        notes.strange.append("no spans came")
    threads, files = held
    findings = audit(notes, threads, await check(path))
    audit_files(findings, notes, files, list_leftovers(path))
    return notes, findings


@frozen
class _Storm:
    """A storm and the peace after it."""

    size: Size
    seed: int
    fleet: Fleet
    http: httpx.AsyncClient

    async def pass_by(self) -> tuple[list[Thread], Held]:
        """Have it pass by, and return what is held afterwards."""
        line = self._make_line("reader")
        first = await self.fleet.start_until_serving()
        assistant = await line.send("POST", "/assistants", {"model": "m"})
        thread = await line.send("POST", "/threads", {"metadata": {"talk": "0"}})
        told = line.notes.begin()
        told.made, told.thread_id = "yes", thread.body["id"]
        over = asyncio.Event()
        clients = [
            Client(self._make_line(f"client {number}"), assistant.body["id"], over)
            for number in range(self.size.clients)
        ]
        keepers = [Keeper(self._make_line(f"keeper {number}"), over) for number in range(self.size.keepers)]
        talks = [asyncio.create_task(client.converse()) for client in clients]
        talks += [asyncio.create_task(keeper.keep()) for keeper in keepers]
        await self._disturb(first, thread.body["id"])
        over.set()
        # The last signal may have left somebody alive.
        more = [self.fleet.start_until_serving() for _ in range(SERVERS - len(self.fleet.servers))]
        await asyncio.gather(*talks, *more)
        threads = await _read_in_peace(line, assistant.body["id"])
        return threads, await read_files(line, PATIENCE)

    async def _disturb(self, first: Server, thread_id: str) -> None:
        """Have processes live and die, and all else that goes wrong, until there are no more signals."""
        fleet, signals = self.fleet, self.size.deal(Random(f"{self.seed} signals"))
        aside = [
            asyncio.create_task(each)
            for each in (fleet.look_on(thread_id), fleet.weather.blow(), self._report(signals))
        ]
        await first.end(signals.pop())
        await asyncio.gather(*(fleet.live_and_die(signals, self.size.longest_life) for _ in range(SERVERS)))
        for task in aside:
            task.cancel()
        for ended in await asyncio.gather(*aside, return_exceptions=True):
            if not isinstance(ended, asyncio.CancelledError):
                raise AssertionError("something that was to go on has ended") from ended

    async def _report(self, signals: Sequence[signal.Signals]) -> None:
        """Tell how far it is, now and then."""
        while True:
            await asyncio.sleep(_REPORT)
            sys.stderr.write(f"{len(signals)} processes are still to be ended\n")

    def _make_line(self, name: str) -> Line:
        return Line(self.fleet, self.http, self.fleet.notes, Random(f"{self.seed} {name}"))


async def _read_in_peace(line: Line, assistant_id: str) -> list[Thread]:
    """Return all that is held, once all rests; and whether all goes on."""
    threads = await list_threads(line)
    await wait_for_rest(line, threads, PATIENCE)
    held = await try_all(line, await read_all(line, threads), assistant_id)
    working = await wait_for_rest(line, threads, PATIENCE)
    late = "a run that was made after the storm does not end"
    return [
        evolve(thread, refusal=thread.refusal or late) if thread.id in working else thread for thread in held
    ]


def tell(notes: Notes, findings: Findings, seed: int, took: float) -> str:
    """Return what there is to say of a storm, in one line."""
    ends = Counter(life.signal for life in notes.lives if life.signalled is not None)
    kinds = Counter(trouble.kind for trouble in notes.troubles)
    runs = [run for told in notes.conversations for run in told.runs if run.id is not None]
    facts = [
        f"seed {seed}, {took:.0f} s: {ends[signal.SIGKILL]} kills, {ends[signal.SIGTERM] - SERVERS} stops",
        f"{kinds['lock']} locks, {kinds['full']} full disks",
        f"{len(notes.conversations)} threads, {len(runs)} runs, {len(notes.asks)} model calls",
        f"{len(notes.papers)} files, {sum(len(store.entries) for store in notes.stores)} in vector stores",
        f"slowest stop {max(measure_stops(notes.lives), default=0.0):.1f} s",
        *(f"{count} {name.replace('_', ' ')}" for name, count in count_faults(findings).items()),
    ]
    return "; ".join(facts)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(description="Kill servers in a storm, and count what was lost.")
    add = parser.add_argument
    add("--kills", type=int, default=200, help="how many processes are killed")
    add("--stops", type=int, default=50, help="how many are sent SIGTERM")
    add("--seed", type=int, default=1, help="decides what happens, and when")
    add("--short", action="store_true", help="have shorter lives and troubles")
    add("--folder", type=Path, help="where the file and logs are kept; gone by default")
    chosen = parser.parse_args(arguments)
    size = Size(chosen.kills, chosen.stops)
    if chosen.short:
        size = evolve(size, longest_life=2.0, longest_lock=1.5, longest_full=0.5, longest_calm=3.0)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        notes, findings = asyncio.run(blow(size, chosen.seed, folder, keeps_logs=chosen.folder is not None))
    faults = count_faults(findings)
    for name in faults:
        sys.stdout.writelines(f"{name}: {sentence}\n" for sentence in getattr(findings, name))
    sys.stdout.write(tell(notes, findings, chosen.seed, time.monotonic() - began) + "\n")
    return 1 if faults.total() else 0


if __name__ == "__main__":
    sys.exit(main())
