"""Transactions on a PostgreSQL: what they see, how they wait, and what a lost connection makes of them."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial

import psycopg
import pytest
from assistants_v2_server.store import (
    THREADS,
    Database,
    DatabaseClosed,
    ThreadRow,
    call_after,
    find_trouble,
    is_locked,
    is_undone,
    waiting_since,
)
from assistants_v2_server.store.troubles import is_repeatable
from sqlalchemy import Connection, text

from ...databases.clusters import Cluster
from ...databases.places import PostgresDatabases
from ...databases.programs import explain_absence
from ...waiting import wait_until
from .wires import lay_wire

_PATIENCE = 30.0


def thread_row(identifier: str = "thread_1", count: str = "0") -> ThreadRow:
    """A thread whose metadata counts something."""
    return ThreadRow(id=identifier, created_at=1, tool_resources={}, metadata={"count": count})


def list_ids(database: Database) -> list[str]:
    """The ids of all threads."""
    with database.read() as connection:
        return [row.id for row in THREADS.list_all(connection)]


def insert(database: Database, identifier: str) -> None:
    """Store a thread."""
    with database.write() as connection:
        THREADS.insert(connection, thread_row(identifier))


def failure_of(database: Database, *steps: Callable[[Connection], object]) -> Exception:
    """What a writing transaction raises that takes some steps."""
    try:
        with database.write() as connection:
            for step in steps:
                step(connection)
    except Exception as error:  # noqa: BLE001  whatever it is, it is looked at
        return error
    raise AssertionError("nothing was raised")


def inserting(identifier: str) -> Callable[[Connection], None]:
    """A step that stores a thread."""
    return lambda connection: THREADS.insert(connection, thread_row(identifier))


@pytest.fixture
def address(postgres_databases: PostgresDatabases) -> str:
    """The address of a database without rows."""
    return postgres_databases.new()


@pytest.fixture
def database(address: str) -> Iterator[Database]:
    """That database."""
    made = Database(address)
    yield made
    made.close()


def test_a_transaction_that_reads_sees_one_state(database: Database) -> None:
    """What others commit meanwhile is not in it, but in one that writes, which sees it by and by."""
    with database.read() as reading, database.write() as writing:
        assert [] == THREADS.list_all(reading)
        insert(database, "thread_1")
        assert ([], [thread_row()]) == (THREADS.list_all(reading), THREADS.list_all(writing))


def test_a_transaction_that_reads_writes_nothing(database: Database) -> None:
    """PostgreSQL refuses it."""
    with pytest.raises(Exception, match="read-only"), database.read() as connection:
        THREADS.insert(connection, thread_row())
    assert [] == list_ids(database)


def test_no_update_of_a_locked_row_is_lost(database: Database) -> None:
    """Many threads that lock, read and write the same row each see what the one before wrote."""
    insert(database, "thread_1")

    def add_one(_: int) -> None:
        with database.write() as connection:
            row = THREADS.get(connection, "thread_1", lock=True)
            assert row is not None
            THREADS.replace(connection, thread_row(count=str(int(row.metadata["count"]) + 1)))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add_one, range(100)))
    with database.read() as connection:
        assert thread_row(count="100") == THREADS.get(connection, "thread_1")


def test_who_waits_too_long_for_a_row_hears_that_it_is_locked(database: Database) -> None:
    """As for a file that another process has locked, and those with less time wait less."""
    insert(database, "thread_1")
    with database.write() as first:
        THREADS.get(first, "thread_1", lock=True)
        with (
            waiting_since(time.monotonic(), 0.0),
            pytest.raises(Exception) as raised,
            database.write() as second,
        ):
            THREADS.get(second, "thread_1", lock=True)
    assert is_locked(raised.value)


def test_a_row_that_is_only_kept_can_be_changed_and_not_deleted(database: Database) -> None:
    """What refers to it holds it."""
    insert(database, "thread_1")
    with database.write() as first:
        THREADS.get(first, "thread_1", keep=True)
        with database.write() as second:
            THREADS.replace(second, thread_row(count="1"))
        with (
            waiting_since(time.monotonic(), 0.0),
            pytest.raises(Exception) as raised,
            database.write() as third,
        ):
            THREADS.delete(third, "thread_1")
    assert is_locked(raised.value)


def test_two_that_wait_for_each_other_are_told_that_they_may_try_again(database: Database) -> None:
    """PostgreSQL undoes one of them; the other goes on."""
    for name in ("thread_1", "thread_2"):
        insert(database, name)
    both = threading.Barrier(2, timeout=_PATIENCE)
    failures: list[Exception] = []

    def lock(first: str, second: str) -> None:
        try:
            with database.write() as connection:
                THREADS.get(connection, first, lock=True)
                both.wait()
                THREADS.get(connection, second, lock=True)
        except Exception as error:  # noqa: BLE001  whatever it is, it is looked at
            failures.append(error)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lock, ("thread_1", "thread_2"), ("thread_2", "thread_1")))
    assert [True] == [is_repeatable(error) for error in failures]
    assert "at the same moment" in str(find_trouble(failures[0]))


def test_connections_that_were_cut_meanwhile_are_not_noticed(
    database: Database, address: str, postgres_databases: PostgresDatabases
) -> None:
    """A transaction that begins on one is begun on another."""

    def cut() -> None:
        assert 1 == postgres_databases.cut_connections(address)
        while postgres_databases.cut_connections(address):  # until they have ended
            pass

    insert(database, "thread_1")
    for read in (database.read, database.read_once):
        cut()
        with read() as connection:
            assert THREADS.get(connection, "thread_1") == thread_row()
    cut()
    insert(database, "thread_2")
    assert ["thread_1", "thread_2"] == list_ids(database)


def test_a_connection_that_is_cut_in_a_transaction_undoes_it(
    database: Database, address: str, postgres_databases: PostgresDatabases
) -> None:
    """Whoever tries again finds another connection; nothing of the first try is there."""
    called: list[int] = []
    failure = failure_of(
        database,
        inserting("thread_1"),
        lambda connection: call_after(connection, lambda: called.append(1)),
        lambda _: postgres_databases.cut_connections(address),
        inserting("thread_2"),
    )
    assert (True, True) == (is_repeatable(failure), is_undone(failure))
    assert ([], []) == (list_ids(database), called)


def test_a_transaction_that_was_not_committed_is_known_to_be_undone(
    database: Database, address: str, postgres_databases: PostgresDatabases
) -> None:
    """The connection was cut before the commit came: PostgreSQL is asked, and says so."""
    cut = postgres_databases.cut_connections
    failure = failure_of(database, inserting("thread_1"), lambda _: cut(address))
    assert (True, True) == (is_repeatable(failure), is_undone(failure))
    assert [] == list_ids(database)


def test_a_commit_whose_answer_is_lost_is_a_commit(address: str) -> None:
    """PostgreSQL is asked what became of it: nobody tries again, and what was to follow it is done."""
    called: list[int] = []
    with lay_wire(address) as wire:
        database = Database(wire.url)
        with database.write() as connection:
            THREADS.insert(connection, thread_row())
            call_after(connection, lambda: called.append(1))
            wire.swallow_answer()
        assert (["thread_1"], [1]) == (list_ids(database), called)
        database.close()


def test_a_commit_of_which_nobody_knows_is_told_as_such(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server is away for longer than is waited: it may be stored, or not."""
    monkeypatch.setattr("assistants_v2_server.store.postgres_transactions.LONGEST_WAIT", 0.2)
    monkeypatch.setattr("assistants_v2_server.store.transactions.LONGEST_WAIT", 0.2)
    with lay_wire(address) as wire:
        database = Database(wire.url)
        failure = failure_of(database, inserting("thread_1"), lambda _: wire.close())
        database.close()
    assert (False, False) == (is_undone(failure), is_repeatable(failure))
    assert "look whether it is there" in str(find_trouble(failure))


