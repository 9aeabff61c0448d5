"""The threads in which the HTTP door calls the server, which waits for disks.

A request is handed over and back at a third of what an executor or anyio costs, and that is a good part of
a short request. The threads are daemons: one that waits for a disk does not keep a process that is to end.
`app` is the user.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar

if TYPE_CHECKING:
    from ..receiving import Lane

    DoorLane: TypeAlias = Lane | Literal["taking", "showing"]

T = TypeVar("T")

_SIZES: Mapping[DoorLane, int] = {
    "reading": 2,  # more would wait for the interpreter
    "writing": 4,  # they take turns at the database anyway
    "taking": 2,  # pieces of files: the disk would not write more any faster
    "copying": 1,  # files that are made of their parts, which may take a minute each
    "showing": 1,  # pages: who looks at them takes no time from runs
    "going": 64,  # to other servers: they need nothing of this machine meanwhile
    "asking": 32,  # what is written here, and has to ask another server first
}
"""How many calls of a lane are carried out at the same time."""

_Job = tuple[asyncio.AbstractEventLoop, "asyncio.Future[Any]", Callable[..., Any], tuple[Any, ...]]


class DoorThreads:
    """The lanes: what only reads does not wait behind what writes, for the disk or at a locked file.

    And neither waits behind large files, or their making, nor behind pages for people, nor for other servers.
    """

    def __init__(self) -> None:
        self._lanes = {lane: _Lane(lane, threads) for lane, threads in _SIZES.items()}

    def call(self, lane: DoorLane, function: Callable[..., T], *arguments: Any) -> asyncio.Future[T]:
        """Return what a blocking function returns; the event loop goes on meanwhile."""
        return self._lanes[lane].call(function, *arguments)

    def close(self) -> None:
        """End the threads after what they are at."""
        for lane in self._lanes.values():
            lane.close()


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
