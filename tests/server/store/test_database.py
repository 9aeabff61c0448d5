"""Transactions: what they promise, in memory and in a file."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from assistants_v2_server.store import THREADS, Database, DatabaseClosed, ThreadRow, call_after, postgres
from assistants_v2_server.store.sqlite import unwrap_connection
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, text

from ...databases.places import Databases


def thread_row(identifier: str = "thread_1", count: str = "0") -> ThreadRow:
    """A thread whose metadata counts something."""
    return ThreadRow(id=identifier, created_at=1, tool_resources={}, metadata={"count": count})


@pytest.fixture(params=["memory", "file"])
def database(request: pytest.FixtureRequest, tmp_path: Path, databases: Databases) -> Iterator[Database]:
    """A database of either kind."""
    named = databases.at(tmp_path / "test ?#%41.db")
    made = Database(databases.new() if request.param == "memory" else named)
    yield made
    made.close()


def is_in_transaction(connection: Connection) -> bool:
    """Say whether the database itself has begun a transaction."""
    if connection.dialect.name == "sqlite":
        return unwrap_connection(connection).in_transaction
    return postgres.unwrap_connection(connection).info.transaction_status != TransactionStatus.IDLE


def test_an_exception_undoes_the_whole_transaction(database: Database) -> None:
    """Nothing of a transaction that fails stays."""
    with contextlib.suppress(RuntimeError), database.write() as connection:
        THREADS.insert(connection, thread_row())
        raise RuntimeError
    with database.read() as connection:
        assert THREADS.get(connection, "thread_1") is None


def test_what_follows_a_transaction_is_done_when_it_is_committed_and_else_not_at_all(
    database: Database,
) -> None:
    """Then others can read what it wrote, and nobody is told of what was undone, with a later one either."""
    seen: list[str] = []

    def read_count() -> None:
        with database.read() as connection:
            row = THREADS.get(connection, "thread_1")
        seen.append("nothing" if row is None else row.metadata["count"])

    for count in ("1", "2"):
        with contextlib.suppress(RuntimeError), database.write() as connection:
            THREADS.insert(connection, thread_row(count=count))
            call_after(connection, read_count)
            assert not seen
            if count == "1":
                raise RuntimeError
    assert ["2"] == seen


def test_no_update_is_lost_between_threads(database: Database) -> None:
    """Many threads that read and write the same row each see what the one before wrote."""
    with database.write() as connection:
        THREADS.insert(connection, thread_row())

    def add_one(_: int) -> None:
        with database.write() as connection:
            row = THREADS.get(connection, "thread_1", lock=True)
            assert row is not None
            THREADS.replace(connection, thread_row(count=str(int(row.metadata["count"]) + 1)))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add_one, range(200)))
    with database.read() as connection:
        row = THREADS.get(connection, "thread_1")
    assert thread_row(count="200") == row


def test_a_reader_of_a_file_does_not_wait_for_a_writer(tmp_path: Path, databases: Databases) -> None:
    """While a transaction writes to a file, another one reads what was there before."""
    database = Database(databases.at(tmp_path / "a.db"))
    seen: list[ThreadRow | None] = []

    def read() -> None:
        with database.read() as connection:
            seen.append(THREADS.get(connection, "thread_1"))

    with database.write() as connection:
        THREADS.insert(connection, thread_row())
        reader = threading.Thread(target=read)
        reader.start()
        reader.join()
    database.close()
    assert [None] == seen


def test_a_single_read_is_no_transaction(database: Database) -> None:
    """A statement that reads sees what was committed, and the driver is asked for nothing else."""
    with database.write() as connection:
        THREADS.insert(connection, thread_row())
    with database.read_once() as connection:
        row = THREADS.get(connection, "thread_1")
        assert (thread_row(), False) == (row, is_in_transaction(connection))
    database.close()
    with pytest.raises(DatabaseClosed), database.read_once():
        pass


def test_two_databases_on_one_file_take_turns(tmp_path: Path, databases: Databases) -> None:
    """Two processes' worth of connections write to one file without an error or a loss."""
    first, second = (Database(databases.at(tmp_path / "a.db")) for _ in range(2))

    def insert(number: int) -> None:
        with (first if number % 2 else second).write() as connection:
            THREADS.insert(connection, thread_row(f"thread_{number}"))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(insert, range(60)))
    with first.read() as connection:
        assert 60 == len(THREADS.list_all(connection))
    first.close()
    second.close()


def test_a_file_is_in_wal_mode_and_keeps_foreign_keys(tmp_path: Path) -> None:
    """Every connection is set up: write-ahead log, foreign keys enforced."""
    database = Database(tmp_path / "a.db")
    with database.read() as connection:
        assert ["wal", 1] == [
            connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "foreign_keys")
        ]
    database.close()


def test_a_closed_database_says_so(database: Database) -> None:
    """After closing there are no transactions, and closing again is fine."""
    database.close()
    database.close()
    with pytest.raises(DatabaseClosed), database.read():
        pass


def test_what_is_read_while_the_database_is_closed_ends_with_its_connection(tmp_path: Path) -> None:
    """Closing does not wait for readers: each closes its own connection when it has done."""
    database = Database(tmp_path / "test.db")
    with database.read() as connection:
        plain = unwrap_connection(connection)
        database.close()
        assert THREADS.get(connection, "thread_1") is None
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        plain.execute("SELECT 1")


def test_a_closed_file_leaves_nothing_but_itself(tmp_path: Path) -> None:
    """Closing folds the write-ahead log back into the file."""
    database = Database(tmp_path / "a.db")
    with database.write() as connection:
        THREADS.insert(connection, thread_row())
    database.close()
    assert ["a.db"] == [path.name for path in tmp_path.iterdir()]
