"""Sizes, counts and times of requests, over real sockets: each is refused with its own status."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from assistants_v2_server import Limits, Server, create_app

from ...databases.places import Databases
from ..driving import GatedModel, says
from ..loopback import served
from .serving import receive_all, request

Connect = Callable[[bytes], socket.socket]


@pytest.fixture
def stand(databases: Databases) -> Iterator[Callable[..., Connect]]:
    """Serves with limits; returns what opens a connection and sends something."""
    with ExitStack() as stack:

        def make(server: Server | None = None, **limits: Any) -> Connect:
            app = create_app(server or Server(databases.new()), limits=Limits(**limits))
            parts = urlsplit(stack.enter_context(served(app)))

            def connect(sent: bytes) -> socket.socket:
                address = (parts.hostname, parts.port)
                connection = stack.enter_context(socket.create_connection(address, timeout=30))
                connection.sendall(sent)
                return connection

            return connect

        yield make


def status_of(received: bytes) -> int:
    """The status of an answer."""
    return int(received.split(b" ", 2)[1])


def code_of(received: bytes) -> str:
    """The code of a refusal."""
    return str(json.loads(received.partition(b"\r\n\r\n")[2])["error"]["code"])


JSON = {"content_type": "application/json", "connection": "close"}


def test_a_body_that_is_announced_too_long_is_refused(stand: Callable[..., Connect]) -> None:
    """413, without keeping any of it; its sender gets to read why."""
    body = b'{"metadata": {"a": "' + b"x" * 2000 + b'"}}'
    sent = request("POST /v1/threads", body, content_length=len(body), **JSON)
    received = receive_all(stand(body_bytes=1000)(sent))
    assert (413, "request_too_large") == (status_of(received), code_of(received))


def test_a_body_in_chunks_is_counted_while_it_comes(stand: Callable[..., Connect]) -> None:
    """Nobody can send more by not saying how much it is."""
    connection = stand(body_bytes=100_000)(request("POST /v1/threads", transfer_encoding="chunked", **JSON))
    chunk = b"2710\r\n" + b"x" * 10_000 + b"\r\n"
    for _ in range(20):
        connection.sendall(chunk)
    connection.sendall(b"0\r\n\r\n")
    assert 413 == status_of(receive_all(connection))


def test_a_body_just_as_long_as_allowed_is_taken(stand: Callable[..., Connect]) -> None:
    """The limit itself is within it."""
    body = b'{"metadata": {"a": "b"}}'
    sent = request("POST /v1/threads", body, content_length=len(body), **JSON)
    assert 200 == status_of(receive_all(stand(body_bytes=len(body))(sent)))


def test_a_body_that_does_not_come_is_refused(stand: Callable[..., Connect]) -> None:
    """408 after the time for bodies, and the connection is closed; others are answered meanwhile."""
    connect = stand(body_seconds=0.5)
    slow = connect(request("POST /v1/threads", b"{", content_length=100, content_type="application/json"))
    quick = connect(request("POST /v1/threads", **JSON))
    assert 200 == status_of(receive_all(quick))
    received = receive_all(slow)
    assert (408, "request_timeout") == (status_of(received), code_of(received))


def test_all_bodies_that_are_coming_are_bounded(stand: Callable[..., Connect]) -> None:
    """503 with retry-after for the one that is too much; whoever sends slowly does not fill the memory."""
    connect = stand(uploads_bytes=50_000)
    half = request("POST /v1/threads", b"x" * 40_000, content_length=80_000, content_type="application/json")
    waiting = connect(half)
    time.sleep(0.5)
    received = receive_all(connect(half))
    assert 503 == status_of(received)
    assert b"retry-after: 1" in received
    waiting.close()


def test_requests_in_hand_are_bounded(stand: Callable[..., Connect], databases: Databases) -> None:
    """503 with retry-after beyond the bound; connections without a request are not counted."""
    server = Server(databases.new())
    held, begun = threading.Event(), threading.Event()
    answer = server.handle

    def hold(method: str, path: str, *rest: object) -> object:
        if path.endswith("/held"):
            begun.set()
            assert held.wait(30)
        return answer(method, path, *rest)  # type: ignore[arg-type]  # as it was called

    server.handle = hold  # type: ignore[assignment, method-assign]  # stands for a slow disk
    connect = stand(server, requests=1)
    idle = [connect(b"") for _ in range(5)]
    first = connect(request("GET /v1/threads/held", connection="close"))
    assert begun.wait(30)
    received = receive_all(connect(request("GET /v1/assistants", connection="close")))
    assert (503, "server_busy") == (status_of(received), code_of(received))
    assert b"retry-after: 1" in received
    held.set()
    assert 400 == status_of(receive_all(first))
    assert 5 == len(idle)


@pytest.mark.parametrize(
    "headers", [{f"x_{number}": "y" for number in range(101)}, {"x": "y" * 15_000, "z": "y" * 900}]
)
def test_too_many_or_too_long_headers_are_refused_by_any_server(
    stand: Callable[..., Connect], headers: dict[str, str]
) -> None:
    """The application counts them itself, whichever ASGI server parsed them."""
    received = receive_all(
        stand(header_bytes=15_500)(request("GET /v1/assistants", connection="close", **headers))
    )
    assert (431, "headers_too_large") == (status_of(received), code_of(received))


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"content_type": "application/json"}, b"{}", 200),
        ({"content_type": "application/json; charset=utf-8"}, b"{}", 200),
        ({"content_type": "application/vnd.api+json"}, b"{}", 200),
        ({"content_type": "text/plain"}, b"{}", 415),
        ({"content_type": "application/x-www-form-urlencoded"}, b"a=b", 415),
        ({}, b"{}", 415),
        ({"content_type": "text/plain"}, b"", 200),
        ({}, b"", 200),
    ],
)
def test_a_body_must_be_called_json(
    stand: Callable[..., Connect], headers: dict[str, str], body: bytes, status: int
) -> None:
    """What a page may send without asking is not taken; a request without a body needs no type."""
    sent = request("POST /v1/threads", body, content_length=len(body), connection="close", **headers)
    assert status == status_of(receive_all(stand()(sent)))


def test_a_refused_body_that_has_come_is_not_waited_for(stand: Callable[..., Connect]) -> None:
    """Nothing more comes of it, so the refusal is sent at once, and the connection takes the next request."""
    refused = request("POST /v1/threads", b"a=b", content_length=3, content_type="text/plain")
    received = receive_all(stand()(refused + request("POST /v1/threads", **JSON)))
    assert [b"415", b"200"] == re.findall(rb"HTTP/1.1 (\d+)", received)


def test_preflight_and_answers_for_a_page_that_is_allowed(databases: Databases) -> None:
    """A page of an allowed origin may ask, send its key, and read the answer; another may not."""
    app = create_app(Server(databases.new()), ["k"], cors_origins=["https://app.example"])
    asking = {
        "origin": "https://app.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
    }
    with served(app) as address, httpx.Client(base_url=address, trust_env=False) as client:
        allowed = client.options("/v1/threads", headers=asking)
        assert (204, "https://app.example") == (
            allowed.status_code,
            allowed.headers["access-control-allow-origin"],
        )
        assert "POST" in allowed.headers["access-control-allow-methods"]
        assert "authorization,content-type" == allowed.headers["access-control-allow-headers"]
        assert 403 == client.options("/v1/threads", headers={**asking, "origin": "https://evil"}).status_code
        key = {"authorization": "Bearer k"}
        read = client.post("/v1/threads", headers={"origin": "https://app.example", **key})
        assert (200, "https://app.example") == (
            read.status_code,
            read.headers["access-control-allow-origin"],
        )
        refused = client.post("/v1/threads", headers={"origin": "https://app.example"})
        assert (401, True) == (refused.status_code, "access-control-allow-origin" in refused.headers)
        assert "access-control-allow-origin" not in client.post("/v1/threads", headers=key).headers


def test_a_gated_model_holds_up_no_request(stand: Callable[..., Connect], databases: Databases) -> None:
    """While a run waits for its model, requests are answered."""
    model = GatedModel(says("done"))
    server = Server(databases.new(), model=model)
    connect = stand(server)
    with ExitStack() as stack:
        stack.callback(model.gate.set)
        assistant = json.loads(server.handle("POST", "/assistants", "", {}, b'{"model": "m"}').body)["id"]
        body = json.dumps({"assistant_id": assistant, "instructions": "x"}).encode()
        sent = request("POST /v1/threads/runs", body, content_length=len(body), **JSON)
        assert 200 == status_of(receive_all(connect(sent)))
        assert model.asked.wait(30)
        assert 200 == status_of(receive_all(connect(request("GET /v1/assistants", connection="close"))))


def test_a_refused_form_that_has_come_whole_is_answered_at_once(stand: Callable[..., Connect]) -> None:
    """Its connection is kept: nothing more of it is waited for."""
    body = b'--b\r\ncontent-disposition: form-data; name="file"; filename=".."\r\n\r\nx\r\n--b--\r\n'
    kind = "multipart/form-data; boundary=b"
    sent = request(
        "POST /v1/files", body, content_length=len(body), content_type=kind, connection="keep-alive"
    )
    connection, received = stand()(sent), b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(4096)
    assert 400 == status_of(received)
    assert b"connection: close" not in received.lower()
