"""The server without a door: headers, versions, defects, closing."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from assistants_v2_server import InlineExecutor, Server, service

from ..databases.places import Databases
from .driving import Api, HeldExecutor, ScriptedModel, calls, function, says


@pytest.fixture
def server(serve: Callable[..., Api]) -> Server:
    """A server in memory."""
    return serve().server


def headers_of(api: Api, method: str, path: str, **body: Any) -> dict[str, str]:
    """The headers of an answer."""
    return dict(api.client.request(method, path, json=body or None).headers)


def test_every_answer_can_be_told_from_all_others(api: Api) -> None:
    """Successes and errors alike carry a request id of their own, and the time they took."""
    answers = [headers_of(api, "POST", "/threads"), headers_of(api, "GET", "/threads/thread_x")]
    ids = {answer["x-request-id"] for answer in answers}
    assert (2, True) == (len(ids), all(request_id.startswith("req_") for request_id in ids))
    for answer in answers:
        assert ("application/json", "2020-10-01") == (answer["content-type"], answer["openai-version"])
        assert answer["openai-processing-ms"].isdigit()


def test_only_an_unsettled_run_says_when_to_look_again(serve: Callable[..., Api]) -> None:
    """A queued run's answer says how long to wait; one that waits for its caller or has ended does not."""
    executor = HeldExecutor()
    api = serve(executor=executor, model=ScriptedModel(calls("f")))
    thread, assistant = api.thread("q"), api.assistant(tools=[function("f")])
    made = api.client.post(f"/threads/{thread}/runs", json={"assistant_id": assistant})
    assert "100" == made.headers["openai-poll-after-ms"]
    path = f"/threads/{thread}/runs/{made.json()['id']}"
    assert "100" == headers_of(api, "GET", path)["openai-poll-after-ms"]
    executor.let_go()
    assert "openai-poll-after-ms" not in headers_of(api, "GET", path)
    assert "openai-poll-after-ms" not in headers_of(api, "GET", f"/threads/{thread}")


def test_the_more_runs_are_in_hand_the_later_a_client_is_to_look_again(serve: Callable[..., Api]) -> None:
    """A client that polls is told of the others, though it sees only its own run, and of their end."""
    executor = HeldExecutor()
    api = serve(executor=executor, model=ScriptedModel(*[says("a")] * 40))
    body = {"assistant_id": api.assistant(), "thread": {"messages": [{"role": "user", "content": "q"}]}}
    first = api.post("/threads/runs", body)
    path = f"/threads/{first['thread_id']}/runs/{first['id']}"
    for _ in range(38):
        api.post("/threads/runs", body)
    assert "200" == headers_of(api, "POST", "/threads/runs", **body)["openai-poll-after-ms"]
    assert "200" == headers_of(api, "GET", path)["openai-poll-after-ms"]
    executor.let_go()
    assert "100" == headers_of(api, "POST", "/threads/runs", **body)["openai-poll-after-ms"]


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ("assistants=v2", 200),
        ("realtime=v1, assistants=v2", 200),
        ("realtime=v1", 200),
        ("", 200),
        ("assistants=v1", 400),
        ("realtime=v1,assistants=v1", 400),
    ],
)
def test_only_another_version_of_the_api_is_refused(server: Server, value: str, status: int) -> None:
    """Requests that name no version, or this one, are served; those that name another are told."""
    answer = server.handle("POST", "/v1/threads", "", {"openai-beta": value}, b"")
    assert status == answer.status
    if status == 400:
        error = json.loads(answer.body)["error"]
        expected = (
            "You must provide the 'OpenAI-Beta' header to access the Assistants API. "
            "Please try again by setting the header 'OpenAI-Beta: assistants=v2'."
        )
        assert (expected, "invalid_request_error", None, "invalid_beta") == tuple(error.values())


def test_a_request_without_any_header_is_served(server: Server) -> None:
    """Nothing in the headers is required."""
    assert 200 == server.handle("post", "/threads", "", {}, b"").status


def test_a_defect_is_one_requests_failure(
    server: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An exception nobody foresaw is a 500 with the request's id; the log says where, not what was said."""

    def broken(context: Any, call: Any) -> Any:
        raise RuntimeError(f"cannot cope with {call.body}")

    monkeypatch.setitem(service.OPERATIONS, "createThread", broken)
    with caplog.at_level(logging.ERROR):
        answer = server.handle("POST", "/v1/threads", "", {}, b'{"metadata": {"k": "secret"}}')
    assert (500, "server_error") == (answer.status, json.loads(answer.body)["error"]["type"])
    assert dict(answer.headers)["x-request-id"] in caplog.text
    assert "in broken" in caplog.text
    assert "secret" not in caplog.text + answer.body.decode()
    assert 200 == server.handle("GET", "/v1/assistants", "", {}, b"").status


def test_a_closed_server_says_so(server: Server) -> None:
    """A request that comes too late is a 503, not an exception."""
    server.close()
    answer = server.handle("GET", "/v1/assistants", "", {}, b"")
    assert (503, "This server has been closed.") == (
        answer.status,
        json.loads(answer.body)["error"]["message"],
    )


def test_closing_closes_the_model_once(databases: Databases) -> None:
    """Closing a server twice is fine, and its model is told once."""
    model = ScriptedModel()
    with Server(databases.new(), model=model, executor=InlineExecutor()) as server:
        server.close()
    assert 1 == model.closed
