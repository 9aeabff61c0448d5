"""How long the line of queued runs is, and who waits in it; `runs.admission` and the metrics ask.

All of it is read from rows, so that a server knows it which works on nothing itself. What is read is found by
an index: it grows with the runs that have not ended, never with those that have.
"""

from __future__ import annotations

from msgspec import Struct
from sqlalchemy import Connection, and_, func, select, true

from . import tables

_MEASURED = 100
"""Runs by which is measured how long one takes: times in rows are whole seconds, which evens out."""

_RUN, _OWNER = tables.run.c, tables.owner.c


class Line(Struct, frozen=True):
    """Which runs wait for the same workers as those that a server queues.

    Attributes:
        owner: The server, if it works on what it queues itself; None if others do.
        answerer: The identity of the model that runs wait for; empty, the default, for whichever comes first.
    """

    owner: str | None = None
    answerer: str = ""


class LineCount(Struct, frozen=True):
    """A line of queued runs.

    Attributes:
        waiting: How many runs wait in it.
        oldest: When the one was made that waits longest of those that nobody has begun; None if none waits.
        first: Where that one stands in the order of all runs; None if none waits.
        working: How many runs are worked on by those whom it waits for.
        left: How many runs have ever left the queue of the database, more or less by a fixed number.
    """

    waiting: int
    oldest: int | None
    first: int | None
    working: int
    left: int


class LeaseCount(Struct, frozen=True):
    """The leases by which runs are held.

    Attributes:
        holders: How many servers hold runs that have not ended.
        ends_first: When the lease ends that ends first, in unix seconds; None if there is none.
    """

    holders: int
    ends_first: float | None


def count_line(connection: Connection, line: Line) -> LineCount:
    """Return how long a line is."""
    queued, at_work = _RUN.status == "queued", _RUN.status == "in_progress"
    if line.owner is not None:
        waits = works = _RUN.owner == line.owner
    else:
        waits = _RUN.answerer.in_(sorted({"", line.answerer}))
        works = _RUN.answerer == line.answerer if line.answerer else true()
    begins = and_(queued, waits, _RUN.started_at.is_(None))
    last = select(func.coalesce(func.max(_RUN.seq), 0)).scalar_subquery()
    counted = select(
        func.count().filter(and_(queued, waits)),
        func.min(_RUN.created_at).filter(begins),
        func.min(_RUN.seq).filter(begins),
        func.count().filter(and_(at_work, works)),
        last - func.count().filter(queued),
    ).where(_RUN.status.in_(["queued", "in_progress"]))
    return LineCount(*connection.execute(counted).one())


def measure_work(connection: Connection, counted: LineCount) -> float:
    """Return how many seconds runs take, from when they were begun last; 0 if none has ended yet.

    Args:
        connection: A transaction.
        counted: The line: the last runs are looked at that were begun before those in hand.
    """
    ended = func.coalesce(_RUN.completed_at, _RUN.failed_at)
    rows = select(_RUN.started_at, ended.label("ended"))
    if counted.first is not None:
        rows = rows.where(_RUN.seq < counted.first - counted.working)
    last = rows.order_by(_RUN.seq.desc()).limit(_MEASURED).subquery()
    mean = select(func.avg(last.c.ended - last.c.started_at))
    return float(connection.execute(mean).scalar() or 0.0)


def find_oldest(connection: Connection) -> int | None:
    """Return when the run was made that waits longest of all that nobody has begun; None if none waits."""
    waits = and_(_RUN.status == "queued", _RUN.started_at.is_(None))
    oldest: int | None = connection.execute(select(func.min(_RUN.created_at)).where(waits)).scalar()
    return oldest


def count_leases(connection: Connection) -> LeaseCount:
    """Return by whom runs are held that have not ended, and until when that may be relied upon."""
    holds = select(_RUN.id).where(_RUN.owner == _OWNER.id).exists()
    counted = select(func.count(), func.min(_OWNER.leased_until)).select_from(tables.owner).where(holds)
    return LeaseCount(*connection.execute(counted).one())
