"""What every operation works with: the database, the time, and the way to submit a run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from attrs import frozen

from ..store import Database


class SubmitRun(Protocol):
    """Submits a run to the executor."""

    def __call__(self, run_id: str, *, urgent: bool = False) -> None:
        """Have a run worked on. Call it after the transaction that changed the run.

        Args:
            run_id: The id of the run.
            urgent: The run is to be cancelled, which must not wait for any model. False by default.
        """


@frozen
class Context:
    """The surroundings of an operation.

    Attributes:
        database: Where everything is kept.
        now: Returns the time in whole unix seconds.
        submit_run: Has a run worked on.
    """

    database: Database
    now: Callable[[], int]
    submit_run: SubmitRun
