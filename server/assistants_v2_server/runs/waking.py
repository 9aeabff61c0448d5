"""Who is woken for a run that is to be worked on: this server itself, or one of all that share a database.

`hands` has one of the two. Both are told of a run in the transaction that queues it, and again after that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from msgspec.structs import replace
from sqlalchemy import Connection

from ..jobs.wakes import Wake
from ..store import RunRow
from ..store.lines import Line
from ..store.owners import ActiveRun


class Waking(Protocol):
    """Has queued runs worked on.

    Attributes:
        answerer: The identity of the model that new runs are for; empty for whichever takes them up.
        owns: Whether a queued run is this server's own, which needs a lease for that.
        line: In which line new runs wait.
    """

    answerer: str
    owns: bool
    line: Line

    def queue(self, connection: Connection, run: RunRow, *, is_followed: bool) -> RunRow:
        """Return a run as the transaction that queues it is to store it.

        Args:
            connection: The transaction.
            run: The run.
            is_followed: Whether a client wants its events.
        """
        ...

    def submit(self, run_id: str) -> None:
        """Have a run worked on that `queue` was told of. Called after its transaction."""
        ...

    def wake(self, connection: Connection, wakes: Sequence[Wake]) -> None:
        """Have others look at runs that a transaction lets go of."""
        ...

    def tell_stopped(self, connection: Connection, run_id: str) -> None:
        """Tell others of a run that a transaction ends, for they may work on it."""
        ...


class OwnWaking:
    """Has this server work on what it queues; others find what it lets go of when they sweep.

    Args:
        answerer: The identity of its model.
        owner: Its id.
        begin: Begins to work on a run.
    """

    owns = True

    def __init__(self, answerer: str, owner: str, begin: Callable[[str], object]) -> None:
        self.answerer = answerer
        self.line = Line(owner)
        self._owner = owner
        self._begin = begin

    def queue(self, connection: Connection, run: RunRow, *, is_followed: bool) -> RunRow:  # noqa: ARG002
        """Return the run as this server's own, or as nobody's if another model answers it."""
        return replace(run, owner=self._owner if run.answerer == self.answerer else None)

    def submit(self, run_id: str) -> None:
        """Begin to work on a run; do nothing for another's."""
        self._begin(run_id)

    def wake(self, connection: Connection, wakes: Sequence[Wake]) -> None:
        """Do nothing."""

    def tell_stopped(self, connection: Connection, run_id: str) -> None:
        """Do nothing."""


class Queue(Protocol):
    """Holds jobs; `jobs.queue.JobQueue` is such."""

    def add(self, connection: Connection, wakes: Sequence[Wake]) -> None:
        """Have somebody look at runs, once a transaction is committed; nothing for those that are there."""
        ...

    def tell_stopped(self, connection: Connection, run_id: str) -> None:
        """Tell whoever works on a run that it has ended, once a transaction is committed."""
        ...


class SharedWaking:
    """Has any server of a database work on what this one queues: the one that takes the job.

    Args:
        answerer: The identity of the model that new runs are for; empty for whichever takes them up.
        queue: Where jobs go.
    """

    owns = False

    def __init__(self, answerer: str, queue: Queue) -> None:
        self.answerer = answerer
        self.line = Line(answerer=answerer)
        self._queue = queue

    def queue(self, connection: Connection, run: RunRow, *, is_followed: bool) -> RunRow:
        """Return the run as nobody's, and write a job for it."""
        self._queue.add(connection, [Wake(run.id, run.answerer, run.claims, is_followed)])
        return replace(run, owner=None)

    def submit(self, run_id: str) -> None:
        """Do nothing: the job is there."""

    def wake(self, connection: Connection, wakes: Sequence[Wake]) -> None:
        """Write jobs."""
        self._queue.add(connection, wakes)

    def tell_stopped(self, connection: Connection, run_id: str) -> None:
        """Tell others."""
        self._queue.tell_stopped(connection, run_id)


def make_wakes(runs: Iterable[RunRow | ActiveRun]) -> list[Wake]:
    """Return what jobs say of runs."""
    return [Wake(run.id, run.answerer, run.claims) for run in runs]
