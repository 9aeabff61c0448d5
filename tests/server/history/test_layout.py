"""The names of the neutral form."""

from __future__ import annotations

import subprocess
import sys

import pytest
from assistants_v2_server.history.layout import (
    ThreadExport,
    make_thread_record,
    name_bytes_file,
    name_thread_file,
)
from hypothesis import given
from hypothesis import strategies as st


def test_an_id_names_its_file() -> None:
    """What servers call threads and files is what their files are called."""
    assert "threads/thread_abc123.json" == name_thread_file("thread_abc123")
    assert "files/file-Ab-9_x" == name_bytes_file("file-Ab-9_x")


@pytest.mark.parametrize("identifier", ["../../etc/passwd", "..", ".", "", "a/b", "a\\b", "C:x", "\ud800"])
def test_no_id_leads_elsewhere(identifier: str) -> None:
    """Whatever an id is, its file lies in the folder for it."""
    folder, _, name = name_bytes_file(identifier).partition("/")
    assert "files" == folder
    assert name not in ("", ".", "..")
    assert not set(name) & set('/\\:*?"<>|')


@given(st.sets(st.text(max_size=400), max_size=20))
def test_different_ids_have_different_files(identifiers: set[str]) -> None:
    """No thread overwrites the file of another, and no name is too long for a file system."""
    names = {name_thread_file(identifier) for identifier in identifiers}
    assert len(identifiers) == len(names)
    assert all(len(name) < 250 for name in names)


def test_a_record_says_everything_even_of_a_thread_that_is_gone() -> None:
    """Readers find each member of the form, empty where there is nothing."""
    assert {
        "export_schema": "assistants-thread-export/v1",
        "thread_id": "thread_1",
        "exported_at": None,
        "thread": None,
        "messages": [],
        "runs": [],
        "files": {},
        "errors": [],
    } == make_thread_record(ThreadExport(thread_id="thread_1", thread=None))


def test_reading_an_export_needs_no_extra() -> None:
    """A program that has only the client can read an export: no database is loaded."""
    code = "import sys; sys.modules['sqlalchemy'] = None; import assistants_v2_server.history.reading"
    subprocess.run([sys.executable, "-c", code], check=True)
