"""What every operation works with: the database, the time, and the hands that work on runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from attrs import frozen

from ..store import Database


class RunHands(Protocol):
    """Where an operation hands runs over; `server` is behind it."""

    answerer: str
    owner: str

    def hold_lease(self) -> None:
        """See to it that runs may be owned. Call it before the transaction that queues a run."""
        ...

    def submit(self, run_id: str) -> None:
        """Have a run worked on. Call it after the transaction that queued the run."""
        ...

    def stop(self, run_id: str) -> None:
        """End the work on a run. Call it after the transaction that ended or deleted the run."""
        ...


@frozen
class Context:
    """The surroundings of an operation.

    Attributes:
        database: Where everything is kept.
        now: Returns the time in whole unix seconds.
        hands: Works on runs.
    """

    database: Database
    now: Callable[[], int]
    hands: RunHands
