"""Values of any length are kept, and found again, by every column that others are not supposed to bound."""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from assistants_v2_server.store import (
    THREADS,
    Database,
    ThreadRow,
    name_vector_store_file,
    new_id,
    walk_text,
)
from assistants_v2_server.store.upstream_ids import (
    UpstreamId,
    add_upstream_ids,
    find_upstream_ids,
    get_kept,
    keep_with_thread,
)
from assistants_v2_server.store.word_index import count_chunks_with, walk_ranked
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ...databases.places import Databases
from ..driving import Api
from ..shelving import add_file, add_store

LONGEST = 40_000

LENGTHS = st.one_of(st.integers(1, LONGEST), st.sampled_from([500, 501, 2047, 2048, 2704, 2705, 8191]))
FEW = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
"""For tests whose examples share a database, and store under names of their own."""


def write(length: int, seed: int) -> str:
    """A word that cannot be written shorter, so that no database gets by with packing it."""
    return "".join(random.Random(seed).choices(string.ascii_letters + string.digits, k=length))


@pytest.fixture
def database(tmp_path: Path, databases: Databases) -> Iterator[Database]:
    """A database with a thread, and a file in a vector store."""
    made = Database(databases.at(tmp_path / "a.db"))
    with made.write() as connection:
        THREADS.insert(connection, ThreadRow(id="thread_1", created_at=1, tool_resources={}, metadata={}))
    add_store(made, "vs_1")
    yield made
    made.close()


@FEW
@given(length=LENGTHS, seed=st.integers())
def test_an_id_of_an_endpoint(database: Database, length: int, seed: int) -> None:
    """Some put a signature of their model's thoughts into the ids of calls: thousands of characters."""
    theirs = write(length, seed)
    one = UpstreamId(
        id="call_1", kind="call", theirs=theirs, host=theirs, thread_id="thread_1", run_id="run_1"
    )
    with database.write() as connection:
        add_upstream_ids(connection, [one])
    with database.read() as connection:
        assert {one} == {*find_upstream_ids(connection, theirs)}
        assert one in find_upstream_ids(connection, "call_1")


@FEW
@given(length=LENGTHS, seed=st.integers())
def test_the_identity_of_a_model(database: Database, length: int, seed: int) -> None:
    """What it keeps with a thread is its own, and takes the place of what it kept before."""
    one, other = write(length, seed), write(length, seed) + "2"
    with database.write() as connection:
        for answerer, value in ((one, 1), (other, 2), (one, 3)):
            keep_with_thread(connection, "thread_1", answerer, {"value": value})
    with database.read() as connection:
        assert {"value": 3} == get_kept(connection, "thread_1", one)
        assert {"value": 2} == get_kept(connection, "thread_1", other)


@FEW
@given(length=st.integers(1, 16_000), seed=st.integers())
def test_a_word_of_a_document(database: Database, length: int, seed: int) -> None:
    """It can be read and looked for; the words beside it are found, however long it is."""
    word = write(length, seed)
    file_id = new_id("file")
    add_file(database, "vs_1", file_id, [f"apple {word}"])
    with database.read() as connection:
        text = "".join(walk_text(connection, name_vector_store_file("vs_1", file_id)))
        assert f"apple {word}" == text
        assert count_chunks_with(connection, "apple", 1_000) > 0
        assert [] != [*walk_ranked(connection, {"apple": 1.0, word: 1.0}, [1], [1])]


@FEW
@given(length=st.integers(1_000, LONGEST), seed=st.integers(0, 2**32))
def test_what_users_write(serve: Callable[..., Api], length: int, seed: int) -> None:
    """Texts without a bound in the contract come back as they are: names of files and stores, messages."""
    api = serve()
    text = write(length, seed)
    assert text == api.post("/vector_stores", {"name": text})["name"]
    thread = api.thread(text)
    assert [text] == api.texts(thread)
    made = api.client.post("/files", data={"purpose": "assistants"}, files={"file": (text[:255], b"a")})
    assert text[:255] == made.raise_for_status().json()["filename"]
