"""Servers on one PostgreSQL that keep the bytes of files in different places: the second one says so."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from ..databases.places import PostgresDatabases
from .driving import Api

Serve = Callable[..., Api]


def upload(api: Api) -> str:
    """Upload a file, whose bytes no other has, and return its id."""
    body = f"text {len(api.get('/files')['data'])}".encode()
    sent = api.client.post("/files", data={"purpose": "assistants"}, files={"file": ("a.txt", body)})
    return str(sent.raise_for_status().json()["id"])


def start(serve: Serve, caplog: pytest.LogCaptureFixture, path: str, files: Path | None) -> tuple[Api, str]:
    """Start a server that keeps bytes in a folder, or in rows; return it, and what it warns of."""
    caplog.clear()
    with caplog.at_level(logging.WARNING):
        return serve(path=path, files_folder=files, works="none"), caplog.text


def test_who_keeps_files_elsewhere_than_those_before_it_says_so(
    serve: Serve, postgres_databases: PostgresDatabases, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """In rows beside those in a folder, in a folder beside rows or another folder; it works all the same."""
    path, folder, other = postgres_databases.new(), tmp_path / "one", tmp_path / "other"
    first, said = start(serve, caplog, path, folder)
    assert "" == said
    upload(first)
    in_rows, said = start(serve, caplog, path, None)
    assert "the bytes of 1 of the 1 newest files are not in the database, where this" in said
    assert "say the same --files" in said
    upload(in_rows)
    _, said = start(serve, caplog, path, folder)
    assert f"the bytes of 1 of the 2 newest files are not in {folder}, " in said
    _, said = start(serve, caplog, path, other)
    assert f"the bytes of 2 of the 2 newest files are not in {other}, " in said


@pytest.mark.parametrize("has_folder", [False, True])
def test_who_keeps_files_where_the_others_do_says_nothing(
    serve: Serve,
    postgres_databases: PostgresDatabases,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    has_folder: bool,
) -> None:
    """There is nothing to say."""
    path, folder = postgres_databases.new(), tmp_path / "one" if has_folder else None
    first, _ = start(serve, caplog, path, folder)
    upload(first)
    assert "" == start(serve, caplog, path, folder)[1]
