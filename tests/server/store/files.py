"""Database files that the tests of the store open: of older versions, of other programs, of no program."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from assistants_v2_server.store import Database
from assistants_v2_server.store.tables import METADATA
from sqlalchemy import create_mock_engine
from sqlalchemy.schema import CreateIndex

FIRST_SCHEMA = Path(__file__).parent / "old_files" / "schema_0001.sql"
"""What a first version had written: a finished run, one that waits for outputs, one in progress."""

OLD_THREADS = ("finished", "waits for outputs", "in progress")


def make_old(path: Path) -> Path:
    """Make the file of a first version, as it was left by a process that died."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(FIRST_SCHEMA.read_text("utf-8"))
    return path


def make_current(path: Path) -> Path:
    """Make an empty database of today."""
    Database(path).close()
    return path


def choose_indexes(url: str) -> Callable[..., bool]:
    """Have Alembic compare only the indexes that the tables in the code have in a kind of database."""
    made: set[str | None] = set()

    def note(statement: object, *_: object, **__: object) -> None:
        if isinstance(statement, CreateIndex):
            made.add(statement.element.name)

    METADATA.create_all(create_mock_engine(url, note), checkfirst=False)
    return lambda item, name, kind, is_found, other: kind != "index" or is_found or name in made


def change(path: Path, *statements: str) -> Path:
    """Change a file behind our back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
    return path


def ask(path: Path, question: str) -> list[tuple[object, ...]]:
    """Ask a file something."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(question).fetchall()


@contextmanager
def locked(path: Path, how: str = "EXCLUSIVE") -> Iterator[None]:
    """Lock a file as another process would, for the time of a block."""
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as connection:
        connection.execute(f"BEGIN {how}")
        yield
