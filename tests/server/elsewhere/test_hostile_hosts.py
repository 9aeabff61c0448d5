"""Another server that is slow, breaks off, refuses, redirects or talks without an end."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress

import httpx
import pytest
from assistants_v2_server import Upstream

from ..driving import Json
from .others import OTHER_KEY, Host, Said, Seen, dropping, error_in, open_here, say_json
from .test_forwarding import open_http

Door = Callable[..., AbstractContextManager[httpx.Client]]

HTML = {"content-type": "text/html"}


@pytest.fixture(params=[open_here, open_http], ids=["embedded", "http"])
def door(request: pytest.FixtureRequest) -> Door:
    """Opens either door of a server that hands requests over."""
    opened: Door = request.param
    return opened


def ask(
    door: Door, host: Host, method: str = "GET", path: str = "/files", timeout: float = 20
) -> httpx.Response:
    """What a caller gets of one request to such a host."""
    upstream = Upstream(f"{host.url}/v1", OTHER_KEY, timeout=timeout)
    with door(upstream) as client:
        return client.request(method, path, json={} if method == "POST" else None)


def check_complaint(response: httpx.Response, host: str) -> None:
    """Hold that a failure names the host and what to do, and no key."""
    error = error_in(response)
    assert host in error["message"]
    assert any(remedy in error["message"] for remedy in ("Check", "Look", "Give", "Try"))
    assert OTHER_KEY not in response.text
    assert "server_error" == error["type"]


def test_a_host_that_is_not_there_is_named(door: Door) -> None:
    """With what to look at."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with door(Upstream(f"http://127.0.0.1:{port}/v1", OTHER_KEY)) as client:
        response = client.get("/files")
    assert (502, "elsewhere_unreachable") == (response.status_code, error_in(response)["code"])
    check_complaint(response, f"127.0.0.1:{port}")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_host_that_says_nothing_is_given_up(door: Door, method: str) -> None:
    """After its time; a request that may have been carried out is not sent again."""
    never = threading.Event()
    with Host(Said(waits=never)).serve() as host:
        response = ask(door, host, method, timeout=0.5)
        never.set()
        assert 1 == len(host.seen)
    assert (504, "elsewhere_timeout") == (response.status_code, error_in(response)["code"])
    check_complaint(response, host.upstream.host)


