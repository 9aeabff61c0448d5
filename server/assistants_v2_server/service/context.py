"""What every operation works with: the database, the time, and the hands that work on runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from attrs import frozen

from ..runs.events import Event
from ..runs.subscriptions import Subscription
from ..store import Contents, Database, Housekeeping, RunRow, StepRow


class RunHands(Protocol):
    """Where an operation hands runs over; `server` is behind it."""

    answerer: str
    owner: str

    def hold_lease(self) -> None:
        """See to it that runs may be owned. Call it before the transaction that queues a run."""
        ...

    def follow(self, run: RunRow, head: Iterable[Event], steps: Iterable[StepRow] = ()) -> Subscription:
        """Listen to a run. Call it before the run is submitted, so that no event is missed.

        Args:
            run: The run, as it was queued.
            head: What the listener is told at once.
            steps: The steps that the run has already; none by default.
        """
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
        contents: The bytes of files.
        housekeeping: Deletes what has expired.
    """

    database: Database
    now: Callable[[], int]
    hands: RunHands
    contents: Contents
    housekeeping: Housekeeping
