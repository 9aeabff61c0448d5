"""Upgrades a file of an older schema, with Alembic; `opening` imports this file only when there is one.

A copy of the file as it was is kept beside it. The upgrade is one transaction: it is done, or nothing was.
To change the schema: change `tables`, add a file to `migrations/versions`, and set `schema.REVISION`.
"""

from __future__ import annotations

import logging
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection as Plain
from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from . import sqlite
from .files import check_space, copy_database
from .schema import REVISION, Numbers, note_support
from .step_indexes import StepIndex
from .tables import METADATA
from .troubles import DatabaseRefused

FIRST = "0001"
"""The schema of files that have no number."""

_STEPS = Path(__file__).parent / "migrations"

_ALEMBIC = Lock()  # it keeps what it works on in globals

_LOG = logging.getLogger(__name__)


def upgrade_file(path: Path, revision: str) -> None:
    """Upgrade a file that nobody else has open, and keep a copy of it as it was.

    Args:
        path: The file.
        revision: Its schema; an empty text if that has no number.

    Raises:
        DatabaseRefused: Another process has the file open, there is no room, or its contents do not allow it.
    """
    with closing(sqlite.open_plain(path)) as plain:
        if not sqlite.claim_alone(plain):
            raise DatabaseRefused(
                f"{path} must be upgraded to schema {REVISION}, and is open elsewhere: close it there first."
            )
        try:
            backup = _upgrade_alone(plain, path, revision)
        finally:
            sqlite.use_write_ahead_log(plain)
    _LOG.warning(
        "%s was upgraded from schema %s to %s; a copy of it as it was is %s",
        path,
        revision or FIRST,
        REVISION,
        backup,
    )


def list_first_columns() -> dict[str, list[str]]:
    """Return the columns of the schema that had no number."""
    with (
        closing(sqlite.open_plain(Path(sqlite.MEMORY))) as plain,
        sqlite.wrap_connection(plain) as connection,
        sqlite.begin_transaction(connection, sqlite.WRITE),
    ):
        migrate(connection, FIRST)
        columns = sqlite.list_columns(connection)
    return {table: names for table, names in columns.items() if table != "alembic_version"}


def migrate(connection: Connection, revision: str = REVISION, *, stamped: str = "") -> None:
    """Take a database from its schema to a later one, inside of the transaction of a connection.

    Args:
        connection: A transaction.
        revision: The schema to reach; by default that of this version.
        stamped: The schema that it has, for one that bears no number.
    """
    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    config.attributes["connection"] = connection
    with _ALEMBIC:
        if stamped:
            command.stamp(config, stamped)
        command.upgrade(config, revision)
        note_support(connection, Numbers(revision, find_support(revision)))


def find_support(revision: str = REVISION) -> str:
    """Return the oldest schema whose servers work with the tables of a schema, as its step says.

    Args:
        revision: The schema; by default that of this version.
    """
    step = ScriptDirectory(str(_STEPS)).get_revision(revision)
    support: str = step.module.compatible_from
    return support


def list_indexes(revision: str) -> list[StepIndex]:
    """Return the indexes of older tables that the steps from a schema to that of this version make."""
    steps = ScriptDirectory(str(_STEPS)).walk_revisions(revision, REVISION)
    taken = [step.module for step in steps if step.revision > revision]
    return [index for module in reversed(taken) for index in getattr(module, "indexes", ())]


def _upgrade_alone(plain: Plain, path: Path, revision: str) -> Path:
    """Upgrade a file that nobody else can open; return where a copy of it as it was is."""
    check_space(path.parent, plain, copies=2)  # one of them for the tables that are written anew
    backup = _name_backup(path, revision or FIRST)
    copy_database(plain, backup)
    # Tables that are written anew would take what refers to them along.
    sqlite.let_references_break(plain)
    sqlite.overwrite_deleted(plain)
    try:
        with sqlite.wrap_connection(plain) as connection, sqlite.begin_transaction(connection, sqlite.WRITE):
            _upgrade_all(connection, path, revision)
    except BaseException:
        backup.unlink()
        raise
    return backup


def _upgrade_all(connection: Connection, path: Path, revision: str) -> None:
    tables = [name for name in sqlite.list_columns(connection) if name in METADATA.tables]
    before, sequences = sqlite.count_rows(connection, tables), sqlite.read_sequences(connection)
    migrate(connection, stamped="" if revision else FIRST)
    sqlite.restore_sequences(connection, sequences)
    if before != sqlite.count_rows(connection, tables):
        raise DatabaseRefused(f"{path} cannot be upgraded, since rows would be lost: tell the maintainers.")
    broken = sqlite.list_broken_references(connection)
    if broken:
        raise DatabaseRefused(f"{path} cannot be upgraded, since {broken[0]}: restore a backup.")
    sqlite.mark_as_ours(connection)


def _name_backup(path: Path, revision: str) -> Path:
    return path.with_name(f"{path.name}-schema-{revision}-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}.backup")
