"""From a path to connections to a database of today's schema: makes it, upgrades it, or refuses it.

A file that is refused is left as it is. Whoever makes or upgrades a file holds a lock beside it, and others
wait for that. Used by `database`, and to look at files by `maintenance`.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from . import sqlite
from .files import make_private
from .forking import IN_USE
from .lock_file import LockFile
from .schema import (
    CURRENT,
    REVISION,
    Numbers,
    create_schema,
    describe_newer,
    explain_newer,
    list_missing,
    read_numbers,
)
from .troubles import DatabaseRefused, find_trouble

_LOG = logging.getLogger(__name__)


def open_memory() -> Engine:
    """Return the connection to a new database in memory."""
    engine = sqlite.make_engine(sqlite.MEMORY, "full")
    try:
        with IN_USE, engine.connect() as connection, sqlite.begin_transaction(connection, sqlite.WRITE):
            create_schema(connection)
    except BaseException:
        engine.dispose()
        raise
    return engine


def open_file(path: Path, *, migrate: bool, durability: sqlite.Durability) -> Engine:
    """Return connections to a database file, which is made if it is not there.

    Args:
        path: A place that `files.check_place` has found good.
        migrate: Whether a file of an older schema is upgraded; a copy of it is kept.
        durability: How safely to write.

    Raises:
        DatabaseRefused: The file cannot be used; the text says why.
    """
    with refusing(path), LockFile(Path(f"{path}-opening.lock")).wait(), IN_USE:
        make_private(path)
        engine = sqlite.make_engine(str(path), durability)
        try:
            with engine.connect() as connection:
                numbers = _prepare(path, connection)
            if numbers.is_older:
                engine.dispose()
                _upgrade(path, numbers.revision, migrate=migrate)
        except BaseException:
            engine.dispose()
            raise
        return engine


def _prepare(path: Path, connection: Connection) -> Numbers:
    """Return what a file says of its schema, which an empty one gets; one that is usable is ready then."""
    with sqlite.begin_transaction(connection, sqlite.READ):
        numbers = identify(path, connection)
        if numbers is not None and numbers.is_current:
            _check_columns(path, connection)
    if numbers is None:
        with sqlite.begin_transaction(connection, sqlite.WRITE):
            # Where there are no locks, another process may have been quicker.
            numbers = identify(path, connection)
            if numbers is None:
                create_schema(connection)
                sqlite.mark_as_ours(connection)
                numbers = CURRENT
    if not numbers.is_older:
        sqlite.use_write_ahead_log(sqlite.unwrap_connection(connection))
    if numbers.is_newer:
        _LOG.warning("%s %s", path, describe_newer(numbers))
    return numbers


def identify(path: Path, connection: Connection) -> Numbers | None:
    """Return what a file says of its schema: empty texts if it had no number, None for an empty file.

    Raises:
        DatabaseRefused: It belongs to another program, or to a newer version beside which this one is no use.
    """
    mark, columns = sqlite.read_application_id(connection), sqlite.list_columns(connection)
    if mark not in (0, sqlite.APPLICATION_ID):
        raise DatabaseRefused(f"{path} is the file of another program: name another file.")
    if not columns:
        return None
    numbers = read_numbers(connection, columns) if mark else None
    if numbers is None:
        if mark or not _looks_old(columns):
            raise DatabaseRefused(f"{path} holds the tables of another program: name another file.")
        return Numbers("", "")
    if numbers.is_newer and not numbers.is_usable:
        raise DatabaseRefused(f"{path} {explain_newer(numbers, 'file')}")
    return numbers


@contextmanager
def refusing(path: Path) -> Generator[None]:
    """Turn what the database says while a file is opened into a refusal of the file."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        trouble = find_trouble(error)
        if trouble is None:
            raise
        raise DatabaseRefused(f"{path} cannot be opened: {trouble}") from error


def _upgrade(path: Path, revision: str, *, migrate: bool) -> None:
    if not migrate:
        made = f"schema {revision}" if revision else "no schema number"
        raise DatabaseRefused(
            f"{path} was made by an older version of assistants-v2: open it without --no-migrate (in Python, "
            "with migrate=True) to upgrade it; a copy of it as it is will be kept "
            f"(the file has {made}, this version {REVISION})."
        )
    from .upgrading import upgrade_file  # late: it brings Alembic, which a file of today does not need

    upgrade_file(path, revision)


def _looks_old(columns: Mapping[str, Sequence[str]]) -> bool:
    from .upgrading import list_first_columns  # late, as above

    return columns == list_first_columns()


def _check_columns(path: Path, connection: Connection) -> None:
    missing = list_missing(sqlite.list_columns(connection))
    if missing:
        raise DatabaseRefused(
            f"{path} has been changed by another program and lacks {', '.join(missing)}: restore a backup."
        )
