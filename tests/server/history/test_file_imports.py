"""Files with their bytes, and vector stores that are indexed anew."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import BinaryIO

import httpx
import pytest
from assistants_v2_server.history.entrance import import_history
from assistants_v2_server.history.reading import Export, open_export

from ...databases.places import Databases
from .exports import PAST, Json, a_thread, bring_in, fetch, fetch_all, opened, write_export


def a_file(identifier: str, **fields: object) -> Json:
    """Return a file as OpenAI's server showed it."""
    return {
        "id": identifier,
        "object": "file",
        "bytes": 26,
        "created_at": PAST,
        "expires_at": None,
        "filename": "seals.txt",
        "purpose": "assistants",
        "status": "processed",
        "status_details": None,
        **fields,
    }


def a_store(*files: Json, **fields: object) -> Json:
    """Return a vector store with its files."""
    return {
        "id": "vs_1",
        "object": "vector_store",
        "created_at": PAST,
        "name": "Manuals",
        "description": None,
        "usage_bytes": 100,
        "file_counts": {"in_progress": 0, "completed": 1, "failed": 0, "cancelled": 0, "total": 1},
        "status": "completed",
        "expires_after": None,
        "expires_at": None,
        "last_active_at": PAST,
        "metadata": {"a": "b"},
        "files": [*files],
        **fields,
    }


def a_member(identifier: str, **fields: object) -> Json:
    """Return a file of a vector store."""
    sizes = {"max_chunk_size_tokens": 400, "chunk_overlap_tokens": 100}
    return {
        "id": identifier,
        "object": "vector_store.file",
        "created_at": PAST,
        "vector_store_id": "vs_1",
        "usage_bytes": 10,
        "status": "completed",
        "last_error": None,
        "chunking_strategy": {"type": "static", "static": sizes},
        "attributes": {"year": 2026},
        **fields,
    }


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """An export of two files, of which one has bytes, and a vector store of both."""
    folder = tmp_path / "e"
    (folder / "files").mkdir(parents=True)
    (folder / "files" / "file-1").write_bytes(b"Seals are replaced yearly.")
    (folder / "files.json").write_text(json.dumps([a_file("file-1"), a_file("file-2")]))
    stores = [a_store(a_member("file-1"), a_member("file-2"))]
    (folder / "vector_stores.json").write_text(json.dumps(stores))
    named = {"file-1": a_file("file-1"), "file-3": a_file("file-3")}
    return write_export(folder, a_thread(files=named))


def test_a_file_comes_with_its_bytes(export: Path, tmp_path: Path, databases: Databases) -> None:
    """Object and content are as they were; one without bytes is left out and told."""
    report = bring_in(export, databases.at(tmp_path / "a.db"))
    assert (1, 2) == (report.count("file", "added"), report.count("file", "without_bytes"))
    assert report.is_complete
    with opened(databases.at(tmp_path / "a.db")) as client:
        assert a_file("file-1") == fetch(client, "/files/file-1")
        assert b"Seals are replaced yearly." == client.get("/files/file-1/content").content
        assert 404 == client.get("/files/file-2").status_code
    again = bring_in(export, databases.at(tmp_path / "a.db"))
    assert (0, 1) == (again.count("file", "added"), again.count("file", "there"))


def test_a_vector_store_can_be_searched_when_it_is_served(
    export: Path, tmp_path: Path, databases: Databases
) -> None:
    """Its files are indexed anew, with their attributes and chunk sizes, and its name and times are kept."""
    report = bring_in(export, databases.at(tmp_path / "a.db"))
    assert (1, 1) == (report.to_index, report.count("vector_store_file", "without_bytes"))
    with opened(databases.at(tmp_path / "a.db")) as client:
        wait_until_indexed(client)
        store = fetch(client, "/vector_stores/vs_1")
        assert ("Manuals", PAST, {"a": "b"}) == (store["name"], store["created_at"], store["metadata"])
        [member] = fetch_all(client, "/vector_stores/vs_1/files")
        expected = a_member("file-1")
        for name in ("id", "created_at", "chunking_strategy", "attributes", "status"):
            assert expected[name] == member[name]
        found = client.post("/vector_stores/vs_1/search", json={"query": "seals"}).json()["data"]
        assert ["file-1"] == [each["file_id"] for each in found]
    assert 0 == bring_in(export, databases.at(tmp_path / "a.db")).to_index


def wait_until_indexed(client: httpx.Client) -> None:
    """Wait until a vector store has nothing in progress."""
    end = time.monotonic() + 60
    while fetch(client, "/vector_stores/vs_1")["file_counts"]["in_progress"]:
        assert time.monotonic() < end
        time.sleep(0.05)


