"""Locks on what is no row: the bytes with a digest, the room that files take, the leases of owners.

On SQLite whoever writes has the whole database, so there is nothing to lock.
"""

from __future__ import annotations

from sqlalchemy import Connection


def hold_name(connection: Connection, name: str, *, is_shared: bool = False) -> None:
    """Keep everybody else away who asks for the same name, until a transaction ends.

    Args:
        connection: A writing transaction.
        name: Of what is locked. Names are asked for after rows, and of several by their order in
            docs/architecture.md.
        is_shared: Whether others may have it too who share it; they may not by default.
    """
    if connection.dialect.name != "sqlite":
        from . import postgres  # late: psycopg, which is there by then

        postgres.hold_name(connection, name, is_shared=is_shared)
