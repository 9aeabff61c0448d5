"""Connections on which nobody answers, though they stay open: they are given up for others."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from itertools import count

import psycopg
import pytest
from assistants_v2_server.jobs.installing import run_on_selectors
from assistants_v2_server.store import (
    THREADS,
    Database,
    ThreadRow,
    call_after,
    is_away,
    is_undone,
)
from assistants_v2_server.store.postgres import unwrap_connection
from assistants_v2_server.store.postgres_connections import Unanswered, Way, taking_long, wait_in_bounds
from assistants_v2_server.store.troubles import is_repeatable
from psycopg.waiting import Ready, Wait
from sqlalchemy import text

from ...databases.places import PostgresDatabases
from ...waiting import wait_until
from .wires import Wire, lay_wire

ROW = ThreadRow(id="thread_1", created_at=1, tool_resources={}, metadata={})
SHORT = 0.4
"""Seconds in which an answer has to come here."""


@pytest.fixture
def wire(postgres_databases: PostgresDatabases) -> Iterator[Wire]:
    """A wire to a database without rows."""
    with lay_wire(postgres_databases.new()) as laid:
        yield laid


@pytest.fixture
def database(wire: Wire) -> Iterator[Database]:
    """That database; whoever asks it for something waits for a moment only."""
    made = Database(f"{wire.url}?answer_timeout={SHORT}&connect_timeout=2")
    yield made
    wire.end_silence()
    made.close()


def list_ids(database: Database) -> list[str]:
    """The ids of all threads."""
    with database.read() as connection:
        return [row.id for row in THREADS.list_all(connection)]


def insert(database: Database, *steps: Callable[[], object]) -> None:
    """Store a thread, in a transaction in which something else happens after that."""
    with database.write() as connection:
        THREADS.insert(connection, ROW)
        for step in steps:
            step()
        if steps:
            THREADS.get(connection, "thread_2")


def answer(*readiness: Ready) -> Generator[Wait, Ready | int, list[Ready | int]]:
    """A generator as psycopg has them: it is sent something as often as is said, and returns all of it."""
    got: list[Ready | int] = []
    for _ in readiness:
        got.append((yield Wait.R))
    return got


def drive(*readiness: Ready, seconds: float) -> object:
    """Drive such a generator within bounds, a second after the other; return what it returns."""
    asking = wait_in_bounds(answer(*readiness), seconds, count().__next__)
    try:
        assert Wait.R == next(asking)
        for ready in readiness:
            assert Wait.R == asking.send(ready)
    except StopIteration as end:
        return end.value
    raise AssertionError("it waits for more")


def test_what_is_answered_comes_through_unchanged() -> None:
    """Also an answer that was there at once."""
    assert [] == drive(seconds=1)
    got = [Ready.W, Ready.NONE, Ready.R]
    assert got == drive(*got, seconds=3)


def test_an_answer_that_keeps_coming_may_take_any_time() -> None:
    """What counts is for how long nothing has come."""
    pieces = [Ready.NONE, Ready.NONE, Ready.R] * 50
    assert pieces == drive(*pieces, seconds=2)


def test_what_stays_unanswered_is_given_up() -> None:
    """After the seconds that are allowed, and not before."""
    silence = [Ready.NONE] * 4
    assert silence == drive(*silence, seconds=4)
    with pytest.raises(Unanswered):
        drive(*silence, seconds=3)


def test_a_transaction_begins_on_another_connection(database: Database, wire: Wire) -> None:
    """Those that were kept are dead, and nobody said so: nothing of that is noticed but the time it takes."""
    for repeat in (list_ids, insert, list_ids):
        wire.hush_opened()
        repeat(database)
    assert ["thread_1"] == list_ids(database)


def test_a_statement_without_an_answer_undoes_its_transaction(database: Database, wire: Wire) -> None:
    """Whoever tries again finds another connection; nothing of the first try is there."""
    with pytest.raises(Exception) as raised:
        insert(database, wire.hush_opened)
    assert (True, True, True) == (
        is_repeatable(raised.value),
        is_undone(raised.value),
        is_away(raised.value),
    )
    assert [] == list_ids(database)


def test_what_became_of_a_commit_is_found_out(database: Database, wire: Wire) -> None:
    """It was done, and only its answer is lost: nobody tries again, and what was to follow it is done."""
    called: list[int] = []
    with database.write() as connection:
        THREADS.insert(connection, ROW)
        call_after(connection, lambda: called.append(1))
        wire.swallow_answer(is_cut=False)
    assert (["thread_1"], [1]) == (list_ids(database), called)


def test_a_commit_that_did_not_come_is_known_to_be_undone(database: Database, wire: Wire) -> None:
    """PostgreSQL has ended the transaction by then, so whoever tries again may do so at once."""
    wire.hush(b"COMMIT\0", times=1)
    with pytest.raises(psycopg.OperationalError, match=f"not answered for {SHORT} s") as raised:
        insert(database)
    assert (True, True) == (is_undone(raised.value), is_repeatable(raised.value))
    insert(database)
    assert ["thread_1"] == list_ids(database)


def test_a_commit_is_not_taken_for_undone_because_nobody_could_be_asked(
    database: Database, wire: Wire
) -> None:
    """The answer to the question does not come either: it is asked once more."""
    wire.hush(b"pg_xact_status", times=1)
    with database.write() as connection:
        THREADS.insert(connection, ROW)
        wire.swallow_answer(is_cut=False)
    assert ["thread_1"] == list_ids(database)


def test_a_database_on_which_nobody_answers_is_away(database: Database, wire: Wire) -> None:
    """Whoever asks hears so: first one of the connections is tried that there are, then a new one."""
    wire.hush()
    with pytest.raises(Exception) as raised:
        list_ids(database)
    assert (True, True) == (is_away(raised.value), is_undone(raised.value))
    wire.end_silence()
    assert [] == list_ids(database)


def test_a_statement_that_takes_longer_is_ended_for_all(database: Database) -> None:
    """PostgreSQL is told that nobody waits for it: else those who try again would be more and more."""
    with pytest.raises(Exception, match="has not answered"), database.read() as connection:
        connection.execute(text("SELECT pg_sleep(3600)"))
    wait_until(lambda: not is_asleep(database))


def is_asleep(database: Database) -> bool:
    """Say whether a PostgreSQL still sleeps for somebody."""
    query = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
        AND state = 'active' AND query LIKE 'SELECT pg_sleep(3600)%'"""
    with database.read_once() as connection:
        return bool(connection.execute(text(query)).scalar())


def test_what_goes_through_whole_tables_may_take_long(database: Database) -> None:
    """An upgrade makes indexes, for instance; what comes after it is bounded again."""
    sleeping = text(f"SELECT pg_sleep({4 * SHORT})")
    with database.read() as connection:
        with taking_long(unwrap_connection(connection)):
            connection.execute(sleeping)
        with pytest.raises(Exception, match="has not answered"):
            connection.execute(sleeping)


def test_an_event_loop_gives_up_as_well(wire: Wire) -> None:
    """Also while it listens to nothing else; the connection is closed then."""

    async def ask() -> bool:
        connection = await Way(conninfo=wire.url, answer_timeout=SHORT).connect_async()
        await connection.execute("SELECT 1")
        wire.hush()
        with pytest.raises(psycopg.OperationalError, match="has not answered"):
            await connection.execute("SELECT 1")
        return connection.closed

    assert run_on_selectors(ask())


def test_a_connection_without_a_bound_waits(wire: Wire) -> None:
    """Whoever says `?answer_timeout=none` has PostgreSQL take its time."""
    database = Database(f"{wire.url}?answer_timeout=none")
    with database.read() as connection:
        connection.execute(text(f"SELECT pg_sleep({4 * SHORT})"))
    database.close()
