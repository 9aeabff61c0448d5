"""How streams end with the process that serves them."""

from __future__ import annotations

import signal
from pathlib import Path

import httpx

from ...databases.places import Databases
from ...grammar import check_stream, split_events
from .serving import serving
from .test_serving import dripping_endpoint

THREAD = {"messages": [{"role": "user", "content": "Hello"}]}


def test_a_process_that_is_asked_to_end_ends_its_streams(tmp_path: Path, databases: Databases) -> None:
    """They end with an error and the end marker, and the run is left to the next process."""
    options = ("--path", databases.at(tmp_path / "runs.db"), "--model", "m")
    with dripping_endpoint() as endpoint, serving(tmp_path, *options, "--model-url", endpoint) as served:
        with httpx.Client(base_url=served.base_url, timeout=30) as client:
            assistant = client.post("/assistants", json={"model": "m"}).json()["id"]
            body = {"assistant_id": assistant, "thread": THREAD, "stream": True}
            with client.stream("POST", "/threads/runs", json=body) as response:
                texts, read = response.iter_text(), ""
                while "message.delta" not in read:
                    read += next(texts)
                served.process.send_signal(signal.SIGTERM)
                events = split_events(read + "".join(texts))
                check_stream("createThreadAndRun", events)
        assert 0 == served.process.wait(30)
        run = events[1][1]
    assert ["error", "done"] == [name for name, _ in events[-2:]]
    assert "This server has been closed." == events[-2][1]["error"]["message"]
    with serving(tmp_path, *options[:2]) as served, httpx.Client(base_url=served.base_url) as client:
        stored = client.get(f"/threads/{run['thread_id']}/runs/{run['id']}").json()
    assert "in_progress" == stored["status"]
