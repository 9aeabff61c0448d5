"""PostgreSQL databases that are opened: made, found, upgraded by one of several, or refused."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from assistants_v2_server import DatabaseRefused
from assistants_v2_server.store import THREADS, Database, ThreadRow, upgrading
from assistants_v2_server.store.schema import REVISION
from assistants_v2_server.store.tables import METADATA
from psycopg import sql
from sqlalchemy import create_engine

from ...databases.places import PostgresDatabases
from ...waiting import wait_until
from .files import choose_indexes

THREAD = ThreadRow(id="thread_1", created_at=1, tool_resources={}, metadata={})


@pytest.fixture
def empty(postgres_databases: PostgresDatabases) -> str:
    """The address of a database without tables."""
    return postgres_databases.new_empty()


@pytest.fixture
def plain(empty: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A connection to it that is not the store's."""
    with psycopg.connect(empty, autocommit=True) as connection:
        yield connection


def refusal_of(address: str, *, migrate: bool = True) -> str:
    """The sentence with which a database is refused."""
    with pytest.raises(DatabaseRefused) as refused:
        Database(address, migrate=migrate)
    text = str(refused.value)
    assert (True, 0) == (text.endswith("."), text.count("\n"))
    return text


def make_revision(address: str, revision: str) -> None:
    """Make the tables of an older version in an empty database."""
    engine = create_engine(address.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        upgrading.migrate(connection, revision)
    engine.dispose()


def open_all(address: str, number: int) -> None:
    """Open a database in several threads at the same moment."""
    together = threading.Barrier(number, timeout=30)

    def open_one(_: int) -> None:
        together.wait()
        Database(address).close()

    with ThreadPoolExecutor(number) as pool:
        list(pool.map(open_one, range(number)))


def list_differences(address: str) -> list[object]:
    """What Alembic finds between a database and the tables in the code."""

    def is_ours(name: str | None, kind: str, parents: object) -> bool:
        # The index of words is made by statements of its own, and is in no table of the code.
        return name in METADATA.tables if kind == "table" else name not in ("word_vector", "chunk_word")

    url = address.replace("postgresql://", "postgresql+psycopg://")
    options = {
        "compare_type": True,
        "compare_server_default": True,
        "include_name": is_ours,
        "include_object": choose_indexes(url),
    }
    engine = create_engine(url)
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection, opts=options), METADATA)
    engine.dispose()
    return [*found]


