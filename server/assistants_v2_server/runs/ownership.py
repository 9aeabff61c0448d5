"""Which runs this server may work on: its lease, the lock that goes with it, and who else is alive.

A run belongs to the server whose id it bears, for as long as that server lives: until its lease runs
out, or, beside a file, until its lock is free. Leases in a PostgreSQL run by its clock, not by those of the
machines. `server` holds the lease before it queues a run, `Worker`
before it claims one, and `Sweeper` while any are in hand.
"""

from __future__ import annotations

import glob
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection

from ..store import Database, LockFile, new_id
from ..store.name_locks import hold_name
from ..store.owners import list_leases, lock_leases, release_work, renew_lease

LEASE = 60.0
"""Seconds that a lease runs from its last renewal, where a lock tells at once who has died.

Then it is for a server that stands still. One that lives cannot renew it while the database is locked, and
must not lose its runs, and answers that are paid for, to others meanwhile.
"""

LEASE_WITHOUT_LOCK = 10.0
"""The same where there are no locks, so that nothing but the lease tells who has died."""

BEAT = 3.0
"""Seconds between two renewals, and between two looks for runs that nobody works on."""

_RELEASING = "leases that have run out"
"""What servers take turns at that let go of the runs of others."""


def _wake_nobody(connection: Connection) -> None:
    """Leave it to others to look."""


class Ownership:
    """One server among those that work on a database; safe to use from any thread.

    Args:
        database: Where leases are kept.
        clock: Returns the time in unix seconds.

    Attributes:
        owner: Its id.
        lapses: How often the lease had run out when it was renewed: others may have taken our runs then.
    """

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self.owner = new_id("owner")
        self.lapses = 0
        self._database = database
        self._clock = clock
        self._lock = Lock()
        self._lock_file = self._make_lock_file(self.owner)
        self._leased_until = 0.0

    def hold_lease(self) -> None:
        """See to it that the lease runs for a while; costs a transaction once in `BEAT` seconds."""
        now = self._clock()
        with self._lock:
            self._lock_file.hold()
            lease = LEASE if self._lock_file.is_held else LEASE_WITHOUT_LOCK
            if abs(self._leased_until - now - lease) < BEAT:  # more is left if the clock was put back
                return
            with self._database.write(may_be_lost=True) as connection:
                renew_lease(connection, self.owner, self._read_time(connection) + lease)
            if self._leased_until and self._clock() > self._leased_until:
                self.lapses += 1
            self._leased_until = now + lease

    def has_run_out(self, lapses: int) -> bool:
        """Say whether the lease has run out since a moment: this process may have stood still.

        Args:
            lapses: What `lapses` was at that moment.
        """
        return self.lapses != lapses or self._clock() > self._leased_until

    def release_dead(self) -> None:
        """Let go of the runs of owners that have died, so that whoever comes first may take them up."""
        with self._database.read() as connection:
            leases = list_leases(connection)
            dead = self._list_dead(leases, self._read_time(connection))
        if dead:
            with self._database.write() as connection:
                hold_name(connection, _RELEASING)
                leases = lock_leases(connection)  # one that was late may have renewed its own since
                dead = self._list_dead(leases, self._read_time(connection))
                release_work(connection, dead)
            leases = {owner: until for owner, until in leases.items() if owner not in dead}
        for owner in self._list_locks() - {self.owner, *leases}:
            self._make_lock_file(owner).remove_abandoned()

    def release_all(self, wake: Callable[[Connection], None] = _wake_nobody) -> None:
        """Let go of the lease and of every run, for others to take up at once.

        Where the database cannot be written, the lock says to the others that nobody is there.

        Args:
            wake: Has others look at the runs, in the transaction that lets go of them; by default nobody.
        """
        with self._lock:
            try:
                if self._leased_until:
                    with self._database.write() as connection:
                        hold_name(connection, _RELEASING)
                        wake(connection)
                        release_work(connection, [self.owner])
                    self._leased_until = 0.0
            except BaseException:
                self._lock_file.unlock()
                raise
            self._lock_file.release()

    def _read_time(self, connection: Connection) -> float:
        return self._database.read_time(connection, self._clock)

    def _list_dead(self, leases: Mapping[str, float | None], now: float) -> list[str]:
        return [owner for owner, until in leases.items() if self._is_dead(owner, until, now)]

    def _is_dead(self, owner: str, leased_until: float | None, now: float) -> bool:
        if owner == self.owner:
            return False
        state = self._make_lock_file(owner).look()
        if leased_until is None:  # it was closed, or taken for dead, while a request was under way
            return state != "held"
        return leased_until < now or state == "abandoned"

    def _make_lock_file(self, owner: str) -> LockFile:
        path = self._database.path
        return LockFile(None if path is None else Path(f"{path}-{owner}.lock"))

    def _list_locks(self) -> set[str]:
        """Return whose files there are; a process may have died before its lease was written."""
        path = self._database.path
        if path is None:
            return set()
        start = f"{path.name}-"
        return {
            file.name.removeprefix(start).removesuffix(".lock")
            for file in path.parent.glob(f"{glob.escape(start)}owner_*.lock")
        }
