"""Looks at a PostgreSQL database from outside, and changes nothing. `examination` is the user.

Rows are counted where that is quick, and else as many as PostgreSQL takes for granted.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import psycopg
from msgspec import Struct
from sqlalchemy import Connection, func, select

from . import postgres, tables
from .addresses import Address, read_address
from .content_copies import list_missing_contents
from .fleet import count_servers
from .lines import find_oldest
from .postgres_connections import taking_long
from .postgres_opening import list_columns, refusing
from .postgres_rights import list_locked
from .schema import list_missing, read_numbers

OLDEST = 14
"""The first version of PostgreSQL that this program works with."""

_MOST_COUNTED = 100_000
"""Rows of a table, as PostgreSQL takes it, up to which they are counted."""

_FACTS = """
SELECT current_setting('server_version'), current_setting('server_version_num')::int / 10000,
    current_setting('server_encoding'), current_schema(),
    has_database_privilege(current_database(), 'CREATE'),
    coalesce(has_schema_privilege(current_schema(), 'CREATE'), false),
    pg_database_size(current_database()),
    (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()),
    current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int,
    (SELECT datconnlimit FROM pg_database WHERE datname = current_database()),
    (SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user), current_user
"""
_ESTIMATES = """
SELECT relname, reltuples::bigint FROM pg_class
WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
"""
_HOME = "SELECT oid, has_schema_privilege(oid, 'CREATE') FROM pg_namespace WHERE nspname = %s"


class ServerReport(Struct, frozen=True, kw_only=True):
    """What was found out about a PostgreSQL database.

    Attributes:
        place: Where it is, without a password.
        version: Of PostgreSQL, as it says it.
        is_recent: Whether that is one that this program works with.
        oldest: The oldest of those.
        encoding: Of its texts.
        schema: The schema that its tables are in, or would be.
        revision: The number of the tables; None if there are none, or if they may not be read.
        is_current: Whether this version works with it as it is.
        is_newer: Whether it is that of a newer one.
        missing: Columns that the tables lack.
        user: Whom PostgreSQL takes this program for.
        may_create: Whether this user may make tables there, which upgrades do.
        locked: Tables that this user may not read and write.
        size: Bytes of the database.
        counts: About how many rows each table has.
        used: How many connections there are, of everybody.
        most: How many there may be, of this user in this database.
        pool_size: How many a server here would have at most.
        fleet: How many servers have the database open, by the schema that they know.
        jobs: Whether there are tables of jobs, which doors and workers need.
        jobs_schema: The schema that they are in, or would be.
        may_create_jobs: Whether this user may make them.
        locked_jobs: What of them this user may not use.
        waiting: How many runs wait for a worker.
        oldest_seconds: For how many seconds the one has waited that waits longest of those that nobody has
            begun; 0 if none waits.
        damage: What is wrong, in sentences.
    """

    place: str
    version: str
    is_recent: bool
    oldest: int
    encoding: str
    schema: str
    revision: str | None
    is_current: bool
    is_newer: bool
    missing: Sequence[str]
    user: str
    may_create: bool
    locked: Sequence[str]
    size: int
    counts: Mapping[str, int]
    used: int
    most: int
    pool_size: int
    fleet: Mapping[str, int]
    jobs: bool
    jobs_schema: str
    may_create_jobs: bool
    locked_jobs: Sequence[str]
    waiting: int
    oldest_seconds: int
    damage: Sequence[str]


def check_server(place: str, folder: Path | None, name_jobs: Callable[[str], str]) -> ServerReport:
    """Look at a PostgreSQL database; servers may be working with it.

    Args:
        place: Its address.
        folder: The folder with the bytes of files; None where they are rows.
        name_jobs: Returns what the schema of jobs is called beside one of tables.

    Raises:
        DatabaseRefused: It cannot be reached, or refuses the user.
    """
    address = read_address(place)
    with refusing(address):
        engine = postgres.make_engine(address)
        try:
            with engine.connect() as connection:
                plain = postgres.unwrap_connection(connection)
                postgres.begin_reading(plain)
                try:
                    return _look(address, connection, plain, folder, name_jobs)
                finally:
                    postgres.roll_back(plain)
        finally:
            engine.dispose()


def _look(
    address: Address,
    connection: Connection,
    plain: psycopg.Connection[Any],
    folder: Path | None,
    name_jobs: Callable[[str], str],
) -> ServerReport:
    facts = plain.execute(_FACTS).fetchone()
    assert facts is not None
    version, major, encoding, schema, may_make_schemas, may_create, size, used, most, *limits, user = facts
    columns = list_columns(connection)
    known = [name for name in tables.METADATA.tables if name in columns]
    locked = [] if schema is None else [*list_locked(plain, schema, known)]
    numbers = None if locked else read_numbers(connection, columns)
    is_usable = numbers is not None and numbers.is_usable
    missing = list_missing(columns) if numbers is not None and numbers.is_current else []
    is_readable = is_usable and not missing
    home = name_jobs(schema or address.schema or "public")
    of_home = plain.execute(_HOME, [home]).fetchone()
    waiting, oldest_seconds = _measure_queue(connection) if is_readable else (0, 0)
    return ServerReport(
        place=address.shown,
        version=version,
        is_recent=major >= OLDEST,
        oldest=OLDEST,
        encoding=encoding,
        schema=schema or address.schema or "",
        revision=None if numbers is None else numbers.revision,
        is_current=is_usable,
        is_newer=numbers is not None and numbers.is_newer,
        missing=missing,
        user=user,
        may_create=may_make_schemas if schema is None else may_create,
        locked=locked,
        size=size,
        counts=_count_rows(connection, plain, known) if is_readable else {},
        used=used,
        most=min([most, *(limit for limit in limits if limit >= 0)]),
        pool_size=address.pool_size,
        fleet=count_servers(connection) if is_readable else {},
        jobs=of_home is not None and _is_table(plain, of_home[0], "job"),
        jobs_schema=home,
        may_create_jobs=may_make_schemas if of_home is None else of_home[1],
        locked_jobs=list_locked(plain, home),
        waiting=waiting,
        oldest_seconds=oldest_seconds,
        damage=[*_find_damage(connection, folder)] if is_readable else [],
    )


def _count_rows(
    connection: Connection, plain: psycopg.Connection[Any], names: Sequence[str]
) -> dict[str, int]:
    estimates: dict[str, int] = dict(plain.execute(_ESTIMATES).fetchall())
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = estimates[name]
        if estimates[name] <= _MOST_COUNTED:  # also where PostgreSQL has not looked yet
            query = select(func.count()).select_from(tables.METADATA.tables[name])
            counts[name] = connection.execute(query).scalar_one()
    return counts


def _is_table(plain: psycopg.Connection[Any], schema: int, name: str) -> bool:
    """Say whether there is a table in a schema, whoever may read it."""
    query = "SELECT 1 FROM pg_class WHERE relnamespace = %s AND relname = %s"
    return plain.execute(query, [schema, name]).fetchone() is not None


def _measure_queue(connection: Connection) -> tuple[int, int]:
    """Return how many runs wait, and for how many seconds the first that nobody has begun has."""
    waiting = select(func.count()).where(tables.run.c.status == "queued")
    oldest = find_oldest(connection)
    waited = 0.0 if oldest is None else postgres.read_time(connection, time.time) - oldest
    return connection.execute(waiting).scalar_one(), max(0, int(waited))


def _find_damage(connection: Connection, folder: Path | None) -> Sequence[str]:
    """Return a sentence if files have no bytes, or not all of them."""
    if folder is not None:
        return [*list_missing_contents(connection, folder)]
    part, file = tables.file_part.c, tables.file.c
    sizes = select(part.digest, func.sum(func.length(part.data)).label("size")).group_by(part.digest)
    found = sizes.subquery()
    is_missing = func.coalesce(found.c.size, -1) != file.bytes
    query = select(func.count().filter(is_missing), func.count())
    joined = query.select_from(tables.file.outerjoin(found, found.c.digest == file.digest))
    with taking_long(postgres.unwrap_connection(connection)):
        missing, total = connection.execute(joined).one()
    if not missing:
        return []
    return [f"the bytes of {missing:,} of {total:,} files are not, or not whole, in the database"]
