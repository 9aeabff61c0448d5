"""Exports are brought into a file by one function."""

from __future__ import annotations

from pathlib import Path

import pytest
from assistants_v2 import Assistants, ConfigurationError
from assistants_v2.history import ImportReport, export_history, import_history


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """Return the export of two threads and an assistant."""
    with Assistants.local(tmp_path / "first.db") as client:
        client.assistants.create(model="gpt-4o")
        for number in range(2):
            client.threads.create(messages=[{"role": "user", "content": f"Note {number}"}])
        assert export_history(client, tmp_path / "out").is_complete
    return tmp_path / "out"


def test_threads_are_there_under_their_ids(exported: Path, tmp_path: Path) -> None:
    """So are their messages; models have their new names; progress is told thread by thread."""
    told: list[int] = []
    database = tmp_path / "second.db"
    report = import_history(exported, database, model_map={"*": "llama3.2"}, on_progress=told.append)
    assert (True, [1, 2]) == (report.is_complete, told)
    assert isinstance(report, ImportReport)
    with Assistants.local(tmp_path / "first.db") as first, Assistants.local(database) as second:
        for thread in first.threads.list():
            assert thread == second.threads.retrieve(thread.id)
            assert [*first.threads.messages.list(thread.id)] == [*second.threads.messages.list(thread.id)]
        assert ["llama3.2"] == [assistant.model for assistant in second.assistants.list()]


def test_several_exports_are_brought_in_by_one_call(exported: Path, tmp_path: Path) -> None:
    """Files of single threads are exports too."""
    files = sorted((exported / "threads").iterdir())
    report = import_history(files, tmp_path / "second.db", is_dry=True)
    assert (2, False) == (report.count("thread", "added"), (tmp_path / "second.db").exists())
    assert 2 == import_history(files, tmp_path / "second.db").count("thread", "added")


def test_what_is_no_export_is_refused(tmp_path: Path) -> None:
    """It is named, and no database is made."""
    with pytest.raises(ConfigurationError, match="nowhere"):
        import_history(tmp_path / "nowhere", tmp_path / "second.db")
    assert not (tmp_path / "second.db").exists()
