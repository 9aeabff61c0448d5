"""`backup` and `check` on real files, also while they are served; `serve` with files that it cannot use."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from assistants_v2 import Assistants
from assistants_v2.cli import main
from assistants_v2_server.store.schema import REVISION

from ...server.store.files import change, make_current, make_old
from .test_command import serving


def test_a_backup_is_made_while_the_file_is_served(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It holds what was acknowledged until then, is for nobody else to read, and can be served itself."""
    source, target = tmp_path / "a.db", tmp_path / "copy.db"
    with serving("--path", str(source)) as (_, base_url):
        made = [httpx.post(f"{base_url}/threads").json()["id"] for _ in range(20)]
        assert 0 == main(["backup", str(source), str(target)])
        assert 200 == httpx.post(f"{base_url}/threads").status_code
    assert f"{target}: {target.stat().st_size:,} bytes\n" == capsys.readouterr().out
    assert 0o600 == target.stat().st_mode & 0o777
    with closing(sqlite3.connect(target)) as copy:
        assert made == [thread for (thread,) in copy.execute("SELECT id FROM thread ORDER BY seq")]
    with serving("--path", str(target)) as (_, base_url):
        assert 200 == httpx.get(f"{base_url}/threads/{made[-1]}").status_code


def put_in_place(copy: Path, path: Path) -> None:
    """Do what the page says: move the database and what belongs to it away, and put a copy in its place."""
    away = path.parent / "away"
    away.mkdir()
    for file in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        if file.exists():
            file.rename(away / file.name)
    shutil.copy(copy, path)


def test_a_backup_is_restored_as_the_page_says(tmp_path: Path) -> None:
    """Also after a server that was killed: what was there at the time of the backup is there, and no more."""
    path, backup = tmp_path / "a.db", tmp_path / "backup.db"
    with serving("--path", str(path)) as (_, base_url):
        kept = httpx.post(f"{base_url}/threads").json()["id"]
        assert 0 == main(["backup", str(path), str(backup)])
        late = httpx.post(f"{base_url}/threads").json()["id"]
    put_in_place(backup, path)
    with serving("--path", str(path)) as (_, base_url):
        statuses = [httpx.get(f"{base_url}/threads/{thread}").status_code for thread in (kept, late)]
    assert [200, 404] == statuses
    assert 0 == main(["check", str(path)])


def test_an_upgrade_is_undone_as_the_page_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The copy is the file of the older version, whatever was done with the upgraded one."""
    path = make_old(tmp_path / "a.db")
    with serving("--path", str(path), says_first="was upgraded") as (_, base_url):
        assert 200 == httpx.post(f"{base_url}/threads").status_code
    (copy,) = tmp_path.glob("*.backup")
    put_in_place(copy, path)
    assert 0 == main(["check", str(path)])
    said = capsys.readouterr().out.splitlines()
    assert "schema without a number, upgraded when it is opened" == said[0]
    assert "thread 3" in said


def upload(base_url: str, data: bytes) -> str:
    """Upload a file to a server; returns its id."""
    form: Any = {"file": ("a.txt", data), "purpose": (None, "assistants")}
    return str(httpx.post(f"{base_url}/files", files=form).raise_for_status().json()["id"])


@pytest.mark.parametrize("folder", [None, "elsewhere"])
def test_a_backup_has_the_files_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], folder: str | None
) -> None:
    """The copy can be served as it is, with the bytes beside it, which nobody else may read."""
    chosen = [] if folder is None else ["--files", str(tmp_path / folder)]
    with serving("--path", str(tmp_path / "a.db"), *chosen) as (_, base_url):
        file = upload(base_url, b"precious")
        assert 0 == main(["backup", str(tmp_path / "a.db"), str(tmp_path / "copy.db"), *chosen])
        assert 2 == main(["backup", str(tmp_path / "a.db"), str(tmp_path / "copy.db"), *chosen])
        httpx.delete(f"{base_url}/files/{file}").raise_for_status()
    assert not [path for path in (tmp_path / "copy.db-files").rglob("*") if path.stat().st_mode & 0o077]
    assert 0 == main(["check", str(tmp_path / "copy.db")])
    with serving("--path", str(tmp_path / "copy.db")) as (_, base_url):
        assert b"precious" == httpx.get(f"{base_url}/files/{file}/content").content
    capsys.readouterr()


def test_a_backup_has_the_parts_of_uploads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An upload that was begun goes on in the copy."""
    fields = {"filename": "a.txt", "purpose": "assistants", "mime_type": "text/plain", "bytes": 8}
    with serving("--path", str(tmp_path / "a.db")) as (_, base_url):
        upload = httpx.post(f"{base_url}/uploads", json=fields).raise_for_status().json()["id"]
        form: Any = {"data": ("a", b"precious")}
        part = httpx.post(f"{base_url}/uploads/{upload}/parts", files=form).raise_for_status().json()["id"]
        assert 0 == main(["backup", str(tmp_path / "a.db"), str(tmp_path / "copy.db")])
        httpx.post(f"{base_url}/uploads/{upload}/cancel").raise_for_status()
    assert 0 == main(["check", str(tmp_path / "copy.db")])
    with serving("--path", str(tmp_path / "copy.db")) as (_, base_url):
        done = httpx.post(f"{base_url}/uploads/{upload}/complete", json={"part_ids": [part]})
        file = done.raise_for_status().json()["file"]["id"]
        assert b"precious" == httpx.get(f"{base_url}/files/{file}/content").content
    capsys.readouterr()


