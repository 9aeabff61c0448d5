"""The fixtures by which tests come to databases; `tests/conftest.py` has them for all tests.

A test that uses `databases` is run once with SQLite and once with PostgreSQL; `--database` leaves one out.
`postgres_databases` is for a test of PostgreSQL alone, `cluster` for one that stops it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from assistants_v2_server.store import Database

from .clusters import Cluster, share_cluster
from .places import KINDS, Admin, Databases, Kind, PostgresDatabases, SqliteDatabases
from .programs import explain_absence

ONLY_SQLITE = "only_sqlite"
"""Marks a test that is about what only SQLite has, such as a file, and says what that is."""

_POSTGRES = {"postgres_databases", "cluster"}
"""The fixtures of tests that need a PostgreSQL."""

URL = "TEST_DATABASE_URL"
"""Names a PostgreSQL for the tests to make databases in, instead of one that they bring."""


def add_option(parser: pytest.Parser) -> None:
    """Let the command line choose on which databases tests run."""
    parser.addoption(
        "--database",
        choices=KINDS,
        help="run the tests that need a database with this one only",
    )


def choose_kinds(metafunc: pytest.Metafunc) -> None:
    """Run a test that needs a database once for each kind."""
    if "database_kind" not in metafunc.fixturenames:
        return
    only = metafunc.definition.get_closest_marker(ONLY_SQLITE)
    chosen: Kind | None = metafunc.config.getoption("--database")
    kinds: list[Any] = list(KINDS if chosen is None else (chosen,))
    if not _POSTGRES.isdisjoint(metafunc.fixturenames):
        skip = pytest.mark.skipif(chosen == "sqlite", reason="only for PostgreSQL")
        kinds = [pytest.param("postgresql", marks=skip)]
    if only is not None:
        skip = pytest.mark.skip(reason=f"only for SQLite: {only.args[0]}")
        kinds = [pytest.param(chosen, marks=skip)] if chosen == "postgresql" else ["sqlite"]
    metafunc.parametrize("database_kind", kinds)


@pytest.fixture(scope="session")
def postgres_admin(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Admin]:
    """Makes databases in the PostgreSQL of the tests, which all processes of a test session share."""
    if given := os.environ.get(URL):
        admin = Admin(given)
        yield admin
        admin.close()
        return
    absence = explain_absence()
    if absence is not None:
        pytest.skip(f"no PostgreSQL: {absence}, or name one in {URL}")
    base = tmp_path_factory.getbasetemp()
    with share_cluster(base if worker_id == "master" else base.parent) as url:
        admin = Admin(url)
        yield admin
        admin.close()


@pytest.fixture(scope="session")
def postgres_template(postgres_admin: Admin) -> Iterator[Callable[[], str]]:
    """Makes the database that others are copies of, once, when it is first needed."""
    made: list[str] = []

    @cache
    def make() -> str:
        made.append(postgres_admin.create())
        Database(made[0]).close()
        return made[0]

    yield make
    for address in made:
        postgres_admin.drop(address)


@pytest.fixture(scope="session")
def postgres_spare(postgres_admin: Admin) -> Iterator[list[str]]:
    """Empty databases that tests have left for others."""
    spare: list[str] = []
    yield spare
    for address in spare:
        postgres_admin.drop(address)


@pytest.fixture
def postgres_databases(
    postgres_admin: Admin, postgres_template: Callable[[], str], postgres_spare: list[str]
) -> Iterator[PostgresDatabases]:
    """Databases of a PostgreSQL."""
    databases = PostgresDatabases(postgres_admin, postgres_template, postgres_spare)
    yield databases
    databases.remove()


@pytest.fixture
def databases(database_kind: Kind, request: pytest.FixtureRequest) -> Databases:
    """Where to open databases, of the kind that it is the turn of."""
    if database_kind == "sqlite":
        return SqliteDatabases()
    made: PostgresDatabases = request.getfixturevalue("postgres_databases")
    return made


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL that no other test uses, to be stopped and started."""
    absence = explain_absence()
    if absence is not None:
        pytest.skip(f"no PostgreSQL: {absence}")
    made = Cluster()
    yield made
    made.close()
