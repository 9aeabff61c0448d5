"""A model that stops in the midst of its answer, so that a stream can be met there."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable

from assistants_v2_server import Piece, Prompt

from .driving import DONE


class PausingModel:
    """Gives some pieces, and then no more until it is told to go on."""

    identity = "pausing"

    def __init__(self, *pieces: Piece, rest: tuple[Piece, ...] = (DONE,)) -> None:
        self.pieces = pieces
        self.rest = rest
        self.paused = threading.Event()
        self._release: Callable[[], object] = lambda: None

    async def answer(self, prompt: Prompt) -> AsyncGenerator[Piece]:
        """Give pieces, and wait."""
        go_on, loop = asyncio.Event(), asyncio.get_running_loop()
        self._release = lambda: loop.call_soon_threadsafe(go_on.set)
        for piece in self.pieces:
            yield piece
        self.paused.set()
        await go_on.wait()
        for piece in self.rest:
            yield piece

    def go_on(self) -> None:
        """Let it give the rest, once it has paused."""
        assert self.paused.wait(30)
        self._release()

    def close(self) -> None:
        """Nothing is open."""