def read_shape(plain: psycopg.Connection[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Every column and every index."""
    columns = (
        "SELECT table_name, column_name, data_type, collation_name, is_nullable, column_default "
        "FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2"
    )
    indexes = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
    return [*plain.execute(columns), *plain.execute(indexes)]


def test_several_servers_that_start_at_once_make_the_tables_once(empty: str) -> None:
    """One makes them, the others wait for it and find them."""
    open_all(empty, 5)
    assert [] == list_differences(empty)


@pytest.mark.parametrize("revision", ["0001", "0002", "0003"])
def test_several_servers_that_start_at_once_upgrade_the_tables_once(
    empty: str, plain: psycopg.Connection[tuple[object, ...]], revision: str
) -> None:
    """Rows stay, and the tables are like new ones."""
    make_revision(empty, revision)
    plain.execute(
        "INSERT INTO thread (id, created_at, tool_resources, metadata) VALUES ('thread_1', 1, '{}', '{}')"
    )
    open_all(empty, 3)
    database = Database(empty, migrate=False)
    with database.read() as connection:
        assert [THREAD] == THREADS.list_all(connection)
    database.close()
    assert [] == list_differences(empty)


def test_an_upgraded_database_is_like_a_new_one(
    empty: str, plain: psycopg.Connection[tuple[object, ...]], postgres_databases: PostgresDatabases
) -> None:
    """The same columns, types, collations, defaults and indexes."""
    make_revision(empty, "0001")
    Database(empty).close()
    with psycopg.connect(postgres_databases.new()) as other:
        assert read_shape(other) == read_shape(plain)


def test_an_upgrade_that_is_not_allowed_changes_nothing(
    empty: str, plain: psycopg.Connection[tuple[object, ...]]
) -> None:
    """The sentence says how to allow it, and both schemas."""
    make_revision(empty, "0002")
    before = read_shape(plain)
    text = refusal_of(empty, migrate=False)
    assert "open it without --no-migrate" in text
    assert f"(the database has schema 0002, this version {REVISION})" in text
    assert before == read_shape(plain)


def test_an_upgrade_lets_others_go_first(empty: str, plain: psycopg.Connection[tuple[object, ...]]) -> None:
    """It waits for who reads a table, and whoever comes after it does not wait for that reader."""
    make_revision(empty, "0006")
    question = "SELECT version_num FROM alembic_version"
    waits = "SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = database " + (
        "WHERE datname = current_database() AND NOT granted AND relation = 'alembic_version'::regclass"
    )
    with psycopg.connect(empty) as reader, ThreadPoolExecutor(1) as pool:
        reader.execute(question)
        upgrading_it = pool.submit(lambda: Database(empty).close())
        wait_until(lambda: plain.execute(waits).fetchone() is not None)
        plain.execute("SET statement_timeout = '30s'")  # it would wait for as long as the reader reads
        assert [("0006",)] == plain.execute(question).fetchall()
        reader.rollback()
        upgrading_it.result(60)
    assert [(REVISION,)] == plain.execute(question).fetchall()


def test_a_newer_database_is_refused(empty: str, plain: psycopg.Connection[tuple[object, ...]]) -> None:
    """Nobody knows what its columns mean."""
    Database(empty).close()
    plain.execute("UPDATE alembic_version SET version_num = '9999', compatible_from = '9998'")
    assert "was made by a newer version of assistants-v2" in refusal_of(empty)


@pytest.mark.parametrize("migrate", [True, False])
def test_a_newer_database_that_allows_for_this_version_is_used(
    empty: str, plain: psycopg.Connection[tuple[object, ...]], migrate: bool
) -> None:
    """What the newer version has added is let alone."""
    Database(empty).close()
    plain.execute("ALTER TABLE thread ADD COLUMN note text")
    plain.execute(f"UPDATE alembic_version SET version_num = '9999', compatible_from = '{REVISION}'".encode())
    database = Database(empty, migrate=migrate)
    with database.write() as connection:
        THREADS.insert(connection, THREAD)
    with database.read() as connection:
        assert [THREAD] == THREADS.list_all(connection)
    database.close()


def test_a_database_that_lacks_a_column_is_refused(
    empty: str, plain: psycopg.Connection[tuple[object, ...]]
) -> None:
    """The column is named."""
    Database(empty).close()
    plain.execute("ALTER TABLE run DROP COLUMN turns")
    assert "lacks run.turns: restore a backup" in refusal_of(empty)


@pytest.mark.parametrize("table", ["message", "alembic_version"])
def test_the_tables_of_another_program_are_left_alone(
    empty: str, plain: psycopg.Connection[tuple[object, ...]], table: str
) -> None:
    """The sentence says where ours can be beside them."""
    plain.execute(sql.SQL("CREATE TABLE {} (version_num text)").format(sql.Identifier(table)))
    assert "name a schema of its own by ?schema=NAME" in refusal_of(empty)
    assert 1 == len([*plain.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public'")])


def test_tables_are_made_beside_those_of_another_program_with_other_names(
    empty: str, plain: psycopg.Connection[tuple[object, ...]]
) -> None:
    """A database may be shared by programs that do not meet."""
    plain.execute("CREATE TABLE notes (text text)")
    Database(empty).close()
    assert [] == list_differences(empty)


def test_a_schema_is_a_database_of_its_own(empty: str) -> None:
    """It is made if it is not there, whatever it is called."""
    first, second = (Database(f"{empty}?schema={name}") for name in ("one", "two%20%222%22%20%5C%20%25"))
    with first.write() as connection:
        THREADS.insert(connection, THREAD)
    with first.read() as connection, second.read_once() as other:
        assert ([THREAD], []) == (THREADS.list_all(connection), THREADS.list_all(other))
    first.close()
    second.close()


def test_what_postgresql_says_is_told_without_the_password(empty: str) -> None:
    """A database that is not there, an option that nobody knows."""
    name, _, place = empty.removeprefix("postgresql://").rpartition("@")
    user = name.partition(":")[0] or "postgres"
    host = place.partition("/")[0]
    login = f"postgresql://{user}:geheim@{host}"
    told = [
        refusal_of(f"{login}/nowhere"),
        refusal_of(f"postgresql://{user}:geheim%zz@{host}/x"),
        refusal_of(f"{login}/x?sslmodus=1"),
    ]
    assert 'database "nowhere" does not exist: make it' in told[0]
    assert "is no address that PostgreSQL takes: write it as" in told[1]
    assert "does not know, 'sslmodus': write 'sslmode'" in told[2]
    assert "geheim" not in " ".join(told)


def test_tables_that_are_not_to_be_made_are_not(
    empty: str, plain: psycopg.Connection[tuple[object, ...]]
) -> None:
    """Whoever may not change tables makes none either: the database stays empty."""
    assert "has no tables yet: open it once without --no-migrate" in refusal_of(empty, migrate=False)
    assert [] == read_shape(plain)


@pytest.fixture
def user(empty: str, plain: psycopg.Connection[tuple[object, ...]]) -> Iterator[str]:
    """A user who may log in, and nothing else."""
    name = f"user_{secrets.token_hex(4)}"
    who = sql.Identifier(name)
    plain.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'geheim'").format(who))
    yield name
    plain.execute(sql.SQL("DROP OWNED BY {} CASCADE").format(who))
    plain.execute(sql.SQL("DROP ROLE {}").format(who))


def log_in(address: str, user: str) -> str:
    """The address of a database for another user."""
    return f"postgresql://{user}:geheim@{address.rpartition('@')[2]}"


def test_a_schema_that_others_have_made_is_used_by_who_may_make_none(
    empty: str, plain: psycopg.Connection[tuple[object, ...]], user: str
) -> None:
    """Whoever owns a database gives its users a schema each."""
    plain.execute(sql.SQL("CREATE SCHEMA theirs AUTHORIZATION {}").format(sql.Identifier(user)))
    Database(f"{log_in(empty, user)}?schema=theirs").close()
    assert [("theirs",)] == plain.execute(
        "SELECT schemaname FROM pg_tables WHERE tablename = 'run'"
    ).fetchall()


@pytest.mark.parametrize(
    ("grant", "schema", "said"),
    [
        ("SELECT 1", "", "permission denied for schema public"),
        ("SELECT 1", "?schema=other", "permission denied for database"),
        ("CREATE SCHEMA closed", "?schema=closed", "this user may not use its schema"),
    ],
)
def test_a_user_who_may_not_make_tables_is_told_what_to_do(
    empty: str, plain: psycopg.Connection[tuple[object, ...]], user: str, grant: str, schema: str, said: str
) -> None:
    """What is not allowed is named, and the page that has the statements."""
    plain.execute(grant.encode())
    text = refusal_of(f"{log_in(empty, user)}{schema}")
    assert f"{said}" in text
    assert 'as docs/scaling.md says below "Rights".' in text
    assert "geheim" not in text
