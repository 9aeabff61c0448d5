"""Which schema a database has; makes that of this version in an empty one.

The schema's number is in the table that Alembic keeps. It is read and written here without Alembic, so that
a program that opens a file of today does not load a library for files of yesterday. `upgrading` does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Column, Connection, MetaData, PrimaryKeyConstraint, String, Table, insert

from .tables import METADATA
from .word_index import create_word_index

REVISION = "0006"
"""The schema of `tables`: the newest file in `migrations/versions`."""

_VERSION = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


def create_schema(connection: Connection) -> None:
    """Make all tables in an empty database."""
    METADATA.create_all(connection, checkfirst=False)
    create_word_index(connection)
    _VERSION.create(connection, checkfirst=False)
    connection.execute(insert(_VERSION).values(version_num=REVISION))


def read_revision(connection: Connection, columns: Mapping[str, Sequence[str]]) -> str | None:
    """Return the number of a database's schema; None if it has none. *columns* are those of its tables."""
    if _VERSION.name not in columns:
        return None
    # As text, since compiling it takes longer than all the rest of opening a file.
    found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return found


def list_missing(columns: Mapping[str, Sequence[str]]) -> list[str]:
    """Return which columns of the schema a database does not have, as `table.column`."""
    return [
        f"{table.name}.{column.name}"
        for table in METADATA.tables.values()
        for column in table.columns
        if column.name not in columns.get(table.name, ())
    ]
