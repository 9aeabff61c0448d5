"""Jobs in a real PostgreSQL: made with the transaction that they belong to, and once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from assistants_v2_server.jobs.installing import are_jobs_installed, install_jobs
from assistants_v2_server.jobs.names import name_jobs_schema
from assistants_v2_server.jobs.queue import JobQueue
from assistants_v2_server.jobs.wakes import Wake
from assistants_v2_server.store import Database, DatabaseRefused
from sqlalchemy import text

from ...databases.clusters import Cluster
from ...databases.places import PostgresDatabases

WAKE = Wake("run_1", "model", 3, is_followed=False)


@pytest.fixture
def address(postgres_databases: PostgresDatabases) -> str:
    """Where a database is."""
    return postgres_databases.new()


@pytest.fixture
def database(address: str) -> Iterator[Database]:
    """A database with tables of jobs."""
    install_jobs(address, "public")
    opened = Database(address)
    yield opened
    opened.close()


def list_jobs(database: Database, schema: str = "public") -> list[str]:
    """What the jobs say that are there."""
    query = text(f"SELECT convert_from(payload, 'UTF8') FROM {name_jobs_schema(schema)}.job ORDER BY id")
    with database.read() as connection:
        return [*connection.execute(query).scalars()]


def test_tables_are_made_once_and_are_as_they_should_be(address: str) -> None:
    """Every server that starts sees to the tables; only the first finds something to do."""
    assert not are_jobs_installed(address, "public")
    assert install_jobs(address, "public")
    assert are_jobs_installed(address, "public")
    assert not install_jobs(address, "public")


def test_tables_that_were_made_survive_a_crash(cluster: Cluster) -> None:
    """Also of a database that is set to lose its last moments: no server makes them before it opens."""
    Database(cluster.url).close()
    assert install_jobs(cluster.url, "public")
    cluster.kill()
    cluster.start()
    Database(cluster.url, migrate=False).close()
    assert are_jobs_installed(cluster.url, "public")


def test_what_an_older_version_lacks_is_added(database: Database, address: str) -> None:
    """Tables of jobs are brought to what today's pgqueuer needs, and keep their rows."""
    with database.write() as connection:
        JobQueue("public").add(connection, [WAKE])
        connection.execute(text("ALTER TABLE assistants_v2_jobs.job DROP COLUMN attempts"))
    assert not are_jobs_installed(address, "public")
    assert install_jobs(address, "public")
    assert ["run_1"] == list_jobs(database)


def test_a_user_who_may_make_no_schema_is_told_what_to_ask_for(database: Database, address: str) -> None:
    """The refusal names the schema and the statement, in place of a trace."""
    with database.write() as connection:
        for statement in ("DROP SCHEMA assistants_v2_jobs CASCADE", "CREATE ROLE plain LOGIN"):
            connection.execute(text(statement))
    try:
        with pytest.raises(DatabaseRefused, match="CREATE SCHEMA assistants_v2_jobs AUTHORIZATION"):
            install_jobs(address.replace("//postgres@", "//plain@"), "public")
    finally:
        with database.write() as connection:
            connection.execute(text("DROP ROLE plain"))


def test_a_job_is_there_if_its_transaction_is_committed(database: Database) -> None:
    """What was rolled back wakes nobody."""
    queue = JobQueue("public")
    with suppress(KeyError), database.write() as connection:
        queue.add(connection, [WAKE])
        raise KeyError
    assert [] == list_jobs(database)
    with database.write() as connection:
        queue.add(connection, [WAKE])
    assert ["run_1"] == list_jobs(database)


def test_a_job_that_is_there_is_not_written_again(database: Database) -> None:
    """A sweep may ask for all runs that wait, whoever has asked before; a run that was claimed is new."""
    queue = JobQueue("public")
    for wakes in ([WAKE], [WAKE, Wake("run_2", "", 0)], [Wake("run_1", "model", 4)], []):
        with database.write() as connection:
            queue.add(connection, wakes)
    assert ["run_1", "run_2 followed", "run_1 followed"] == list_jobs(database)


def test_installations_in_one_database_have_jobs_of_their_own(database: Database, address: str) -> None:
    """Two schemas of one database do not see each other's."""
    install_jobs(address, "other")
    with database.write() as connection:
        JobQueue("other").add(connection, [WAKE])
    assert ([], ["run_1"]) == (list_jobs(database), list_jobs(database, "other"))
