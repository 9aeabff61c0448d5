"""Which schema a database has, and whether this version works with it; makes its own in an empty one.

The schema's number is in the table that Alembic keeps, and beside it the oldest schema whose servers work
with these tables. Both are read and written here without Alembic, so that a program that opens a file of
today does not load a library for files of yesterday. `upgrading` does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    insert,
    select,
    update,
)

from .tables import METADATA
from .word_index import create_word_index

REVISION = "0007"
"""The schema of `tables`: the newest file in `migrations/versions`."""

COMPATIBLE_FROM = "0006"
"""What that file says of itself: the oldest schema whose servers work with these tables."""

_NOTED_FROM = "0007"
"""The first schema that has a place for it."""

_VERSION = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
    Column("compatible_from", String(32)),
)


class Numbers(Struct, frozen=True):
    """What a database says of its schema.

    Attributes:
        revision: Its number.
        compatible_from: The lowest number that a server must know to work with it.
    """

    revision: str
    compatible_from: str

    @property
    def is_older(self) -> bool:
        """Say whether it is to be upgraded before this version works with it."""
        return self.revision < REVISION

    @property
    def is_newer(self) -> bool:
        """Say whether a newer version has made or upgraded it."""
        return self.revision > REVISION

    @property
    def is_current(self) -> bool:
        """Say whether it is that of this version."""
        return self.revision == REVISION

    @property
    def has_fleet(self) -> bool:
        """Say whether its tables have a place for both numbers, and for who has the database open."""
        return self.revision >= _NOTED_FROM

    @property
    def is_usable(self) -> bool:
        """Say whether this version works with it as it is."""
        return not self.is_older and self.compatible_from <= REVISION


CURRENT = Numbers(REVISION, COMPATIBLE_FROM)
"""What a database of this version says."""


def explain_newer(numbers: Numbers, what: str) -> str:
    """Return the end of the sentence that refuses a database of a newer version.

    Args:
        numbers: What it says of its schema.
        what: What it is called: `file` or `database`.
    """
    return (
        f"was made by a newer version of assistants-v2: install that version (the {what} has schema "
        f"{numbers.revision}, for servers that know {numbers.compatible_from} at least; this one knows "
        f"{REVISION})."
    )


def describe_newer(numbers: Numbers) -> str:
    """Return the end of what the log says of a database of a newer version that is used as it is."""
    return (
        f"has schema {numbers.revision}, of a newer version of assistants-v2; this one knows {REVISION} "
        "and works with it until it is upgraded further"
    )


def create_schema(connection: Connection) -> None:
    """Make all tables in an empty database."""
    METADATA.create_all(connection, checkfirst=False)
    create_word_index(connection)
    _VERSION.create(connection, checkfirst=False)
    connection.execute(insert(_VERSION).values(version_num=REVISION, compatible_from=COMPATIBLE_FROM))


def read_numbers(connection: Connection, columns: Mapping[str, Sequence[str]]) -> Numbers | None:
    """Return the numbers of a database's schema; None if it has none. *columns* are those of its tables."""
    if _VERSION.name not in columns:
        return None
    # Before there was the second number, every server worked with the tables of its own schema alone.
    lowest = "compatible_from" if "compatible_from" in columns[_VERSION.name] else "version_num"
    # As text, since compiling it takes longer than all the rest of opening a file.
    query = f"SELECT version_num, coalesce({lowest}, version_num) FROM alembic_version"
    found = connection.exec_driver_sql(query).first()
    return None if found is None else Numbers(*found)


def lock_numbers(connection: Connection, *, changes: bool = False, waits: bool = True) -> Numbers | None:
    """Return what a PostgreSQL database says of its schema, and keep that so until a transaction ends.

    Args:
        connection: A writing transaction.
        changes: Whether it will change it, so that nobody else looks meanwhile; False by default.
        waits: Whether it waits for one that changes it, which is the default; else None is returned.
    """
    query = select(_VERSION.c.version_num, _VERSION.c.compatible_from)
    found = connection.execute(query.with_for_update(read=not changes, skip_locked=not waits)).first()
    return None if found is None else Numbers(found[0], found[1] or found[0])


def note_support(connection: Connection, numbers: Numbers) -> None:
    """Note which schema a server must know at least, in tables that have a place for it."""
    if numbers.has_fleet:
        connection.execute(update(_VERSION).values(compatible_from=numbers.compatible_from))


def list_missing(columns: Mapping[str, Sequence[str]]) -> list[str]:
    """Return which columns of the schema a database does not have, as `table.column`."""
    return [
        f"{table.name}.{column.name}"
        for table in METADATA.tables.values()
        for column in table.columns
        if column.name not in columns.get(table.name, ())
    ]
