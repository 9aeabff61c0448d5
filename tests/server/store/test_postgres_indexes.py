"""On PostgreSQL, too, what is asked for costs the same however much there is besides."""

from __future__ import annotations

import pytest
from assistants_v2_server.store import Database, tables
from assistants_v2_server.store.statements import build_selection
from assistants_v2_server.store.word_index import count_chunks_with
from sqlalchemy import Connection, Table, text

from ...databases.places import PostgresDatabases


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
