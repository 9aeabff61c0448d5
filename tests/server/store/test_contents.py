"""The bytes of files: stored once, read piece by piece, deleted when they are nobody's."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from assistants_v2_server.store import (
    BytesMissing,
    Contents,
    Database,
    FileLimits,
    FileRow,
    FileTooLarge,
    QuotaExceeded,
    new_id,
)

from ...databases.places import Databases

Shelf = tuple[Contents, Database]


def a_file(name: str = "notes.txt") -> FileRow:
    return FileRow(id=new_id("file"), created_at=1, filename=name, purpose="assistants", bytes=0, digest="")


@pytest.fixture(params=["folder", "memory"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path, databases: Databases) -> Iterator[Shelf]:
    """The contents of a database with a folder, and of one that keeps bytes in rows."""
    in_folder = request.param == "folder"
    with closing(Database(databases.at(tmp_path / "a.db") if in_folder else databases.new())) as database:
        yield make(database, tmp_path / "a.db-files" if in_folder else None), database


def make(
    database: Database,
    folder: Path | None,
    limits: FileLimits | None = None,
    now: Callable[[], int] = lambda: 1,
) -> Contents:
    return Contents(database, folder, limits or FileLimits(), "full", now)


def read_all(contents: Contents, file: FileRow) -> bytes:
    with contents.open(file) as reader:
        return b"".join(iter(lambda: reader.read(100_000), b""))


def delete(contents: Contents, database: Database, file: FileRow) -> None:
    with database.write() as connection:
        contents.delete(connection, file)
    contents.drop([file.digest])


def list_bytes(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_what_is_saved_is_read_again(shelf: Shelf) -> None:
    """Bytes come back as they were, with their size and digest in the row, however large they are."""
    contents, _ = shelf
    for data in (b"x", b"\0\r\n" * 10, bytes(range(256)) * 10_000):
        file = contents.save(a_file(), [data[:7], data[7:]])
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file.bytes, file.digest)
        assert data == read_all(contents, file)


def test_the_same_bytes_are_deleted_with_their_last_file(shelf: Shelf) -> None:
    """Two files share their bytes; those are there until both are gone."""
    contents, database = shelf
    first, second = (contents.save(a_file(), [b"same"]) for _ in range(2))
    delete(contents, database, first)
    assert b"same" == read_all(contents, second)
    delete(contents, database, second)
    with pytest.raises(BytesMissing), contents.open(second):
        pass


def test_what_is_being_read_stays_readable(shelf: Shelf) -> None:
    """A download goes on when its file is deleted meanwhile, and the bytes are gone afterwards."""
    contents, database = shelf
    data = bytes(3_000_000)
    file = contents.save(a_file(), [data])
    with contents.open(file) as reader:
        start = reader.read(10)
        delete(contents, database, file)
        assert data == start + b"".join(iter(lambda: reader.read(500_000), b""))
    with pytest.raises(BytesMissing), contents.open(file):
        pass


def test_a_file_may_have_so_many_bytes_and_no_more(tmp_path: Path, databases: Databases) -> None:
    """The limit is kept while the bytes come, and nothing is left of a file that is too large."""
    with closing(Database(databases.at(tmp_path / "a.db"))) as database:
        contents = make(database, tmp_path / "files", FileLimits(file_bytes=5))
        assert 5 == contents.save(a_file(), [b"12", b"345"]).bytes
        with pytest.raises(FileTooLarge):
            contents.save(a_file(), [b"12", b"3456"])
        assert 1 == len(list_bytes(tmp_path / "files"))


def test_all_files_together_may_have_so_many_bytes(tmp_path: Path, databases: Databases) -> None:
    """Deleting makes room."""
    with closing(Database(databases.at(tmp_path / "a.db"))) as database:
        contents = make(database, tmp_path / "files", FileLimits(all_bytes=10))
        file = contents.save(a_file(), [b"123456"])
        with pytest.raises(QuotaExceeded):
            contents.save(a_file(), [b"12345"])
        contents.save(a_file(), [b"1234"])
        with pytest.raises(QuotaExceeded):
            contents.begin()
        delete(contents, database, file)
        contents.save(a_file(), [b"12345"])


def test_bytes_that_are_not_whole_are_missing(tmp_path: Path, databases: Databases) -> None:
    """Whoever has shortened the bytes from outside has destroyed the file, and nobody is given half."""
    with closing(Database(databases.at(tmp_path / "a.db"))) as database:
        contents = make(database, tmp_path / "files")
        file = contents.save(a_file(), [b"12345"])
        (tmp_path / "files" / file.digest[:2] / file.digest).write_bytes(b"12")
        with pytest.raises(BytesMissing), contents.open(file):
            pass


def test_uploads_and_deletions_of_the_same_bytes_take_turns(shelf: Shelf) -> None:
    """Whoever stores bytes while others delete the last file with them finds them afterwards."""
    contents, database = shelf
    failures: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(30):
                file = contents.save(a_file(), [b"wanted by all"])
                assert b"wanted by all" == read_all(contents, file)
                delete(contents, database, file)
        except BaseException as error:  # noqa: BLE001  shown by the test
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [] == failures


def test_only_what_a_dead_process_has_left_is_removed(tmp_path: Path, databases: Databases) -> None:
    """What a killed process left half is gone after a sweep; what another one is writing is not."""
    folder = tmp_path / "files"
    code = (
        "import sys, pathlib\n"
        "from assistants_v2_server.store import *\n"
        "database, folder = Database(sys.argv[1]), pathlib.Path(sys.argv[2])\n"
        "contents = Contents(database, folder, FileLimits(), 'full', lambda: 1)\n"
        "upload = contents.begin()\n"
        "upload.write(b'half')\n"
        "print('written', flush=True)\n"
        "sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", code, databases.at(tmp_path / "a.db"), str(folder)]
    with closing(Database(databases.at(tmp_path / "a.db"))) as database:
        contents = make(database, folder)
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            assert "written\n" == writer.stdout.readline()
            contents.sweep()
            assert 1 == len(list_bytes(folder))
            writer.kill()
        contents.sweep()
    assert [] == list_bytes(folder)


def test_bytes_without_a_file_are_swept(tmp_path: Path, databases: Databases) -> None:
    """A process that died after a deletion, before it deleted the bytes, leaves them to the next sweep."""
    time = 1
    with closing(Database(databases.at(tmp_path / "a.db"))) as database:
        contents = make(database, tmp_path / "files", now=lambda: time)
        file = contents.save(a_file(), [b"left"])
        with database.write() as connection:
            contents.delete(connection, file)
        contents.sweep()
        assert 1 == len(list_bytes(tmp_path / "files"))
        time = 1000
        contents.sweep()
    assert [] == list_bytes(tmp_path / "files")


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX's")
def test_nobody_else_may_read_the_bytes(tmp_path: Path, databases: Databases) -> None:
    """Folder and files are their owner's alone."""
    with closing(Database(databases.at(tmp_path / "a.db"))) as database:
        make(database, tmp_path / "files").save(a_file(), [b"secret"])
    modes = {path.stat().st_mode & 0o077 for path in [tmp_path / "files", *(tmp_path / "files").rglob("*")]}
    assert {0} == modes
