"""Indexes of tables that have rows already, made while servers go on writing those.

A step of `migrations/versions` that needs some lists them as `indexes`, and makes them with `make_indexes`.
On PostgreSQL `postgres_opening` has made them by `build_ahead` before the step begins, so that nothing is
left to do for it. That cannot be a part of the step: PostgreSQL does it outside of transactions only.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from alembic import op
from msgspec import Struct

_IS_VALID = (
    "SELECT indisvalid FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid "
    "WHERE relnamespace = current_schema()::regnamespace AND relname = '{name}'"
)
_HAS_COLUMNS = (
    "SELECT count(*) FROM pg_attribute "
    "WHERE attrelid = to_regclass('{table}') AND attname = ANY('{{{columns}}}')"
)
_IS_BUILT = "SELECT 1 FROM pg_stat_progress_create_index WHERE relid = to_regclass('{table}')"

_PAUSE = 0.2
"""Seconds between two looks whether another server has made an index."""

_LOG = logging.getLogger(__name__)


class StepIndex(Struct, frozen=True):
    """An index that a step makes.

    Attributes:
        name: What it is called: a name that no index has borne before.
        table: Of which table it is.
        columns: The columns, in order.
    """

    name: str
    table: str
    columns: tuple[str, ...]


def make_indexes(indexes: Iterable[StepIndex]) -> None:
    """Make those of some indexes that are not there, inside of a step."""
    connection = op.get_bind()
    for index in indexes:
        if connection.dialect.name != "sqlite":
            is_valid = connection.execute(sa.text(_IS_VALID.format(name=index.name))).scalar()
            if is_valid:
                continue
            op.execute(f"DROP INDEX IF EXISTS {index.name}")
        op.create_index(index.name, index.table, [*index.columns])


def build_ahead(plain: Any, indexes: Iterable[StepIndex]) -> None:
    """Make indexes in a PostgreSQL database whose tables others go on writing; it may take minutes.

    One of a table or column that a step will make is left to that step. What a process left that died at it
    is made anew.

    Args:
        plain: A connection of psycopg that is in no transaction.
        indexes: What to make.
    """
    for index in indexes:
        columns = ",".join(index.columns)
        found = plain.execute(_HAS_COLUMNS.format(table=index.table, columns=columns)).fetchone()
        if found[0] == len(index.columns):
            _build_one(plain, index)


def _build_one(plain: Any, index: StepIndex) -> None:
    while plain.execute(_IS_BUILT.format(table=index.table)).fetchone() is not None:
        time.sleep(_PAUSE)  # another server is at it, or at another index of the table
    state = plain.execute(_IS_VALID.format(name=index.name)).fetchone()
    if state is not None and state[0]:
        return
    if state is not None:
        plain.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {index.name}")
    _LOG.warning("the index %s of the table %s is being made", index.name, index.table)
    columns = ", ".join(index.columns)
    plain.execute(f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {index.name} ON {index.table} ({columns})")