def test_files_without_their_bytes_are_damage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A check counts them."""
    with serving("--path", str(tmp_path / "a.db")) as (_, base_url):
        for data in (b"one", b"two"):
            upload(base_url, data)
    next(path for path in (tmp_path / "a.db-files").rglob("*") if path.is_file()).write_bytes(b"")
    assert 1 == main(["check", str(tmp_path / "a.db")])
    assert "the bytes of 1 of 2 files are not, or not whole, in" in capsys.readouterr().err


def test_a_server_keeps_to_the_limits_of_its_options(tmp_path: Path) -> None:
    """The largest file, and all files together."""
    options = ["--path", str(tmp_path / "a.db"), "--largest-file", "1K", "--files-quota", "1500"]
    with serving(*options) as (_, base_url):
        upload(base_url, bytes(1024))
        form = {"purpose": (None, "assistants")}
        for size, code in ((1025, "file_too_large"), (500, "quota_exceeded")):
            answer = httpx.post(f"{base_url}/files", files={**form, "file": ("a", bytes(size))})
            assert (413, code) == (answer.status_code, answer.json()["error"]["code"])


def test_a_backup_overwrites_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is there is left as it is, the status is 2, and nothing else is left behind."""
    source, target = make_current(tmp_path / "a.db"), tmp_path / "precious"
    target.write_text("precious")
    assert 2 == main(["backup", str(source), str(target)])
    assert "is there already and is not overwritten: name another file." in capsys.readouterr().err
    assert ("precious", {source, target}) == (target.read_text(), {*tmp_path.iterdir()})


@pytest.mark.parametrize("name", ["missing.db", "empty.db", "notes.db"])
def test_only_a_database_is_backed_up(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """What is not there is not made, and what belongs to somebody else is not copied."""
    (tmp_path / "empty.db").touch()
    change(tmp_path / "notes.db", "CREATE TABLE notes (text)")
    before = {*tmp_path.iterdir()}
    assert 2 == main(["backup", str(tmp_path / name), str(tmp_path / "copy.db")])
    error = capsys.readouterr().err
    assert (1, True) == (error.count("\n"), str(tmp_path / name) in error)
    assert before == {*tmp_path.iterdir()}


def test_a_sound_file_is_called_sound(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The schema and the number of rows of each table are told, and the status is 0."""
    with serving("--path", str(tmp_path / "a.db")) as (_, base_url):
        httpx.post(f"{base_url}/threads")
        assert 0 == main(["check", str(tmp_path / "a.db")])
    said = capsys.readouterr()
    assert ("", True) == (said.err, said.out.startswith(f"schema {REVISION}\n"))
    assert {"assistant 0", "message 0", "run 0", "step 0", "thread 1"} <= {*said.out.splitlines()}


def test_a_file_of_an_older_version_is_checked_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Checking upgrades nothing."""
    path = make_old(tmp_path / "a.db")
    before = path.read_bytes()
    assert 0 == main(["check", str(path)])
    said = capsys.readouterr().out.splitlines()
    assert ["schema without a number, upgraded when it is opened"] == said[:1]
    assert "run 3" in said
    assert before == path.read_bytes()


def test_a_damaged_file_is_called_damaged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The status is 1, and a sentence says what is wrong: pages, or references that lead nowhere."""
    path = make_old(tmp_path / "a.db")
    torn = tmp_path / "torn.db"
    torn.write_bytes(path.read_bytes()[:-8192])
    assert 1 == main(["check", str(torn)])
    assert "is damaged" in capsys.readouterr().err
    change(path, "DELETE FROM thread WHERE seq = 2")
    assert 1 == main(["check", str(path)])
    error = capsys.readouterr().err
    assert (
        "is damaged: rows of message refer to rows of thread that are not there. Restore a backup.\n" in error
    )


@pytest.mark.parametrize("content", [b"", b"Dear diary"])
def test_what_is_no_database_is_not_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    """A file that is empty or something else: status 1, and one line."""
    path = tmp_path / "a.db"
    path.write_bytes(content)
    assert 1 == main(["check", str(path)])
    said = capsys.readouterr()
    assert ("", 1) == (said.out, said.err.count("\n"))


@pytest.mark.parametrize("option", [[], ["--no-migrate"]])
def test_serve_refuses_a_file_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: list[str]
) -> None:
    """A wrong path, or an old file that is not to be upgraded: status 2, the sentence, no traceback."""
    path = make_old(tmp_path / "a.db") if option else tmp_path
    assert 2 == main(["serve", "--port", "0", "--path", str(path), *option])
    error = capsys.readouterr().err
    assert error.startswith(f"assistants-v2: {path} ")
    assert 1 == error.count("\n")


def test_serve_upgrades_an_old_file_and_names_the_copy(tmp_path: Path) -> None:
    """What was done to the file is said before it is served."""
    path = make_old(tmp_path / "a.db")
    with closing(sqlite3.connect(path)) as file:
        threads = [thread for (thread,) in file.execute("SELECT id FROM thread")]
    with serving("--path", str(path), "--durability", "normal", says_first=f"{path} was upgraded") as (
        _,
        url,
    ):
        assert [200] * 3 == [httpx.get(f"{url}/threads/{thread}").status_code for thread in threads]
    assert 1 == len([*tmp_path.glob("a.db-schema-0001-*.backup")])


def test_backup_and_check_speak_to_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What they found is one JSON object."""
    source, copy = tmp_path / "a.db", tmp_path / "copy.db"
    with Assistants.local(source) as client:
        client.threads.create()
    assert 0 == main(["backup", str(source), str(copy), "--json"])
    assert {"path": str(copy), "bytes": copy.stat().st_size} == json.loads(capsys.readouterr().out)
    assert 0 == main(["check", str(copy), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert (1, True, []) == (found["counts"]["thread"], found["is_current"], found["damage"])