@pytest.mark.parametrize(("method", "times"), [("GET", 3), ("POST", 1)])
def test_an_answer_that_breaks_off_is_no_answer(door: Door, method: str, times: int) -> None:
    """What only looks is asked for again; what may have been done is not, and the caller is told to look."""
    cut = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\ncontent-type: application/json\r\n\r\n{"
    for said in (b"", cut):
        with dropping(said) as (port, asked), door(Upstream(f"http://127.0.0.1:{port}", OTHER_KEY)) as client:
            response = client.request(method, "/files", json={} if method == "POST" else None)
            assert times == len(asked)
        assert (502, "elsewhere_failed") == (response.status_code, error_in(response)["code"])
        check_complaint(response, f"127.0.0.1:{port}")


def test_a_long_answer_that_breaks_off_breaks_off_for_the_caller(door: Door) -> None:
    """A part of a file does not pass for the whole."""
    pieces = (b"x" * 300_000, b"y" * 300_000)
    with Host(Said(body=pieces, breaks=True)).serve() as host, pytest.raises(httpx.TransportError):
        ask(door, host, path="/files/f/content")


def test_a_long_answer_comes_while_it_is_sent(door: Door) -> None:
    """Its first piece is here before its last one has been sent, so it is not kept whole."""
    rest = threading.Event()
    pieces = (b"x" * 300_000, b"y" * 300_000)
    with (
        Host(Said(body=pieces, waits_between=rest)).serve() as host,
        door(host.upstream) as client,
        client.stream("GET", "/files/f/content") as response,
    ):
        chunks = response.iter_raw()
        first = next(chunks)
        rest.set()
        assert b"".join(pieces) == first + b"".join(chunks)


def test_an_answer_without_an_end_can_be_left(door: Door) -> None:
    """Its connection is closed then, and it is heard no more."""
    left = threading.Event()

    def talk(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection, suppress(OSError):
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
            while True:
                connection.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")
        left.set()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        talking = threading.Thread(target=talk, args=(listening,), daemon=True)
        talking.start()
        with door(Upstream(f"http://127.0.0.1:{listening.getsockname()[1]}", OTHER_KEY)) as client:
            with client.stream("GET", "/files/f/content") as response:
                next(response.iter_raw())
            assert left.wait(30)
        talking.join()


def test_an_error_without_an_end_is_not_read(door: Door) -> None:
    """Nobody writes errors of that size."""
    with Host(Said(status=500, body=(b"x" * 50_000,) * 100)).serve() as host:
        response = ask(door, host, "POST")
    assert (502, "elsewhere_failed") == (response.status_code, error_in(response)["code"])
    check_complaint(response, host.upstream.host)


@pytest.mark.parametrize("status", [401, 407])
def test_a_key_that_is_refused_is_not_the_callers(door: Door, status: int) -> None:
    """What the host says of it stays here: it may repeat the key."""
    said = say_json({"error": {"message": f"Incorrect API key provided: {OTHER_KEY}"}}, status)
    with Host(said).serve() as host:
        response = ask(door, host)
    assert (502, "elsewhere_key_refused") == (response.status_code, error_in(response)["code"])
    check_complaint(response, host.upstream.host)


@pytest.mark.parametrize("status", [200, 400])
def test_an_answer_that_repeats_the_key_is_held_back(door: Door, status: int) -> None:
    """In its body or in its headers."""
    in_body = say_json({"error": {"message": f"you sent {OTHER_KEY}"}}, status)
    in_header = say_json({"error": {"message": "no"}}, status, x_request_id=OTHER_KEY)
    for said in (in_body, in_header):
        with Host(said).serve() as host:
            response = ask(door, host)
        assert 502 == response.status_code
        assert OTHER_KEY not in response.text + str(response.headers)


def test_a_long_answer_that_repeats_the_key_breaks_off_before_it(door: Door) -> None:
    """Also where the key comes in two pieces."""
    half, rest = OTHER_KEY[:7].encode(), OTHER_KEY[7:].encode()
    for pieces in ((OTHER_KEY.encode(), b"x" * 300_000), (b"x" * 300_000 + half, rest + b"x" * 300_000)):
        with Host(Said(body=pieces)).serve() as host, door(host.upstream) as client:
            got = b""
            with suppress(httpx.TransportError), client.stream("GET", "/files/f/content") as response:
                for piece in response.iter_bytes():
                    got += piece
            assert OTHER_KEY.encode() not in got
            assert len(got) < 400_000


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_redirect_to_another_host_is_not_followed(door: Door, status: int, method: str) -> None:
    """The key would go there; the caller is not sent there either, with his."""
    with Host(say_json({})).serve() as stranger:
        for target in (
            f"{stranger.url}/v1/files",
            f"//{stranger.url.partition('//')[2]}/x",
            "https://127.0.0.1/",
        ):
            with Host(Said(status=status, headers={"location": target})).serve() as host:
                response = ask(door, host, method)
            assert (502, "elsewhere_redirects") == (response.status_code, error_in(response)["code"])
            assert "location" not in response.headers
            check_complaint(response, host.upstream.host)
        assert [] == stranger.seen


def test_a_redirect_within_the_host_is_followed(door: Door) -> None:
    """Some servers want a slash at the end; a method is never changed for that."""

    def redirect(seen: Seen) -> Said:
        if seen.path.endswith("/files"):
            return Said(status=307, headers={"location": "/v1/files/"})
        return say_json({"method": seen.method, "body": seen.body.decode()})

    with Host(redirect).serve() as host:
        assert {"method": "GET", "body": ""} == ask(door, host).json()
        assert {"method": "POST", "body": "{}"} == ask(door, host, "POST").json()
    with Host(Said(status=303, headers={"location": "/v1/other"})).serve() as host:
        assert 502 == ask(door, host, "POST").status_code


def test_redirects_in_a_circle_end(door: Door) -> None:
    """After a few."""
    with Host(Said(status=302, headers={"location": "/v1/files"})).serve() as host:
        assert "elsewhere_redirects" == error_in(ask(door, host))["code"]
        assert 4 == len(host.seen)


def test_a_busy_host_says_when_to_come_again(door: Door) -> None:
    """Callers have their own patience: what they are told is what the host says."""
    error = {
        "error": {"message": "slow down", "type": "requests", "param": None, "code": "rate_limit_exceeded"}
    }
    with Host(say_json(error, 429, retry_after="7")).serve() as host:
        response = ask(door, host)
        assert 1 == len(host.seen)
    assert (429, error, "7") == (response.status_code, response.json(), response.headers["retry-after"])


@pytest.mark.parametrize(
    ("status", "told"), [(500, 502), (502, 502), (503, 503), (504, 504), (404, 404), (403, 403), (413, 413)]
)
def test_a_page_of_a_proxy_becomes_an_error_of_this_api(door: Door, status: int, told: int) -> None:
    """Clients read errors, and what may pass stays so."""
    with Host(
        Said(status=status, headers=HTML | {"retry-after": "3"}, body=(b"<html>secret</html>",))
    ).serve() as host:
        response = ask(door, host)
    assert (told, "3") == (response.status_code, response.headers["retry-after"])
    assert "secret" not in response.text
    check_complaint(response, host.upstream.host)


def test_a_page_is_no_page_of_this_server(door: Door) -> None:
    """A browser that is led to it neither guesses its type nor runs what is in it."""
    with Host(Said(headers=HTML, body=(b"<script>alert(1)</script>",))).serve() as host:
        response = ask(door, host)
    assert ("nosniff", "sandbox") == (
        response.headers["x-content-type-options"],
        response.headers["content-security-policy"],
    )


def test_cookies_of_one_caller_are_not_sent_for_another(door: Door) -> None:
    """The host sets one, and nobody brings it back."""
    with Host(say_json({}, set_cookie="session=1; Path=/")).serve() as host, door(host.upstream) as client:
        client.get("/files")
        client.get("/files")
        assert ["cookie" in seen.headers for seen in host.seen] == [False, False]


FILES: Json = {"tool_resources": {"code_interpreter": {"file_ids": ["file-x"]}}}
"""What has a thread look a file up."""

ESCAPED = json.dumps(FILES).replace("file_ids", "fil\\u0065_ids").encode()
"""The same, as it may be written too."""


@pytest.mark.parametrize(
    ("method", "path", "body", "callers", "waiting"),
    [
        ("GET", "/files", b"", 70, 64),
        ("POST", "/threads", json.dumps(FILES).encode(), 40, 32),
        ("POST", "/threads", ESCAPED, 40, 32),
    ],
    ids=["relayed", "asking", "escaped"],
)
def test_a_host_that_waits_holds_nobody_up_who_does_not_ask_it(
    door: Door, method: str, path: str, body: bytes, callers: int, waiting: int
) -> None:
    """As many requests as you like may wait for it; threads and messages are answered meanwhile."""
    never = threading.Event()
    headers = {"content-type": "application/json"}

    def call(client: httpx.Client) -> None:
        client.request(method, path, content=body, headers=headers)

    with Host(Said(waits=never)).serve() as host, door(host.upstream) as client:
        threads = [threading.Thread(target=call, args=(client,)) for _ in range(callers)]
        for thread in threads:
            thread.start()
        while len(host.seen) < waiting:
            threading.Event().wait(0.01)
        assistant = client.post("/assistants", json={"model": "m"}).json()
        assert 200 == client.get(f"/assistants/{assistant['id']}").status_code
        assert 200 == client.post("/threads", json={}).status_code
        assert all(thread.is_alive() for thread in threads)
        never.set()
        for thread in threads:
            thread.join()


def test_closing_waits_for_no_host() -> None:
    """What is under way there ends at once, and its caller is told."""
    never, answers = threading.Event(), list[httpx.Response]()
    with Host(Said(waits=never)).serve() as host:
        with open_here(host.upstream) as client:
            caller = threading.Thread(target=lambda: answers.append(client.get("/files")))
            caller.start()
            while not host.seen:
                threading.Event().wait(0.01)
        caller.join()
        never.set()
    [answer] = answers
    assert 503 == answer.status_code
