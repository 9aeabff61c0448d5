"""The official SDK for JavaScript as a peer: its `AssistantStream` follows a run of the server."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from assistants_v2_server import Server, create_app

from .loopback import served

INSTALLED = Path(sys.prefix) / "npm"
PROGRAM = Path(__file__).parent / "peers" / "stream.mjs"

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not (INSTALLED / "node_modules" / "openai").exists(),
    reason="`make npm` installs the SDK, where there is Node",
)


def test_its_stream_ends_with_what_is_stored() -> None:
    """A run with a tool, in two streams: status, text, usage and steps are those of the server."""
    with served(create_app(Server())) as address:
        command = ["node", str(PROGRAM), str(INSTALLED), f"{address}/v1"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert 0 == done.returncode, done.stderr
        found = json.loads(done.stdout)
        with httpx.Client(base_url=f"{address}/v1/threads/{found['thread']}") as client:
            run = client.get(f"/runs/{found['run']}").json()
            message = client.get("/messages").json()["data"][0]
    assert ["get_weather", "end", "textCreated", "textDone", "end"] == found["seen"]
    assert ("requires_action", "completed") == (found["asking"], found["status"])
    assert message["content"][0]["text"]["value"] == found["text"] == found["said"]
    assert (run["status"], run["usage"]) == (found["status"], found["usage"])
    assert ["completed", "completed"] == found["steps"]
