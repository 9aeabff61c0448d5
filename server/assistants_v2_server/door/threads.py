"""The threads in which the HTTP door calls the server, which waits for disks.

A request is handed over and back at a third of what an executor or anyio costs, and that is a good part of
a short request. The threads are daemons: one that waits for a disk does not keep a process that is to end.
`app` is the user.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")

_THREADS = 4
"""How many requests are answered at the same time; writers take turns anyway."""

_Job = tuple[asyncio.AbstractEventLoop, "asyncio.Future[Any]", Callable[..., Any], tuple[Any, ...]]


class DoorThreads:
    """A few threads, which begin with the first call and end with `close`."""

    def __init__(self) -> None:
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._are_running = False

    def call(self, function: Callable[..., T], *arguments: Any) -> Awaitable[T]:
        """Return what a blocking function returns; the event loop goes on meanwhile."""
        if not self._are_running:
            self._are_running = True
            for number in range(_THREADS):
                Thread(target=self._work, name=f"assistants-v2-door-{number}", daemon=True).start()
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._jobs.put((loop, future, function, arguments))
        return future

    def close(self) -> None:
        """End the threads after what they are at."""
        for _ in range(_THREADS):
            self._jobs.put(None)
        self._are_running = False

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            loop, future, function, arguments = job
            try:
                outcome, error = function(*arguments), None
            except Exception as raised:  # noqa: BLE001  handed to the caller
                outcome, error = None, raised
            if not loop.is_closed():
                loop.call_soon_threadsafe(_settle, future, outcome, error)
            del job, future, outcome, error, arguments


def _settle(future: asyncio.Future[Any], outcome: Any, error: Exception | None) -> None:
    if future.done():  # its request was cancelled
        return
    if error is None:
        future.set_result(outcome)
    else:
        future.set_exception(error)
