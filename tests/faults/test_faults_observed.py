"""Every fault as a bare client sees it, over real sockets, with what the server did meanwhile."""

from __future__ import annotations

import json
import socket
import threading
from email.utils import formatdate, parsedate_to_datetime
from http import HTTPStatus
from typing import Any

import httpx
import pytest
from assistants_v2.testing import FaultServer
from assistants_v2_server import Answer
from assistants_v2_server.faults import (
    Fault,
    Rule,
    cut_body,
    cut_stream,
    empty,
    garbage,
    hangup,
    html,
    rate_limited,
    reset,
    slow,
    slow_body,
    stale,
    status,
    truncated,
)
from assistants_v2_server.faults.connection import PIECES
from assistants_v2_server.faults.kinds import HTML_PAGE

from .fault_server import fault_server
from .scripted import ScriptedBackend

THREADS = "/threads"
THREAD = "/threads/{thread_id}"


@pytest.mark.parametrize("acted", [False, True])
def test_a_reset_is_a_reset(faulty: FaultServer, client: httpx.Client, acted: bool) -> None:
    """The client's kernel reports a reset, whether or not the work was done; the next request is answered."""
    faulty.inject(Rule("POST", THREADS, reset(acted=acted)))
    with pytest.raises(httpx.ReadError) as failure:
        client.post("/threads")
    assert isinstance(root(failure.value), ConnectionResetError)
    assert [(None, acted)] == [(record.status, record.acted) for record in faulty.struck]
    assert 200 == client.post("/threads").status_code
    assert (2 if acted else 1) == threads_made(faulty)


@pytest.mark.parametrize("acted", [False, True])
def test_a_hangup_is_an_end_without_an_answer(faulty: FaultServer, acted: bool) -> None:
    """The socket is closed in good order, and nothing was sent before."""
    faulty.inject(Rule("POST", THREADS, hangup(acted=acted)))
    with socket.create_connection(faulty.address, timeout=20) as sock:
        sock.sendall(b"POST /v1/threads HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n")
        assert b"" == sock.recv(1)
    assert [("hangup after" if acted else "hangup before", acted)] == [
        (record.fault, record.acted) for record in faulty.struck
    ]


def test_a_slow_answer_comes_when_the_work_was_done_long_ago(faulty: FaultServer) -> None:
    """A client that waits no longer leaves a finished request behind; one that waits gets the answer."""
    faulty.inject(Rule("POST", THREADS, slow(0.3), times=2))
    hasty = httpx.Client(base_url=faulty.base_url, timeout=httpx.Timeout(20, read=0.05))
    with hasty, pytest.raises(httpx.ReadTimeout):
        hasty.post("/threads")
    while not faulty.log:
        threading.Event().wait(0.01)
    assert 1 == threads_made(faulty)
    with httpx.Client(base_url=faulty.base_url, timeout=20) as patient:
        assert 200 == patient.post("/threads").status_code


def test_a_slow_body_comes_in_pieces(faulty: FaultServer, client: httpx.Client) -> None:
    """The body of a trickled answer is complete, but arrives in several pieces."""
    faulty.inject(Rule("POST", THREADS, slow_body(0.25)))
    with client.stream("POST", "/threads") as response:
        parts = list(response.iter_raw())
    assert 1 < len(parts) <= PIECES
    assert "thread" == json.loads(b"".join(parts))["object"]


def test_a_slow_body_times_out_between_its_pieces(faulty: FaultServer) -> None:
    """A client whose patience is shorter than the gap between two pieces gives up inside the body."""
    faulty.inject(Rule("POST", THREADS, slow_body(5.0)))
    hasty = httpx.Client(base_url=faulty.base_url, timeout=httpx.Timeout(20, read=0.5))
    with hasty, hasty.stream("POST", "/threads") as response:
        assert 200 == response.status_code
        with pytest.raises(httpx.ReadTimeout):
            response.read()


def test_a_cut_body_is_shorter_than_promised(faulty: FaultServer, client: httpx.Client) -> None:
    """The connection ends inside the body, after the server acted."""
    faulty.inject(Rule("POST", THREADS, cut_body()))
    with pytest.raises(httpx.RemoteProtocolError, match="without sending complete message body"):
        client.post("/threads")
    assert 1 == threads_made(faulty)


