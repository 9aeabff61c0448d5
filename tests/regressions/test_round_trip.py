"""Conversations come out of a file, go into another database, go on there, and come out: all equal."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from assistants_v2 import Assistants
from assistants_v2.history import export_history
from assistants_v2_server.history.entrance import import_history
from assistants_v2_server.history.reading import open_export

from ..databases.places import Databases
from .foundry import read_folder

TIMES = ("exported_at", "began_at")


def import_into(place: Path | str, folder: Path) -> None:
    """Import an export into a database, exactly as it is."""
    assert import_history([open_export(folder)], place).is_exact


def export_from(place: Path | str, folder: Path) -> dict[str, Any]:
    """Export a database; return what is in the folder, without the times of the export."""
    with Assistants.local(place) as client:
        for store in client.vector_stores.list():  # what was brought in is indexed anew
            for kept in client.vector_stores.files.list(store.id):
                client.vector_stores.files.poll(kept.id, vector_store_id=store.id)
        assert export_history(client, folder).is_complete
        listed = {
            "listed files": [file.id for file in client.files.list()],
            "listed threads": [thread.id for thread in client.threads.list()],
        }
    found = read_folder(folder) | listed
    for record in found.values():
        if isinstance(record, dict):
            for name in TIMES:
                record.pop(name, None)
    return found


@pytest.fixture
def conversations(tmp_path: Path) -> Path:
    """Return a file with conversations that call tools, search and have files."""
    file = tmp_path / "first.db"
    with Assistants.local(file) as client:
        kept = client.files.create(file=("pears.txt", b"Pears are ripe in autumn."), purpose="assistants")
        for purpose in ("assistants", "vision", "user_data"):  # which nobody names yet
            client.files.create(file=("later.txt", purpose.encode()), purpose=purpose)
        store = client.vector_stores.create(name="fruit", file_ids=[kept.id])
        client.vector_stores.files.poll(kept.id, vector_store_id=store.id)
        assistant = client.assistants.create(
            model="m",
            name="gardener",
            tools=[{"type": "file_search"}],
            tool_resources={"file_search": {"vector_store_ids": [store.id]}},
        )
        for number in range(3):
            thread = client.threads.create(
                messages=[{"role": "user", "content": f"{number}: when are pears ripe? \0 \x1a0 🍐"}],
                metadata={"number": str(number)},
            )
            client.threads.runs.create_and_poll(thread_id=thread.id, assistant_id=assistant.id)
    with sqlite3.connect(file) as plain:  # each was made in a second of its own
        plain.execute("UPDATE thread SET created_at = created_at + seq")
    plain.close()
    return file


def test_all_is_equal_after_a_round_trip(conversations: Path, tmp_path: Path, databases: Databases) -> None:
    """Ids, times, order, steps and bytes, from a file into either kind and back, with more said."""
    second_place, third_place = (databases.at(tmp_path / f"{name}.db") for name in ("second", "third"))
    first = export_from(conversations, tmp_path / "1")
    threads = [record for name, record in first.items() if name.startswith("threads/")]
    steps = [run["steps"] for record in threads for run in record["runs"]]
    assert 3 == sum("Pears are ripe" in str(of_run) for of_run in steps)  # what their searches found
    import_into(second_place, tmp_path / "1")
    assert first == export_from(second_place, tmp_path / "2")
    with Assistants.local(second_place) as client:
        for thread in client.threads.list():
            client.threads.messages.create(thread.id, role="user", content="And apples?")
            (assistant,) = client.assistants.list()
            client.threads.runs.create_and_poll(thread_id=thread.id, assistant_id=assistant.id)
    second = export_from(second_place, tmp_path / "3")
    for name, record in first.items():
        if name.startswith("threads/"):
            assert record["messages"] == second[name]["messages"][: len(record["messages"])]
            assert (1, 2) == (len(record["runs"]), len(second[name]["runs"]))
            assert record["runs"] == second[name]["runs"][:1]
    import_into(third_place, tmp_path / "3")
    assert second == export_from(third_place, tmp_path / "4")
    import_into(tmp_path / "fourth.db", tmp_path / "4")
    assert second == export_from(tmp_path / "fourth.db", tmp_path / "5")
