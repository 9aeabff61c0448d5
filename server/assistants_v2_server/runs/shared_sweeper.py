"""Looks after the runs of a database that many servers share: what each does for itself, and one for all.

Every few seconds a server looks at what it has in hand. The sweep of all runs is on the schedule of the jobs,
so that one server does it at a time; each does it by itself too, much more rarely, in case the schedule does
not come. `hands` makes one where there are jobs, and `sweeper.Sweeper` anywhere else.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable
from threading import Event, Thread

from ..lifecycle import is_to_end
from ..store import Database, DatabaseClosed, describe_failure
from ..store.owners import find_active_runs, list_neglected_runs
from .executors import Executor
from .ownership import BEAT, LEASE_WITHOUT_LOCK, Ownership
from .waking import Waking, make_wakes
from .worker import Worker

SWEEP_ANYWAY = 20.0
"""Seconds after which a server sweeps that has not done so on schedule; a fifth more or less, by chance."""

_PATIENCE = 0.5
"""Seconds that closing waits for a look."""

_MOST_AT_ONCE = 1_000
"""How many runs a sweep looks at; the next one finds the rest."""

_LOG = logging.getLogger(__name__)


class SharedSweeper:
    """Looks after what a server has in hand, and sweeps its database with others.

    Args:
        database: Where runs are.
        worker: Ends runs.
        executor: Has some in hand.
        ownership: Knows which owners live.
        now: Returns the time in whole unix seconds.
        tidy: Looks after what is no run, at each sweep.
        attend: Looks after what this server has in hand beside runs, every few seconds.
        waking: Has runs taken up.
    """

    def __init__(
        self,
        database: Database,
        worker: Worker,
        executor: Executor,
        ownership: Ownership,
        now: Callable[[], int],
        tidy: Callable[[], None],
        attend: Callable[[], None],
        waking: Waking,
    ) -> None:
        self._database = database
        self._worker = worker
        self._executor = executor
        self._ownership = ownership
        self._now = now
        self._tidy = tidy
        self._attend = attend
        self._waking = waking
        self._sweep_at = self._judges_from = 0.0
        self._waits_since: float | None = None
        self._closing, self._awaited = Event(), Event()
        self._thread = Thread(target=self._look_on, name="assistants-v2-sweep", daemon=True)

    def start(self) -> None:
        """Look after runs from now on; raises nothing if that is not possible now."""
        self._thread.start()

    def close(self) -> None:
        """Look after nothing more; a look that has begun is waited for, a little."""
        self._closing.set()
        self._awaited.set()
        if self._thread.is_alive():
            self._thread.join(_PATIENCE)

    def look_soon(self) -> None:
        """Have it looked at once what this server has in hand, or should have; does not wait for that."""
        self._awaited.set()

    def is_answered(self) -> bool:
        """Say whether the database answers; not once it has not for so long that a lease has run out."""
        since = self._waits_since
        return since is None or time.monotonic() - since < LEASE_WITHOUT_LOCK

    def sweep(self) -> None:
        """Sweep for all servers: free what dead ones held, end what is to end, have orphans taken up."""
        self._sweep_at = time.monotonic() + SWEEP_ANYWAY * random.uniform(0.8, 1.2)
        if time.monotonic() >= self._judges_from:
            self._ownership.release_dead()
        now = self._now()
        with self._database.read() as connection:
            runs = list_neglected_runs(connection, now, _MOST_AT_ONCE)
        stopped = [run for run in runs if is_to_end(run, now)]
        for run in stopped:
            self._worker.end_if_stopped(run.id)
        waiting = [run for run in runs if run not in stopped]
        if waiting:
            with self._database.write() as connection:
                self._waking.wake(connection, make_wakes(waiting))
        self._tidy()

    def try_to_sweep(self) -> None:
        """Sweep once; log what goes wrong."""
        self._try(self.sweep)

    def look_after_own(self) -> None:
        """Renew the lease if runs are held, and stop work that has become void."""
        in_hand = set(self._executor.list_in_hand())
        if in_hand:
            if self._waits_since is None:  # else the last look failed
                self._waits_since = time.monotonic()
            self._look_after(in_hand)
        self._waits_since = None
        self._attend()

    def _look_after(self, in_hand: set[str]) -> None:
        with self._database.read() as connection:
            runs = {run.id: run for run in find_active_runs(connection, in_hand)}
        owner = self._ownership.owner
        ours = {run.id for run in runs.values() if run.owner in (None, owner)}
        if any(run.owner == owner for run in runs.values()):
            self._ownership.hold_lease()
        for run_id in in_hand - ours:
            self._executor.stop(run_id)
        for run_id in ours:
            if is_to_end(runs[run_id], self._now()):
                self._worker.end_if_stopped(run_id)
                self._executor.stop(run_id)

    def _look_on(self) -> None:
        while not self._closing.is_set():
            self._awaited.clear()
            self._try(self.look_after_own)
            if time.monotonic() >= self._sweep_at:
                self._try(self.sweep)
            if not self._closing.is_set():  # what was heard before is not forgotten
                self._awaited.wait(BEAT)

    def _try(self, look: Callable[[], None]) -> None:
        try:
            look()
        except DatabaseClosed:
            self._closing.set()
        except Exception as error:  # noqa: BLE001  the next look may find a database that answers
            # If the database was away, nobody could renew a lease, and those who live are about to.
            self._judges_from = time.monotonic() + LEASE_WITHOUT_LOCK
            _LOG.warning("a sweep failed: %s", describe_failure(error))
