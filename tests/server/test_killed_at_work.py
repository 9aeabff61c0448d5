"""A process that serves is killed while it indexes, searches or runs code; another one goes on."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import httpx
import pytest
from attrs import frozen

from ..databases.places import Databases
from ..waiting import wait_until
from .door.serving import Serving, serving
from .held_endpoint import HELD, HeldEndpoint
from .test_files_of_two_servers import Json, make_store, search, upload, wait_for

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are found as Linux tells")

DOCUMENT = "\n".join(f"q1z{line} is a line of a document." for line in range(10_000)) + f"\n{HELD}"


@frozen
class Pair:
    """Two processes on one database, and the endpoint that both ask.

    The second begins when the first is at work: those that share a PostgreSQL take whatever is queued.
    """

    endpoint: HeldEndpoint
    served: Serving
    first: httpx.Client
    begin_second: Callable[[], httpx.Client]

    def kill(self) -> None:
        """Kill the first, and let all that waits go on."""
        assert -signal.SIGKILL == self.served.end(signal.SIGKILL)[0]
        self.endpoint.holds = False

    def begin(self, tool: str, *stores: str) -> str:
        """Begin a run with a tool at the first; return its path."""
        assistant = self.first.post("/assistants", json={"model": "m", "tools": [{"type": tool}]}).json()
        ids = [store.rpartition("/")[2] for store in stores]
        thread = {
            "messages": [{"role": "user", "content": "q"}],
            "tool_resources": {"file_search": {"vector_store_ids": ids}},
        }
        body = {"assistant_id": assistant["id"], "thread": thread}
        run = self.first.post("/threads/runs", json=body).raise_for_status().json()
        return f"/threads/{run['thread_id']}/runs/{run['id']}"


def read_steps(client: httpx.Client, run: str) -> list[Json]:
    """Return the steps of a run, oldest first."""
    steps: list[Json] = client.get(f"{run}/steps", params={"order": "asc"}).json()["data"]
    return steps


@pytest.fixture
def pair(tmp_path: Path, databases: Databases) -> Iterator[Pair]:
    """Two processes that serve one database."""
    endpoint = HeldEndpoint()
    with ExitStack() as stack:
        url = stack.enter_context(endpoint.serve())
        stack.callback(setattr, endpoint, "holds", False)
        options = (
            "--path",
            databases.at(tmp_path / "a.db"),
            "--model-url",
            f"{url}/v1",
            "--interpreter",
            "monty",
        )

        def serve(name: str) -> Serving:
            (tmp_path / name).mkdir()
            return stack.enter_context(serving(tmp_path / name, *options))

        def reach(served: Serving) -> httpx.Client:
            return stack.enter_context(httpx.Client(base_url=served.base_url, timeout=60, trust_env=False))

        first = serve("first")
        yield Pair(endpoint, first, reach(first), lambda: reach(serve("second")))


def find_descendants(pid: int) -> set[int]:
    """Return the processes that a process has started, and those that these have."""
    found: set[int] = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
        if parent == pid:
            found |= {int(folder.name), *find_descendants(int(folder.name))}
    return found


def test_a_document_is_indexed_from_the_beginning(pair: Pair) -> None:
    """It is not found half, its text is there once, and other files of its batch end too."""
    files = [upload(pair.first, DOCUMENT.encode()), *(upload(pair.first, b"seals") for _ in range(5))]
    store = make_store(pair.first)
    batch = pair.first.post(f"{store}/file_batches", json={"file_ids": files}).raise_for_status().json()
    assert pair.endpoint.asked.wait(60)
    second = pair.begin_second()
    assert [] == [file for file in search(second, store, "q1z0") if file == files[0]]
    pair.kill()
    wait_for(second, f"{store}/file_batches/{batch['id']}")
    [text] = second.get(f"{store}/files/{files[0]}/content").json()["data"]
    assert DOCUMENT == text["text"]
    assert files[0] in search(second, store, "q1z9999")
    assert {*files} == {each["id"] for each in second.get(f"{store}/files?filter=completed").json()["data"]}


def test_a_search_of_a_run_is_made_again(pair: Pair) -> None:
    """The run completes, and the model is told once what was found."""
    file = upload(pair.first, b"Seals are replaced once a year.")
    store = make_store(pair.first, file)
    wait_for(pair.first, f"{store}/files/{file}")
    pair.endpoint.call = ("file_search", {"queries": [f"seals {HELD}"]})
    run = pair.begin("file_search", store)
    assert pair.endpoint.asked.wait(60)
    second = pair.begin_second()
    pair.kill()
    wait_for(second, run)
    assert ["completed", "completed"] == [step["status"] for step in read_steps(second, run)]
    [heard] = pair.endpoint.heard
    assert "Seals are replaced once a year." in heard


def test_code_is_not_executed_again(pair: Pair) -> None:
    """Its step fails with the reason, the run completes, and the model is told."""
    pytest.importorskip("pydantic_monty", reason="nothing is there that runs code")
    pair.endpoint.call = ("python", {"code": "while True:\n    pass"})
    run = pair.begin("code_interpreter")
    wait_until(lambda: bool(read_steps(pair.first, run)))
    wait_until(lambda: bool(find_descendants(pair.served.process.pid)))
    second = pair.begin_second()
    working = find_descendants(pair.served.process.pid)
    pair.kill()
    for pid in working:  # what executes the code ends by itself only when its time is up
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    wait_for(second, run)
    assert [("failed", "server_error"), ("completed", None)] == [
        (step["status"], step["last_error"] and step["last_error"]["code"])
        for step in read_steps(second, run)
    ]
    [heard] = pair.endpoint.heard
    assert heard.startswith("The server stopped while it executed this code.")
