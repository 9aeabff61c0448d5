"""Doors and workers on one PostgreSQL, each a process, as users start them on many machines.

The cases about workers use it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from postgres import Postgres
from served import Served, wait_for_address

STARTING = 60.0
"""Seconds that a worker may take to start."""

ENDING = 30.0
"""Seconds that a process may take to end when it is told to."""


@dataclass(frozen=True)
class Machines(Served):
    """A door, and workers beside it, whose costs count as its own.

    Attributes:
        workers: The processes that work on runs.
    """

    workers: Sequence[Served]

    def cpu(self) -> float:
        """Return the seconds of CPU that door and workers have taken."""
        return super().cpu() + sum(each.cpu() for each in self.workers)


@contextmanager
def running_machines(postgres: Postgres, workers: int, *options: str) -> Generator[Machines]:
    """Start a door, and then workers.

    Args:
        postgres: Their database.
        workers: How many.
        options: What door and workers are told of the model.
    """
    with running_door(postgres, *options) as door, running_workers(postgres, workers, *options) as working:
        yield Machines(door.base_url, door.pid, working)


@contextmanager
def running_door(postgres: Postgres, *options: str) -> Generator[Served]:
    """Start a process that answers requests and works on nothing."""
    words = ["serve", "--port", "0", "--no-work", "--database", postgres.address("door"), *options]
    with _starting(*words) as (process, log):
        yield Served(wait_for_address(process, log), process.pid)


@contextmanager
def running_workers(postgres: Postgres, workers: int, *options: str) -> Generator[Sequence[Served]]:
    """Start processes that work on runs, all at once, and wait until each does."""
    with ExitStack() as stack:
        words = ["work", "--database", postgres.address("worker"), *options]
        started = [stack.enter_context(_starting(*words)) for _ in range(workers)]
        for process, log in started:
            _wait_until_working(process, log)
        yield [Served("", process.pid) for process, _ in started]


@contextmanager
def _starting(*words: str) -> Generator[tuple[subprocess.Popen[bytes], Path]]:
    """Start our command; it is ended after the block, in order."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with log.open("w") as out:
            command = [sys.executable, "-I", "-m", "assistants_v2", *words, "--log-level", "warning"]
            process = subprocess.Popen(command, stderr=out, stdout=subprocess.DEVNULL)
        try:
            yield process, log
        finally:
            process.terminate()
            try:
                process.wait(ENDING)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_working(process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + STARTING
    while time.monotonic() < deadline and process.poll() is None:
        if "working on the runs of" in log.read_text("utf-8"):
            return
        time.sleep(0.02)
    raise RuntimeError(f"the worker did not start: {log.read_text('utf-8')}")