def test_even_an_empty_body_can_be_cut() -> None:
    """An answer without a body promises one byte, which never comes."""
    backend = ScriptedBackend({"GET /threads/{thread_id}": [Answer(200, (), b"")]})
    with fault_server(backend, [Rule("GET", THREAD, cut_body())]) as faulty:
        with pytest.raises(httpx.RemoteProtocolError):
            httpx.get(f"{faulty.base_url}/threads/thread_1")
        assert b"" == httpx.get(f"{faulty.base_url}/threads/thread_1").content


@pytest.mark.parametrize("code", [409, 429, 500, 502, 503, 504])
@pytest.mark.parametrize("acted", [False, True])
def test_an_error_status_comes_before_or_after_the_work(
    faulty: FaultServer, client: httpx.Client, code: int, acted: bool
) -> None:
    """An error in the API's form is sent, whether or not the work was done."""
    faulty.inject(Rule("POST", THREADS, status(code, acted=acted)))
    response = client.post("/threads")
    assert code == response.status_code
    assert {"message", "type", "param", "code"} == response.json()["error"].keys()
    assert "retry-after" not in response.headers
    assert [(code, acted)] == [(record.status, record.acted) for record in faulty.struck]


def test_retry_after_takes_all_its_forms(faulty: FaultServer, client: httpx.Client) -> None:
    """Milliseconds, seconds and a date are sent as they are given."""
    forms = [{"retry-after-ms": "1500"}, {"retry-after": "2"}, {"retry-after": formatdate(60, usegmt=True)}]
    faulty.inject(
        *[Rule("POST", THREADS, status(429, headers=form), nth) for nth, form in enumerate(forms, 1)]
    )
    answers = [client.post("/threads").headers for _ in forms]
    assert "1500" == answers[0]["retry-after-ms"]
    assert "2" == answers[1]["retry-after"]
    assert 60 == parsedate_to_datetime(answers[2]["retry-after"]).timestamp()


def test_a_storm_passes(faulty: FaultServer, client: httpx.Client) -> None:
    """Several requests in a row are refused, and then none."""
    faulty.inject(Rule("POST", THREADS, status(503), times=3))
    assert [503, 503, 503, 200] == [client.post("/threads").status_code for _ in range(4)]
    assert 1 == threads_made(faulty)


def test_a_stale_answer_is_the_last_one(faulty: FaultServer, client: httpx.Client) -> None:
    """After a change, a struck GET still tells the former state; the one after it tells the truth."""
    path = f"/threads/{client.post('/threads').json()['id']}"
    client.get(path)
    client.post(path, json={"metadata": {"a": "1"}})
    faulty.inject(Rule("GET", THREAD, stale()))
    assert [{}, {"a": "1"}] == [client.get(path).json()["metadata"] for _ in range(2)]
    assert [("stale", 200, False)] == [(each.fault, each.status, each.acted) for each in faulty.struck]


def test_requires_action_is_stale_after_the_outputs_were_taken(
    faulty: FaultServer, client: httpx.Client
) -> None:
    """A run whose outputs were submitted seems to wait for them still, with the same call ids."""
    function = {"name": "get_leave_balance", "parameters": {"type": "object", "properties": {}}}
    tools = [{"type": "function", "function": function}]
    assistant = client.post("/assistants", json={"model": "rehearsal", "tools": tools}).json()
    said = {"messages": [{"role": "user", "content": "What is my leave balance?"}]}
    asked = {"assistant_id": assistant["id"], "thread": said}
    run = settled(client, client.post("/threads/runs", json=asked).json())
    assert "requires_action" == run["status"]
    calls = run["required_action"]["submit_tool_outputs"]["tool_calls"]
    outputs = {"tool_outputs": [{"tool_call_id": call["id"], "output": "9"} for call in calls]}
    faulty.inject(Rule("GET", "/threads/{thread_id}/runs/{run_id}", stale()))
    assert 200 == client.post(f"{path_of(run)}/submit_tool_outputs", json=outputs).status_code
    assert run == client.get(path_of(run)).json()
    assert "completed" == settled(client, run)["status"]


