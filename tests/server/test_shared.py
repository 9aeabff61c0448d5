"""Clients of one process on one file share a server."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from assistants_v2_server import Rehearsal, local_transport

from ..databases.places import Databases
from .driving import GatedModel, says


def client_on(path: Path | str, model: Any = None) -> httpx.Client:
    """A client of an embedded server."""
    return httpx.Client(base_url="http://local/v1", transport=local_transport(path, model))


def test_a_client_per_call_asks_the_model_once(tmp_path: Path, databases: Databases) -> None:
    """Programs that make a client wherever they need one neither starve a run nor ask twice."""
    file, model = databases.at(tmp_path / "a.db"), GatedModel(says("a"))
    with client_on(file, model) as first:
        assistant = first.post("/assistants", json={"model": "m"}).json()["id"]
        thread = {"messages": [{"role": "user", "content": "q"}]}
        run = first.post("/threads/runs", json={"assistant_id": assistant, "thread": thread}).json()
        assert model.asked.wait(30)
        for _ in range(5):
            with client_on(file, GatedModel()) as other:
                assert other.get("/assistants").json()["data"]
        model.gate.set()
        path = f"/threads/{run['thread_id']}/runs/{run['id']}"
        while (status := first.get(path).json()["status"]) in {"queued", "in_progress"}:
            time.sleep(0.01)
    assert ("completed", 1) == (status, len(model.prompts))


def test_the_last_one_closes_the_server(tmp_path: Path) -> None:
    """Closing one client twice does not close it for the others; after the last the file stands alone."""
    file = tmp_path / "a.db"
    link = tmp_path / "link.db"
    first = client_on(file)
    link.symlink_to(file)
    second = client_on(link)
    first.close()
    first.close()
    assert second.get("/assistants").is_success
    second.close()
    assert {file, link} == {*tmp_path.iterdir()}


def test_another_model_on_an_open_file_is_refused(tmp_path: Path, databases: Databases) -> None:
    """Two models cannot answer the same runs; the error says what to do."""
    with (
        client_on(databases.at(tmp_path / "a.db"), GatedModel()),
        pytest.raises(ValueError, match=r"open in this process with another model .*close that client first"),
    ):
        client_on(databases.at(tmp_path / "a.db"), Rehearsal())


def test_a_client_without_a_model_takes_the_one_that_is_there(tmp_path: Path, databases: Databases) -> None:
    """Who names no model looks, whatever model the file is open with."""
    with (
        client_on(databases.at(tmp_path / "a.db"), GatedModel()),
        client_on(databases.at(tmp_path / "a.db")) as looker,
    ):
        assert looker.get("/assistants").is_success


def test_databases_in_memory_are_never_shared() -> None:
    """Each is a world of its own."""
    with client_on(":memory:") as first, client_on(":memory:") as second:
        first.post("/assistants", json={"model": "m"})
        assert [] == second.get("/assistants").json()["data"]
