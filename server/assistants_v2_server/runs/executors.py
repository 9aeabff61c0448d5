"""Where runs are worked on: in the thread that submits them, or in a pool of threads.

`server` submits run ids to an executor, with `Worker.work_on` as the work. A user may bring one of
their own: any object with `submit` and `close`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, runtime_checkable

_DEFAULT_WORKERS = 16


@runtime_checkable
class Executor(Protocol):
    """Has runs worked on."""

    def submit(self, work: Callable[[str], None], run_id: str, *, urgent: bool = False) -> None:
        """Have `work(run_id)` called, once, now or later. `work` does not raise.

        Args:
            work: What to do.
            run_id: The run that it is about.
            urgent: The work is short and asks no model, and must not queue behind work that does.
                False by default.
        """
        ...

    def close(self) -> None:
        """Wait for work that has begun, drop what has not, and let no thread stay behind."""
        ...


class InlineExecutor:
    """Works in the thread that submits: a run is settled before the request that made it is answered."""

    def submit(self, work: Callable[[str], None], run_id: str, *, urgent: bool = False) -> None:
        """Call `work(run_id)`."""
        del urgent
        work(run_id)

    def close(self) -> None:
        """Do nothing: no thread is open."""


class ThreadPool:
    """Works in threads of its own, in the order of submission.

    Args:
        workers: How many runs are worked on at the same time, 16 by default. A thread is started
            when there is work for it, and mostly waits for a model.
    """

    def __init__(self, workers: int = _DEFAULT_WORKERS) -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="assistants-v2-run")

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
