"""What is read of vector stores for searches and prompts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from assistants_v2_server.store import (
    FILES,
    VECTOR_STORE_FILES,
    VECTOR_STORES,
    Database,
    FileRow,
    VectorStoreFileRow,
    VectorStoreRow,
    name_vector_store_file,
)
from assistants_v2_server.store.searched_files import list_file_names
from sqlalchemy import Connection, event

from ...databases.places import Databases


@pytest.fixture
def connection(databases: Databases) -> Iterator[Connection]:
    """A writing transaction."""
    database = Database(databases.new())
    with database.write() as connection:
        yield connection
    database.close()


def add_store(connection: Connection, store: str, files: Sequence[str]) -> None:
    """A vector store with files of these names."""
    row = VectorStoreRow(id=store, created_at=0, name=None, description=None, metadata={}, last_active_at=0)
    VECTOR_STORES.insert(connection, row)
    for name in files:
        file = FileRow(
            id=f"file-{name}", created_at=0, filename=name, purpose="assistants", bytes=1, digest=name
        )
        FILES.insert(connection, file)
        member = VectorStoreFileRow(
            id=name_vector_store_file(store, file.id),
            vector_store_id=store,
            file_id=file.id,
            created_at=0,
            chunking_strategy={},
            attributes={},
            status="in_progress",
        )
        VECTOR_STORE_FILES.insert(connection, member)


def test_the_names_of_files_are_those_of_the_oldest(connection: Connection) -> None:
    """Files of all stores are named, not more than are wanted, and nothing of other stores."""
    add_store(connection, "vs_1", ["a", "b"])
    add_store(connection, "vs_2", ["c"])
    add_store(connection, "vs_3", ["d", "e"])
    assert ["a", "b", "d", "e"] == list_file_names(connection, ["vs_3", "vs_1"], 9)
    assert ["a", "b", "d"] == list_file_names(connection, ["vs_1", "vs_3"], 3)


def test_the_names_of_many_files_are_read_at_once(connection: Connection) -> None:
    """One question to the database is enough, however many files there are."""
    add_store(connection, "vs_1", [f"{number:03}" for number in range(60)])
    asked: list[str] = []

    @event.listens_for(connection, "before_cursor_execute")
    def note(_: object, __: object, statement: str, *rest: object) -> None:
        asked.append(statement)

    names = list_file_names(connection, ["vs_1"], 51)
    assert (51, 1) == (len(names), len(asked))
