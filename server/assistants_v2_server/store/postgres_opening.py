"""From an address to connections to a PostgreSQL database with today's tables: made, upgraded, or refused.

Whoever makes or upgrades tables holds a lock that the server keeps, and others wait for that: two servers may
start at once. Who finds tables that it can work with waits for nobody. Servers go on working while tables are
upgraded: `fleet` says which of them would not stand it, and no lock is waited for longer than a moment, since
all others would wait behind it. Used by `postgres_transactions`.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from difflib import get_close_matches

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from . import postgres
from .addresses import HOW_TO_WRITE, Address
from .fleet import ServersInTheWay, refuse_others
from .forking import IN_USE
from .postgres_connections import taking_long
from .schema import (
    REVISION,
    Numbers,
    create_schema,
    describe_newer,
    explain_newer,
    list_missing,
    read_numbers,
)
from .server_troubles import FORBIDDEN, explain_connection
from .tables import METADATA
from .transactions import LONGEST_WAIT
from .troubles import (
    DatabaseEmpty,
    DatabaseRefused,
    DatabaseTroubled,
    find_trouble,
    is_locked,
    is_repeatable,
)

PATIENCE = 45.0
"""Seconds for which an upgrade waits: for servers that may be dead, and for tables that are in use."""

_LOCK = "assistants-v2 schema"

_LOCK_MILLISECONDS = 500
"""For how long a step waits for a table that others use: whoever comes after it waits as long."""

_PAUSE = 0.5
"""Seconds between two tries, up to twice as many by chance."""

_NO_SCHEMA = "3F000"
"""The code of a schema that is not there, or that this user may not use."""

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
        migrate: Whether tables are made where there are none, and those of an older schema are upgraded.

    Raises:
        DatabaseEmpty: There are no tables, and they are not to be made.
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
    """See to it that the tables are there, and are such that this version works with them."""
    numbers = _identify(address, connection)
    if numbers is not None and numbers.is_usable:
        if numbers.is_newer:
            _LOG.warning("%s %s", address.shown, describe_newer(numbers))
        return None
    _build_indexes(connection, numbers, migrate=migrate)
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return _make_or_upgrade(address, connection, migrate=migrate)
        except ServersInTheWay as found:
            if time.monotonic() >= until:
                raise DatabaseRefused(f"{address.shown} {found}") from None
            _LOG.warning("%s %s This one waits for them.", address.shown, found)
        except (SQLAlchemyError, psycopg.Error) as error:
            if time.monotonic() >= until or not (is_locked(error) or is_repeatable(error)):
                raise
            _LOG.info("%s is in use and will be upgraded in a moment", address.shown)
        time.sleep(_PAUSE * random.uniform(1.0, 2.0))
        _build_indexes(connection, numbers, migrate=migrate)


def _build_indexes(connection: Connection, numbers: Numbers | None, *, migrate: bool) -> None:
    """Make the indexes that the steps of an upgrade need, while others write."""
    if numbers is None or not migrate:
        return
    from .step_indexes import build_ahead  # late, as Alembic below
    from .upgrading import list_indexes

    plain = postgres.unwrap_connection(connection)
    with taking_long(plain):
        build_ahead(plain, list_indexes(numbers.revision))


def _make_or_upgrade(address: Address, connection: Connection, *, migrate: bool) -> None:
    """Make tables, or upgrade those that there are, in one transaction."""
    plain = postgres.unwrap_connection(connection)
    postgres.begin_writing(plain, LONGEST_WAIT, hurries=False)
    try:
        plain.execute("SET LOCAL synchronous_commit = on").close()  # whatever the database is set to
        postgres.hold_name(connection, _LOCK)
        numbers = _identify(address, connection)  # another process may have been quicker
        if numbers is None:
            if not migrate:
                raise DatabaseEmpty(
                    f"{address.shown} has no tables yet: open it once without --no-migrate (in Python, with "
                    "migrate=True), as a user who may make them."
                )
            _make_schema(address, plain)
            create_schema(connection)
        elif numbers.is_older:
            _upgrade(address, connection, numbers, migrate=migrate)
        postgres.commit(plain)
    finally:
        postgres.roll_back(plain)


def _identify(address: Address, connection: Connection) -> Numbers | None:
    """Return what the tables say of their schema; None where there are none.

    Raises:
        DatabaseRefused: They are another program's, or of a newer version beside which this one is no use.
    """
    columns = list_columns(connection)
    numbers = _read_numbers(connection, columns)
    if numbers is None:
        if not columns.keys() & {*METADATA.tables, "alembic_version"}:
            return None
        raise DatabaseRefused(
            f"{address.shown} holds the tables of another program: "
            "name a schema of its own by ?schema=NAME, or another database."
        )
    if numbers.is_newer and not numbers.is_usable:
        raise DatabaseRefused(f"{address.shown} {explain_newer(numbers, 'database')}")
    missing = list_missing(columns) if numbers.is_current else []
    if missing:
        raise DatabaseRefused(
            f"{address.shown} has been changed by another program and lacks {', '.join(missing)}: "
            "restore a backup."
        )
    return numbers


def _read_numbers(connection: Connection, columns: Mapping[str, Sequence[str]]) -> Numbers | None:
    """Return what the tables say of their schema; None if there are none, or if another program's."""
    is_ours = {"assistant", "thread", "message", "run"} <= columns.keys()
    return read_numbers(connection, columns) if is_ours else None


