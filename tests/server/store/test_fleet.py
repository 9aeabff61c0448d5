"""Servers say that they have a PostgreSQL database open, and hear whether they must not any more."""

from __future__ import annotations

import time
from collections.abc import Iterator

import psycopg
import pytest
from assistants_v2_server import DatabaseRefused, Server
from assistants_v2_server.store import THREADS, Database, find_trouble
from assistants_v2_server.store.fleet import ServersInTheWay, count_servers, refuse_others
from assistants_v2_server.store.membership import Membership
from assistants_v2_server.store.schema import COMPATIBLE_FROM, CURRENT, REVISION

from ...databases.places import PostgresDatabases
from ...waiting import wait_until

OUTGROWN = "UPDATE alembic_version SET version_num = '9999', compatible_from = '9998'"


@pytest.fixture
def address(postgres_databases: PostgresDatabases) -> str:
    """The address of a database."""
    return postgres_databases.new()


@pytest.fixture
def database(address: str) -> Iterator[Database]:
    """The database, opened."""
    opened = Database(address)
    yield opened
    opened.close()


def test_open_servers_are_counted_until_they_close(address: str, database: Database) -> None:
    """Whether they work on runs or not."""
    with Server(address), Server(address, works="none"), database.read() as connection:
        assert {REVISION: 2} == count_servers(connection)
    with database.read() as connection:
        assert {} == count_servers(connection)


def test_a_server_on_a_file_says_nothing() -> None:
    """Nobody upgrades a file that others have open."""
    with Server() as server, server.database.read() as connection:
        assert [] == connection.exec_driver_sql("SELECT * FROM fleet").fetchall()


def test_an_upgrade_is_refused_while_servers_are_there_that_are_too_old(
    address: str, database: Database
) -> None:
    """How many, and what they know, is told; those that have said nothing for long do not count."""
    with psycopg.connect(address, autocommit=True) as plain:
        add = "INSERT INTO fleet VALUES (%s, %s, extract(epoch FROM clock_timestamp()) + %s)"
        plain.execute(add, ("one", "0001", 60))
        plain.execute(add, ("two", "0002", 60))
        plain.execute(add, ("dead", "0003", -1))
        plain.execute(add, ("young", COMPATIBLE_FROM, 60))
        with (
            pytest.raises(ServersInTheWay, match=r"\(2, which know 0001, 0002\): replace them by"),
            database.write() as connection,
        ):
            refuse_others(connection, CURRENT)
        plain.execute("DELETE FROM fleet WHERE knows < '0003'")
        with database.write() as connection:
            refuse_others(connection, CURRENT)


def test_nobody_joins_while_tables_are_upgraded(address: str, database: Database) -> None:
    """Whoever begins meanwhile finds out what they have become; whoever is there says so later."""
    present = Membership(database, time.time)
    present.join()
    other = Database(address)
    with psycopg.connect(address) as plain:
        plain.execute(OUTGROWN)
        present.renew()
        with pytest.raises(DatabaseRefused, match="is being upgraded: start again when that is done"):
            Membership(other, time.time).join()
        plain.commit()
    with pytest.raises(DatabaseRefused, match="made by a newer version"):
        Membership(other, time.time).join()
    other.close()


def test_a_server_that_was_passed_over_touches_nothing_any_more(
    address: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that stood still for long finds the tables upgraded: it says what to do, and is not ready."""
    monkeypatch.setattr("assistants_v2_server.store.membership.RENEWED_SECONDS", 0.0)
    with Server(address, works="none") as server:
        with psycopg.connect(address) as plain:
            plain.execute(OUTGROWN)
        wait_until(lambda: not server.is_ready())
        assert "for servers that know 9998 at least; this one knows" in caplog.text
        with pytest.raises(Exception, match="upgraded beyond what this version works with") as refused:
            server.count_runs()
        trouble = find_trouble(refused.value)
        assert trouble is not None
        assert (False, True) == (trouble.may_pass, trouble.is_undone)
        answer = server.handle("GET", "/assistants", "", {}, b"")
        assert 500 <= answer.status
    with psycopg.connect(address) as plain:
        plain.execute(
            "UPDATE alembic_version SET version_num = %s, compatible_from = %s", (REVISION, REVISION)
        )
    again = Database(address)
    with again.read() as connection:
        assert [] == THREADS.list_all(connection)
    again.close()


def test_a_database_that_takes_nothing_refuses_who_joins(postgres_databases: PostgresDatabases) -> None:
    """A server whose user may not write there is told so when it starts, in one sentence."""
    address = postgres_databases.new_empty()  # the others are used again
    database = Database(address)
    with psycopg.connect(address, autocommit=True) as plain:
        plain.execute(
            "CREATE FUNCTION forbid() RETURNS trigger LANGUAGE plpgsql "
            "AS $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '42501'; END $$"
        )
        plain.execute("CREATE TRIGGER forbids BEFORE INSERT ON fleet EXECUTE FUNCTION forbid()")
    with pytest.raises(DatabaseRefused, match="cannot be opened: no: have somebody who may grant it"):
        Membership(database, time.time).join()
    database.close()
