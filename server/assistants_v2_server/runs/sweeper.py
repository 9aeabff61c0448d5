"""Looks after the runs of a database: ends those whose time is up, and takes up those that nobody works on.

`server` sweeps once when it opens a file, and then in a thread of its own for as long as it is open. In
memory there is nothing to sweep: no other server can have left a run there.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from threading import Event, Thread

from ..lifecycle import WORKABLE, is_due, is_to_end
from ..store import Database, DatabaseClosed, describe_failure
from ..store.owners import ActiveRun, list_active_runs, reserve_runs
from .executors import Executor
from .ownership import BEAT, Ownership
from .worker import Worker

MOST_IN_HAND = 1000
"""Runs in hand beyond which a sweep takes up no more: others may have room for them."""

_RESERVED_AT_ONCE = 200
"""Runs that one transaction takes."""

_LOG = logging.getLogger(__name__)


class Sweeper:
    """Sweeps a database, once or for as long as it is open.

    Args:
        database: Where runs are.
        worker: Works on what is found.
        executor: Has it worked on.
        ownership: Knows which owners live.
        now: Returns the time in whole unix seconds.
        tidy: Looks after what is no run, at each sweep.
    """

    def __init__(
        self,
        database: Database,
        worker: Worker,
        executor: Executor,
        ownership: Ownership,
        now: Callable[[], int],
        tidy: Callable[[], None],
    ) -> None:
        self._database = database
        self._worker = worker
        self._executor = executor
        self._ownership = ownership
        self._now = now
        self._tidy = tidy
        self._closing = Event()
        self._thread = Thread(target=self._sweep_on, name="assistants-v2-sweep", daemon=True)

    def start(self) -> None:
        """Sweep now, and again and again from now on; raises nothing if that is not possible now."""
        self.try_to_sweep()
        self._thread.start()

    def close(self) -> None:
        """Sweep no more."""
        self._closing.set()

    def sweep(self) -> None:
        """Sweep once: renew the lease if runs are held, stop work that has become void, take up orphans."""
        self._ownership.release_dead()
        in_hand = set(self._executor.list_in_hand())
        with self._database.read() as connection:
            runs = list_active_runs(connection)
        ours = {run.id for run in runs if run.owner in (None, self._ownership.owner)}
        if in_hand & ours:
            self._ownership.hold_lease()
        for run_id in in_hand - ours:
            self._executor.stop(run_id)
        for run in runs:
            if is_to_end(run, self._now()):
                self._worker.end_if_stopped(run.id)
                if run.id in in_hand:  # whoever works on it measures real time, and a test moves its clock
                    self._executor.stop(run.id)
        waiting = [run for run in runs if run.id in ours - in_hand and self._may_take(run)]
        self._take_up(waiting[: max(0, MOST_IN_HAND - len(in_hand))])
        self._tidy()

    def try_to_sweep(self) -> None:
        """Sweep once; log what goes wrong."""
        try:
            self.sweep()
        except DatabaseClosed:
            self._closing.set()
        except Exception as error:  # noqa: BLE001  the next sweep may find a database that answers
            _LOG.warning("a sweep failed: %s", describe_failure(error))

    def _may_take(self, run: ActiveRun) -> bool:
        return (
            run.status in WORKABLE and not is_due(run, self._now()) and self._worker.may_answer(run.answerer)
        )

    def _take_up(self, runs: Sequence[ActiveRun]) -> None:
        """Have runs worked on: those that are ours already, and others that nobody takes at this moment."""
        taken = [run.id for run in runs if run.owner is not None]
        free = [run.id for run in runs if run.owner is None]
        if free:
            self._ownership.hold_lease()
        for start in range(0, len(free), _RESERVED_AT_ONCE):
            some = free[start : start + _RESERVED_AT_ONCE]
            with self._database.write(may_be_lost=True) as connection:
                taken += reserve_runs(connection, some, self._ownership.owner)
        for run_id in taken:
            self._executor.submit(self._worker.work_on, run_id)

    def _sweep_on(self) -> None:
        while not self._closing.wait(BEAT):
            self.try_to_sweep()
