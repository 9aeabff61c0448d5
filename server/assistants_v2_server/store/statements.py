"""The statements of collections, each built once: to build one takes longer than to have it answered.

A statement is known by its form: the table, the columns that conditions are about, what else narrows it.
The values are given when it is executed. `collection` is the user.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal, TypeAlias, cast

from sqlalchemy import (
    BindParameter,
    Column,
    Delete,
    Insert,
    Integer,
    Select,
    String,
    Table,
    Update,
    bindparam,
    delete,
    insert,
    literal,
    null,
    select,
    update,
)
from sqlalchemy.types import TypeEngine

from .tables import deleted

Order: TypeAlias = Literal["asc", "desc"]

Lock: TypeAlias = Literal["change", "delete", "keep"]
"""What a transaction locks a row for: to change it, to delete it, or only to keep others from deleting it."""

Condition: TypeAlias = tuple[str, tuple[str, ...] | None]
"""A column, and which values it may have; None for one that is given when the statement is executed."""


@cache
def build_selection(
    table: Table,
    conditions: tuple[Condition, ...],
    order: Order | None = None,
    bounds: tuple[str, ...] = (),
    *,
    lock: Lock | None = None,
) -> Select[Any]:
    """Return a SELECT of rows, `seq` last; its values are named after columns and bounds.

    Args:
        table: Where the rows are.
        conditions: What they fulfil.
        order: By `seq`; in any order by default.
        bounds: What narrows the list: a `seq` that the rows are `above` or `below`, and how many there are
            at `most`; nothing by default.
        lock: What others are kept from doing with the rows; from nothing by default.
    """
    seq = table.c.seq
    columns = [*list_columns(table), seq]
    query: Select[Any] = select(*columns)
    for name, values in conditions:
        column = table.c[name]
        query = query.where(column == _leave_open(name) if values is None else column.in_(_write_out(values)))
    if "above" in bounds:
        query = query.where(seq > _leave_open("above", seq.type))
    if "below" in bounds:
        query = query.where(seq < _leave_open("below", seq.type))
    if order is not None:
        query = query.order_by(seq.asc() if order == "asc" else seq.desc())
    if "most" in bounds:
        query = query.limit(_leave_open("most", Integer()))
    if lock is None:
        return query
    # Only who deletes a row keeps others from storing what refers to it: its id never changes.
    return query.with_for_update(key_share=lock != "delete", read=lock == "keep")


@cache
def build_finding(table: Table, number: int) -> Select[Any]:
    """Return the SELECT of the rows whose ids are among a number of values, `id0`, `id1` and so on."""
    columns: list[Column[Any]] = list_columns(table)
    query: Select[Any] = select(*columns)
    return query.where(table.c.id.in_([bindparam(name) for name in name_ids(number)]))


def name_ids(number: int) -> list[str]:
    """Return what the values of a statement are called that looks for a number of ids."""
    return [f"id{place}" for place in range(number)]


@cache
def build_insertion(table: Table) -> Insert:
    """Return the INSERT of a row."""
    return insert(table).inline()


@cache
def build_replacement(table: Table) -> Update:
    """Return the UPDATE of the row with the id `replaced`."""
    return update(table).where(table.c.id == bindparam("replaced"))


@cache
def build_deletion(table: Table) -> Delete:
    """Return the DELETE of the row with an id."""
    return delete(table).where(table.c.id == bindparam("id"))


@cache
def build_keeping(table: Table, scope: str | None) -> Insert:
    """Return the INSERT that keeps the place of a row that will be deleted."""
    parent = null() if scope is None else table.c[scope]
    place = select(table.c.id, literal(table.name), parent, table.c.seq)
    columns = ["id", "kind", "thread_id", "seq"]
    return insert(deleted).from_select(columns, place.where(table.c.id == bindparam("gone")))


@cache
def build_place(table: Table, scope: str | None) -> Any:
    """Return the SELECT of the place of the object `cursor`, which may be gone, in the list of `within`."""
    cursor, within = bindparam("cursor", type_=String), bindparam("within", type_=String)
    here = select(table.c.seq).where(table.c.id == cursor)
    once = select(deleted.c.seq).where(deleted.c.id == cursor, deleted.c.kind == table.name)
    if scope is not None:
        here = here.where(table.c[scope] == within)
        once = once.where(deleted.c.thread_id == within)
    return here.union_all(once)


def list_columns(table: Table) -> list[Any]:
    """Return the columns that the rows of a table have as fields: all but `seq`."""
    return [column for column in table.columns if column is not table.c.seq]


def _leave_open(name: str, kind: TypeEngine[Any] | None = None) -> BindParameter[Any]:
    """Return a value that is given when the statement is executed; it may be written without."""
    return bindparam(name, type_=kind, required=False)


def _write_out(values: tuple[str, ...]) -> Any:
    """Return values for `IN` that are written into the statement: else SQLite overlooks partial indexes."""
    return cast("Any", bindparam)(None, values, expanding=True, literal_execute=True)