@pytest.mark.parametrize(
    ("fault", "content_type", "body"),
    [
        (html(), "text/html; charset=utf-8", HTML_PAGE),
        (html(acted=False), "text/html; charset=utf-8", HTML_PAGE),
        (empty(), "application/json", b""),
        (empty(acted=False), "application/json", b""),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_a_good_status_may_come_with_something_else(
    faulty: FaultServer, client: httpx.Client, fault: Fault, content_type: str, body: bytes
) -> None:
    """A page, or nothing, with status 200, whether or not the work was done."""
    faulty.inject(Rule("POST", THREADS, fault))
    response = client.post("/threads")
    assert HTTPStatus.OK == response.status_code
    assert content_type == response.headers["content-type"]
    assert body == response.content
    assert [(fault.name, 200, fault.acts)] == [(r.fault, r.status, r.acted) for r in faulty.struck]


def test_truncated_json_is_a_whole_answer_of_half_a_document(
    faulty: FaultServer, client: httpx.Client
) -> None:
    """HTTP sees nothing wrong; the JSON has no end."""
    faulty.inject(Rule("POST", THREADS, truncated()))
    response = client.post("/threads")
    assert str(len(response.content)) == response.headers["content-length"]
    assert response.text.startswith('{"id":"thread_')
    with pytest.raises(json.JSONDecodeError):
        response.json()


def threads_made(faulty: FaultServer) -> int:
    """How many requests for a new thread the server behind the faults has met."""
    return sum(record.acted for record in faulty.seen("POST", THREADS))


def root(error: BaseException) -> BaseException:
    """What an error came from in the first place."""
    while (cause := error.__cause__ or error.__context__) is not None:
        error = cause
    return error


def path_of(run: dict[str, Any]) -> str:
    """The path of a run."""
    return f"/threads/{run['thread_id']}/runs/{run['id']}"


def settled(client: httpx.Client, run: dict[str, Any]) -> dict[str, Any]:
    """Look at a run until it has ended or waits for its caller, and once more."""
    while client.get(path_of(run)).json()["status"] in ("queued", "in_progress"):
        threading.Event().wait(0.01)
    return dict(client.get(path_of(run)).json())


def test_garbage_is_called_json_and_is_none(faulty: FaultServer, client: httpx.Client) -> None:
    """The work was done, and whatever reads the answer fails."""
    faulty.inject(Rule("POST", THREADS, garbage()))
    response = client.post("/threads")
    assert (200, "application/json") == (response.status_code, response.headers["content-type"])
    with pytest.raises(ValueError):
        json.loads(response.content)
    assert 1 == threads_made(faulty)


def test_a_rate_limit_says_when_to_come_back(faulty: FaultServer, client: httpx.Client) -> None:
    """The header is in seconds, as HTTP has it; nothing was done."""
    faulty.inject(Rule("POST", THREADS, rate_limited(2)))
    response = client.post("/threads")
    assert (429, "2") == (response.status_code, response.headers["retry-after"])
    assert 0 == threads_made(faulty)


@pytest.mark.parametrize("after", [1, 3])
def test_a_stream_is_cut_after_some_events(after: int) -> None:
    """So many come whole, and then the connection ends before the stream does; the run goes on."""
    body = {"model": "m"}
    with FaultServer() as server, httpx.Client(base_url=server.url, timeout=20) as client:
        assistant = client.post("/assistants", json=body).json()["id"]
        server.inject(Rule("POST", "/threads/runs", cut_stream(after)))
        asked = {"assistant_id": assistant, "stream": True, "thread": {"messages": [MESSAGE]}}
        came: list[str] = []
        with (
            pytest.raises(httpx.RemoteProtocolError),
            client.stream("POST", "/threads/runs", json=asked) as stream,
        ):
            came.extend(line for line in stream.iter_lines() if line.startswith("event:"))
        assert after == len(came)
        assert ["cut stream"] == [record.fault for record in server.struck]


MESSAGE = {"role": "user", "content": "Hello"}
