"""The servers that cases about load hold conversations with, each in a process of its own, and their costs.

Ours is `assistants-v2 serve` on a file, as users start it; the floor is `bare_app` or `bare_relay`. Reads
Linux's `/proc`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from loopback import starting

TICK = 1 / os.sysconf("SC_CLK_TCK")

STARTING = 60.0
"""Seconds that a server may take to start."""

BARE_APP = str(Path(__file__).parent / "bare_app.py")

BARE_RELAY = str(Path(__file__).parent / "bare_relay.py")


@dataclass(frozen=True)
class Served:
    """A server's process.

    Attributes:
        base_url: Where it answers.
        pid: Its number.
    """

    base_url: str
    pid: int

    def cpu(self) -> float:
        """Return the seconds of CPU that all its threads have taken."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * TICK

    def memory(self) -> float:
        """Return the bytes that it takes up now."""
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{self.pid}/status").read_text())
        assert found
        return int(found[1]) * 1024.0


Serving = Callable[[], AbstractContextManager[Served]]
"""Starts a server on a new file, and ends it."""


def serving_ours(*options: str) -> Serving:
    """Return what starts our server, with options of the command."""

    @contextmanager
    def start() -> Generator[Served]:
        with tempfile.TemporaryDirectory() as folder:
            path, log = Path(folder) / "conversations.db", Path(folder) / "log"
            # Deaf to PYTHON… variables: where these forbid to write bytecode, each start would compile ours.
            python = [sys.executable, "-I"]
            command = [*python, "-m", "assistants_v2", "serve", "--port", "0", "--path", str(path)]
            with log.open("w") as out:
                process = subprocess.Popen([*command, *options], stderr=out)
            try:
                yield Served(wait_for_address(process, log), process.pid)
            finally:
                process.terminate()
                process.wait()

    return start


def serving_relay(url: str) -> Serving:
    """Return what starts the bare relay of an endpoint."""

    @contextmanager
    def start() -> Generator[Served]:
        with starting(BARE_RELAY, url) as started:
            yield Served(started.base_url, started.pid)

    return start


def serving_bare() -> Serving:
    """Return what starts the bare application."""

    @contextmanager
    def start() -> Generator[Served]:
        with tempfile.TemporaryDirectory() as folder, starting(BARE_APP, f"{folder}/runs.db") as started:
            yield Served(started.base_url, started.pid)

    return start


def wait_for_address(process: subprocess.Popen[bytes], log: Path) -> str:
    """Return where a server says that it serves."""
    deadline = time.monotonic() + STARTING
    while time.monotonic() < deadline and process.poll() is None:
        found = re.search(r"serving at (\S+) ", log.read_text("utf-8"))
        if found:
            return found[1]
        time.sleep(0.02)
    raise RuntimeError(f"the server did not start: {log.read_text('utf-8')}")
