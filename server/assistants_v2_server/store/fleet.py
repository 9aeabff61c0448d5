"""Which servers have a PostgreSQL database open, and which schema each of them knows.

A server says so when it opens the database and every few seconds from then on, so that nobody upgrades tables
further than all who are there can follow. A process that was killed counts for half a minute. Files need none
of this: whoever upgrades one has it alone. `membership` says it for a server, and `postgres_opening` asks who
is there.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, extract, func, insert, select, update

from . import tables
from .schema import COMPATIBLE_FROM, REVISION, Numbers, lock_numbers

SEEN_SECONDS = 30.0
"""For how long a server counts as present after it has said so."""

_FLEET = tables.fleet.c
_NOW = extract("epoch", func.clock_timestamp())


class ServersInTheWay(Exception):
    """Servers are at work that could not go on after an upgrade; the text is the end of a sentence."""


def refuse_others(connection: Connection, numbers: Numbers) -> None:
    """Return if all servers that have a PostgreSQL database open go on when it is upgraded to `REVISION`.

    Until the transaction ends, no other server says that it is there.

    Args:
        connection: The transaction of the upgrade.
        numbers: What the database says of its schema.

    Raises:
        ServersInTheWay: Some of them are too old for that.
    """
    if not numbers.has_fleet:
        return  # its servers are of a time when nobody said so
    lock_numbers(connection, changes=True)
    older = _FLEET.knows < COMPATIBLE_FROM, _FLEET.seen_until >= _NOW
    found = connection.execute(select(_FLEET.knows, func.count()).where(*older).group_by(_FLEET.knows)).all()
    if found:
        count = sum(number for _, number in found)
        told = ", ".join(sorted(knows for knows, _ in found))
        raise ServersInTheWay(
            f"cannot be upgraded from schema {numbers.revision} to {REVISION} while older servers work "
            f"with it ({count}, which know {told}): replace them by a version that knows "
            f"{COMPATIBLE_FROM} first."
        )


def count_servers(connection: Connection) -> dict[str, int]:
    """Return how many servers have a PostgreSQL database open, by the schema that they know."""
    present = select(_FLEET.knows, func.count().label("number")).where(_FLEET.seen_until >= _NOW)
    found = connection.execute(present.group_by(_FLEET.knows).order_by(_FLEET.knows))
    return {row.knows: row.number for row in found}


def note_presence(connection: Connection, server: str, now: float) -> None:
    """Note that a server is there, and will be for a while.

    Args:
        connection: A writing transaction, in which `lock_numbers` has said that it may be.
        server: Its id.
        now: The time in unix seconds, of PostgreSQL.
    """
    seen = update(tables.fleet).where(_FLEET.id == server).values(seen_until=now + SEEN_SECONDS)
    if connection.execute(seen).rowcount == 0:
        connection.execute(delete(tables.fleet).where(_FLEET.seen_until < now))
        row = {"id": server, "knows": REVISION, "seen_until": now + SEEN_SECONDS}
        connection.execute(insert(tables.fleet).values(row))


def forget_presence(connection: Connection, server: str) -> None:
    """Note that a server is gone."""
    connection.execute(delete(tables.fleet).where(_FLEET.id == server))
