"""The processes of a storm: some that serve one file and are killed again and again, and one that looks."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from random import Random

from attrs import define, field

from .endpoint import write_key
from .notes import Life, Notes
from .secrecy import find_secret
from .weather import Weather

_MAIN = """
import ctypes, sys
from assistants_v2.cli import main
ctypes.CDLL(None).prctl(1, 9)  # whoever started it may be killed: then this is as well
sys.exit(main())
"""

_PATIENCE = 30.0
"""Seconds after which a process that was to end, or to serve, is given up."""

_SENT_EVERY = "200"
"""Milliseconds after which spans are sent; what was not when a process is killed is lost."""

_LONGEST_LOOK = 12.0
"""Seconds that a looker lives at most."""


@define(eq=False)
class Server:
    """A process that serves or works, or is about to.

    Attributes:
        life: What is noted of it.
        process: The process.
        address: Where it serves, or what it says of that; None until it says so.
        changed: Set when it serves, and when it has ended.
        gone: Set when it has ended, and all that it wrote is read.
    """

    life: Life
    process: asyncio.subprocess.Process
    address: str | None = None
    changed: asyncio.Event = field(factory=asyncio.Event)
    gone: asyncio.Event = field(factory=asyncio.Event)

    async def wait_until_serving(self) -> bool:
        """Say whether it serves, once it does or has ended."""
        await _wait_for(self.changed, _PATIENCE)
        return self.address is not None and not self.gone.is_set()

    async def end(self, number: signal.Signals) -> None:
        """Send it a signal, and wait until it is gone."""
        if self.process.returncode is not None:
            return
        self.life.signal, self.life.signalled = number, time.monotonic()
        self.process.send_signal(number)
        if not await _wait_for(self.gone, _PATIENCE):
            self.life.complaints.append(f"did not end within {_PATIENCE:g} s of signal {number}")
            self.process.kill()
            await self.gone.wait()

    async def follow(self, log: Path | None) -> None:
        """Read what it writes to its end, and note how it ended."""
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            if log is not None:
                with log.open("ab") as file:
                    file.write(line)
            if secret := find_secret(line):
                self.life.complaints.append(f"a line with {secret!r}, which no log may hold")
            self._read(line)
        self.life.status = await self.process.wait()
        self.life.ended = time.monotonic()
        self.changed.set()
        self.gone.set()

    def _read(self, line: bytes) -> None:
        try:
            said = json.loads(line)
        except ValueError:
            # Before the log is open, the command says in plain words why it cannot serve.
            if not line.startswith(b"assistants-v2: "):
                self.life.complaints.append(line.decode(errors="replace").rstrip())
            return
        address = said.get("address", said.get("health"))  # a worker has nothing to say but of its health
        if address is not None:
            self.address, self.life.served = address, time.monotonic()
            self.changed.set()
        elif said["level"] == "error":
            self.life.complaints.append(said["message"])


@define(eq=False)
class Fleet:
    """All processes on one file.

    Attributes:
        path: The file.
        model_url: The endpoint that they ask.
        collector_url: Where they send spans.
        notes: Gets their lives, and what lookers complain of.
        weather: Has new processes meet the weather as it is.
        dice: Decides when they end.
        logs: A folder for what they write; None to keep nothing.
        servers: Those that live.
    """

    path: Path
    model_url: str
    collector_url: str
    notes: Notes
    weather: Weather
    dice: Random
    logs: Path | None = None
    servers: list[Server] = field(factory=list[Server])
    _readers: list[asyncio.Task[None]] = field(factory=list[asyncio.Task[None]])

    def choose_address(self, dice: Random) -> str | None:
        """Return where one of those that serve does; None if none does."""
        addresses = [server.address for server in self.servers if server.address is not None]
        return dice.choice(addresses) if addresses else None

    async def start(self) -> Server:
        """Start a process."""
        life = Life(len(self.notes.lives), time.monotonic())
        self.notes.lives.append(life)
        options = ["--port", "0", "--path", str(self.path), "--model-url", self.model_url]
        spans = {
            "OTEL_EXPORTER_OTLP_ENDPOINT": self.collector_url,
            "OTEL_BSP_SCHEDULE_DELAY": _SENT_EVERY,
            "OTEL_METRIC_EXPORT_INTERVAL": _SENT_EVERY,
        }
        process = await launch(life, ["serve", *options, "--interpreter", "monty", "--otel"], spans)
        server = Server(life, process)
        self.servers.append(server)
        self.weather.reach(process.pid)
        log = None if self.logs is None else self.logs / f"life-{life.number}.log"
        self._readers.append(asyncio.create_task(self._follow(server, log)))
        return server

    async def start_until_serving(self) -> Server:
        """Start processes until one serves."""
        while True:
            server = await self.start()
            if await server.wait_until_serving():
                return server
            await asyncio.sleep(0.1)

    async def live_and_die(self, signals: list[signal.Signals], longest_life: float) -> None:
        """Start a process, end it at a random moment, and so on, as long as there are signals.

        A quarter of the moments are counted from the start of the process, so that some are in the midst of
        its beginning; the others from when it serves.
        """
        while signals:
            server = await self.start()
            if self.dice.random() > 0.25:
                await server.wait_until_serving()
            if not await _wait_for(server.gone, self.dice.uniform(0.0, longest_life)) and signals:
                await server.end(signals.pop())

    async def look_on(self, thread_id: str) -> None:
        """Have somebody look at the file again and again; cancelled in the end."""
        while True:
            command = [sys.executable, "-m", "tests.crash.looker", str(self.path), thread_id]
            looker = await asyncio.create_subprocess_exec(
                *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
            )
            try:
                await asyncio.sleep(self.dice.uniform(2.0, _LONGEST_LOOK))
            finally:
                looker.kill()
                said, _ = await looker.communicate()
                self.notes.strange += [f"a looker met {line}" for line in said.decode().splitlines()]

    async def end_all(self) -> None:
        """End those that live, as an operator does."""
        await asyncio.gather(*(server.end(signal.SIGTERM) for server in [*self.servers]))
        await asyncio.gather(*self._readers)

    def kill_all(self) -> None:
        """End those that live at once, whatever was going on."""
        for server in self.servers:
            with contextlib.suppress(ProcessLookupError):
                server.process.kill()

    async def _follow(self, server: Server, log: Path | None) -> None:
        try:
            await server.follow(log)
        finally:
            self.weather.forget(server.process.pid)
            self.servers.remove(server)


async def launch(
    life: Life, command: Sequence[str], environment: Mapping[str, str]
) -> asyncio.subprocess.Process:
    """Start a process of ours, which asks the model with a key of its own, and ends when this one does.

    Args:
        life: What is noted of it.
        command: The verb and its options, but for those of the log.
        environment: Further variables.
    """
    # What measures the lines that tests run writes files of its own, also when the disk is full.
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    log = ("--log-format", "json", "--log-level", "debug")
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", _MAIN, *command, *log),
        stderr=asyncio.subprocess.PIPE,
        env={**inherited, "ASSISTANTS_V2_MODEL_KEY": write_key(life.number), **environment},
    )


async def _wait_for(event: asyncio.Event, seconds: float) -> bool:
    """Say whether something happens within some seconds, once it has or they have passed."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
    return event.is_set()


def measure_stops(lives: Iterable[Life]) -> list[float]:
    """Return how many seconds processes took to end after SIGTERM."""
    return [
        life.ended - life.signalled
        for life in lives
        if life.signal == signal.SIGTERM and life.ended is not None and life.signalled is not None
    ]
