"""The collections of the database, and what they have in common: insert, get, replace, delete, list.

A collection is one table and the class of its rows. Every method takes the connection of a
transaction, so that a caller decides what belongs together; conditions on columns are keyword
arguments (`RUNS.list_all(connection, thread_id=…)`).

A list may be paged from an object that has been deleted meanwhile: `for a in list(): delete(a)` asks
for the page after an object that is gone. Where that can happen, the place of a deleted object is
kept in the table `deleted`. (Runs and steps are deleted only with their thread, whose lists are gone then.)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from msgspec import Struct
from sqlalchemy import Connection, Table, delete, select

from . import tables
from .prepared import Prepared
from .rows import (
    AssistantRow,
    FileRow,
    MessageRow,
    RunRow,
    StepRow,
    ThreadRow,
    UploadPartRow,
    UploadRow,
    VectorStoreBatchRow,
    VectorStoreFileRow,
    VectorStoreRow,
)
from .statements import (
    Lock,
    Order,
    build_deletion,
    build_finding,
    build_insertion,
    build_keeping,
    build_place,
    build_replacement,
    build_selection,
    list_columns,
    name_ids,
)

_Row = TypeVar("_Row", bound=Struct)

_BATCH = 50
"""How many rows a walk reads at a time."""

_SIZES = (1, 8, 64, 256)
"""How many ids a statement asks for."""

_MOST_ASKED = _SIZES[-1]


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


class PageRequest(Struct, frozen=True, kw_only=True):
    """Which part of a list is wanted.

    Attributes:
        order: By time of creation: `desc` (the default) is newest first.
        limit: How many objects at most; 20 by default.
        after: Only what follows this id in `order`.
        before: Only what precedes this id in `order`; alone, the objects nearest to it.
    """

    order: Order = "desc"
    limit: int = 20
    after: str | None = None
    before: str | None = None


class Collection(Generic[_Row]):
    """One table and the class of its rows.

    Args:
        table: Has the columns `seq` and `id` beside the row's fields.
        row: The class of a row.
        scope: The column that names the parent in whose lists the objects appear, if any.
        keeps_places: Whether the place of a deleted object in its list is kept, for cursors.
        comes_again: Whether a deleted object may be inserted again, with its id.
    """

    def __init__(
        self,
        table: Table,
        row: type[_Row],
        scope: str | None = None,
        *,
        keeps_places: bool = False,
        comes_again: bool = False,
    ) -> None:
        self._table = table
        self._row_class = row
        self._scope = scope
        self._keeps_places = keeps_places
        self._comes_again = comes_again
        self._prepared: dict[object, Prepared] = {}
        self._columns = list_columns(table)
        self._names: list[str] = [column.name for column in self._columns]
        # An object stays what and where it is. To write that again would have its indexes written too.
        fixed = {column.name for column in table.columns if column.unique or column.foreign_keys}
        self._changing = [name for name in self._names if name not in fixed]

    def insert(self, connection: Connection, *rows: _Row) -> None:
        """Store new rows, in this order."""
        key = (connection.dialect.name, "insert")
        if key not in self._prepared:
            self._prepared[key] = Prepared(connection.dialect, build_insertion(self._table), keys=self._names)
        if len(rows) == 1:
            self._prepared[key].execute(connection, self._list_values(rows[0]))
        elif rows:
            self._prepared[key].execute_all(connection, map(self._list_values, rows))

    def replace(self, connection: Connection, row: _Row) -> None:
        """Store a changed row in place of the one with its id; the row stays with its parent."""
        key = (connection.dialect.name, "replace")
        if key not in self._prepared:
            self._prepared[key] = Prepared(
                connection.dialect, build_replacement(self._table), keys=self._changing
            )
        values = self._list_values(row)
        self._prepared[key].execute(connection, {**values, "replaced": values["id"]})

    def get(
        self,
        connection: Connection,
        identifier: str,
        *,
        lock: bool = False,
        keep: bool = False,
        for_deletion: bool = False,
        **equal: str,
    ) -> _Row | None:
        """Return one row, or None if there is none.

        On SQLite a write transaction has locked the whole database. Elsewhere it locks rows in the order that
        docs/architecture.md says, so that no two wait for each other.

        Args:
            connection: A transaction.
            identifier: The row's id.
            lock: Keep others from changing and deleting it until the transaction ends; not by default.
            keep: Keep others from deleting it, for something that refers to it; not by default.
            for_deletion: Lock it once nobody keeps it any more, to delete it; not by default. Who locks it
                otherwise, locks more, and deletes it then may meet with somebody who keeps it, and waits.
            equal: Values that other columns must have.
        """
        how: Lock | None = "delete" if for_deletion else "change" if lock else "keep" if keep else None
        found = self._select(connection, {"id": identifier, **equal}, lock=how)
        return found[0][1] if found else None

    def list_all(self, connection: Connection, **equal: str | Sequence[str]) -> list[_Row]:
        """Return all rows with these column values (a sequence means: any of them), oldest first."""
        return [row for _, row in self._select(connection, equal, "asc")]

    def lock_all(
        self, connection: Connection, *, for_deletion: bool = False, **equal: str | Sequence[str]
    ) -> list[_Row]:
        """Return what `list_all` returns, and lock it in this order, as `get` does."""
        lock: Lock = "delete" if for_deletion else "change"
        return [row for _, row in self._select(connection, equal, "asc", lock=lock)]

    def walk_back(self, connection: Connection, **equal: str) -> Iterator[_Row]:
        """Yield the rows with these column values, newest first; they are read as far as they are wanted."""
        batch = self._select(connection, equal, "desc", {"most": _BATCH})
        while batch:
            yield from [row for _, row in batch]
            batch = self._select(connection, equal, "desc", {"below": batch[-1][0], "most": _BATCH})

    def get_first(self, connection: Connection, **equal: str) -> _Row | None:
        """Return the oldest row with these column values, or None."""
        found = self._select(connection, equal, "asc", {"most": 1})
        return found[0][1] if found else None

    def find(self, connection: Connection, identifiers: Sequence[str]) -> dict[str, _Row]:
        """Return the rows with these ids, as far as they are there, by id."""
        found: dict[str, _Row] = {}
        for start in range(0, len(identifiers), _MOST_ASKED):
            some = identifiers[start : start + _MOST_ASKED]
            found |= {row["id"]: self._row_class(**row) for row in self._find_some(connection, some)}
        return found

    def _find_some(self, connection: Connection, identifiers: Sequence[str]) -> list[dict[str, Any]]:
        """Return rows with some ids, which are asked for in a few sizes: each is a statement of its own."""
        size = next(size for size in _SIZES if size >= len(identifiers))
        key = (connection.dialect.name, "find", size)
        if key not in self._prepared:
            query = build_finding(self._table, size)
            self._prepared[key] = Prepared(connection.dialect, query, self._columns)
        asked = [*identifiers, *[identifiers[0]] * (size - len(identifiers))]
        found = self._prepared[key].fetch(connection, dict(zip(name_ids(size), asked, strict=True)))
        return [self._prepared[key].read(row) for row in found]

    def exists(self, connection: Connection, **equal: str) -> bool:
        """Say whether any row has these column values."""
        return bool(self._select(connection, equal, None, {"most": 1}))

    def delete(self, connection: Connection, identifier: str) -> None:
        """Delete a row and all that is inside it."""
        if self._comes_again:
            connection.execute(build_deletion(tables.deleted), {"id": identifier})
        if self._keeps_places:
            connection.execute(build_keeping(self._table, self._scope), {"gone": identifier})
        connection.execute(build_deletion(self._table), {"id": identifier})

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
        descending = wanted.order == "desc"
        bounds: dict[str, int] = {"most": wanted.limit + 1}
        if wanted.after is not None:
            place = self._find_place(connection, "after", wanted.after, equal)
            bounds["below" if descending else "above"] = place
        if wanted.before is not None:
            place = self._find_place(connection, "before", wanted.before, equal)
            bounds["above" if descending else "below"] = place
        backwards = wanted.before is not None and wanted.after is None
        order: Order = "desc" if descending != backwards else "asc"
        found = self._select(connection, equal, order, bounds)
        rows = [row for _, row in found[: wanted.limit]]
        return (rows[::-1] if backwards else rows), len(found) > wanted.limit

    def _select(
        self,
        connection: Connection,
        equal: Mapping[str, str | Sequence[str]],
        order: Order | None = None,
        bounds: Mapping[str, int] = MappingProxyType({}),
        *,
        lock: Lock | None = None,
    ) -> list[tuple[int, _Row]]:
        """Return rows, each with its `seq`."""
        conditions = tuple(
            [(name, None if isinstance(value, str) else tuple(value)) for name, value in equal.items()]
        )
        # Each database has a dialect of its own, so its name counts.
        key = (connection.dialect.name, conditions, order, tuple(bounds), lock)
        if key not in self._prepared:
            query = build_selection(self._table, conditions, order, tuple(bounds), lock=lock)
            self._prepared[key] = Prepared(connection.dialect, query, self._columns)
        prepared = self._prepared[key]
        found = prepared.fetch(connection, {**equal, **bounds})
        return [(row[-1], self._row_class(**prepared.read(row))) for row in found]

    def _find_place(self, connection: Connection, name: str, cursor: str, equal: Mapping[str, str]) -> int:
        """Return where in the list an object is, or was before it was deleted."""
        within = None if self._scope is None else equal[self._scope]
        query = build_place(self._table, self._scope)
        place = connection.execute(query, {"cursor": cursor, "within": within}).scalar()
        if place is None:
            raise UnknownCursor(name, cursor)
        return int(place)

    def _list_values(self, row: _Row) -> dict[str, Any]:
        return {name: getattr(row, name) for name in self._names}


def find_deleted(connection: Connection, kind: str, identifiers: Sequence[str]) -> set[str]:
    """Return which of these ids were those of objects that have been deleted, where that is remembered.

    Args:
        connection: A transaction.
        kind: What they were: the name of a table.
        identifiers: A few hundred ids at most.
    """
    if not identifiers:
        return set()
    gone = tables.deleted.c
    query = select(gone.id).where(gone.kind == kind, gone.id.in_([*identifiers]))
    return {*connection.execute(query).scalars()}


def forget_deleted(connection: Connection, kind: str, identifiers: Sequence[str]) -> None:
    """Forget that objects were deleted, since they come again; the arguments are those of `find_deleted`."""
    gone = tables.deleted.c
    connection.execute(delete(tables.deleted).where(gone.kind == kind, gone.id.in_([*identifiers])))


ASSISTANTS = Collection(tables.assistant, AssistantRow, keeps_places=True)
THREADS = Collection(tables.thread, ThreadRow, keeps_places=True)
MESSAGES = Collection(tables.message, MessageRow, scope="thread_id", keeps_places=True)
RUNS = Collection(tables.run, RunRow, scope="thread_id")
STEPS = Collection(tables.step, StepRow, scope="run_id")
FILES = Collection(tables.file, FileRow, keeps_places=True)
UPLOADS = Collection(tables.upload, UploadRow)
UPLOAD_PARTS = Collection(tables.upload_part, UploadPartRow)
VECTOR_STORES = Collection(tables.vector_store, VectorStoreRow, keeps_places=True)
VECTOR_STORE_BATCHES = Collection(tables.vector_store_batch, VectorStoreBatchRow, scope="vector_store_id")
VECTOR_STORE_FILES = Collection(
    tables.vector_store_file, VectorStoreFileRow, keeps_places=True, comes_again=True
)
