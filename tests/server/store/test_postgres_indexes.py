"""On PostgreSQL, too, what is asked for costs the same however much there is besides."""

from __future__ import annotations

import psycopg
import pytest
from assistants_v2_server.store import Contents, Database, FileLimits, tables
from assistants_v2_server.store.housekeeping import Housekeeping
from assistants_v2_server.store.statements import build_selection
from assistants_v2_server.store.word_index import count_chunks_with
from sqlalchemy import Connection, Table, text

from ...databases.places import PostgresDatabases
from ...waiting import wait_until


def explain_page(connection: Connection, table: Table, parent: str) -> list[str]:
    """How PostgreSQL finds the newest rows of a parent, once there are so many that it does not read all."""
    connection.execute(text("SET LOCAL enable_seqscan = off"))
    query = build_selection(table, ((parent, None),), "desc", ("most",))
    asked = query.params({parent: "some_id", "most": 21}).compile(
        connection, compile_kwargs={"literal_binds": True}
    )
    return [line for (line,) in connection.execute(text(f"EXPLAIN {asked}"))]


@pytest.mark.parametrize(
    ("table", "parent"),
    [
        (tables.message, "thread_id"),
        (tables.run, "thread_id"),
        (tables.step, "run_id"),
        (tables.vector_store_file, "vector_store_id"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_a_page_of_a_long_list_is_found_without_sorting_the_list(
    postgres_databases: PostgresDatabases, table: Table, parent: str
) -> None:
    """The index of the parent's rows has them in their order."""
    database = Database(postgres_databases.new())
    with database.write() as connection:
        plan = explain_page(connection, table, parent)
    database.close()
    assert f"Index Scan Backward using {table.name}_in_order on {table.name}" in plan[1]
    assert [] == [line for line in plan if "Sort" in line]


_MANY_CHUNKS = """
INSERT INTO chunk (of_file, of_store, position, start, tokens, text, word_vector)
SELECT 1, 1, number, 0, 1, '', to_tsvector('assistants_v2_words',
    CASE WHEN number % 4000 = 0 THEN 'seal and pump' ELSE 'pump' END)
FROM generate_series(1, 12000) AS number
"""


@pytest.mark.parametrize("is_analyzed", [False, True])
def test_chunks_with_a_word_are_counted_as_far_as_is_wanted(
    postgres_databases: PostgresDatabases, is_analyzed: bool
) -> None:
    """Whether PostgreSQL knows already that a word is in most of them, or does not."""
    database = Database(postgres_databases.new())
    with database.write() as connection:
        connection.execute(text(_MANY_CHUNKS))
        if is_analyzed:
            connection.execute(text("ANALYZE chunk"))
        assert 5_000 == count_chunks_with(connection, "pump", 5_000)
        assert 3 == count_chunks_with(connection, "seal", 5_000)
        assert 0 == count_chunks_with(connection, "valve", 5_000)
    database.close()


_MANY_ROWS = (
    "INSERT INTO file (id, created_at, filename, purpose, bytes, digest, expires_at) "
    "SELECT 'file_' || n, 1, 'a.txt', 'assistants', 1, 'digest_' || n, CASE WHEN n % 2 = 0 THEN 2000 END "
    "FROM generate_series(1, 20000) AS n",
    "INSERT INTO upload (id, created_at, expires_at, filename, purpose, bytes, status) "
    "SELECT 'upload_' || n, 1, 2000, 'a.txt', 'assistants', 1, 'pending' FROM generate_series(1, 20000) AS n",
    "INSERT INTO vector_store (id, created_at, metadata, expires_at, last_active_at) "
    "SELECT 'vs_' || n, 1, '{}', CASE WHEN n % 2 = 0 THEN 2000 END, 1 FROM generate_series(1, 20000) AS n",
    "INSERT INTO vector_store_file (id, vector_store_id, file_id, created_at, status, attributes, "
    "chunking_strategy, usage_bytes, claims) "
    "SELECT 'vsf_' || n, 'vs_' || n, 'file_' || n, 1, 'completed', '{}', '{}', 1, 1 "
    "FROM generate_series(1, 200) AS n",
    "INSERT INTO chunk (of_file, of_store, position, start, tokens, text) "
    "SELECT vector_store_file.seq, vector_store.seq, n, 0, 1, repeat('x', 500) FROM vector_store_file "
    "JOIN vector_store ON vector_store.id = vector_store_id CROSS JOIN generate_series(1, 100) AS n",
)

_SWEPT = ("chunk", "file", "upload", "vector_store")


def fill(address: str) -> None:
    """Add many rows to what is swept, and have PostgreSQL know it; nothing of it has expired at 1000."""
    with psycopg.connect(address, autocommit=True) as plain:
        # What was committed has to be on the disk before VACUUM notes that everybody sees it.
        plain.execute("SET synchronous_commit = on")
        for statement in _MANY_ROWS:
            plain.execute(statement.encode())
        plain.execute("VACUUM ANALYZE")


def count_whole_reads(address: str) -> dict[str, int]:
    """How often each table that is swept was read from end to end; asked when all others have left."""
    with psycopg.connect(address, autocommit=True) as plain:
        others = (
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() "
            "AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        wait_until(lambda: plain.execute(others).fetchone() is None)  # they tell what they did as they leave
        counts = "SELECT relname, seq_scan FROM pg_stat_user_tables WHERE relname = ANY(%s)"
        return dict(plain.execute(counts, [[*_SWEPT]]).fetchall())


def test_a_sweep_of_what_has_not_expired_reads_no_table_from_end_to_end(
    postgres_databases: PostgresDatabases,
) -> None:
    """Files, uploads and vector stores are found by when they expire, chunks of nobody by the index."""
    address = postgres_databases.new()
    fill(address)
    before = count_whole_reads(address)
    database = Database(address)
    contents = Contents(database, None, FileLimits(), "full", lambda: 1_000)
    Housekeeping(database, contents, lambda: 1_000).sweep()
    database.close()
    assert sorted(_SWEPT) == sorted(before)
    assert before == count_whole_reads(address)
