"""Transactions on a PostgreSQL lock in one order: who waits for a row has none that is locked after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import httpx
import psycopg
import pytest
from assistants_v2_server import FileLimits, LocalTransport, Server
from assistants_v2_server.builtin_tools import BuiltinTools
from assistants_v2_server.jobs.installing import install_jobs
from assistants_v2_server.jobs.queue import JobQueue
from assistants_v2_server.jobs.wakes import Wake
from assistants_v2_server.store import (
    FILES,
    VECTOR_STORE_FILES,
    VECTOR_STORES,
    Chunk,
    Contents,
    Database,
    FileRow,
    VectorStoreFileRow,
    VectorStoreRow,
    add_chunks,
    name_vector_store_file,
    remove_chunks,
    tables,
)
from assistants_v2_server.store.name_locks import hold_name
from assistants_v2_server.store.owners import release_work
from msgspec.structs import replace
from sqlalchemy import Connection, select, update

from ...databases.places import PostgresDatabases
from ...waiting import wait_until
from ..driving import HeldExecutor, ScriptedModel

UPLOADED = ("file_1", "file_2")

T = TypeVar("T")

ANY_ORDER = "options=-cenable_indexscan%3Doff%20-cenable_bitmapscan%3Doff"
"""Has PostgreSQL go through tables as rows lie there: it promises no order, and often has another one."""


WAITING = (
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0"
)
"""Counts who waits for somebody else in a database."""

HELD_NAMES = (
    "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database "
    "WHERE datname = current_database() AND locktype = 'advisory' AND granted"
)
"""Counts the names that are held."""


class Meeting:
    """A database on which two transactions meet.

    Args:
        address: Where it is.
    """

    def __init__(self, address: str) -> None:
        self.address = f"{address}?{ANY_ORDER}"
        self.database = Database(self.address)
        self._pool = ThreadPoolExecutor(1)

    def begin(self, work: Callable[[], T]) -> Future[T]:
        """Begin something, and return once it waits for somebody else, or is done."""
        begun = self._pool.submit(work)
        self.wait_for(begun)
        return begun

    def wait_for(self, begun: Future[T]) -> None:
        """Return once what was begun waits for somebody else, or is done."""
        wait_until(lambda: begun.done() or self.ask(WAITING) > 0)

    def close(self) -> None:
        """Close the database, once all is done."""
        self._pool.shutdown()
        self.database.close()

    def ask(self, query: str) -> int:
        """Return the number that a query finds."""
        with psycopg.connect(self.address) as connection:
            found = connection.execute(query.encode()).fetchone()
        assert found is not None
        return int(found[0])


@pytest.fixture
def meeting(postgres_databases: PostgresDatabases) -> Iterator[Meeting]:
    """Two files in a vector store, in whose table the second lies first."""
    made = Meeting(postgres_databases.new())
    with made.database.write() as connection:
        VECTOR_STORES.insert(connection, make_store())
        for file_id in UPLOADED:
            FILES.insert(connection, make_file(file_id))
        VECTOR_STORE_FILES.insert(connection, *[make_member(file_id) for file_id in UPLOADED])
    with made.database.write() as connection:
        VECTOR_STORE_FILES.replace(connection, make_member("file_1"))
    yield made
    made.close()


def make_store() -> VectorStoreRow:
    """A vector store."""
    return VectorStoreRow(id="vs_1", created_at=1, last_active_at=1, name=None, description=None, metadata={})


def make_file(identifier: str) -> FileRow:
    """A file."""
    return FileRow(
        id=identifier, created_at=1, filename="a", purpose="assistants", bytes=1, digest=identifier
    )


def make_member(file_id: str) -> VectorStoreFileRow:
    """A file in the vector store."""
    return VectorStoreFileRow(
        id=name_vector_store_file("vs_1", file_id),
        vector_store_id="vs_1",
        file_id=file_id,
        created_at=1,
        chunking_strategy={},
        status="completed",
    )


@contextmanager
def serving(meeting: Meeting) -> Iterator[httpx.Client]:
    """A server on the database, whose runs stay queued."""
    server = Server(meeting.address, ScriptedModel(), HeldExecutor(), tools=BuiltinTools())
    with httpx.Client(base_url="http://local/v1", transport=LocalTransport(server), timeout=60) as client:
        yield client


def lock_member(connection: Connection, file_id: str) -> None:
    """Lock a file in the vector store; fail at once if somebody has it."""
    wanted = tables.vector_store_file.c.id == name_vector_store_file("vs_1", file_id)
    query = select(tables.vector_store_file.c.seq).where(wanted).with_for_update(nowait=True)
    assert connection.execute(query).first() is not None


def list_members(meeting: Meeting) -> list[VectorStoreFileRow]:
    """The files of the vector store."""
    with meeting.database.read() as connection:
        return VECTOR_STORE_FILES.list_all(connection)


def test_who_deletes_a_file_waits_for_those_that_keep_it_before_anything_else(
    meeting: Meeting, tmp_path: Path
) -> None:
    """Whoever puts a file into a store anew keeps it, and takes it out first."""
    contents = Contents(meeting.database, tmp_path, FileLimits(), "full", lambda: 1)

    def delete() -> None:
        with meeting.database.write() as connection:
            file = FILES.get(connection, "file_1", for_deletion=True)
            assert file is not None
            contents.delete(connection, file)

    with meeting.database.write() as connection:
        FILES.get(connection, "file_1", keep=True)
        deleting = meeting.begin(delete)
        assert not deleting.done()
        lock_member(connection, "file_1")
    deleting.result()
    assert ["file_2"] == [member.file_id for member in list_members(meeting)]


def test_the_files_of_a_store_are_locked_by_their_numbers_when_it_is_deleted(meeting: Meeting) -> None:
    """So they are when a file is deleted, or a batch cancelled."""
    with serving(meeting) as client:
        with meeting.database.write() as connection:
            lock_member(connection, "file_1")
            deleting = meeting.begin(lambda: client.delete("/vector_stores/vs_1").raise_for_status())
            assert not deleting.done()
            lock_member(connection, "file_2")
        deleting.result()
    assert [] == list_members(meeting)


def test_the_work_of_a_dead_server_is_let_go_of_by_its_numbers(meeting: Meeting) -> None:
    """Others may be cancelling the batch that it worked on."""

    with meeting.database.write() as connection:
        for member in list_members(meeting)[::-1]:
            VECTOR_STORE_FILES.replace(connection, replace(member, owner="owner_1"))

    def release() -> None:
        with meeting.database.write() as connection:
            release_work(connection, ["owner_1"])

    with meeting.database.write() as connection:
        lock_member(connection, "file_1")
        releasing = meeting.begin(release)
        assert not releasing.done()
        lock_member(connection, "file_2")
    releasing.result()
    assert [None, None] == [member.owner for member in list_members(meeting)]


def test_chunks_are_deleted_by_their_numbers(meeting: Meeting) -> None:
    """Whoever embeds them anew changes them in this order."""
    file, chunk = name_vector_store_file("vs_1", "file_1"), tables.chunk
    with meeting.database.write() as connection:
        add_chunks(connection, file, [Chunk(place, place, 1, "text") for place in range(2)])
        first, second = connection.scalars(select(chunk.c.seq).order_by(chunk.c.seq))
    with meeting.database.write() as connection:
        connection.execute(update(chunk).where(chunk.c.seq == first).values(tokens=2))

    def remove() -> int:
        with meeting.database.write() as connection:
            return remove_chunks(connection, file)

    def lock(connection: Connection, seq: int) -> None:
        query = select(chunk.c.tokens).where(chunk.c.seq == seq).with_for_update(nowait=True)
        connection.execute(query).one()

    with meeting.database.write() as connection:
        lock(connection, first)
        removing = meeting.begin(remove)
        assert not removing.done()
        lock(connection, second)
    assert 2 == removing.result()


def test_jobs_are_written_in_one_order(meeting: Meeting) -> None:
    """Two servers that sweep at the same moment write the same ones, as each finds them."""
    install_jobs(meeting.address, "public")
    queue = JobQueue("public")
    first, second = (Wake(f"run_{number}", "", 0) for number in (1, 2))

    def add_both() -> None:
        with meeting.database.write() as connection:
            queue.add(connection, [second, first])

    with meeting.database.write() as connection:
        queue.add(connection, [first])
        adding = meeting.begin(add_both)
        assert not adding.done()
        queue.add(connection, [second])
    adding.result()


def test_who_completes_an_upload_locks_digests_by_their_order(meeting: Meeting) -> None:
    """That of its file among those of its parts: what is a part here may be a file of others."""
    first, second = find_parts()
    least, middle, _ = sorted(map(digest_of, (first, second, first + second)))
    with serving(meeting) as client:
        body = {
            "filename": "a",
            "purpose": "assistants",
            "bytes": len(first + second),
            "mime_type": "text/plain",
        }
        path = f"/uploads/{client.post('/uploads', json=body).json()['id']}"
        parts = [client.post(f"{path}/parts", files={"data": part}).json()["id"] for part in (first, second)]
        with meeting.database.write() as connection:
            with meeting.database.write() as other:
                hold_name(other, f"bytes {least}")
                completing = meeting.begin(lambda: client.post(f"{path}/complete", json={"part_ids": parts}))
                assert not completing.done()
                hold_name(connection, f"bytes {middle}")
            meeting.wait_for(completing)
            assert not completing.done()
            assert 3 == meeting.ask(HELD_NAMES)  # here one, there one beside the room: none after that
        assert 200 == completing.result().status_code


def find_parts() -> tuple[bytes, bytes]:
    """Two parts between whose digests that of both together is."""
    pairs = ((b"%d" % number, b"and") for number in range(100))
    return next(pair for pair in pairs if sorted([*pair, b"".join(pair)], key=digest_of)[1] == b"".join(pair))


def digest_of(data: bytes) -> str:
    """By what bytes are known."""
    return sha256(data).hexdigest()
