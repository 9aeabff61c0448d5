"""From a path to connections to a database of today's schema: makes it, upgrades it, or refuses it.

A file that is refused is left as it is. Whoever makes or upgrades a file holds a lock beside it, and others
wait for that. Used by `database`, and to look at files by `maintenance`.
"""

from __future__ import annotations

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
from .schema import REVISION, create_schema, list_missing, read_revision
from .troubles import DatabaseRefused, find_trouble


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
                revision = _prepare(path, connection)
            if revision != REVISION:
                engine.dispose()
                _upgrade(path, revision, migrate=migrate)
        except BaseException:
            engine.dispose()
            raise
        return engine


def _prepare(path: Path, connection: Connection) -> str:
    """Return the number of a file's schema, which an empty file gets; a file of today is ready then."""
    with sqlite.begin_transaction(connection, sqlite.READ):
        revision = identify(path, connection)
        if revision == REVISION:
            _check_columns(path, connection)
    if revision is None:
        with sqlite.begin_transaction(connection, sqlite.WRITE):
            # Where there are no locks, another process may have been quicker.
            if identify(path, connection) is None:
                create_schema(connection)
                sqlite.mark_as_ours(connection)
        revision = REVISION
    if revision == REVISION:
        sqlite.use_write_ahead_log(sqlite.unwrap_connection(connection))
    return revision


def identify(path: Path, connection: Connection) -> str | None:
    """Return the number of a file's schema, an empty text for the one that had none, None for an empty file.

    Raises:
        DatabaseRefused: It belongs to another program, or to a newer version of this one.
    """
    mark, columns = sqlite.read_application_id(connection), sqlite.list_columns(connection)
    if mark not in (0, sqlite.APPLICATION_ID):
        raise DatabaseRefused(f"{path} is the file of another program: name another file.")
    if not columns:
        return None
    revision = read_revision(connection, columns) if mark else None
    if revision is None:
        if mark or not _looks_old(columns):
            raise DatabaseRefused(f"{path} holds the tables of another program: name another file.")
        return ""
    if revision > REVISION:
        raise DatabaseRefused(
            f"{path} was made by a newer version of assistants-v2: install that version "
            f"(the file has schema {revision}, this version knows {REVISION} and older)."
        )
    return revision


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
