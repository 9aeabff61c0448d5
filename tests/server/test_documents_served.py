"""Documents that are put into vector stores of a server are indexed by it, and by another if it is killed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from assistants_v2_server import Server
from assistants_v2_server.store import VECTOR_STORE_FILES, VectorStoreFileRow, tables
from sqlalchemy import func, select

from ..databases.places import Databases
from .builtin_tools.documents.making_pdfs import make_pdf
from .driving import Api, Json

Serve = Callable[..., Api]


def upload(api: Api, name: str, content: bytes) -> str:
    """Upload a file, and return its id."""
    answer = api.client.post("/files", data={"purpose": "assistants"}, files={"file": (name, content)})
    return str(answer.raise_for_status().json()["id"])


def wait_for(api: Api, store: str, files: Iterable[str]) -> list[Json]:
    """Return files of a vector store when none is in progress any more."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        found = [api.get(f"/vector_stores/{store}/files/{file}") for file in files]
        if all(file["status"] != "in_progress" for file in found):
            return found
        time.sleep(0.02)
    raise AssertionError("files are still in progress")


@pytest.mark.parametrize("path", [":memory:", "a.db"])
def test_files_of_a_store_are_indexed(serve: Serve, tmp_path: Path, path: str) -> None:
    """Each ends by itself, in memory and beside a file, with its text or with a reason."""
    api = serve(path=path if path == ":memory:" else tmp_path / path)
    good = upload(api, "pumps.pdf", make_pdf("Seals are replaced once a year."))
    bad = upload(api, "pumps.txt", make_pdf("Seals"))
    store = api.post("/vector_stores", {"file_ids": [good, bad]})["id"]
    read, refused = wait_for(api, store, [good, bad])
    assert ("completed", None) == (read["status"], read["last_error"])
    assert ("failed", "unsupported_file") == (refused["status"], refused["last_error"]["code"])
    [part] = api.get(f"/vector_stores/{store}/files/{good}/content")["data"]
    assert "Seals are replaced once a year." == part["text"]


def wait_for_row(server: Server) -> VectorStoreFileRow:
    """Return the only file of all vector stores when it is not in progress any more."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with server.database.read() as connection:
            [row] = VECTOR_STORE_FILES.list_all(connection)
        if row.status != "in_progress":
            return row
        time.sleep(0.05)
    raise AssertionError("the file is still in progress")


KILLED = """
import asyncio, sys
import httpx
from assistants_v2_server import LocalTransport, Server


class Embedder:
    identity = "held"
    calls = 0

    async def embed_passages(self, texts):
        self.calls += 1
        if self.calls == 2:
            print("asked", flush=True)
            await asyncio.sleep(600)
        return [b"0000"] * len(texts)

    async def aclose(self):
        pass


server = Server(sys.argv[1], embedder=Embedder())
client = httpx.Client(base_url="http://local/v1", transport=LocalTransport(server))
content = b"Seals are replaced once a year. " * 5_000
file = client.post("/files", data={"purpose": "assistants"}, files={"file": ("a.txt", content)}).json()["id"]
small = {"type": "static", "static": {"max_chunk_size_tokens": 100, "chunk_overlap_tokens": 0}}
client.post("/vector_stores", json={"file_ids": [file], "chunking_strategy": small})
asyncio.run(asyncio.sleep(600))
"""
"""A server that is in the middle of a document."""


def test_a_document_of_a_server_that_was_killed_is_indexed_from_the_beginning(
    tmp_path: Path, databases: Databases
) -> None:
    """The next server on the file finds it, and no chunk is there twice."""
    path = databases.at(tmp_path / "a.db")
    with subprocess.Popen([sys.executable, "-c", KILLED, path], stdout=subprocess.PIPE) as killed:
        assert killed.stdout is not None
        assert b"asked\n" == killed.stdout.readline()
        killed.kill()
    with Server(path) as server:
        row = wait_for_row(server)
        with server.database.read() as connection:
            query = select(func.count(), func.count(tables.chunk.c.position.distinct()))
            [(count, distinct)] = connection.execute(query.select_from(tables.chunk)).all()
    assert ("completed", 2, None) == (row.status, row.claims, row.embedder)
    assert count == distinct > 400


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # from 3.12 on, of every fork beside threads
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_process_indexes_as_its_parent_does(serve: Serve, tmp_path: Path) -> None:
    """Each has processes of its own that read, and ends only those."""
    api = serve(path=tmp_path / "a.db")
    store = api.post("/vector_stores", {})["id"]

    def index(name: str) -> bool:
        file = upload(api, name, b"words")
        api.post(f"/vector_stores/{store}/files", {"file_id": file})
        return bool("completed" == wait_for(api, store, [file])[0]["status"])

    assert index("before.txt")
    child = os.fork()
    if child == 0:
        try:
            os._exit(0 if index("child.txt") else 1)
        finally:
            os._exit(2)
    assert index("parent.txt")
    assert 0 == os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert index("after.txt")
