"""What goes wrong in a cluster: processes die or stand still, the database goes away, connections are cut.

Which trouble comes, how long it lasts and after how many conversations it comes is random, and the same for
each seed. `storm` is the user.
"""

from __future__ import annotations

import asyncio
import signal
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from random import Random
from typing import Any, Literal

import psycopg
from attrs import define, field, frozen

from ..crash.notes import Notes, Trouble
from ..databases.clusters import Cluster
from .crew import Crew, Post
from .relay import Relay

KINDS = (
    "kill worker",
    "kill door",
    "end worker",
    "end door",
    "still worker",
    "still door",
    "stop database",
    "crash database",
    "terminate",
    "cut",
    "silence",
)
"""What may go wrong."""

_CUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND datname = 'storm'
ORDER BY md5(pid::text || %s) LIMIT %s
"""

_PATIENCE = 120.0
"""Seconds in which some process has to be there that a trouble can happen to."""


@frozen
class Lengths:
    """How long troubles last at most, in seconds.

    Attributes:
        still: A process stands still; a lease lasts for 10.
        away: The database is away.
        silent: Nothing comes through the network.
    """

    still: tuple[float, float] = (11.0, 15.0)
    away: tuple[float, float] = (0.0, 7.0)
    silent: tuple[float, float] = (0.5, 14.0)


@define(eq=False)
class Troubles:
    """All troubles of a storm.

    Attributes:
        crew: The processes.
        cluster: The database's server.
        admin: The address of the database, past all that is cut.
        relay: The way that some processes take to it.
        notes: Gets a line for each time in which the database is away.
        dice: Decides what happens.
        lengths: How long troubles last.
        happened: How often each kind has happened.
        going_on: What goes on, for whoever wants to know why nothing goes on.
        cuts: How many connections were cut.
    """

    crew: Crew
    cluster: Cluster
    admin: str
    relay: Relay
    notes: Notes
    dice: Random
    lengths: Lengths = Lengths()
    happened: Counter[str] = field(factory=Counter[str])
    going_on: Counter[str] = field(factory=Counter[str])
    cuts: int = 0
    _database: asyncio.Lock = field(factory=asyncio.Lock)

    async def make_all(self, counts: Mapping[str, int], conversations: int) -> None:
        """Make all troubles, each after as many conversations as chance says; return after the last.

        Args:
            counts: How many there are of each kind.
            conversations: How many conversations there will be.
        """
        kinds = [kind for kind in KINDS for _ in range(counts.get(kind, 0))]
        self.dice.shuffle(kinds)
        moments = sorted(self.dice.randrange(conversations) for _ in kinds)
        async with asyncio.TaskGroup() as group:
            for kind, moment in zip(kinds, moments, strict=True):
                await self._wait_for(moment)
                group.create_task(self._make(kind))

    async def _wait_for(self, conversations: int) -> None:
        """Return when so many conversations have begun."""
        while True:
            if len(self.notes.conversations) >= conversations:
                return
            await asyncio.sleep(0.02)

    async def _make(self, kind: str) -> None:
        self.going_on[kind] += 1
        what, _, whom = kind.partition(" ")
        works: dict[str, Callable[[], Coroutine[Any, Any, None]]] = {
            "kill": partial(self._end, whom, signal.SIGKILL),
            "end": partial(self._end, whom, signal.SIGTERM),
            "still": partial(self._stand_still, whom),
            "stop": partial(self._restart, "stop"),
            "crash": partial(self._restart, "crash"),
            "terminate": self._terminate,
            "cut": self._cut,
            "silence": self._hush,
        }
        await works[what]()
        self.happened[kind] += 1
        self.going_on[kind] -= 1

    async def _end(self, whom: str, number: signal.Signals) -> None:
        post = await self._find_post(whom)
        assert post.server is not None
        post.is_still = True  # nobody else is to choose it
        try:
            await post.server.end(number)
        finally:
            post.is_still = False

    async def _stand_still(self, whom: str) -> None:
        await self.crew.stand_still(await self._find_post(whom), self.dice.uniform(*self.lengths.still))

    async def _find_post(self, kind: str) -> Post:
        """Return a post whose process is at it, as soon as there is one."""
        async with asyncio.timeout(_PATIENCE):
            while True:
                post = self.crew.choose_post(self.dice, kind)
                if post is not None:
                    return post
                await asyncio.sleep(0.02)

    async def _restart(self, kind: Literal["stop", "crash"]) -> None:
        seconds = self.dice.uniform(*self.lengths.away)
        async with self._database:
            with self._note(kind):
                await asyncio.to_thread(self.cluster.stop if kind == "stop" else self.cluster.kill)
                await asyncio.sleep(seconds)
                await asyncio.to_thread(self.cluster.start)

    async def _terminate(self) -> None:
        """Have PostgreSQL end some connections."""
        mark, most = str(self.dice.random()), self.dice.choice((1, 3, 20))
        async with self._database:
            with self._note("cut"):
                self.cuts += await asyncio.to_thread(self._terminate_some, mark, most)

    def _terminate_some(self, mark: str, most: int) -> int:
        with psycopg.connect(self.admin, autocommit=True) as connection:
            return len(connection.execute(_CUT, (mark, most)).fetchall())

    async def _cut(self) -> None:
        """Have the network reset some connections."""
        with self._note("cut"):
            self.cuts += self.relay.cut(self.dice, self.dice.choice((0.2, 1.0)))

    async def _hush(self) -> None:
        seconds = self.dice.uniform(*self.lengths.silent)
        async with self._database:
            with self._note("silence"):
                await self.relay.hush(seconds)

    @contextmanager
    def _note(self, kind: Literal["stop", "crash", "silence", "cut"]) -> Iterator[None]:
        trouble = Trouble(kind, time.monotonic())
        self.notes.troubles.append(trouble)
        try:
            yield
        finally:
            trouble.ended = time.monotonic()
