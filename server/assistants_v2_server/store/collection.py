"""What all five kinds of object have in common: make, find, replace, delete, page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Generic, Literal, TypeVar

import attrs
from sqlalchemy import Column, Connection, Select, Table, delete, insert, literal, null, select, update

from . import tables
from .rows import AssistantRow, MessageRow, RunRow, StepRow, ThreadRow

Row = TypeVar("Row", bound=attrs.AttrsInstance)


class UnknownCursor(Exception):
    """A page was asked for next to an object that is not, and never was, in the list.

    Attributes:
        name: `after` or `before`.
        cursor: the id that was given.
    """

    def __init__(self, name: str, cursor: str) -> None:
        super().__init__(f"{name}={cursor}")
        self.name = name
        self.cursor = cursor


@attrs.frozen(kw_only=True)
class PageRequest:
    """Which part of a list is wanted.

    Attributes:
        order: by time of making.
        limit: how many objects at most.
        after: only what follows this id in `order`.
        before: only what precedes this id in `order`; alone, the objects nearest to it.
    """

    order: Literal["asc", "desc"] = "desc"
    limit: int = 20
    after: str | None = None
    before: str | None = None


class Collection(Generic[Row]):
    """One table and the class of its rows.

    Args:
        table: has the columns `seq` and `id` beside the row's fields.
        row: the attrs class of a row.
        scope: the column that names the parent whose lists the objects appear in, if any.
        keeps_places: whether the place of a deleted object in its list is remembered, for cursors.
    """

    def __init__(
        self, table: Table, row: type[Row], scope: str | None = None, *, keeps_places: bool = False
    ) -> None:
        self._table: Final = table
        self._row: Final = row
        self._scope: Final = scope
        self._keeps_places: Final = keeps_places
        self._columns: Final[list[Column[Any]]] = [table.c[field.name] for field in attrs.fields(row)]

    def insert(self, connection: Connection, *rows: Row) -> None:
        """Store new rows, in this order."""
        for row in rows:
            connection.execute(insert(self._table), _values(row))

    def replace(self, connection: Connection, row: Row) -> None:
        """Store a changed row in place of the one with its id."""
        values = _values(row)
        connection.execute(update(self._table).where(self._table.c.id == values["id"]).values(values))

    def get(self, connection: Connection, identifier: str, *, lock: bool = False, **equal: str) -> Row | None:
        """Find one row.

        Args:
            connection: a transaction.
            identifier: its id.
            lock: keep others from changing it until the transaction ends. (On SQLite a write
                transaction does that for the whole database.)
            equal: values other columns must have.
        """
        query = self._select(**equal).where(self._table.c.id == identifier)
        found = connection.execute(query.with_for_update() if lock else query).mappings().first()
        return None if found is None else self._row(**found)

    def all(self, connection: Connection, **equal: str | Sequence[str]) -> list[Row]:
        """All rows with these column values (a sequence means: any of them), oldest first."""
        query = self._select(**equal).order_by(self._table.c.seq)
        return [self._row(**found) for found in connection.execute(query).mappings()]

    def exists(self, connection: Connection, **equal: str) -> bool:
        """Whether any row has these column values."""
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

    def page(self, connection: Connection, wanted: PageRequest, **equal: str) -> tuple[list[Row], bool]:
        """One page of a list.

        Returns:
            The rows in the wanted order, and whether more lie in the direction of paging.

        Raises:
            UnknownCursor: `after` or `before` names nothing that is or was in the list.
        """
        seq = self._table.c.seq
        descending = wanted.order == "desc"
        query = self._select(**equal)
        if wanted.after is not None:
            place = self._place(connection, "after", wanted.after, equal)
            query = query.where(seq < place if descending else seq > place)
        if wanted.before is not None:
            place = self._place(connection, "before", wanted.before, equal)
            query = query.where(seq > place if descending else seq < place)
        backwards = wanted.before is not None and wanted.after is None
        ordering = seq.desc() if descending != backwards else seq.asc()
        found = connection.execute(query.order_by(ordering).limit(wanted.limit + 1)).mappings().all()
        rows = [self._row(**each) for each in found[: wanted.limit]]
        return (rows[::-1] if backwards else rows), len(found) > wanted.limit

    def _select(self, **equal: str | Sequence[str]) -> Select[Any]:
        query: Select[Any] = select(*self._columns)
        for name, value in equal.items():
            column = self._table.c[name]
            query = query.where(column == value if isinstance(value, str) else column.in_(value))
        return query

    def _place(self, connection: Connection, name: str, cursor: str, equal: Mapping[str, str]) -> int:
        """Where in the list an object is, or was before it was deleted."""
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


def _values(row: attrs.AttrsInstance) -> dict[str, Any]:
    return attrs.asdict(row, recurse=False)


ASSISTANTS: Final = Collection(tables.assistant, AssistantRow, keeps_places=True)
THREADS: Final = Collection(tables.thread, ThreadRow)
MESSAGES: Final = Collection(tables.message, MessageRow, scope="thread_id", keeps_places=True)
RUNS: Final = Collection(tables.run, RunRow, scope="thread_id")
STEPS: Final = Collection(tables.step, StepRow, scope="run_id")
