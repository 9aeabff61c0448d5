"""The official SDK for JavaScript as a peer: it follows a run of the server, and uploads files to it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from assistants_v2_server import Server, create_app

from ..databases.places import Databases
from .indexers import FinishingIndexing
from .loopback import served

INSTALLED = Path(sys.prefix) / "npm"
PROGRAMS = Path(__file__).parent / "peers"

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not (INSTALLED / "node_modules" / "openai").exists(),
    reason="`make npm` installs the SDK, where there is Node",
)


def run_program(name: str, address: str, *arguments: str) -> Any:
    """What a program for the SDK prints that drives the server at an address."""
    command = ["node", str(PROGRAMS / name), str(INSTALLED), f"{address}/v1", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert 0 == done.returncode, done.stderr
    return json.loads(done.stdout)


def test_its_stream_ends_with_what_is_stored(databases: Databases) -> None:
    """A run with a tool, in two streams: status, text, usage and steps are those of the server."""
    with served(create_app(Server(databases.new()))) as address:
        found = run_program("stream.mjs", address)
        with httpx.Client(base_url=f"{address}/v1/threads/{found['thread']}") as client:
            run = client.get(f"/runs/{found['run']}").json()
            message = client.get("/messages").json()["data"][0]
    assert ["get_weather", "end", "textCreated", "textDone", "end"] == found["seen"]
    assert ("requires_action", "completed") == (found["asking"], found["status"])
    assert message["content"][0]["text"]["value"] == found["text"] == found["said"]
    assert (run["status"], run["usage"]) == (found["status"], found["usage"])
    assert ["completed", "completed"] == found["steps"]


def test_its_helpers_upload_files(tmp_path: Path, databases: Databases) -> None:
    """From a stream and from memory, alone, into a vector store, and as a batch."""
    path = tmp_path / "large.bin"
    path.write_bytes(bytes(3_000_000))
    server = Server(databases.new())
    server.index_with(FinishingIndexing(server.database))
    with served(create_app(server)) as address:
        found = run_program("files.mjs", address, str(path))
    assert (["large.bin", "späť.md"], [3_000_000] * 2) == (found["names"], found["bytes"])
    assert ("completed", ["completed", 2]) == (found["file"], found["batch"])
    assert (["completed"] * 4, True) == (found["listed"], found["deleted"])
    assert [404, "404 No such File object: file-none"] == found["missing"]
