"""The room that files take together: exact for all who share a database, though not all is always counted."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Literal

import psycopg
import pytest
from assistants_v2_server.store import Contents, Database, FileLimits, FileRow, QuotaExceeded, new_id
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from ...databases.places import Databases, PostgresDatabases
from ...waiting import wait_until

MOST, LARGEST = 40, 8
"""Bytes that all files may have, and that one may have."""

Deed = tuple[Literal["save", "delete"], int, int]

DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("save"), st.integers(0, 1), st.integers(1, LARGEST)),
        st.tuples(st.just("delete"), st.integers(0, 1), st.integers(0, 9)),
    ),
    max_size=20,
)
"""Somebody of two saves so many bytes, or deletes one of the files that there are."""

WAITING = (
    "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database "
    "WHERE datname = current_database() AND locktype = 'advisory' AND NOT granted"
)
"""Counts who waits for a name in a database."""


def make(database: Database, most: int | None = MOST, folder: Path | None = None) -> Contents:
    """Return what a server has of files."""
    return Contents(database, folder, FileLimits(file_bytes=LARGEST, all_bytes=most), "full", lambda: 1)


def a_file() -> FileRow:
    """A file that is yet to be saved."""
    return FileRow(id=new_id("file"), created_at=1, filename="a", purpose="assistants", bytes=0, digest="")


def save(contents: Contents, size: int) -> FileRow:
    """Save a file of so many bytes."""
    return contents.save(a_file(), [b"x" * size])


def delete(database: Database, contents: Contents, file: FileRow) -> None:
    """Delete a file."""
    with database.write() as connection:
        contents.delete(connection, file)


@pytest.fixture
def database(databases: Databases) -> Iterator[Database]:
    """A database that two servers share."""
    with closing(Database(databases.new())) as opened:
        yield opened


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_a_file_is_taken_if_there_is_room_whoever_has_saved_and_deleted(
    database: Database, deeds: list[Deed]
) -> None:
    """Two servers find the same room, and all of it."""
    servers = [make(database) for _ in range(2)]
    files: list[FileRow] = []
    for deed, who, number in deeds:
        if deed == "delete" and files:
            delete(database, servers[who], files.pop(number % len(files)))
        if deed == "delete":
            continue
        taken = sum(file.bytes for file in files)
        if taken + number > MOST:
            with pytest.raises(QuotaExceeded):
                save(servers[who], number)
        else:
            files.append(save(servers[who], number))
    for file in files:
        delete(database, servers[0], file)


def test_a_file_that_could_not_be_stored_takes_no_room(databases: Databases, tmp_path: Path) -> None:
    """Nor does the next one lack in the count, which may have the number that it would have had."""
    with closing(Database(databases.at(tmp_path / "a.db"))) as database:
        contents = make(database, folder=tmp_path / "files")
        save(contents, 4)
        with closing(contents.begin()) as intake:
            intake.write(b"y")
            shutil.rmtree(tmp_path / "files")
            with pytest.raises(OSError, match="No such file"):
                contents.keep(intake, a_file())
        for _ in range(4):
            save(contents, 8)
        with pytest.raises(QuotaExceeded):
            save(contents, 5)
        save(contents, 4)


def test_bytes_that_another_server_is_storing_count_though_it_has_no_limit(
    postgres_databases: PostgresDatabases,
) -> None:
    """Whoever has one waits for those who have none, and counts what they have stored."""
    address, held, begun = postgres_databases.new(), threading.Event(), threading.Event()

    def hold(connection: Connection) -> None:
        del connection
        begun.set()
        assert held.wait(60)

    def is_waiting() -> bool:
        with psycopg.connect(address) as connection:
            return connection.execute(WAITING).fetchone() == (1,)

    with closing(Database(address)) as database, ThreadPoolExecutor(2) as threads:
        limited, other = make(database), make(database, None)
        for _ in range(4):
            save(limited, 8)
        with closing(other.begin()) as intake:
            intake.write(b"y" * 8)
            storing = threads.submit(other.keep, intake, a_file(), hold)
            assert begun.wait(60)
            waiting = threads.submit(save, limited, 8)
            wait_until(lambda: is_waiting() or waiting.done())
            held.set()
            assert 8 == storing.result().bytes
            with pytest.raises(QuotaExceeded):
                waiting.result()
