"""The threads in which the embedded door calls the server.

The server waits for disks. So an event loop, of asyncio or trio, calls it in a few threads, which are not
those that the application shares with all its libraries: an application that fills those would wait for the
server, and the server for it. And Ctrl-C, which is raised in the main thread, would leave the database locked
in the midst of a transaction; so the main thread waits for another one. Used by `transport`; the HTTP door,
which is for asyncio alone, has faster ones of its own (`door.threads`).
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

import anyio.to_thread
from anyio import CapacityLimiter
from anyio.lowlevel import RunVar

if TYPE_CHECKING:
    from .receiving import Lane

T = TypeVar("T")

_SIZES: Mapping[Lane, int] = {
    "reading": 4,
    "writing": 2,  # they take turns, and nobody who reads waits for them
    "copying": 1,  # files that are made of their parts, which may take a minute each
    "going": 32,  # to other servers: they need nothing of this machine meanwhile
    "asking": 16,  # what is written here, and has to ask another server first
}
"""How many requests of a lane are answered at the same time for one event loop."""

_LIMITERS: Mapping[Lane, RunVar[CapacityLimiter]] = {
    lane: RunVar(f"assistants_v2_server_{lane}") for lane in _SIZES
}


async def call_in_thread(function: Callable[..., T], *arguments: object, lane: Lane = "writing") -> T:
    """Return what a blocking function returns; the event loop goes on meanwhile.

    Args:
        function: What to call.
        arguments: What with.
        lane: Behind whom it may have to wait; behind those who write by default.
    """
    variable = _LIMITERS[lane]
    limiter = variable.get(None)
    if limiter is None:
        limiter = CapacityLimiter(_SIZES[lane])
        variable.set(limiter)
    return await anyio.to_thread.run_sync(function, *arguments, limiter=limiter)


def bring_to_loop(function: Callable[[], object]) -> Callable[[], None]:
    """Return what has a function called on the event loop that runs here, from any thread."""
    call_soon: Callable[[Callable[[], object]], object]
    try:
        call_soon = asyncio.get_running_loop().call_soon_threadsafe
    except RuntimeError:
        import trio

        call_soon = trio.lowlevel.current_trio_token().run_sync_soon

    def call() -> None:
        with suppress(RuntimeError):
            call_soon(function)

    return call


class BesideMain:
    """Calls functions in another thread for the main thread, and for others in their own."""

    def __init__(self) -> None:
        self._closed = False
        self._pool: ThreadPoolExecutor | None = None
        self._process = 0

    def call(self, function: Callable[..., T], *arguments: object) -> T:
        """Return what a function returns. An interrupted caller leaves it running."""
        if self._closed or threading.current_thread() is not threading.main_thread():
            return function(*arguments)
        if self._pool is None or self._process != os.getpid():  # a forked process has none of its threads
            self._pool, self._process = _start_pool(), os.getpid()
        return self._pool.submit(function, *arguments).result()

    def close(self) -> None:
        """Wait for a call that an interrupted caller has left."""
        self._closed = True
        if self._pool is not None and self._process == os.getpid():
            self._pool.shutdown()


def _start_pool() -> ThreadPoolExecutor:
    """Return a pool with its one thread; an interruption while it starts could lose it, and work with it."""
    pool = ThreadPoolExecutor(1, "assistants-v2-door")
    try:
        pool.submit(int).result()
    except BaseException:
        pool.shutdown(wait=False)
        raise
    return pool