@pytest.mark.parametrize("others", [0, 5])
def test_a_number_that_is_given_again_after_a_crash_proves_no_commit(others: int) -> None:
    """What was lost is not told as stored, though somebody else's is committed by the same number."""
    absence = explain_absence()
    if absence is not None:
        pytest.skip(f"no PostgreSQL: {absence}")
    # What is written comes to the disk with a commit only: so the crash takes the number back.
    cluster = Cluster({"wal_writer_delay": "10000", "synchronous_commit": "on"})
    database = Database(cluster.url)
    insert(database, "thread_0")

    def crash(connection: Connection) -> None:
        number = connection.exec_driver_sql("SELECT pg_current_xact_id()::text").scalar_one()
        cluster.kill()
        cluster.start()
        with psycopg.connect(cluster.url, autocommit=True) as other:
            for _ in range(others):
                other.execute("CREATE TEMPORARY TABLE a ()").execute("DROP TABLE a")
            last = other.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text").fetchone()
        assert last is not None
        assert (int(number) < int(last[0])) == bool(others)

    try:
        error = failure_of(database, inserting("thread_1"), crash)
        assert (not others, ["thread_0"]) == (is_undone(error), list_ids(database))
    finally:
        database.close()
        cluster.close()


def test_a_server_that_comes_back_was_not_away(cluster: Cluster) -> None:
    """A transaction that begins meanwhile waits for it."""
    database = Database(cluster.url)
    insert(database, "thread_1")
    cluster.stop()
    starting = threading.Thread(target=cluster.start)
    starting.start()
    insert(database, "thread_2")
    starting.join()
    assert ["thread_1", "thread_2"] == list_ids(database)
    database.close()


