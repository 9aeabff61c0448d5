"""Who works on runs and files, as the database knows it: the leases of owners, and what they hold.

An owner is one open server. It holds a lease, which it renews while it works on anything; the runs of
an owner whose lease has run out may be taken up by others. `runs.ownership` decides when to do what.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, select, update

from ..lifecycle import ACTIVE_STATUSES, WORKABLE, RunStatus
from . import tables

_OWNED = (tables.run, tables.vector_store_file)
"""Where the column `owner` says who works on a row."""


class ActiveRun(Struct, frozen=True):
    """A run that has not ended, as far as it says who looks after it; the names are those of `RunRow`."""

    id: str
    status: RunStatus
    expires_at: int | None
    owner: str | None
    answerer: str
    claims: int


def renew_lease(connection: Connection, owner: str, until: float) -> None:
    """Have an owner's lease run until a time, in unix seconds; the owner may be a new one."""
    renewed = update(tables.owner).where(tables.owner.c.id == owner).values(leased_until=until)
    if connection.execute(renewed).rowcount == 0:
        connection.execute(insert(tables.owner).values(id=owner, leased_until=until))


def list_leases(connection: Connection) -> dict[str, float | None]:
    """Return until when each owner's lease runs, in unix seconds; None for one that has work but no lease."""
    leases: dict[str, float | None] = {}
    # Who owns work has got a lease before: so leases are read after it.
    for table in _OWNED:
        holding = select(table.c.owner).where(table.c.owner.is_not(None)).distinct()
        leases |= dict.fromkeys(connection.execute(holding).scalars())
    rows = connection.execute(select(tables.owner.c.id, tables.owner.c.leased_until))
    return leases | {row.id: row.leased_until for row in rows}


def lock_leases(connection: Connection) -> dict[str, float | None]:
    """Return what `list_leases` returns, and keep owners from renewing until the transaction ends."""
    connection.execute(select(tables.owner.c.id).order_by(tables.owner.c.id).with_for_update()).all()
    return list_leases(connection)


def release_work(connection: Connection, owners: Iterable[str]) -> None:
    """Let go of all runs of some owners and of the files that they index, and forget the owners."""
    gone = list(owners)
    for table in _OWNED:
        theirs = table.c.owner.in_(gone)
        held = select(table.c.seq).where(theirs).order_by(table.c.seq)  # an UPDATE would lock in any order
        connection.execute(held.with_for_update(key_share=True)).all()
        connection.execute(update(table).where(theirs).values(owner=None))
    connection.execute(delete(tables.owner).where(tables.owner.c.id.in_(gone)))


def reserve_runs(connection: Connection, run_ids: Sequence[str], owner: str) -> list[str]:
    """Take those of some runs that are nobody's, and that nobody takes at this moment; return their ids.

    Args:
        connection: A writing transaction.
        run_ids: The runs, some hundreds at most.
        owner: Who takes them, and holds a lease.
    """
    run = tables.run.c
    free = select(run.id).where(run.id.in_(run_ids), run.owner.is_(None)).order_by(run.seq)
    found = [*connection.scalars(free.with_for_update(skip_locked=True, key_share=True))]
    if found:
        connection.execute(update(tables.run).where(run.id.in_(found)).values(owner=owner))
    return found


def list_active_runs(connection: Connection) -> list[ActiveRun]:
    """Return the runs that have not ended."""
    return _list_active(connection)


def list_neglected_runs(connection: Connection, now: int, at_most: int) -> list[ActiveRun]:
    """Return runs that have not ended and that nobody works on, or whose time is up.

    Args:
        connection: A transaction.
        now: The time in whole unix seconds.
        at_most: How many runs.
    """
    run = tables.run.c
    is_neglected = or_(
        and_(run.owner.is_(None), run.status.in_(sorted(WORKABLE))),
        run.status == "cancelling",
        run.expires_at <= now,
    )
    return _list_active(connection, is_neglected, at_most=at_most)


def list_held_runs(connection: Connection, owner: str) -> list[ActiveRun]:
    """Return the runs of an owner that have not ended."""
    return _list_active(connection, tables.run.c.owner == owner)


def find_active_runs(connection: Connection, ids: Iterable[str]) -> list[ActiveRun]:
    """Return those runs of some that have not ended."""
    return _list_active(connection, tables.run.c.id.in_(list(ids)))


def _list_active(
    connection: Connection, *conditions: ColumnElement[bool], at_most: int | None = None
) -> list[ActiveRun]:
    run = tables.run.c
    columns = select(run.id, run.status, run.expires_at, run.owner, run.answerer, run.claims)
    active = columns.where(run.status.in_(sorted(ACTIVE_STATUSES)), *conditions).limit(at_most)
    return [ActiveRun(*row) for row in connection.execute(active)]
