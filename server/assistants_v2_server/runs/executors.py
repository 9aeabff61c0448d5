"""Where runs are worked on: all of them on one event loop, in a thread of its own.

`server` submits run ids to an executor, with `Worker.work_on` as the work. A run mostly waits for its
model, so that hundreds are worked on at the same time; whoever ends a run stops its work at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from threading import Lock, Thread
from typing import Any, Protocol, TypeAlias, runtime_checkable

DEFAULT_WORKERS = 500
"""How many runs are worked on at the same time."""

CLOSING_TIME = 2.0
"""Seconds that closing may take; what is not done by then is left."""

_STORE_THREADS = 2
"""How many transactions of runs go on at the same time beside a file: writers take turns anyway.

Threads that wait for the interpreter cost CPU: with two more, a run took an eighth more of it.
"""

REMOTE_STORE_THREADS = 6
"""The same where the database is another process: each transaction waits for it a dozen times.

With the database half a millisecond away, a worker did about three times as many runs with four as with two.
"""

Work: TypeAlias = Callable[[str], Coroutine[Any, Any, None]]
Last: TypeAlias = Callable[[], Coroutine[Any, Any, None]]


@runtime_checkable
class Executor(Protocol):
    """Has runs worked on."""

    def submit(self, work: Work, run_id: str) -> Future[None] | None:
        """Have `work(run_id)` awaited, once, now or later; a run in hand is worked on again after that.

        Args:
            work: What to do; it does not raise.
            run_id: The run that it is about.

        Returns:
            What is done once that is, or was stopped; None if it will not be begun, or cannot be waited for.
        """
        ...

    def stop(self, run_id: str) -> None:
        """Cancel the work on a run, wherever it is; do nothing if there is none."""
        ...

    def list_in_hand(self) -> list[str]:
        """Return the ids of the runs that are worked on, or wait for it."""
        ...

    def renew(self) -> None:
        """Begin anew in a process that was forked, whose parent goes on with the work."""
        ...

    def close(self, last: Last) -> None:
        """Cancel all work, then await `last()`, and let no thread stay behind; take two seconds at most."""
        ...


class LoopExecutor:
    """Works on one event loop, in the order of submission.

    Args:
        workers: How many runs are worked on at the same time, 500 by default.
        new_loop: Makes the event loop; `asyncio.new_event_loop` by default.

    Attributes:
        workers: How many runs are worked on at the same time.
        store_threads: How many of their transactions go on at the same time; counts from the first run on.
    """

    def __init__(
        self,
        workers: int = DEFAULT_WORKERS,
        *,
        new_loop: Callable[[], asyncio.AbstractEventLoop] = asyncio.new_event_loop,
    ) -> None:
        self.workers = workers
        self.store_threads = _STORE_THREADS
        self._new_loop = new_loop
        self._lock = Lock()
        self._hand: _Hand | None = None
        self._inherited: list[_Hand | None] = []
        self._closed = False

    def submit(self, work: Work, run_id: str) -> Future[None] | None:
        """Begin `work(run_id)` as soon as fewer than `workers` runs are worked on; nothing after `close`."""
        return self._begin(work, run_id)

    def stop(self, run_id: str) -> None:
        """Cancel the work on a run."""
        hand = self._hand
        if hand is not None:
            hand.call(hand.stop, run_id)

    def list_in_hand(self) -> list[str]:
        """Return the ids of the runs in hand."""
        return [] if self._hand is None else [*self._hand.tasks, *self._hand.coming]

    def renew(self) -> None:
        """Begin anew; what the parent has in hand is kept: closing its event loop would end it there."""
        self._lock = Lock()
        self._inherited.append(self._hand)
        self._hand = None

    def close(self, last: Last) -> None:
        """Cancel all work and end the event loop; its thread is left alone if it does not end in time."""
        with self._lock:
            self._closed, hand = True, self._hand
        if hand is not None:
            hand.close(last)

    def _begin(self, work: Work, run_id: str) -> Future[None] | None:
        with self._lock:
            if self._closed:
                return None
            if self._hand is None:
                self._hand = _Hand(self.workers, self.store_threads, self._new_loop())
            done: Future[None] = Future()
            self._hand.coming.add(run_id)
            self._hand.call(self._hand.begin, work, run_id, [done])
            return done


class InlineExecutor(LoopExecutor):
    """Has the caller wait: a run is settled before the request that made it is answered. For tests."""

    def submit(self, work: Work, run_id: str) -> Future[None] | None:
        """Do `work(run_id)`."""
        done = self._begin(work, run_id)
        if done is not None:
            done.result()
        return done


class _Hand:
    """An event loop in a daemon thread, and the work on it.

    Attributes:
        tasks: What is in hand, by run.
        coming: The runs that the event loop has not heard of yet.
    """

    def __init__(self, workers: int, store_threads: int, loop: asyncio.AbstractEventLoop) -> None:
        self.tasks: dict[str, asyncio.Task[None]] = {}
        self.coming: set[str] = set()
        self._waiting: dict[str, tuple[Work, list[Future[None]]]] = {}
        self._places = asyncio.Semaphore(workers)
        self._loop = loop
        self._threads = ThreadPoolExecutor(store_threads, "assistants-v2-store")
        self._loop.set_default_executor(self._threads)
        self._thread = Thread(target=self._run, name="assistants-v2-runs", daemon=True)
        self._thread.start()

    def call(self, function: Callable[..., object], *arguments: Any) -> None:
        """Have a function called on the event loop; do nothing if that has ended."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(function, *arguments)

    def begin(self, work: Work, run_id: str, done: list[Future[None]]) -> None:
        """Begin the work on a run, or note it until what is done for the run has ended."""
        if run_id in self.tasks:
            self._waiting.setdefault(run_id, (work, []))[1].extend(done)
        else:
            task = self.tasks[run_id] = self._loop.create_task(self._work(work, run_id))
            task.add_done_callback(lambda _: self._end(run_id, done))
        self.coming.discard(run_id)

    def stop(self, run_id: str) -> None:
        """Cancel the work on a run."""
        if run_id in self._waiting:
            _release(self._waiting.pop(run_id)[1])
        if run_id in self.tasks:
            self.tasks[run_id].cancel()

    def close(self, last: Last) -> None:
        """Cancel everything, and end the event loop and its threads."""
        self.call(lambda: self._loop.create_task(self._end_all(last)))
        self._thread.join(CLOSING_TIME)

    def _run(self) -> None:
        try:
            self._loop.run_forever()
        finally:
            self._threads.shutdown(cancel_futures=True)
            self._loop.close()

    async def _work(self, work: Work, run_id: str) -> None:
        async with self._places:
            await work(run_id)

    def _end(self, run_id: str, done: list[Future[None]]) -> None:
        del self.tasks[run_id]
        _release(done)
        if run_id in self._waiting:
            work, waiting = self._waiting.pop(run_id)
            self.begin(work, run_id, waiting)

    async def _end_all(self, last: Last) -> None:
        for run_id in [*self.tasks]:
            self.stop(run_id)
        await asyncio.gather(*self.tasks.values(), return_exceptions=True)
        with suppress(Exception):
            await last()
        await self._loop.shutdown_asyncgens()
        self._loop.stop()


def _release(waiting: list[Future[None]]) -> None:
    """Let those go on who waited for work that has ended."""
    for done in waiting:
        done.set_result(None)
