"""What a step of the tables does to servers that are at work, as PostgreSQL tells it.

A step says of itself, by `kind`, what it does:

* `expand`: it only adds, so that servers of the schema before go on. Nothing of before is changed, no row is
  written, and no table is locked for longer the more rows it has.
* `shrink`: it only takes away what servers of the schema before do not use any more.
* `alone`: anything else. All servers of before have to be stopped for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import psycopg
from attrs import frozen

_COLUMNS = """
SELECT table_name || '.' || column_name,
    concat_ws(' ', data_type, character_maximum_length, collation_name),
    is_nullable = 'YES', column_default IS NOT NULL OR is_identity = 'YES'
FROM information_schema.columns
WHERE table_schema = current_schema() AND table_name <> 'alembic_version'
"""
_RULES = """
SELECT relname || ': ' || pg_get_constraintdef(pg_constraint.oid), relname
FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
WHERE relnamespace = current_schema()::regnamespace AND contype <> 'n'
UNION ALL
SELECT tablename || ': ' || indexdef, tablename FROM pg_indexes
WHERE schemaname = current_schema() AND tablename <> 'alembic_version'
UNION ALL
SELECT relname || ': ' || pg_get_triggerdef(pg_trigger.oid), relname
FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE relnamespace = current_schema()::regnamespace AND NOT tgisinternal
"""
_FILES = """
SELECT relname, pg_relation_filenode(oid) FROM pg_class
WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND relname <> 'alembic_version'
"""
_LOCKS = """
SELECT DISTINCT relname, mode FROM pg_locks JOIN pg_class ON pg_class.oid = relation
WHERE pid = pg_backend_pid() AND relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
"""

_LONG_LOCKS = {"RowExclusiveLock": "writes rows of", "ShareLock": "makes an index of"}
"""Locks of what takes as long as a table has rows, and what that is."""


@frozen
class Column:
    """A column, as far as those notice it who do not know it, or know it from before.

    Attributes:
        type: Of its values.
        is_nullable: Whether it may be null.
        fills_itself: Whether rows need not say what is in it.
    """

    type: str
    is_nullable: bool
    fills_itself: bool


@frozen
class Shape:
    """The tables as they are at one moment.

    Attributes:
        columns: By their names, after those of their tables.
        rules: Constraints, indexes and triggers, each with its table.
        files: In which file the rows of each table are.
    """

    columns: Mapping[str, Column]
    rules: Mapping[str, str]
    files: Mapping[str, int]


def look_at(connection: psycopg.Connection[Any]) -> Shape:
    """Return what the tables are now."""
    columns = {name: Column(*rest) for name, *rest in connection.execute(_COLUMNS)}
    return Shape(columns, dict(connection.execute(_RULES)), dict(connection.execute(_FILES)))


def find_harm(connection: psycopg.Connection[Any], kind: str, take: Callable[[], object]) -> list[str]:
    """Return what a step does that one of its kind must not do, in the words of a sentence.

    Args:
        connection: A transaction that has just begun.
        kind: What the step says of itself.
        take: Takes the step in that transaction.
    """
    before = look_at(connection)
    take()
    after = look_at(connection)
    gone, come = [*_list_gone(before, after)], [*_list_come(before, after)]
    if kind == "alone":
        return []
    if kind == "shrink":
        return [*come, *_list_changes(before, after)]
    locks: list[tuple[str, str]] = [*connection.execute(_LOCKS)]
    return [
        *gone,
        *_list_changes(before, after),
        *_list_demands(before, after),
        *_list_waits(before, after, locks),
    ]


def _list_gone(before: Shape, after: Shape) -> Iterator[str]:
    yield from [f"takes {name} away" for name in before.columns if name not in after.columns]
    for rule, table in before.rules.items():
        if table in after.files and rule not in after.rules:
            yield f"takes away {rule}"


def _list_come(before: Shape, after: Shape) -> Iterator[str]:
    yield from [f"adds {name}" for name in after.columns if name not in before.columns]
    yield from [f"adds {rule}" for rule in after.rules if rule not in before.rules]


def _list_changes(before: Shape, after: Shape) -> Iterator[str]:
    for name, column in before.columns.items():
        if name in after.columns and after.columns[name] != column:
            yield f"changes {name}"


def _list_demands(before: Shape, after: Shape) -> Iterator[str]:
    """Yield what rows of servers of before would lack, or would be refused for."""
    for name, column in after.columns.items():
        is_new = name not in before.columns and name.partition(".")[0] in before.files
        if is_new and not column.is_nullable and not column.fills_itself:
            yield f"demands {name}, which servers of before do not write"
    for rule, table in after.rules.items():
        if rule not in before.rules and table in before.files:
            yield f"adds to a table of before {rule}"


def _list_waits(before: Shape, after: Shape, locks: list[tuple[str, str]]) -> Iterator[str]:
    """Yield what keeps others waiting for as long as a table has rows."""
    for table, file in before.files.items():
        if after.files.get(table, file) != file:
            yield f"writes {table} anew"
    for table, lock in locks:
        if table in before.files and lock in _LONG_LOCKS:
            yield f"{_LONG_LOCKS[lock]} {table}"
