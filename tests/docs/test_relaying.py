"""The example of docs/streaming.md that passes a stream on, over real sockets on both sides."""

from __future__ import annotations

from typing import Any

import httpx
from assistants_v2 import Assistants
from assistants_v2_server import Server, create_app

from ..grammar import check_stream, split_events
from ..server.loopback import served
from .pages import ROOT, read_blocks
from .test_python_blocks import run_blocks


def test_a_browser_gets_the_events_of_a_run() -> None:
    """They are what the server would have sent itself, and the words are those that it stores."""
    page = ROOT / "docs" / "streaming.md"
    blocks = [block for block in read_blocks(page.read_text("utf-8")) if "to_sse" in block.text]
    with Server() as server, served(create_app(server)) as address:
        names = run_blocks(page.name, blocks, {"https://host/v1": f"{address}/v1"})
        with Assistants(base_url=f"{address}/v1", api_key="") as client, served(names["app"]) as relay:
            assistant = client.assistants.create(model="rehearsal")
            thread = client.threads.create(messages=[{"role": "user", "content": "Good morning."}])
            answer = httpx.get(f"{relay}/threads/{thread.id}/answer?assistant_id={assistant.id}")
            assert "text/event-stream" == answer.headers["content-type"].partition(";")[0]
            events = split_events(answer.text)
            check_stream("createRun", events)
            stored: Any = client.threads.messages.list(thread.id, limit=1).data[0]
    pieces = [data["delta"]["content"] for name, data in events if name == "thread.message.delta"]
    said = "".join(block["text"]["value"] for content in pieces for block in content)
    assert said == stored.content[0].text.value
