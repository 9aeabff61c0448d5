"""What the doors do with a stream: over HTTP, embedded for async code, and beside another process."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from assistants_v2_server import Limits, LocalTransport, Server, TextPiece, create_app, local_transport
from prometheus_client.parser import text_string_to_metric_families

from ..databases.places import Databases
from ..grammar import split_events
from .door.serving import serving
from .driving import DONE, ScriptedModel, function, read_events, says
from .loopback import served
from .pausing import PausingModel

Serve = Callable[..., tuple[httpx.Client, Server]]
THREAD = {"messages": [{"role": "user", "content": "Hello"}]}


def make_body(client: httpx.Client, **fields: Any) -> dict[str, Any]:
    """The body of a request that creates a thread and streams a run on it."""
    assistant = client.post("/assistants", json={"model": "m", **fields}).json()["id"]
    return {"assistant_id": assistant, "thread": THREAD, "stream": True}


@pytest.fixture
def serve_http(databases: Databases) -> Iterator[Serve]:
    """Serves servers over HTTP; all end with the test."""
    with contextlib.ExitStack() as stack:

        def serve(**options: Any) -> tuple[httpx.Client, Server]:
            limits = Limits(streams=options.pop("streams", 2000))
            server = Server(databases.new(), **options)
            address = stack.enter_context(served(create_app(server, limits=limits)))
            client = httpx.Client(base_url=f"{address}/v1", timeout=30)
            return stack.enter_context(client), server

        yield serve


def measure(client: httpx.Client, name: str) -> float:
    """A number of the metrics."""
    text = client.get(str(client.base_url).replace("/v1/", "/metrics")).text
    return sum(
        sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == name
    )


def test_a_stream_comes_in_pieces_over_http(serve_http: Serve) -> None:
    """A word is sent when the model has said it, with headers that keep it from being held back."""
    model = PausingModel(TextPiece("one"), rest=(TextPiece(" two"), DONE))
    client, _ = serve_http(model=model)
    with client.stream("POST", "/threads/runs", json=make_body(client)) as response:
        texts, read = response.iter_text(), ""
        while '"one"' not in read:
            read += next(texts)
        assert '" two"' not in read
        assert 1 == measure(client, "assistants_v2_streams_open")
        model.go_on()
        events = read_events(read + "".join(texts), "createThreadAndRun")
    assert "thread.run.completed" == events[-2][0]
    assert ("no-cache", "no") == (
        response.headers["cache-control"],
        response.headers["x-accel-buffering"],
    )
    assert response.headers["x-request-id"].startswith("req_")
    assert "content-length" not in response.headers
    assert 1 == measure(client, "assistants_v2_stream_seconds_count")


def test_many_streams_need_no_threads(serve_http: Serve) -> None:
    """A hundred streams are open at once, and requests are answered meanwhile."""
    model = PausingModel(TextPiece("one"))
    client, server = serve_http(model=model)
    body = make_body(client)
    before = threading.active_count()
    with contextlib.ExitStack() as stack:
        many = stack.enter_context(
            httpx.Client(base_url=client.base_url, timeout=30, limits=httpx.Limits(max_connections=200))
        )
        for _ in range(100):
            stack.enter_context(many.stream("POST", "/threads/runs", json=body))
        assert 100 == server.count_streams()
        assert threading.active_count() < before + 20
        assert 200 == client.get("/assistants").status_code


def test_streams_are_bounded(serve_http: Serve) -> None:
    """One too many is refused before its run is made; other requests are answered."""
    client, _ = serve_http(model=PausingModel(TextPiece("one")), streams=1)
    body = make_body(client)
    with client.stream("POST", "/threads/runs", json=body):
        refused = client.post("/threads/runs", json=body)
        assert (503, "1") == (refused.status_code, refused.headers["retry-after"])
        assert 200 == client.post("/threads/runs", json={**body, "stream": False}).status_code
        says_so = {"type": "function", "function": {"name": "f", "parameters": {"stream": True}}}
        assert 200 == client.post("/assistants", json={"model": "m", "tools": [says_so]}).status_code


def test_a_client_that_hangs_up_is_noticed(serve_http: Serve) -> None:
    """Its stream is closed at once, and its run goes on."""
    model = PausingModel(TextPiece("one"))
    client, server = serve_http(model=model)
    with client.stream("POST", "/threads/runs", json=make_body(client)) as response:
        run = split_events(next(response.iter_text()))[1][1]
    while server.count_streams():
        threading.Event().wait(0.01)
    model.go_on()
    path = f"/threads/{run['thread_id']}/runs/{run['id']}"
    while "in_progress" == client.get(path).json()["status"]:
        threading.Event().wait(0.01)
    assert "completed" == client.get(path).json()["status"]
    assert 1 == measure(client, "assistants_v2_streams_left_total")


@pytest.mark.parametrize("door", ["http", "embedded"])
def test_silence_is_broken_by_a_comment(
    serve_http: Serve, door: str, monkeypatch: pytest.MonkeyPatch, databases: Databases
) -> None:
    """One line, without an empty one after it, which some decoders would take for an event."""
    for place in ("door.streams", "transport"):
        monkeypatch.setattr(f"assistants_v2_server.{place}.SILENCE", 0.05)
    model = PausingModel(TextPiece("one"))
    with contextlib.ExitStack() as stack:
        if door == "http":
            client, _ = serve_http(model=model)
        else:
            transport = LocalTransport(Server(databases.new(), model=model))
            client = stack.enter_context(httpx.Client(base_url="http://local/v1", transport=transport))
        with client.stream("POST", "/threads/runs", json=make_body(client)) as response:
            texts, read = response.iter_text(), ""
            while read.count(": keep-alive") < 3:
                read += next(texts)
            model.go_on()
            read += "".join(texts)
    assert "\n\n: keep-alive\n: keep-alive\n" in read
    assert ": keep-alive\n\n" not in read
    read_events(read, "createThreadAndRun")


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_async_code_reads_the_embedded_stream(backend: str, databases: Databases) -> None:
    """The event loop goes on while a stream waits; it may be left early; no thread stays behind."""
    model = PausingModel(TextPiece("one"), rest=(TextPiece(" two"), DONE))

    async def read() -> tuple[str, str]:
        async with httpx.AsyncClient(
            base_url="http://local/v1", transport=LocalTransport(Server(databases.new(), model=model))
        ) as client:
            assistant = (await client.post("/assistants", json={"model": "m"})).json()["id"]
            body = {"assistant_id": assistant, "thread": THREAD, "stream": True}
            async with client.stream("POST", "/threads/runs", json=body) as response:
                texts, whole = response.aiter_text(), ""
                while '"one"' not in whole:
                    whole += await anext(texts)
                with anyio.move_on_after(0.02) as moment:
                    await anext(texts)
                assert moment.cancelled_caught
            async with client.stream("POST", "/threads/runs", json=body) as response:
                texts, whole = response.aiter_text(), ""
                async for text in texts:
                    whole += text
                    if '"one"' in text:
                        model.go_on()
            return whole, (await client.get(f"/threads/{'x'}")).text

    before = threading.active_count()
    whole, _ = anyio.run(read, backend=backend)
    read_events(whole, "createThreadAndRun")
    assert threading.active_count() <= before + 8


def test_a_run_of_another_server_is_followed_in_the_store(tmp_path: Path, databases: Databases) -> None:
    """What another process makes of a run is told from its rows, one delta for each text."""
    file = databases.at(tmp_path / "shared.db")
    with serving(tmp_path, "--path", file) as other, httpx.Client(base_url=other.base_url) as theirs:
        body = {**make_body(theirs, tools=[function("f")]), "stream": False}
        body["thread"] = {"messages": [{"role": "user", "content": "Call f."}]}
        run = theirs.post("/threads/runs", json=body).json()
        path = f"/threads/{run['thread_id']}/runs/{run['id']}"
        while "requires_action" != run["status"]:
            run = theirs.get(path).json()
        calls = run["required_action"]["submit_tool_outputs"]["tool_calls"]
        outputs = [{"tool_call_id": call["id"], "output": "42"} for call in calls]
        transport = local_transport(file, ScriptedModel(says("not asked")))
        with httpx.Client(base_url="http://local/v1", transport=transport) as ours:
            submission = {"tool_outputs": outputs, "stream": True}
            answer = ours.post(f"{path}/submit_tool_outputs", json=submission)
            events = read_events(answer.text, "submitToolOutputsToRun")
            stored = ours.get(f"/threads/{run['thread_id']}/messages").json()["data"][0]
    deltas = [data for name, data in events if name == "thread.message.delta"]
    (message,) = [data for name, data in events if name == "thread.message.completed"]
    assert 1 == len(deltas)
    assert stored["content"] == message["content"]
    assert "f returned 42" in deltas[0]["delta"]["content"][0]["text"]["value"]
