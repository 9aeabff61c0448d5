"""The threads in which the HTTP door calls the server, which waits for disks.

A request is handed over and back at a third of what an executor or anyio costs, and that is a good part of
a short request. The threads are daemons: one that waits for a disk does not keep a process that is to end.
`app` is the user.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")

_READERS = 2
"""How many requests that only read are answered at the same time; more would wait for the interpreter."""

_WRITERS = 4
"""How many requests that may write are answered at the same time; they take turns at the database anyway."""

_TAKERS = 2
"""How many pieces of files are written at the same time; the disk would not write more any faster."""

_COPIERS = 1
"""How many files are made of their parts at the same time; that may take a minute each."""

_SHOWERS = 1
"""How many pages are written at the same time: who looks at pages takes no time from runs."""

_Job = tuple[asyncio.AbstractEventLoop, "asyncio.Future[Any]", Callable[..., Any], tuple[Any, ...]]


class DoorThreads:
    """Five lanes: what only reads does not wait behind what writes, for the disk or at a locked file.

    And neither waits behind large files, or their making, nor behind pages for people.
    """

    def __init__(self) -> None:
        self._reading, self._writing = _Lane("reading", _READERS), _Lane("writing", _WRITERS)
        self._taking, self._copying = _Lane("taking", _TAKERS), _Lane("copying", _COPIERS)
        self._showing = _Lane("showing", _SHOWERS)

    def read(self, function: Callable[..., T], *arguments: Any) -> asyncio.Future[T]:
        """Return what a blocking function returns that writes nothing; the event loop goes on meanwhile."""
        return self._reading.call(function, *arguments)

    def write(self, function: Callable[..., T], *arguments: Any) -> asyncio.Future[T]:
        """Return what a blocking function returns that may write; the event loop goes on meanwhile."""
        return self._writing.call(function, *arguments)

    def take(self, function: Callable[..., T], *arguments: Any) -> asyncio.Future[T]:
        """Return what a blocking function returns that reads or writes the bytes of a file."""
        return self._taking.call(function, *arguments)

    def copy(self, function: Callable[..., T], *arguments: Any) -> asyncio.Future[T]:
        """Return what a blocking function returns that copies files as large as they may be."""
        return self._copying.call(function, *arguments)

    def show(self, function: Callable[..., T], *arguments: Any) -> asyncio.Future[T]:
        """Return what a blocking function returns that writes a page for people."""
        return self._showing.call(function, *arguments)

    def close(self) -> None:
        """End the threads after what they are at."""
        self._showing.close()
        self._copying.close()
        self._taking.close()
        self._reading.close()
        self._writing.close()


class _Lane:
    """A few threads, which begin with the first call and end with `close`."""

    def __init__(self, name: str, threads: int) -> None:
        self._name = name
        self._threads = threads
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._are_running = False

    def call(self, function: Callable[..., T], *arguments: Any) -> asyncio.Future[T]:
        if not self._are_running:
            self._are_running = True
            for number in range(self._threads):
                name = f"assistants-v2-door-{self._name}-{number}"
                Thread(target=self._work, name=name, daemon=True).start()
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._jobs.put((loop, future, function, arguments))
        return future

    def close(self) -> None:
        for _ in range(self._threads):
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
    if future.done():  # nobody waits for it any more
        return
    if error is None:
        future.set_result(outcome)
    else:
        future.set_exception(error)
