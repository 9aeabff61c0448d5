"""The HTTP door: the same answers through ASGI, keys, and what only HTTP can get wrong."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from assistants_v2_server import InlineExecutor, Server, create_app

from ..databases.places import Databases
from .driving import Api, HeldExecutor, ScriptedModel, calls, check_answer, function, says
from .loopback import served
from .store.files import locked

KEYS = {"first-key", "zweiter-schlüssel"}


@pytest.fixture
def open_api(databases: Databases) -> Iterator[Callable[..., Api]]:
    """Serves over real HTTP; every answer is checked against the contract."""
    closing: list[Any] = []

    def make(keys: Any = None, **settings: Any) -> Api:
        server = Server(databases.new(), **settings)
        serving = served(create_app(server, keys))
        address = serving.__enter__()
        client = httpx.Client(
            base_url=f"{address}/v1",
            event_hooks={"response": [lambda response: _check(response)]},
            trust_env=False,
        )
        closing.extend([client.close, lambda: serving.__exit__(None, None, None)])
        return Api(client, server)

    yield make
    for close in closing:
        close()


def _check(response: httpx.Response) -> None:
    response.read()
    check_answer(response.request, response)


def test_a_conversation_over_http(open_api: Callable[..., Api]) -> None:
    """Call, outputs, answer: the whole way through a socket."""
    api = open_api(model=ScriptedModel(calls("f"), says("done")))
    run = api.settled(api.run(api.thread("q"), api.assistant(tools=[function("f")])))
    api.outputs(run, "o")
    done = api.settled(run)
    assert ("completed", ["q", "done"]) == (done["status"], api.texts(run["thread_id"]))


def test_both_doors_answer_alike(open_api: Callable[..., Api], serve: Callable[..., Api]) -> None:
    """Success or error, with a prefix or without: status, body and headers do not depend on the door."""
    over_http, embedded = open_api(executor=InlineExecutor()), serve()
    requests = [
        ("GET", "/assistants", None),
        ("GET", "/assistants?limit=0", None),
        ("GET", "/threads/a%2Fb", None),
        ("GET", "/threads/thread_a%2Fb/runs/%C3%BC", None),
        ("POST", "/assistants", b"{"),
        ("POST", "/assistants", b"{}"),
        ("PUT", "/threads", b""),
        ("POST", "/nowhere?x=1", b""),
        ("POST", "/threads/", b""),
        ("GET", "/threads/thread_a%0Ab", None),
    ]
    for method, path, body in requests:
        sent = {"accept-encoding": "identity", "content-type": "application/json"}
        answers = [
            api.client.request(method, path, content=body, headers=sent) for api in (over_http, embedded)
        ]
        statuses, bodies = {answer.status_code for answer in answers}, {answer.content for answer in answers}
        assert (1, 1) == (len(statuses), len(bodies)), path
        names = [{name for name in answer.headers if name not in {"date", "server"}} for answer in answers]
        assert names[0] == names[1], path


def test_a_path_without_v1_is_served_too(open_api: Callable[..., Api]) -> None:
    """Clients whose base URL has no version in it reach the same operations."""
    api = open_api()
    base = str(api.client.base_url).removesuffix("/v1/")
    assert 200 == httpx.post(f"{base}/threads", trust_env=False).status_code


@pytest.mark.parametrize(
    ("header", "status", "code"),
    [
        (None, 401, "missing_api_key"),
        ("first-key", 401, "missing_api_key"),
        ("Basic first-key", 401, "missing_api_key"),
        ("Bearer", 401, "missing_api_key"),
        ("Bearer other-key", 401, "invalid_api_key"),
        ("Bearer first-key", 200, None),
        ("bearer  first-key", 200, None),
        ("Bearer zweiter-schlüssel", 200, None),
    ],
)
def test_keys_are_asked_for_where_they_are_configured(
    open_api: Callable[..., Api], header: str | None, status: int, code: str | None
) -> None:
    """One of the configured keys lets in; the answer to any other does not repeat it."""
    api = open_api(KEYS)
    headers = {} if header is None else {b"authorization": header.encode()}
    answer = api.client.post("/threads", headers=headers)
    assert status == answer.status_code
    if code is not None:
        error = answer.json()["error"]
        assert ("invalid_request_error", code) == (error["type"], error["code"])
        assert "other-key" not in answer.text
        assert answer.headers["x-request-id"].startswith("req_")


@pytest.mark.anyio
async def test_requests_that_wait_make_clients_look_less_often(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What is about to be a run counts like one; so who looks while many begin does not look all the time."""
    monkeypatch.setattr("assistants_v2_server.store.sqlite.BUSY_TIMEOUT", 60.0)
    with Server(tmp_path / "a.db", executor=HeldExecutor()) as server:
        transport = httpx.ASGITransport(create_app(server))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1/v1") as client:
            assistant = (await client.post("/assistants", json={"model": "m"})).json()["id"]
            asked = {"assistant_id": assistant, "thread": {"messages": [{"role": "user", "content": "q"}]}}
            run = (await client.post("/threads/runs", json=asked)).json()
            with locked(tmp_path / "a.db", "IMMEDIATE"):
                waiting = [asyncio.create_task(client.post("/threads/runs", json=asked)) for _ in range(58)]
                await asyncio.sleep(0.1)
                looked = await client.get(f"/threads/{run['thread_id']}/runs/{run['id']}")
            assert "300" == looked.headers["openai-poll-after-ms"]  # a run, a look, and those that wait
            assert [200] * 58 == [answer.status_code for answer in await asyncio.gather(*waiting)]


def test_the_server_is_closed_with_the_application() -> None:
    """When the application shuts down, workers and database go with it."""
    model = ScriptedModel()
    with served(create_app(Server(model=model))) as address:
        assert 200 == httpx.get(f"{address}/v1/assistants", trust_env=False).status_code
        assert 0 == model.closed
    assert 1 == model.closed


def test_the_embedded_server_loads_no_web_framework() -> None:
    """Whoever does not ask for the HTTP door needs neither an HTTP server nor metrics installed."""
    code = "import sys, assistants_v2_server; print({'uvicorn', 'prometheus_client'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=_env()
    )
    assert "set()" == done.stdout.strip()


def _env() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
