"""Which paths and files are refused, with which sentence; and who may read the files that are made."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from assistants_v2_server import DatabaseRefused, Server
from assistants_v2_server.store import THREADS, Database, ThreadRow, sqlite_word_index
from assistants_v2_server.store.schema import REVISION

from .files import ask, change, locked, make_current, make_old

THREAD = ThreadRow(id="thread_1", created_at=1, tool_resources={}, metadata={})


def refusal_of(path: str | Path) -> str:
    """The sentence with which a path is refused."""
    with pytest.raises(DatabaseRefused) as refused:
        Database(path)
    text = str(refused.value)
    assert (True, 0) == (text.endswith("."), text.count("\n"))
    return text


def test_an_empty_path_is_refused() -> None:
    """It would be a database of its own for each connection; the sentence says what to name."""
    assert "the path of the database is empty: name a file, or ':memory:'" in refusal_of("")


def test_a_path_with_a_zero_byte_is_refused() -> None:
    """No operating system has such a file."""
    assert "zero byte" in refusal_of("a\0b")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    """The sentence proposes a file in it."""
    assert f"{tmp_path} is a folder: name a file in it, such as {tmp_path}/assistants.db." == refusal_of(
        tmp_path
    )


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    """The folder is named, and is not made."""
    text = refusal_of(tmp_path / "nowhere" / "a.db")
    assert f"there is no folder {tmp_path}/nowhere: make it, or name a file elsewhere." == text
    assert [] == [*tmp_path.iterdir()]


def test_a_path_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    """What the operating system says is told, as a sentence too."""
    assert "cannot be reached: File name too long. Name a file elsewhere." in refusal_of(
        tmp_path / ("x" * 300)
    )


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """A pipe, say, is not waited for."""
    os.mkfifo(tmp_path / "pipe")
    assert "is not a file" in refusal_of(tmp_path / "pipe")


@pytest.mark.parametrize("existing", [True, False])
def test_a_place_that_may_not_be_written_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, existing: bool
) -> None:
    """Neither a file nor a folder that is read-only can hold a database."""
    path = make_current(tmp_path / "a.db") if existing else tmp_path / "a.db"
    readable = path if existing else tmp_path
    readable.chmod(0o500)
    if os.access(readable, os.W_OK):  # root may
        monkeypatch.setattr(os, "access", lambda place, _: place != readable)
    text = refusal_of(path)
    readable.chmod(0o700)
    assert (
        f"{readable} may not be read and written by this user: change that, or name a file elsewhere." == text
    )


def test_a_file_that_cannot_be_made_is_refused() -> None:
    """What the operating system says is told."""
    text = refusal_of("/proc/assistants.db")
    assert "cannot be made" in text or "may not be read and written" in text


@pytest.mark.parametrize("content", [b"Dear diary", b"SQLite format 3\0" + b"\0" * 2000])
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    """It stays as it is."""
    path = tmp_path / "diary.txt"
    path.write_bytes(content)
    text = refusal_of(path)
    assert f"{path} cannot be opened: the " in text
    assert (content, [path]) == (path.read_bytes(), [*tmp_path.iterdir()])


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    """The sentence names the command that looks into it."""
    path = tmp_path / "a.db"
    path.write_bytes(make_current(tmp_path / "whole.db").read_bytes()[:4096])
    assert (
        "the database file is damaged: look with `assistants-v2 check`, and restore a backup."
        in refusal_of(path)
    )


def test_a_locked_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not before it was waited for, and without the words of a library."""
    monkeypatch.setattr("assistants_v2_server.store.sqlite.BUSY_TIMEOUT", 0.1)
    path = change(make_current(tmp_path / "a.db"), "PRAGMA journal_mode = DELETE")
    with locked(path):
        text = refusal_of(path)
    expected = "cannot be opened: the database is locked by another process: try again when that is done."
    assert f"{path} {expected}" == text


def make_notes(path: Path) -> Path:
    """Make a database of another program."""
    return change(path, "CREATE TABLE notes (text)", "INSERT INTO notes VALUES ('mine')")


def make_similar(path: Path) -> Path:
    """Make a database of another program that also has messages."""
    return change(path, "CREATE TABLE message (id, text)", "CREATE TABLE thread (id)")


def make_marked(path: Path) -> Path:
    """Make an empty database that bears the mark of another program."""
    return change(path, "PRAGMA application_id = 1234", "VACUUM")