def test_what_was_deleted_here_comes_back_only_if_that_is_asked_for(
    export: Path, tmp_path: Path, databases: Databases
) -> None:
    """Files and vector stores are like conversations."""
    bring_in(export, databases.at(tmp_path / "a.db"))
    with opened(databases.at(tmp_path / "a.db")) as client:
        client.delete("/vector_stores/vs_1").raise_for_status()
        client.delete("/files/file-1").raise_for_status()
    report = bring_in(export, databases.at(tmp_path / "a.db"))
    assert (1, 1) == (report.count("file", "deleted"), report.count("vector_store", "deleted"))
    restored = bring_in(export, databases.at(tmp_path / "a.db"), restores=True)
    for kind in ("file", "vector_store", "vector_store_file"):
        assert 1 == restored.count(kind, "added")
    with opened(databases.at(tmp_path / "a.db")) as client:
        wait_until_indexed(client)
        assert b"Seals are replaced yearly." == client.get("/files/file-1/content").content


def test_a_dry_run_counts_files_and_stores_nothing(
    export: Path, tmp_path: Path, databases: Databases
) -> None:
    """What it says is what the import says then."""
    would = bring_in(export, databases.at(tmp_path / "a.db"), is_dry=True)
    assert [] == [*tmp_path.glob("a.db*")]
    did = bring_in(export, databases.at(tmp_path / "a.db"))
    assert (would.outcomes.tallies, would.to_index) == (did.outcomes.tallies, did.to_index)


def test_a_file_whose_time_is_up_is_left_out(export: Path, tmp_path: Path, databases: Databases) -> None:
    """It would be deleted at once."""
    (export / "files.json").write_text(json.dumps([a_file("file-1", expires_at=PAST)]))
    report = bring_in(export, databases.at(tmp_path / "a.db"))
    assert 0 == report.count("file", "added")
    assert {"expires_at"} == {subject.field for subject in report.outcomes.notes.tallies}


@pytest.mark.parametrize("identifier", ["../../secret", "..", "/etc/passwd", "a\\b"])
def test_an_id_that_is_a_path_brings_no_other_file(
    tmp_path: Path, identifier: str, databases: Databases
) -> None:
    """Bytes come from the folder for them, and from nowhere else."""
    (tmp_path / "secret").write_text("secret")
    folder = tmp_path / "e" / "in"
    (folder / "files").mkdir(parents=True)
    (folder / "files.json").write_text(json.dumps([a_file(identifier)]))
    report = bring_in(write_export(folder, a_thread()), databases.at(tmp_path / "a.db"))
    assert 0 == report.count("file", "added")


@pytest.mark.parametrize("value", [None, 7, "x", [], [7], {}, {"type": "static"}, 10**400])
def test_wrong_kinds_end_nothing(export: Path, tmp_path: Path, value: object, databases: Databases) -> None:
    """Whatever stands in a field, what is stored can be shown."""
    files: list[Json] = []
    for name in a_file("x"):
        identifier = f"file-{len(files) + 10}"
        (export / "files" / identifier).write_bytes(b"x")
        files.append({**a_file(identifier), name: value})
    stores = [{**a_store(), "id": f"vs_{name}", name: value} for name in a_store()]
    stores += [a_store({**a_member("file-1"), name: value}, id=f"vs_of_{name}") for name in a_member("x")]
    (export / "files.json").write_text(json.dumps(files))
    (export / "vector_stores.json").write_text(json.dumps(stores))
    report = bring_in(export, databases.at(tmp_path / "a.db"))
    assert report.is_complete
    with opened(databases.at(tmp_path / "a.db")) as client:
        fetch_all(client, "/files")
        for store in fetch_all(client, "/vector_stores"):
            fetch_all(client, f"/vector_stores/{store['id']}/files")


def test_a_file_that_another_import_stores_meanwhile_is_there(
    export: Path, tmp_path: Path, databases: Databases
) -> None:
    """Two imports may bring the same files into one database at the same time."""

    class OvertakenExport(Export, frozen=True):
        """An export that another import brings in as soon as the bytes of a file are read."""

        def open_bytes(self, file_id: str) -> BinaryIO | None:
            """Return the bytes when they are in the database already."""
            bring_in(export, databases.at(tmp_path / "a.db"))
            return super().open_bytes(file_id)

    files = open_export(export).files
    report = import_history([OvertakenExport(export, files)], databases.at(tmp_path / "a.db"))
    assert (0, 1) == (report.count("file", "added"), report.count("file", "there"))
    assert report.is_complete
    with opened(databases.at(tmp_path / "a.db")) as client:
        assert b"Seals are replaced yearly." == client.get("/files/file-1/content").content
