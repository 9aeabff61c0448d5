"""`files create` and `files download`: small files, large ones, and servers that take no parts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from assistants_v2 import Assistants
from assistants_v2.cli import files
from assistants_v2_server import Server, create_app

from ...databases.places import Databases
from ...server.loopback import served
from .commanding import run

DATA = bytes(range(256)) * 100


class Watched:
    """Our server over HTTP; notes what it is asked for, and may have no uploads in parts.

    Args:
        server: The server.
        has_uploads: Whether it has.
    """

    def __init__(self, server: Server, *, has_uploads: bool = True) -> None:
        self.asked: list[str] = []
        self._app = create_app(server)
        self._has_uploads = has_uploads

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        path = scope.get("path", "").removeprefix("/v1")
        if path:
            self.asked.append(f"{scope['method']} {path.replace('/upload_', '/').split('/')[1]}")
        if path.startswith("/uploads") and not self._has_uploads:
            scope = {**scope, "path": "/v1/nothing", "raw_path": b"/v1/nothing"}
        await self._app(scope, receive, send)


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that is larger than what is sent in one request."""
    monkeypatch.setattr(files, "LARGEST_REQUEST", 1_000)
    path = tmp_path / "large.bin"
    path.write_bytes(DATA)
    return path


def test_bytes_are_where_the_servers_of_a_database_have_them(tmp_path: Path, databases: Databases) -> None:
    """Verbs are told the folder, as servers are: each finds what the other stores, an export all of it."""
    folder = tmp_path / "bytes"
    (tmp_path / "a.txt").write_text("by a verb")
    place = databases.at(tmp_path / "kept.db")
    where = ["--database", place, "--files-folder", str(folder)]
    with Assistants.local(place, files_folder=folder) as client:
        first = client.files.create(file=("b.txt", b"by a server"), purpose="assistants").id
        second = json.loads(run("files", "create", str(tmp_path / "a.txt"), "--json", *where).out)["id"]
        assert b"by a verb" == client.files.content(second).read()
    assert 0 == run("export", str(tmp_path / "out"), *where).status
    assert ["by a server", "by a verb"] == [
        (tmp_path / "out" / "files" / each).read_text() for each in (first, second)
    ]
    assert 1 == run("export", str(tmp_path / "less"), "--database", place).status
    elsewhere = run(
        "export", str(tmp_path / "x"), "--files-folder", "f", "--base-url", "http://127.0.0.1:1/v1"
    )
    assert (2, True) == (elsewhere.status, "a server knows where its files are" in elsewhere.err)


def test_a_large_file_is_uploaded_in_parts(large: Path, tmp_path: Path) -> None:
    """Its id is written, as that of any other, and it is the same file."""
    app = Watched(Server(tmp_path / "kept.db"))
    with served(app) as address:
        place = ["--base-url", f"{address}/v1", "--api-key", "k"]
        made = run("files", "create", str(large), "--expires-after", "3600", "--json", *place)
        file = json.loads(made.out)
        assert ("large.bin", len(DATA), file["created_at"] + 3600) == (
            file["filename"],
            file["bytes"],
            file["expires_at"],
        )
        assert {"POST uploads"} == {*app.asked}
        assert 0 == run("files", "download", file["id"], str(tmp_path / "copy"), *place).status
    assert DATA == (tmp_path / "copy").read_bytes()


def test_a_large_file_goes_into_a_database(large: Path, tmp_path: Path) -> None:
    """The server in this process takes parts too."""
    made = run("files", "create", str(large), "--database", str(tmp_path / "kept.db"))
    assert (0, "") == (made.status, made.err)
    assert made.out.startswith("file-")


@pytest.mark.parametrize(
    ("words", "said", "asked"),
    [
        ([], "the server has no uploads in parts (404): large.bin is sent in one request", "POST uploads"),
        (["--profile", "litellm"], "the LiteLLM proxy has no create_upload. large.bin is sent in one", None),
    ],
)
def test_a_server_that_takes_no_parts_gets_the_whole(
    large: Path, tmp_path: Path, words: list[str], said: str, asked: str | None
) -> None:
    """The reason is said; of one that is known to have no uploads none is asked for."""
    app = Watched(Server(tmp_path / "kept.db"), has_uploads=False)
    with served(app) as address:
        made = run("files", "create", str(large), "--base-url", f"{address}/v1", "--api-key", "k", *words)
    assert 0 == made.status, made.err
    assert made.out.startswith("file-")
    assert said in made.err
    assert [*filter(None, [asked]), "POST files"] == app.asked


def test_a_refusal_of_a_large_file_is_no_reason_to_send_the_whole(large: Path, tmp_path: Path) -> None:
    """What is too large in parts is too large in one piece."""
    app = Watched(Server(tmp_path / "kept.db"))
    with served(app) as address:
        place = ["--base-url", f"{address}/v1", "--api-key", "k"]
        made = run("files", "create", str(large), "--purpose", "nothing", *place)
    assert (1, "") == (made.status, made.out)
    assert "purpose" in made.err
    assert ["POST uploads"] == app.asked