def make_with_alembic(path: Path) -> Path:
    """Make a database of another program that keeps its schema's number as we do."""
    return change(
        path, "CREATE TABLE alembic_version (version_num)", "INSERT INTO alembic_version VALUES ('0001')"
    )


def make_more(path: Path) -> Path:
    """Make a file of our first version that another program has put a table in."""
    return change(make_old(path), "CREATE TABLE notes (text)")


@pytest.mark.parametrize("make", [make_notes, make_similar, make_marked, make_with_alembic, make_more])
@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_a_file_of_another_program_is_refused(
    tmp_path: Path, make: Callable[[Path], Path], mode: str
) -> None:
    """It stays as it is, byte for byte, and in the mode that it was in."""
    path = change(make(tmp_path / "notes.db"), f"PRAGMA journal_mode = {mode}")
    before = path.read_bytes()
    assert "of another program: name another file." in refusal_of(path)
    assert (before, [path]) == (path.read_bytes(), [*tmp_path.iterdir()])
    assert [(mode.lower(),)] == ask(path, "PRAGMA journal_mode")


def test_a_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    """It stays as it is; the sentence names what to install."""
    newer = "UPDATE alembic_version SET version_num = '0999', compatible_from = '0998'"
    path = change(make_current(tmp_path / "a.db"), newer)
    before = path.read_bytes()
    text = refusal_of(path)
    assert "made by a newer version of assistants-v2: install that version (the file has schema 0999" in text
    assert "for servers that know 0998 at least" in text
    assert before == path.read_bytes()


@pytest.mark.parametrize("migrate", [True, False])
def test_a_file_of_a_newer_version_that_allows_for_this_one_is_used(
    tmp_path: Path, migrate: bool, caplog: pytest.LogCaptureFixture
) -> None:
    """What the newer one has added is let alone, and the log says which schema it is."""
    added = "ALTER TABLE run ADD COLUMN note TEXT"
    newer = f"UPDATE alembic_version SET version_num = '0999', compatible_from = '{REVISION}'"
    path = change(make_current(tmp_path / "a.db"), added, newer)
    database = Database(path, migrate=migrate)
    with database.write() as connection:
        THREADS.insert(connection, THREAD)
    with database.read() as connection:
        assert [THREAD] == THREADS.list_all(connection)
    database.close()
    assert [("0999",)] == ask(path, "SELECT version_num FROM alembic_version")
    assert f"{path} has schema 0999, of a newer version" in caplog.text


def test_a_file_that_lacks_a_column_is_refused(tmp_path: Path) -> None:
    """Whatever took the column away, runs do not find out one by one."""
    path = change(make_current(tmp_path / "a.db"), "ALTER TABLE step DROP COLUMN usage", "DROP TABLE owner")
    text = refusal_of(path)
    assert "lacks owner.id, owner.leased_until, step.usage: restore a backup." in text


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    """What a process left that died before it made the tables is no obstacle."""
    path = tmp_path / "a.db"
    path.touch(mode=0o600)
    Database(path).close()
    assert [(REVISION,)] == ask(path, "SELECT version_num FROM alembic_version")


def test_a_file_that_a_backup_tool_has_copied_is_used_with_a_log_again(tmp_path: Path) -> None:
    """A copy made by VACUUM INTO has no write-ahead log; opened, it has one."""
    path = change(make_current(tmp_path / "a.db"), "PRAGMA journal_mode = DELETE")
    Database(path).close()
    assert [("wal",)] == ask(path, "PRAGMA journal_mode")


def test_a_path_object_that_says_memory_is_memory() -> None:
    """`Path(':memory:')` is the same as the text: one database for all threads, and no file."""
    with Server(Path(":memory:")) as server:
        assert server.database.path is None
    assert not Path(":memory:").exists()


_WRITE = """
import os, sys
from assistants_v2_server.store import Database
from assistants_v2_server.store.maintenance import back_up
from assistants_v2_server.store.owners import renew_lease
os.umask(int(sys.argv[2], 8))
database = Database(sys.argv[1])
with database.write() as connection:
    renew_lease(connection, "owner_x", 1.0)
back_up(sys.argv[1], sys.argv[1] + ".copy")
for name in sorted(os.listdir(os.path.dirname(sys.argv[1]))):
    print(name, oct(os.stat(os.path.join(os.path.dirname(sys.argv[1]), name)).st_mode & 0o777))
database.close()
"""