def test_a_server_that_stays_away_is_not_waited_for_by_each_of_a_queue(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One has waited in vain: those who came before that do not begin anew, and say what is the matter."""
    with lay_wire(address) as wire:
        database = Database(wire.url)
        came = time.monotonic()
        wire.close()
        monkeypatch.setattr("assistants_v2_server.store.transactions.LONGEST_WAIT", 0.2)
        with pytest.raises(Exception, match="cannot be reached"):
            list_ids(database)
        monkeypatch.setattr("assistants_v2_server.store.transactions.LONGEST_WAIT", 3600.0)
        with waiting_since(came), pytest.raises(Exception, match="cannot be reached"):
            list_ids(database)
        database.close()


def test_a_process_has_as_many_connections_as_its_address_says(address: str) -> None:
    """Further transactions wait for one of them."""
    database = Database(f"{address}?pool_size=2")
    all_in = threading.Barrier(3, timeout=_PATIENCE)
    done = threading.Event()

    def hold() -> None:
        with database.read():
            all_in.wait()
            done.wait(_PATIENCE)

    holding = [threading.Thread(target=hold) for _ in range(2)]
    for thread in holding:
        thread.start()
    all_in.wait()
    waiting = threading.Thread(target=insert, args=(database, "thread_1"))
    waiting.start()
    done.set()
    for thread in (*holding, waiting):
        thread.join()
    assert ["thread_1"] == list_ids(database)
    database.close()


def test_what_may_be_lost_does_not_wait_for_the_disk(database: Database) -> None:
    """PostgreSQL is told so for that transaction alone."""
    query = text("SHOW synchronous_commit")
    with database.write(may_be_lost=True) as connection:
        assert "off" == connection.execute(query).scalar()
    with database.read_once() as connection:
        usual = connection.execute(query).scalar()
    with database.write() as connection:
        assert usual == connection.execute(query).scalar()


def test_a_process_that_stands_still_in_a_transaction_lets_go_of_its_locks(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL ends the transaction; it was undone, and others go on."""
    monkeypatch.setattr("assistants_v2_server.store.postgres.LONGEST_IDLE", 0.1)
    insert(database, "thread_1")

    def lock(connection: Connection) -> None:
        THREADS.get(connection, "thread_1", lock=True)

    def lock_by_another(_: Connection) -> None:
        with database.write() as connection:
            lock(connection)

    assert is_repeatable(failure_of(database, lock, lock_by_another, lock))
    assert ["thread_1"] == list_ids(database)


def test_a_transaction_in_which_a_statement_failed_is_never_taken_for_a_commit(database: Database) -> None:
    """Whoever goes on after the failure hears of it at the end."""

    def fail(connection: Connection) -> None:
        with pytest.raises(Exception, match="nothing"):
            connection.execute(text("SELECT 1 FROM nothing"))

    assert "has failed" in str(failure_of(database, inserting("thread_1"), fail))
    assert [] == list_ids(database)


def test_a_connection_that_was_cut_is_told_at_the_end_by_whoever_went_on(
    database: Database, address: str, postgres_databases: PostgresDatabases
) -> None:
    """Whoever goes on after a statement that was cut off hears at the end that nothing was stored."""

    def meet_the_end(connection: Connection) -> None:
        postgres_databases.cut_connections(address)
        with suppress(Exception):
            THREADS.get(connection, "thread_1")

    failure = failure_of(database, inserting("thread_1"), meet_the_end)
    assert (True, True) == (is_repeatable(failure), is_undone(failure))
    with database.read() as connection:
        meet_the_end(connection)
    assert [] == list_ids(database)


def test_a_closed_database_says_so(database: Database) -> None:
    """After closing there are no transactions, and what is at work then ends with its connection."""
    with database.read() as connection:
        database.close()
        database.close()
        assert [] == THREADS.list_all(connection)
    with pytest.raises(DatabaseClosed), database.write():
        pass


def test_everything_that_is_in_conversations_is_kept(database: Database) -> None:
    """As in a SQLite file: zero characters, half a surrogate pair, what is no number, hundreds of levels."""
    deep: object = "end"
    for _ in range(200):
        deep = [deep]
    row = ThreadRow(
        id="thread_\0\x1a\x1a0",
        created_at=2**40,
        tool_resources={"deep": deep, "number": 10**400},
        metadata={"zero \0": "\ud83d", "snowman": "☃", "none": None},
    )
    memory = Database()
    for kind in (memory, database):
        with kind.write() as connection:
            THREADS.insert(connection, row)
        with kind.read() as connection:
            assert row == THREADS.get(connection, row.id)
            assert None is THREADS.get(connection, "thread_\0")
    memory.close()


def test_no_connection_stays_open_whenever_it_is_closed(address: str) -> None:
    """While others begin transactions, each of which it refuses or lets end."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # so that threads meet in the middle of things
    try:
        for _ in range(40):
            close_in_use(Database(address))
            with psycopg.connect(address) as other:
                wait_until(partial(has_no_others, other))
    finally:
        sys.setswitchinterval(interval)


def close_in_use(database: Database) -> None:
    """Close a database in which threads begin transactions all the time."""
    together = threading.Barrier(9, timeout=60)

    def read_on() -> None:
        together.wait()
        with suppress(DatabaseClosed):
            while True:
                with database.read():
                    pass

    with ThreadPoolExecutor(8) as pool:
        reading = [pool.submit(read_on) for _ in range(8)]
        together.wait()
        database.close()
    assert [None] * 8 == [each.result() for each in reading]


def has_no_others(connection: psycopg.Connection[tuple[int]]) -> bool:
    """Whether there is no other connection to a database."""
    connection.rollback()  # a transaction sees one state of them
    query = (
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    return (0,) == connection.execute(query).fetchone()
