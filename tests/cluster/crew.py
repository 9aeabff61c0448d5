"""The processes of a cluster: doors and workers on one PostgreSQL, each started anew when it has ended.

`troubles` ends them and has them stand still, `storm` starts them and ends them for good.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import time
from pathlib import Path
from random import Random
from typing import Literal
from urllib.parse import urlsplit

from attrs import define, field

from ..crash.notes import Life, Notes
from ..crash.servers import Server, launch

_LONGEST_ABSENCE = 1.0
"""Seconds between the end of a process and the start of the next one, at most."""


@define(eq=False)
class Post:
    """What one process after the other does.

    Attributes:
        kind: What that is.
        server: The process; None while there is none.
        is_still: Whether it stands still.
    """

    kind: Literal["door", "worker"]
    server: Server | None = None
    is_still: bool = False

    @property
    def is_served(self) -> bool:
        """Whether a process does it."""
        server = self.server
        return server is not None and server.address is not None and not server.gone.is_set()


@define(eq=False)
class Crew:
    """All processes on one database.

    Attributes:
        databases: Where it is: directly, and by a way that is cut. Each process takes one of them.
        model_url: The endpoint that workers ask.
        notes: Gets their lives.
        dice: Decides what is not decided by `troubles`.
        posts: What is to be done.
        logs: A folder for what they write; None to keep nothing.
    """

    databases: tuple[str, str]
    model_url: str
    notes: Notes
    dice: Random
    posts: list[Post]
    logs: Path | None = None
    _is_over: bool = False
    _keepers: list[asyncio.Task[None]] = field(factory=list[asyncio.Task[None]])

    def choose_address(self, dice: Random) -> str | None:
        """Return where one of the doors is; None if none is there."""
        doors = [post.server for post in self.posts if post.kind == "door" and post.is_served]
        return dice.choice(doors).address if doors else None  # type: ignore[union-attr]  # it is served

    def choose_door(self) -> tuple[str, int] | None:
        """Return host and port of one of the doors; None if none is there."""
        address = self.choose_address(self.dice)
        parts = None if address is None else urlsplit(address)
        return None if parts is None else (str(parts.hostname), int(parts.port or 0))

    def choose_post(self, dice: Random, kind: str) -> Post | None:
        """Return a post whose process is at it and does not stand still; None if there is none."""
        posts = [post for post in self.posts if post.kind == kind and post.is_served and not post.is_still]
        return dice.choice(posts) if posts else None

    def start(self) -> None:
        """Have all that is to be done done from now on."""
        self._keepers = [asyncio.create_task(self._keep(post)) for post in self.posts]

    async def wait_until_served(self) -> None:
        """Return when each post has its process."""
        while not all(post.is_served for post in self.posts):
            await asyncio.sleep(0.05)
            self.check()

    def check(self) -> None:
        """Raise what has kept a post from being served."""
        for keeper in self._keepers:
            if keeper.done():
                keeper.result()

    async def stand_still(self, post: Post, seconds: float) -> None:
        """Have a process stand still for a while."""
        server = post.server
        assert server is not None
        began, post.is_still = time.monotonic(), True
        try:
            server.process.send_signal(signal.SIGSTOP)
            await asyncio.sleep(seconds)
        finally:
            with contextlib.suppress(ProcessLookupError):
                server.process.send_signal(signal.SIGCONT)
            post.is_still = False
            server.life.stood.append((began, time.monotonic()))

    async def end_all(self) -> None:
        """End all, as an operator does: doors first."""
        self._is_over = True
        for kind in ("door", "worker"):
            servers = [post.server for post in self.posts if post.kind == kind and post.server is not None]
            await asyncio.gather(*(server.end(signal.SIGTERM) for server in servers))
        await asyncio.gather(*self._keepers)

    def kill_all(self) -> None:
        """End all at once, whatever was going on."""
        self._is_over = True
        for post in self.posts:
            if post.server is not None:
                with contextlib.suppress(ProcessLookupError):
                    post.server.process.kill()

    async def _keep(self, post: Post) -> None:
        """Start a process, and another one whenever it has ended."""
        while not self._is_over:
            life = Life(len(self.notes.lives), time.monotonic())
            self.notes.lives.append(life)
            process = await launch(life, self._write_command(post), {"OTEL_SDK_DISABLED": "true"})
            post.server = Server(life, process)
            await post.server.follow(None if self.logs is None else self.logs / f"life-{life.number}.log")
            if not self._is_over:
                await asyncio.sleep(self.dice.uniform(0.0, _LONGEST_ABSENCE))

    def _write_command(self, post: Post) -> list[str]:
        common = ["--database", self.dice.choice(self.databases), "--interpreter", "none"]
        if post.kind == "door":
            return ["serve", "--no-work", "--port", "0", *common]
        return ["work", "--model-url", self.model_url, *common]
