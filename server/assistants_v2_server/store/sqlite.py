"""All that only SQLite has: its settings, its marks on a file, how a file is claimed and copied.

`database` gets its connections here, `opening`, `upgrading` and `maintenance` handle files with it. The rest
of the store says nothing that another kind of database would not understand.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Literal, TypeAlias

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool

from ..encoding import read_json, write_json
from .troubles import is_locked

Durability: TypeAlias = Literal["full", "normal"]
"""What of the acknowledged writes survives: all (`full`), or not the last at a power failure (`normal`)."""

MEMORY = ":memory:"

READ, READ_ONCE, WRITE = "BEGIN", "", "BEGIN IMMEDIATE"
"""How transactions begin: a single read not at all; a writing one holds the write lock from its start."""

BUSY_TIMEOUT = 5.0
"""Seconds a transaction waits for another process that writes to the same file."""

APPLICATION_ID = 0x41735632
"""Marks a file as ours, in its header: the letters AsV2."""

LONGEST_LOG = 4 * 1024 * 1024
"""Bytes of the write-ahead log after which it is cut as soon as nobody reads from it."""

_CLAIM_PAUSE = 0.05
_JSON: dict[str, Any] = {"json_serializer": write_json, "json_deserializer": read_json}


def make_engine(path: str, durability: Durability) -> Engine:
    """Return what makes connections to a file, or the one connection to a database in memory."""
    url = URL.create("sqlite", database=path)
    arguments = {"check_same_thread": False, "timeout": BUSY_TIMEOUT}
    # An exception must not carry what users wrote into somebody's log.
    common: dict[str, Any] = {"connect_args": arguments, "hide_parameters": True, **_JSON}
    if path == MEMORY:
        engine = create_engine(url, poolclass=StaticPool, **common)
    else:
        # Idle threads keep no connection; a burst of requests never waits for the pool.
        engine = create_engine(url, poolclass=QueuePool, pool_size=8, max_overflow=-1, **common)

    def prepare(connection: Any, record: object) -> None:
        del record
        _prepare_connection(connection, durability)

    event.listen(engine, "connect", prepare)
    return engine


def wrap_connection(plain: sqlite3.Connection) -> Connection:
    """Return a connection of the driver's as one of SQLAlchemy's."""
    engine = create_engine(
        "sqlite://", creator=lambda: plain, poolclass=StaticPool, hide_parameters=True, **_JSON
    )
    return engine.connect()


@contextmanager
def begin_transaction(connection: Connection, begin: str) -> Generator[None]:
    """Open a transaction in one of the ways; committed at the end, rolled back on an exception."""
    with connection.begin():
        if begin:
            # Said to the driver: a listener to SQLAlchemy's event would slow down every statement after it.
            unwrap_connection(connection).execute(begin).close()
        yield


@contextmanager
def hurry(connection: Connection) -> Generator[None]:
    """Have a transaction not wait for the disk, on a connection of which others do."""
    plain = unwrap_connection(connection)
    plain.execute("PRAGMA synchronous = NORMAL").close()
    try:
        yield
    finally:
        plain.execute("PRAGMA synchronous = FULL").close()


@contextmanager
def limit_wait(connection: Connection, seconds: float) -> Generator[None]:
    """Have a transaction not wait longer for another process, on a connection of which others do."""
    plain = unwrap_connection(connection)
    _set_wait(plain, seconds)
    try:
        yield
    finally:
        _set_wait(plain, BUSY_TIMEOUT)


def unwrap_connection(connection: Connection) -> sqlite3.Connection:
    """Return the driver's connection that is inside one of SQLAlchemy's."""
    plain = connection.connection.driver_connection
    assert isinstance(plain, sqlite3.Connection)
    return plain


def open_plain(path: Path) -> sqlite3.Connection:
    """Return a connection of the driver's that opens no transactions of its own accord."""
    return sqlite3.connect(path, timeout=BUSY_TIMEOUT, isolation_level=None)


def list_columns(connection: Connection) -> dict[str, list[str]]:
    """Return the names of all columns of each table, in their order."""
    rows = connection.exec_driver_sql(
        "SELECT t.name, json_group_array(c.name) FROM sqlite_master t, pragma_table_info(t.name) c "
        "WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!' GROUP BY t.name"
    )
    return {table: json.loads(names) for table, names in rows}


