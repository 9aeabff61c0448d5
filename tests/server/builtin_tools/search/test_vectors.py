"""Vectors are compared in memory within a bound, and beyond it from the database, with the same result."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from assistants_v2_server.builtin_tools.search.embedders import Vector, pack_vector
from assistants_v2_server.builtin_tools.search.vectors import (
    BLOCK_ROWS,
    VectorCache,
    compare,
    find_nearest,
    name_file,
)
from assistants_v2_server.store import VECTOR_STORE_FILES, Database
from assistants_v2_server.store.searched_files import list_searched_files
from hypothesis import given
from hypothesis import strategies as st

from ....databases.places import Databases
from ...shelving import add_file, add_store

NUMBERS = 16
ROW = NUMBERS * 4 + 8 + 4
"""Bytes that are kept of a chunk."""


@pytest.fixture
def database(tmp_path: Path, databases: Databases) -> Iterator[Database]:
    """A database with the store vs_1."""
    database = Database(databases.at(tmp_path / "a.db"), durability="normal")
    add_store(database, "vs_1")
    yield database
    database.close()


def make_vectors(count: int, seed: int = 0) -> list[Vector]:
    """Return vectors that have nothing in common."""
    chance = random.Random(seed)
    return [pack_vector([chance.gauss(0, 1) for _ in range(NUMBERS)]) for _ in range(count)]


def add(database: Database, file: str, vectors: list[Vector], store: str = "vs_1") -> str:
    """Add a file with so many chunks."""
    return add_file(database, store, file, ["text"] * len(vectors), vectors=vectors, embedder="e")


def look(database: Database, cache: VectorCache, query: Vector, store: str = "vs_1") -> list[int]:
    """Return the chunks of a store that are nearest to a query."""
    with database.read() as connection:
        files = list_searched_files(connection, [store])
        if not files:
            return []
        blocks = cache.collect(connection, files[0].store, files, NUMBERS)
        [hits] = find_nearest(blocks, [query], {name_file(file) for file in files}, 5)
    return [seq for _, seq in hits]


def find_slowly(database: Database, query: Vector) -> list[int]:
    """Return the same without any of that."""
    with database.read() as connection:
        found = connection.exec_driver_sql("SELECT seq, embedding FROM chunk").fetchall()
    return [seq for seq, vector in sorted(found, key=lambda row: -compare(row[1], query))][:5]


@pytest.mark.parametrize("memory", [10**9, 100 * ROW, 0])
def test_the_nearest_are_found_whatever_is_kept(database: Database, memory: int) -> None:
    """Over more than one block, in memory or from the database."""
    cache = VectorCache(memory)
    vectors = make_vectors(BLOCK_ROWS + 10)
    for first in range(0, len(vectors), 700):
        add(database, f"file-{first}", vectors[first : first + 700])
    for query in make_vectors(3, seed=1):
        assert find_slowly(database, query) == look(database, cache, query)
    assert cache.size <= memory


def test_memory_stays_within_the_bound(database: Database) -> None:
    """The store that was searched last is kept, the one that was searched first is let go."""
    cache = VectorCache(250 * ROW)
    for store in ("vs_2", "vs_3", "vs_4"):
        add_store(database, store)
        add(database, f"file-of-{store}", make_vectors(100), store)
    [query] = make_vectors(1, seed=1)
    for store, kept in (("vs_2", 100), ("vs_3", 200), ("vs_4", 200), ("vs_4", 200)):
        assert 5 == len(look(database, cache, query, store))
        assert kept * ROW == cache.size


def test_files_that_are_gone_are_not_kept_for_ever(database: Database) -> None:
    """When they are most of what is kept, it is read anew."""
    cache = VectorCache()
    [query] = make_vectors(1, seed=1)
    for number in range(4):
        of_file = add(database, f"file-{number}", make_vectors(10, seed=number))
        look(database, cache, query)
        if number < 3:
            with database.write() as connection:
                VECTOR_STORE_FILES.delete(connection, of_file)
    assert cache.size <= 2 * 10 * ROW


def test_what_was_kept_can_be_forgotten(database: Database) -> None:
    """As a process does that was forked."""
    cache = VectorCache()
    add(database, "file-1", make_vectors(10))
    [query] = make_vectors(1, seed=1)
    before = look(database, cache, query)
    cache.forget()
    assert 0 == cache.size
    assert before == look(database, cache, query)


@given(
    st.lists(st.floats(-1e3, 1e3, width=32), min_size=1).filter(lambda values: max(map(abs, values)) > 1e-3)
)
def test_a_vector_has_the_length_1(values: list[float]) -> None:
    """So the product of two is their cosine."""
    vector = pack_vector(values)
    assert 1 == pytest.approx(compare(vector, vector), abs=1e-4)


@pytest.mark.parametrize("values", [[], [0.0], [float("nan")], [float("inf"), 1.0]])
def test_what_has_no_direction_is_no_vector(values: list[float]) -> None:
    """It could be compared with nothing."""
    with pytest.raises(ValueError):
        pack_vector(values)