@pytest.mark.parametrize("umask", ["022", "000"])
@pytest.mark.parametrize("old", [False, True])
def test_only_the_user_may_read_the_files(tmp_path: Path, umask: str, old: bool) -> None:
    """The database, its log, its index and copies are made for nobody else, whatever the umask says."""
    path = tmp_path / "a.db"
    if old:
        make_old(path).chmod(0o600)
    command = [sys.executable, "-c", _WRITE, str(path), umask]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    names, modes = zip(*(line.split() for line in ended.stdout.splitlines()), strict=True)
    assert {"0o600"} == set(modes)
    assert {"a.db", "a.db-wal", "a.db-shm", "a.db.copy"} <= set(names)
    assert len(names) == (5 if old else 4)


def test_opening_a_file_of_today_needs_no_alembic(tmp_path: Path) -> None:
    """A library for old files is loaded only where there is one; in memory and for new files neither."""
    code = (
        "import sys; from assistants_v2_server.store import Database; path = sys.argv[1];"
        "Database().close(); Database(path).close(); Database(path).close(); print('alembic' in sys.modules)"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "a.db")]
    assert "False\n" == subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout


@pytest.mark.parametrize(("durability", "synchronous"), [("full", 2), ("normal", 1)])
def test_how_safely_is_written_can_be_chosen(tmp_path: Path, durability: str, synchronous: int) -> None:
    """Every connection has it, and overwrites what is deleted."""
    database = Database(tmp_path / "a.db", durability=durability)  # type: ignore[arg-type]  # a text from parametrize
    for _ in range(2):
        with database.read() as connection:
            found = [
                connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("synchronous", "secure_delete")
            ]
            assert [synchronous, 1] == found
    database.close()


@pytest.mark.parametrize(("durability", "synchronous"), [("full", 2), ("normal", 1)])
def test_only_what_may_be_lost_does_not_wait_for_the_disk(
    tmp_path: Path, durability: str, synchronous: int
) -> None:
    """Such a transaction waits less than others; those after it wait as before, also if it failed."""

    def ask_level(*, may_be_lost: bool, fails: bool = False) -> int:
        with suppress(ZeroDivisionError), database.write(may_be_lost=may_be_lost) as connection:
            found.append(connection.exec_driver_sql("PRAGMA synchronous").scalar_one())
            assert 1 / (not fails)
        return found[-1]

    found = list[int]()
    database = Database(tmp_path / "a.db", durability=durability)  # type: ignore[arg-type]  # a text from parametrize
    levels = [
        ask_level(may_be_lost=True),
        ask_level(may_be_lost=False),
        ask_level(may_be_lost=True, fails=True),
        ask_level(may_be_lost=False),
    ]
    database.close()
    assert [1, synchronous, 1, synchronous] == levels


def test_another_durability_is_refused() -> None:
    """A mistake is not taken for the default."""
    with pytest.raises(ValueError, match="durability must be 'full' or 'normal', not 'ful'"):
        Database(durability="ful")  # type: ignore[arg-type]  # the mistake is what is tested


def test_the_log_shrinks_after_much_was_written(tmp_path: Path) -> None:
    """A bulk write does not leave a write-ahead log of its size behind, although the database stays open."""
    database = Database(tmp_path / "a.db")
    with database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE bulk (data)")
        connection.exec_driver_sql(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000) "
            "INSERT INTO bulk SELECT randomblob(1000) FROM n"
        )
    assert (tmp_path / "a.db-wal").stat().st_size < 5_000_000
    with database.read() as connection:
        assert [] == THREADS.list_all(connection)
    database.close()


def test_what_is_deleted_is_gone_from_the_file(tmp_path: Path) -> None:
    """The words of a deleted thread cannot be read out of the file afterwards."""
    path = make_current(tmp_path / "a.db")
    database = Database(path)
    word = "confidential-" + "x" * 40
    with database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE said (words)")
        connection.exec_driver_sql("INSERT INTO said VALUES (?)", (word,))
    with database.write() as connection:
        connection.exec_driver_sql("DELETE FROM said")
    database.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert word.encode() not in path.read_bytes()


@pytest.mark.parametrize("place", ["a.db", ":memory:"])
def test_a_sqlite_without_fts5_is_named(tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few are built so; the sentence says what is missing."""
    without = [statement.replace("fts5(", "fts_missing(") for statement in sqlite_word_index.DEFINITION]
    monkeypatch.setattr(sqlite_word_index, "DEFINITION", without)
    assert "was built without FTS5" in refusal_of(place if place == ":memory:" else tmp_path / place)
