"""What a server and its database are at, at one moment; the metrics of doors and workers show it.

Each number is counted as it happens, or found by an index, so that it may be asked for every few seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from .service.run_counts import RunCounter
from .store import Database
from .store.lines import LeaseCount, count_leases, find_oldest

if TYPE_CHECKING:
    from .runs.admission import Reason
    from .runs.hands import Hands
    from .server_parts import ServerParts


class Survey(Struct, frozen=True, kw_only=True):
    """What is at work, here and in the database.

    Attributes:
        runs: How many runs the database has, by status.
        oldest_seconds: For how many seconds the run has waited that waits longest of those that nobody has
            begun; 0 if none waits.
        lease_holders: How many servers hold runs.
        lease_seconds: After how many seconds the lease of theirs ends that ends first, below 0 if it has
            ended; None if there is none.
        jobs: How many jobs there are, by status; None where there are no jobs.
        turns_in_hand: How many models are being asked here.
        taken_up: How many runs were taken up here that another server had begun.
        refused: How many runs were refused here, by the reason.
    """

    runs: Mapping[str, int]
    oldest_seconds: float
    lease_holders: int
    lease_seconds: float | None
    jobs: Mapping[str, int] | None
    turns_in_hand: int
    taken_up: int
    refused: Mapping[Reason, int]


class Surveyor:
    """Looks around.

    Args:
        database: Where runs are.
        clock: Returns the time in unix seconds.
    """

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock
        self._runs = RunCounter()

    def look(self, parts: ServerParts) -> Survey:
        """Return what is at work now."""
        hands: Hands = parts.hands
        with self._database.read() as connection:
            runs = self._runs.count(connection)
            oldest, leases = find_oldest(connection), count_leases(connection)
            leased_from = self._database.read_time(connection, self._clock)
            jobs = parts.count_jobs(connection)
        return Survey(
            runs=runs,
            oldest_seconds=0.0 if oldest is None else max(0.0, self._clock() - oldest),
            lease_holders=leases.holders,
            lease_seconds=_count_left(leases, leased_from),
            jobs=jobs,
            turns_in_hand=hands.count_turns(),
            taken_up=hands.count_taken_up(),
            refused=parts.context.admission.count_refused(),
        )


def _count_left(leases: LeaseCount, now: float) -> float | None:
    return None if leases.ends_first is None else leases.ends_first - now
