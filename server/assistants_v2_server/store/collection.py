"""The five collections of the database, and what they have in common: insert, get, replace, delete, list.

A collection is one table and the class of its rows. Every method takes the connection of a
transaction, so that a caller decides what belongs together; conditions on columns are keyword
arguments (`RUNS.list_all(connection, thread_id=…)`).

A list may be paged from an object that has been deleted meanwhile: `for a in list(): delete(a)` asks
for the page after an object that is gone. Where that can happen, the place of a deleted object is
kept in the table `deleted`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Generic, Literal, TypeVar, cast

from attrs import AttrsInstance, asdict, fields, frozen
from sqlalchemy import (
    Column,
    Connection,
    Select,
    Table,
    bindparam,
    delete,
    insert,
    literal,
    null,
    select,
    update,
)

from . import tables
from .rows import AssistantRow, MessageRow, RunRow, StepRow, ThreadRow

_Row = TypeVar("_Row", bound=AttrsInstance)

_BATCH = 50
"""How many rows a walk reads at a time."""


class UnknownCursor(Exception):
    """A page was asked for next to an object that is not, and never was, in the list.

    Attributes:
        name: `after` or `before`.
        cursor: The id that was given.
    """

    def __init__(self, name: str, cursor: str) -> None:
        super().__init__(f"{name}={cursor}")
        self.name = name
        self.cursor = cursor


@frozen(kw_only=True)
class PageRequest:
    """Which part of a list is wanted.

    Attributes:
        order: By time of creation: `desc` (the default) is newest first.
        limit: How many objects at most; 20 by default.
        after: Only what follows this id in `order`.
        before: Only what precedes this id in `order`; alone, the objects nearest to it.
    """

    order: Literal["asc", "desc"] = "desc"
    limit: int = 20
    after: str | None = None
    before: str | None = None


class Collection(Generic[_Row]):
    """One table and the class of its rows.

    Args:
        table: Has the columns `seq` and `id` beside the row's fields.
        row: The attrs class of a row.
        scope: The column that names the parent in whose lists the objects appear, if any.
        keeps_places: Whether the place of a deleted object in its list is kept, for cursors.
    """

    def __init__(
        self, table: Table, row: type[_Row], scope: str | None = None, *, keeps_places: bool = False
    ) -> None:
        self._table = table
        self._row_class = row
        self._scope = scope
        self._keeps_places = keeps_places
        self._columns: list[Column[Any]] = [table.c[field.name] for field in fields(row)]

    def insert(self, connection: Connection, *rows: _Row) -> None:
        """Store new rows, in this order."""
        for row in rows:
            connection.execute(insert(self._table), _list_values(row))

    def replace(self, connection: Connection, row: _Row) -> None:
        """Store a changed row in place of the one with its id."""
        values = _list_values(row)
        connection.execute(update(self._table).where(self._table.c.id == values["id"]).values(values))

    def get(
        self, connection: Connection, identifier: str, *, lock: bool = False, **equal: str
    ) -> _Row | None:
        """Return one row, or None if there is none.

        Args:
            connection: A transaction.
            identifier: The row's id.
            lock: Keep others from changing it until the transaction ends. (On SQLite a write
                transaction does that for the whole database.)
            equal: Values that other columns must have.
        """
        query = self._select(**equal).where(self._table.c.id == identifier)
        found = connection.execute(query.with_for_update() if lock else query).mappings().first()
        return None if found is None else self._row_class(**found)

    def list_all(self, connection: Connection, **equal: str | Sequence[str]) -> list[_Row]:
        """Return all rows with these column values (a sequence means: any of them), oldest first."""
        query = self._select(**equal).order_by(self._table.c.seq)
        return [self._row_class(**found) for found in connection.execute(query).mappings()]

    def walk_back(self, connection: Connection, **equal: str) -> Iterator[_Row]:
        """Yield the rows with these column values, newest first; they are read as far as they are wanted."""
        seq = self._table.c.seq
        query = self._select(**equal).add_columns(seq).order_by(seq.desc()).limit(_BATCH)
        batch = connection.execute(query).mappings().all()
        while batch:
            for found in batch:
                yield self._row_class(**{name: value for name, value in found.items() if name != "seq"})
            batch = connection.execute(query.where(seq < batch[-1]["seq"])).mappings().all()

    def get_first(self, connection: Connection, **equal: str) -> _Row | None:
        """Return the oldest row with these column values, or None."""
        query = self._select(**equal).order_by(self._table.c.seq).limit(1)
        found = connection.execute(query).mappings().first()
        return None if found is None else self._row_class(**found)

    def exists(self, connection: Connection, **equal: str) -> bool:
        """Say whether any row has these column values."""
        return connection.execute(self._select(**equal).limit(1)).first() is not None

    def delete(self, connection: Connection, identifier: str) -> None:
        """Delete a row and all that is inside it."""
        here = self._table.c.id == identifier
        if self._keeps_places:
            parent = null() if self._scope is None else self._table.c[self._scope]
            place = select(self._table.c.id, literal(self._table.name), parent, self._table.c.seq)
            columns = ["id", "kind", "thread_id", "seq"]
            connection.execute(insert(tables.deleted).from_select(columns, place.where(here)))
        connection.execute(delete(self._table).where(here))

    def list_page(self, connection: Connection, wanted: PageRequest, **equal: str) -> tuple[list[_Row], bool]:
        """Return one page of a list.

        Args:
            connection: A transaction.
            wanted: Which part of the list.
            equal: Values that columns of the listed rows have; one of them is the scope.

        Returns:
            The rows in the wanted order, and whether more lie in the direction of paging.

        Raises:
            UnknownCursor: `after` or `before` names nothing that is or was in the list.
        """
        seq = self._table.c.seq
        descending = wanted.order == "desc"
        query = self._select(**equal)
        if wanted.after is not None:
            place = self._find_place(connection, "after", wanted.after, equal)
            query = query.where(seq < place if descending else seq > place)
        if wanted.before is not None:
            place = self._find_place(connection, "before", wanted.before, equal)
            query = query.where(seq > place if descending else seq < place)
        backwards = wanted.before is not None and wanted.after is None
        ordering = seq.desc() if descending != backwards else seq.asc()
        found = connection.execute(query.order_by(ordering).limit(wanted.limit + 1)).mappings().all()
        rows = [self._row_class(**row) for row in found[: wanted.limit]]
        return (rows[::-1] if backwards else rows), len(found) > wanted.limit

    def _select(self, **equal: str | Sequence[str]) -> Select[Any]:
        query: Select[Any] = select(*self._columns)
        for name, value in equal.items():
            column = self._table.c[name]
            query = query.where(column == value if isinstance(value, str) else column.in_(_write_out(value)))
        return query

    def _find_place(self, connection: Connection, name: str, cursor: str, equal: Mapping[str, str]) -> int:
        """Return where in the list an object is, or was before it was deleted."""
        here = select(self._table.c.seq).where(self._table.c.id == cursor)
        gone = tables.deleted
        once = select(gone.c.seq).where(gone.c.id == cursor, gone.c.kind == self._table.name)
        if self._scope is not None:
            here = here.where(self._table.c[self._scope] == equal[self._scope])
            once = once.where(gone.c.thread_id == equal[self._scope])
        place = connection.execute(here.union_all(once)).scalar()
        if place is None:
            raise UnknownCursor(name, cursor)
        return int(place)


def _write_out(values: Sequence[str]) -> Any:
    """Return values for `IN` that are written into the statement: else SQLite overlooks partial indexes."""
    return cast("Any", bindparam)("values", values, expanding=True, literal_execute=True, unique=True)


def _list_values(row: AttrsInstance) -> dict[str, Any]:
    return asdict(row, recurse=False)


ASSISTANTS = Collection(tables.assistant, AssistantRow, keeps_places=True)
THREADS = Collection(tables.thread, ThreadRow)
MESSAGES = Collection(tables.message, MessageRow, scope="thread_id", keeps_places=True)
RUNS = Collection(tables.run, RunRow, scope="thread_id")
STEPS = Collection(tables.step, StepRow, scope="run_id")