def _make_schema(address: Address, plain: psycopg.Connection[object]) -> None:
    """Make the schema that the address names, if it is not there: that may be another user's to do."""
    if address.schema is None:
        return
    with plain.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [address.schema]) as found:
        if found.fetchone() is None:
            name = sql.Identifier(address.schema)
            plain.execute(sql.SQL("CREATE SCHEMA {}").format(name)).close()


def _upgrade(address: Address, connection: Connection, numbers: Numbers, *, migrate: bool) -> None:
    if not migrate:
        raise DatabaseRefused(
            f"{address.shown} was made by an older version of assistants-v2: open it without --no-migrate "
            "(in Python, with migrate=True) to upgrade it; keep a backup, which pg_dump makes "
            f"(the database has schema {numbers.revision}, this version {REVISION})."
        )
    from .upgrading import migrate as take_steps  # late: it brings Alembic, which tables of today do not need

    refuse_others(connection, numbers)
    plain = postgres.unwrap_connection(connection)
    plain.execute(f"SET LOCAL lock_timeout = {_LOCK_MILLISECONDS}".encode()).close()
    with taking_long(plain):
        take_steps(connection)
    _LOG.warning("%s was upgraded from schema %s to %s", address.shown, numbers.revision, REVISION)


@contextmanager
def refusing(address: Address) -> Generator[None]:
    """Turn what is said while a database is opened into a refusal of it."""
    try:
        yield
    except DatabaseTroubled as error:
        raise DatabaseRefused(f"{address.shown} cannot be opened: {error}.") from error
    except (SQLAlchemyError, psycopg.Error) as error:
        cause = getattr(error, "orig", error)
        text = _explain(address, cause)
        if text is not None:
            raise DatabaseRefused(f"{address.shown} {text}.") from None
        trouble = find_trouble(error)
        if trouble is None:
            raise
        raise DatabaseRefused(f"{address.shown} cannot be opened: {trouble}") from error


def _explain(address: Address, cause: object) -> str | None:
    """Return the end of a sentence on what PostgreSQL's library says; None if it is for `find_trouble`."""
    code = getattr(cause, "sqlstate", None)
    if code is None and isinstance(cause, psycopg.ProgrammingError):
        return _explain_address(address)
    if code is None and isinstance(cause, psycopg.OperationalError):
        return f"cannot be opened: {explain_connection(str(cause))}"
    if code in (FORBIDDEN, _NO_SCHEMA) and isinstance(cause, psycopg.Error):
        what = cause.diag.message_primary if code == FORBIDDEN else "this user may not use its schema"
        return (
            f"cannot be opened: {what}: have somebody who may grant it to this user, as docs/scaling.md says "
            'below "Rights"'
        )
    return None


def _explain_address(address: Address) -> str:
    """Return what is the matter with an address. What the library says of it may quote the password."""
    known = {option.keyword.decode() for option in psycopg.pq.Conninfo.get_defaults()}
    strange = [name for name in address.names if name not in known and name.isidentifier()]
    if not strange:
        return f"is no address that PostgreSQL takes: {HOW_TO_WRITE}"
    near = get_close_matches(strange[0], known, 1)
    return f"has an option that PostgreSQL does not know, {strange[0]!r}: " + (
        f"write {near[0]!r} if that is meant" if near else "leave it out"
    )
