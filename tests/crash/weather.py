"""Troubles of the machine: another program locks the file, the disk is full.

The disk is full for the processes that serve: they may not make files longer than they are, or than a bit
of that (`RLIMIT_FSIZE`), so that the operating system refuses what they write beyond. It is lifted again.
"""

from __future__ import annotations

import asyncio
import contextlib
import resource
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from typing import Literal

from attrs import define, field

from .notes import Trouble

_LONGEST_FILE = 3_000_000
"""Bytes; files may be so long at most while the disk is full. Most of the time it is less."""


@define(eq=False)
class Weather:
    """The troubles of one file and of those who serve it.

    Attributes:
        path: The file.
        dice: Decides what happens, and when.
        troubles: Gets a line for each trouble.
        longest_calm: Seconds between two troubles at most.
        longest_lock: Seconds that the file is locked at most.
        longest_full: Seconds that the disk is full at most.
    """

    path: Path
    dice: Random
    troubles: list[Trouble]
    longest_calm: float = 8.0
    longest_lock: float = 9.0
    longest_full: float = 3.0
    _limit: int = resource.RLIM_INFINITY
    _reached: set[int] = field(factory=set[int])

    async def blow(self) -> None:
        """Make trouble again and again; cancelled in the end, after which there is none."""
        while True:
            await asyncio.sleep(self.dice.uniform(0.0, self.longest_calm))
            if self.dice.random() < 0.5:
                await self.lock(self.longest_lock * self.dice.random() ** 2)
            else:
                limit = int(_LONGEST_FILE * self.dice.random() ** 3)
                await self.fill(self.dice.uniform(0.0, self.longest_full), limit)

    def reach(self, pid: int) -> None:
        """Have a new process meet the weather."""
        self._reached.add(pid)
        if self._limit != resource.RLIM_INFINITY:
            _limit_files(pid, self._limit)

    def forget(self, pid: int) -> None:
        """Leave a process alone that has ended: its number may become another's."""
        self._reached.discard(pid)

    async def lock(self, seconds: float) -> None:
        """Lock the file as another program would."""
        with closing(sqlite3.connect(self.path, timeout=0.0, isolation_level=None)) as plain:
            for _ in range(1000):
                try:
                    plain.execute("BEGIN EXCLUSIVE").close()
                except sqlite3.OperationalError:
                    await asyncio.sleep(0.005)
                    continue
                with self._note("lock"):
                    await asyncio.sleep(seconds)
                return

    async def fill(self, seconds: float, limit: int) -> None:
        """Have the disk full for all who serve: no file becomes longer than *limit* bytes."""
        with self._note("full"):
            self._limit_all(limit)
            try:
                await asyncio.sleep(seconds)
            finally:
                self._limit_all(resource.RLIM_INFINITY)

    def _limit_all(self, limit: int) -> None:
        self._limit = limit
        for pid in self._reached:
            _limit_files(pid, limit)

    @contextmanager
    def _note(self, kind: Literal["lock", "full"]) -> Iterator[None]:
        trouble = Trouble(kind, time.monotonic())
        self.troubles.append(trouble)
        try:
            yield
        finally:
            trouble.ended = time.monotonic()


def _limit_files(pid: int, limit: int) -> None:
    """Limit how long the files of a process may become; do nothing if it is gone."""
    with contextlib.suppress(ProcessLookupError):
        _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (limit, most))
