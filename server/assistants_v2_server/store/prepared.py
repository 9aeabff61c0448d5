"""Executes statements on the driver's own cursor.

SQLAlchemy writes a statement, once, and knows how values are written and read, for every kind of database
alike. But its way to execute one takes longer than all the rest. `collection` is the user.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Dialect


class Prepared:
    """A statement as one kind of database takes it. Raises the driver's exceptions: SQLAlchemy wraps none.

    Args:
        dialect: The kind of database.
        statement: The statement; its values are given by name when it is executed.
        columns: What a row of its result consists of; nothing by default.
        keys: The columns that an INSERT or UPDATE sets; none by default.
    """

    def __init__(
        self, dialect: Dialect, statement: Any, columns: Sequence[Any] = (), keys: Sequence[str] | None = None
    ) -> None:
        written_out = {"render_postcompile": bool(columns)}
        compiled = statement.compile(dialect=dialect, column_keys=keys, compile_kwargs=written_out)
        self._text = str(compiled)
        self._places: list[str] | None = compiled.positiontup
        self._names: list[str] = [column.name for column in columns]
        types = {name: bind.type for name, bind in compiled.binds.items()}
        writers = {name: kind.dialect_impl(dialect).bind_processor(dialect) for name, kind in types.items()}
        self._given = {
            name: bind.value
            for name, bind in compiled.binds.items()
            if bind.value is not None and not bind.expanding
        }
        self._writers = {name: write for name, write in writers.items() if write is not None}
        readers = {
            column.name: column.type.dialect_impl(dialect).result_processor(dialect, None)
            for column in columns
        }
        self._readers = {name: read for name, read in readers.items() if read is not None}

    def execute(self, connection: Connection, values: Mapping[str, Any]) -> None:
        """Execute a statement that has no result."""
        self._run(connection, values).close()

    def execute_all(self, connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        """Execute a statement that has no result, once for each row of values."""
        cursor = connection.connection.cursor()
        cursor.executemany(self._text, [self._write(values) for values in rows])
        cursor.close()

    def fetch(self, connection: Connection, values: Mapping[str, Any]) -> list[Sequence[Any]]:
        """Return the rows of the result, for `read`."""
        cursor = self._run(connection, values)
        found: list[Sequence[Any]] = cursor.fetchall()
        cursor.close()
        return found

    def read(self, found: Sequence[Any]) -> dict[str, Any]:
        """Return a row by the names of its columns; what follows them in it is left out."""
        row = dict(zip(self._names, found, strict=False))
        for name, read in self._readers.items():
            row[name] = read(row[name])
        return row

    def _run(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        cursor = connection.connection.cursor()
        cursor.execute(self._text, self._write(values))
        return cursor

    def _write(self, values: Mapping[str, Any]) -> Any:
        """Return values as the driver takes them: by place, or by name."""
        written = {**self._given, **values}
        for name, write in self._writers.items():
            written[name] = write(written[name])
        return written if self._places is None else [written[name] for name in self._places]
