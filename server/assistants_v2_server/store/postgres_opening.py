"""From an address to connections to a PostgreSQL database with today's tables: made, upgraded, or refused.

Whoever makes or upgrades tables holds a lock that the server keeps, and others wait for that: two servers may
start at once. Who finds the tables as they should be waits for nobody. Used by `postgres_transactions`.
"""

from __future__ import annotations

import logging
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from . import postgres
from .addresses import Address
from .forking import IN_USE
from .schema import REVISION, create_schema, list_missing, read_revision
from .tables import METADATA
from .transactions import LONGEST_WAIT
from .troubles import DatabaseRefused, find_trouble

_LOCK = "assistants-v2 schema"

_COLUMNS = (
    "SELECT relname, array_agg(attname::text ORDER BY attnum) "
    "FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid "
    "WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v') "
    "AND attnum > 0 AND NOT attisdropped GROUP BY relname"
)
"""Also columns that this user may not read, unlike in `information_schema`."""

_LOG = logging.getLogger(__name__)


def open_postgres(address: Address, *, migrate: bool) -> Engine:
    """Return connections to a PostgreSQL database whose tables are as they should be.

    Args:
        address: Where it is.
        migrate: Whether tables of an older schema are upgraded.

    Raises:
        DatabaseRefused: The database cannot be used; the text says why.
    """
    with refusing(address), IN_USE:
        engine = postgres.make_engine(address)
        try:
            with engine.connect() as connection:
                _prepare(address, connection, migrate=migrate)
        except BaseException:
            engine.dispose()
            raise
        return engine


def list_columns(connection: Connection) -> dict[str, list[str]]:
    """Return the names of all columns of each table of the schema in use, in their order."""
    with postgres.unwrap_connection(connection).execute(_COLUMNS) as cursor:
        return {table: [*names] for table, names in cursor}


def _prepare(address: Address, connection: Connection, *, migrate: bool) -> None:
    """See to it that the tables are there, and are today's."""
    plain = postgres.unwrap_connection(connection)
    if _identify(address, connection) == REVISION:
        return
    postgres.begin_writing(plain, LONGEST_WAIT, hurries=False)
    try:
        postgres.hold_name(connection, _LOCK)
        revision = _identify(address, connection)  # another process may have been quicker
        if revision is None:
            _make_schema(address, plain)
            create_schema(connection)
        elif revision != REVISION:
            _upgrade(address, connection, revision, migrate=migrate)
        postgres.commit(plain)
    finally:
        postgres.roll_back(plain)


def _identify(address: Address, connection: Connection) -> str | None:
    """Return the number of the schema that the tables have; None where there are none.

    Raises:
        DatabaseRefused: They are another program's, or those of a newer version of this one.
    """
    columns = list_columns(connection)
    revision = _read_revision(connection, columns)
    if revision is None:
        if not columns.keys() & {*METADATA.tables, "alembic_version"}:
            return None
        raise DatabaseRefused(
            f"{address.shown} holds the tables of another program: "
            "name a schema of its own by ?schema=NAME, or another database."
        )
    if revision > REVISION:
        raise DatabaseRefused(
            f"{address.shown} was made by a newer version of assistants-v2: install that version "
            f"(the database has schema {revision}, this version knows {REVISION} and older)."
        )
    missing = list_missing(columns) if revision == REVISION else []
    if missing:
        raise DatabaseRefused(
            f"{address.shown} has been changed by another program and lacks {', '.join(missing)}: "
            "restore a backup."
        )
    return revision


def _read_revision(connection: Connection, columns: Mapping[str, Sequence[str]]) -> str | None:
    """Return the number of the schema; None if there is none, or if it is another program's."""
    is_ours = {"assistant", "thread", "message", "run"} <= columns.keys()
    return read_revision(connection, columns) if is_ours else None


def _make_schema(address: Address, plain: psycopg.Connection[object]) -> None:
    """Make the schema that the address names, if it is not there."""
    if address.schema is not None:
        name = sql.Identifier(address.schema)
        plain.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(name)).close()


def _upgrade(address: Address, connection: Connection, revision: str, *, migrate: bool) -> None:
    if not migrate:
        raise DatabaseRefused(
            f"{address.shown} was made by an older version of assistants-v2: open it without --no-migrate "
            "(in Python, with migrate=True) to upgrade it; keep a backup, which pg_dump makes "
            f"(the database has schema {revision}, this version {REVISION})."
        )
    from .upgrading import migrate as take_steps  # late: it brings Alembic, which tables of today do not need

    take_steps(connection)
    _LOG.warning("%s was upgraded from schema %s to %s", address.shown, revision, REVISION)


@contextmanager
def refusing(address: Address) -> Generator[None]:
    """Turn what is said while a database is opened into a refusal of it."""
    try:
        yield
    except psycopg.ProgrammingError:
        # What it says of an address may quote the password.
        raise DatabaseRefused(
            f"{address.shown} is no address that PostgreSQL takes: write it as "
            "postgresql://user:password@host:5432/database?sslmode=require, with %25 for % and %40 for @."
        ) from None
    except (SQLAlchemyError, psycopg.Error) as error:
        cause = getattr(error, "orig", error)
        if getattr(cause, "sqlstate", None) is None and isinstance(cause, psycopg.OperationalError):
            said = " ".join(str(cause).rpartition(" failed: ")[2].split())
            raise DatabaseRefused(f"{address.shown} cannot be opened: {said.rstrip('.')}.") from None
        trouble = find_trouble(error)
        if trouble is None:
            raise
        raise DatabaseRefused(f"{address.shown} cannot be opened: {trouble}") from error
