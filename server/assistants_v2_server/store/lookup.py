"""Fetches one row on the driver's own cursor, which is what most requests ask for and little else.

SQLAlchemy writes the statement and knows how values are read, for every kind of database alike. But its way
to execute one takes three times as long as all the rest. `collection` is the user.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Dialect, Table

from .statements import build_selection, list_columns


class Lookup:
    """The SELECT of a row by the values of some columns, as one kind of database takes it.

    Args:
        dialect: The kind of database.
        table: Where the row is.
        names: The columns.
        lock: Whether others are kept from changing the row.
    """

    def __init__(self, dialect: Dialect, table: Table, names: tuple[str, ...], *, lock: bool) -> None:
        query = build_selection(table, tuple([(name, False) for name in names]), lock=lock)
        compiled = query.compile(dialect=dialect)
        self._text = str(compiled)
        self._places = compiled.positiontup
        columns = list_columns(table)
        self._names: list[str] = [column.name for column in columns]
        readers = {
            column.name: column.type.dialect_impl(dialect).result_processor(dialect, None)
            for column in columns
        }
        self._readers = {name: read for name, read in readers.items() if read is not None}

    def fetch(self, connection: Connection, values: Mapping[str, str]) -> dict[str, Any] | None:
        """Return the row with these values, by the names of its columns; None if there is none.

        Raises the driver's exceptions: SQLAlchemy does not wrap them here.
        """
        cursor = connection.connection.cursor()
        given = values if self._places is None else [values[name] for name in self._places]
        cursor.execute(self._text, given)
        found = cursor.fetchone()
        cursor.close()
        if found is None:
            return None
        row = dict(zip(self._names, found, strict=False))  # `seq` follows
        for name, read in self._readers.items():
            row[name] = read(row[name])
        return row