def count_rows(connection: Connection, tables: Sequence[str]) -> dict[str, int]:
    """Return how many rows some tables have."""
    return {
        name: int(connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()) for name in tables
    }


def read_sequences(connection: Connection) -> list[tuple[str, int]]:
    """Return the highest number that a row of each table ever had: none is given twice."""
    found = connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence")
    return [(name, seq) for name, seq in found]


def restore_sequences(connection: Connection, sequences: Sequence[tuple[str, int]]) -> None:
    """Have the numbers go on where they were, also in tables that were written anew."""
    for name, seq in sequences:
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
        connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, seq))


def read_application_id(connection: Connection) -> int:
    """Return the mark that programs leave on their files; 0 if there is none."""
    return int(connection.exec_driver_sql("PRAGMA application_id").scalar_one())


def mark_as_ours(connection: Connection) -> None:
    """Leave our mark on a file."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def use_write_ahead_log(plain: sqlite3.Connection) -> None:
    """Have a file written by way of a log, for ever: then readers never wait. Not inside a transaction."""
    plain.execute("PRAGMA journal_mode = WAL").close()


def let_references_break(plain: sqlite3.Connection) -> None:
    """Have this connection not look after foreign keys; `list_broken_references` does afterwards."""
    plain.execute("PRAGMA foreign_keys = OFF").close()


def overwrite_deleted(plain: sqlite3.Connection) -> None:
    """Have this connection overwrite what it deletes, so that it cannot be read out of the file any more."""
    plain.execute("PRAGMA secure_delete = ON").close()


def trim_log(connection: Connection, path: Path) -> None:
    """Cut the write-ahead log if it has become long and nobody needs it. Not inside a transaction."""
    try:
        is_long = os.stat(f"{path}-wal").st_size > LONGEST_LOG  # noqa: PTH116  cheap: this is done after each write
    except OSError:
        return
    if is_long:
        plain = unwrap_connection(connection)
        # Who reads is left alone; what was written before is stored, whatever becomes of this.
        with suppress(sqlite3.Error):
            _set_wait(plain, 0)
            plain.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
        _set_wait(plain, BUSY_TIMEOUT)


def claim_alone(plain: sqlite3.Connection) -> bool:
    """Keep everybody else away from a file until the connection is closed; say whether that was possible.

    It is not while another process has the file open. That tells of every owner that lives, of whatever
    version: an open server keeps a connection, and in WAL mode a connection holds a lock.
    """
    deadline = time.monotonic() + BUSY_TIMEOUT
    plain.execute("PRAGMA locking_mode = EXCLUSIVE").close()
    while True:
        try:
            plain.execute("PRAGMA journal_mode = DELETE").close()
            plain.execute("BEGIN EXCLUSIVE").close()
        except sqlite3.OperationalError as error:
            if not is_locked(error):
                raise
            if time.monotonic() > deadline:
                return False
            time.sleep(_CLAIM_PAUSE)
        else:
            plain.execute("COMMIT").close()
            return True


def count_bytes(plain: sqlite3.Connection) -> int:
    """Return how large a database is."""
    pages, size = (plain.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    return int(pages * size)


def copy_into(plain: sqlite3.Connection, target: Path) -> None:
    """Copy a database, as it is at one moment, into a file that is there and empty."""
    plain.execute("VACUUM INTO ?", (os.fspath(target),)).close()


def list_damage(connection: Connection) -> list[str]:
    """Return what is wrong with a file and with the references in it, one sentence each, ten at most."""
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(10)")]
    return [text for text in found if text != "ok"] or list_broken_references(connection)


def list_broken_references(connection: Connection) -> list[str]:
    """Return a sentence for each table whose rows refer to rows that are not there."""
    broken = {(row[0], row[2]) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")}
    return [
        f"rows of {table} refer to rows of {parent} that are not there" for table, parent in sorted(broken)
    ]


def _set_wait(plain: sqlite3.Connection, seconds: float) -> None:
    plain.execute(f"PRAGMA busy_timeout = {seconds * 1000:.0f}").close()


def _prepare_connection(connection: Any, durability: Durability) -> None:
    """Set up a new connection: foreign keys, how safely to write, transactions by our own BEGIN."""
    # The driver would open its own transactions, always deferred; ours say BEGIN themselves.
    connection.isolation_level = None
    # What is deleted is overwritten, so that it cannot be read out of the file any more.
    for pragma in ("foreign_keys = ON", f"synchronous = {durability.upper()}", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}").close()
