"""Where runs are worked on: in the caller's thread, or in a pool of threads.

`server` hands run ids to an executor. Anything with `submit` and `close` can be one, so that workers
on a shared database can be added without changing who calls them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, Protocol, runtime_checkable

DEFAULT_WORKERS: Final = 16
"""Runs that are worked on at the same time; the threads mostly wait for a model."""


@runtime_checkable
class Executor(Protocol):
    """Gets work done."""

    def submit(self, work: Callable[[str], None], run_id: str, *, urgent: bool = False) -> None:
        """Have `work(run_id)` called, once, now or later. `work` does not raise.

        Args:
            work: what to do.
            run_id: the run it is about.
            urgent: the work is short and asks no model; it must not queue behind work that does.
        """
        ...

    def close(self) -> None:
        """Wait for work that has begun, drop what has not, and let no thread stay behind."""
        ...


class InlineExecutor:
    """Works in the thread that asks: a run is settled before the request that made it is answered."""

    def submit(self, work: Callable[[str], None], run_id: str, *, urgent: bool = False) -> None:
        """Call `work(run_id)`."""
        del urgent
        work(run_id)

    def close(self) -> None:
        """Nothing is open."""


class ThreadPool:
    """Works in threads of its own, at most `workers` at a time, in the order of asking.

    Args:
        workers: how many threads; they are started when there is work for them.
    """

    def __init__(self, workers: int = DEFAULT_WORKERS) -> None:
        self._pool: Final = ThreadPoolExecutor(workers, thread_name_prefix="assistants-v2-run")

    def submit(self, work: Callable[[str], None], run_id: str, *, urgent: bool = False) -> None:
        """Queue `work(run_id)`, or call it here and now if it is urgent.

        After `close` nothing is queued: the run stays as it is in the database.
        """
        if urgent:
            work(run_id)
            return
        with contextlib.suppress(RuntimeError):
            self._pool.submit(work, run_id)

    def close(self) -> None:
        """Wait for the runs in hand; those still waiting stay queued in the database."""
        self._pool.shutdown(wait=True, cancel_futures=True)
