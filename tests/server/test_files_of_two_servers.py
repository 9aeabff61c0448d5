"""Two processes that serve one database file: each has the other's files and vector stores at once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from ..databases.places import Databases
from .door.serving import Serving, serving
from .held_endpoint import HeldEndpoint

Json = dict[str, Any]
LONG = "\n".join(f"q1z{line} is a line of a long document." for line in range(5_000)).encode()


@pytest.fixture
def served(tmp_path: Path, databases: Databases) -> Iterator[list[Serving]]:
    """Two processes on one file."""
    with ExitStack() as stack:
        folders = [tmp_path / "first", tmp_path / "second"]
        for folder in folders:
            folder.mkdir()
        endpoint = HeldEndpoint()
        endpoint.holds = False
        url = stack.enter_context(endpoint.serve())
        options = ("--path", databases.at(tmp_path / "a.db"), "--model-url", f"{url}/v1")
        yield [stack.enter_context(serving(folder, *options)) for folder in folders]


@pytest.fixture
def clients(served: list[Serving]) -> Iterator[list[httpx.Client]]:
    """A client of each."""
    with ExitStack() as stack:
        made = [httpx.Client(base_url=each.base_url, timeout=60, trust_env=False) for each in served]
        yield [stack.enter_context(client) for client in made]


def upload(client: httpx.Client, content: bytes) -> str:
    """Upload a file, and return its id."""
    form: Any = {"file": ("a.txt", content), "purpose": (None, "assistants")}
    return str(client.post("/files", files=form).raise_for_status().json()["id"])


def make_store(client: httpx.Client, *files: str) -> str:
    """Make a vector store of files, and return its path."""
    made = client.post("/vector_stores", json={"file_ids": files}).raise_for_status().json()
    return f"/vector_stores/{made['id']}"


def wait_for(client: httpx.Client, path: str, status: str = "completed") -> Json:
    """Return something once it has a status."""
    end = time.monotonic() + 60
    while True:
        found: Json = client.get(path).raise_for_status().json()
        if found["status"] == status:
            return found
        assert time.monotonic() < end, f"{path} is still {found['status']}"
        time.sleep(0.02)


def search(client: httpx.Client, store: str, query: str) -> list[str]:
    """Return the files in which something is found."""
    found = client.post(f"{store}/search", json={"query": query}).raise_for_status().json()
    return [each["file_id"] for each in found["data"]]


def test_what_one_stores_the_other_has(clients: list[httpx.Client]) -> None:
    """A file is read, indexed, searched and deleted wherever one asks, without delay."""
    first, second = clients
    file = upload(first, b"Seals are replaced once a year.")
    assert b"Seals are replaced once a year." == second.get(f"/files/{file}/content").content
    store = make_store(second, file)
    assert [file] == [each["id"] for each in first.get(f"{store}/files").json()["data"]]
    wait_for(first, f"{store}/files/{file}")
    assert [[file]] * 2 == [search(client, store, "seals") for client in clients]
    assert 200 == first.delete(f"/files/{file}").status_code
    assert [[]] * 2 == [search(client, store, "seals") for client in clients]
    assert [404] * 2 == [client.get(f"/files/{file}/content").status_code for client in clients]
    assert 200 == second.delete(store).status_code
    assert [404] * 2 == [client.get(store).status_code for client in clients]


def test_what_is_removed_while_the_other_indexes_it_is_gone(clients: list[httpx.Client]) -> None:
    """Its indexing ends, it is not found, and the same file can be put in anew."""
    first, second = clients
    file = upload(first, LONG)
    store = make_store(first, file)
    assert 200 == second.delete(f"{store}/files/{file}").status_code
    assert [] == first.get(f"{store}/files").json()["data"]
    assert [[]] * 2 == [search(client, store, "q1z0") for client in clients]
    second.post(f"{store}/files", json={"file_id": file}).raise_for_status()
    wait_for(first, f"{store}/files/{file}")
    assert [[file]] * 2 == [search(client, store, "q1z4999")[:1] for client in clients]
