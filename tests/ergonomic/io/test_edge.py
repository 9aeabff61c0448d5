"""What goes wrong between the client and a server is told in this package's errors, in both colours."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from assistants_v2 import (
    APIConnectionError,
    APIStatusError,
    AssistantsError,
    ClientClosed,
)
from assistants_v2.io import connections

from .loops import COLOURS, KEY, Loop, Work, forget_environment, retrieve, settled
from .slow_servers import Listener, answer, listening, say_nothing


@pytest.fixture(params=COLOURS)
def loop(request: pytest.FixtureRequest) -> Loop:
    """Clients of each kind in turn."""
    return Loop(request.param)


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    forget_environment(monkeypatch)


def fail(loop: Loop, base_url: str, work: Work, **options: Any) -> APIConnectionError:
    """Return the error with which *work* ends, after checking that it keeps the key to itself."""
    with pytest.raises(APIConnectionError) as raised:
        loop.run(base_url, work, **options)
    assert KEY not in "".join(traceback.format_exception(raised.value))
    return raised.value


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with keys and certificates, made for the name `localhost` and for another one."""
    folder = tmp_path_factory.mktemp("certificates")
    if shutil.which("openssl") is None:
        pytest.skip("there is no openssl to make certificates with")
    for name in ("localhost", "elsewhere.example"):
        make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={name}"]
        files = ["-keyout", f"{name}.key", "-out", f"{name}.pem", "-addext", f"subjectAltName=DNS:{name}"]
        subprocess.run([*make, *files], cwd=folder, check=True, capture_output=True)
    return folder


def speak_tls(folder: Path, name: str) -> Callable[[Listener, socket.socket], None]:
    """Return a server with the certificate of a name."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")

    def serve(listener: Listener, connection: socket.socket) -> None:
        with context.wrap_socket(connection.dup(), server_side=True) as encrypted:
            answer(listener, encrypted)

    return serve


def test_a_trusted_server_is_spoken_to(
    loop: Loop, certificates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SSL_CERT_FILE, which the hint recommends, is what helps."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates / "localhost.pem"))
    with listening(speak_tls(certificates, "localhost")) as server:
        base_url = f"https://{server.address}/v1".replace("127.0.0.1", "localhost")
        assert "asst_1" == loop.run(base_url, retrieve).id


@pytest.mark.parametrize(
    ("hint", "name", "trusted"),
    [
        ("Set SSL_CERT_FILE to a PEM file", "localhost", False),
        ("Its certificate is for another name", "elsewhere.example", True),
    ],
)
def test_a_certificate_that_is_refused_is_no_reason_to_try_again(
    loop: Loop,
    certificates: Path,
    monkeypatch: pytest.MonkeyPatch,
    hint: str,
    name: str,
    trusted: bool,
) -> None:
    """The error says what to set, after one try."""
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificates / f"{name}.pem"))
    with listening(speak_tls(certificates, name)) as server:
        base_url = f"https://{server.address}/v1".replace("127.0.0.1", "localhost")
        error = fail(loop, base_url, retrieve)
        assert 1 == server.connections
    assert hint in str(error)
    assert (1, False, False) == (error.attempts, error.sent, error.may_pass)


def test_https_to_a_server_without_tls_says_so(loop: Loop) -> None:
    """The hint names the other scheme, after one try."""

    def refuse(listener: Listener, connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n")

    with listening(refuse) as server:
        error = fail(loop, f"https://{server.address}/v1", retrieve)
        assert 1 == server.connections
    assert "try http:// in place of https:// in base_url" in str(error)
    assert (1, False) == (error.attempts, error.sent)


def test_a_closed_client_says_so(loop: Loop) -> None:
    """Whatever it is asked for, and whoever closed it."""

    async def use(client: Any) -> str:
        await settled(retrieve(client))
        await settled(client.close())
        derived = client.with_options(timeout=1)
        for each in (client, derived):
            with pytest.raises(ClientClosed, match=r"^the client is closed\.$"):
                await settled(retrieve(each))
        with pytest.raises(ClientClosed):
            await settled(client.threads.runs.execute("thread_1", assistant_id="asst_1", functions=[]))
        return "asked"

    with listening(answer) as server:
        assert "asked" == loop.run(server.base_url, use)
        assert 1 == server.connections


def test_a_client_whose_httpx_client_is_closed_says_so(loop: Loop) -> None:
    """A program may close what `raw` hands out."""

    async def use(client: Any) -> Any:
        if loop.is_blocking:
            client.raw.get_httpx_client().close()
        else:
            await client.raw.get_async_httpx_client().aclose()
        return await settled(retrieve(client))

    with listening(answer) as server, pytest.raises(ClientClosed):
        loop.run(server.base_url, use)


@pytest.mark.parametrize("calls", [1, 4 * connections.POOL_SIZE + 4])
def test_calls_that_wait_while_their_client_is_closed_say_so(
    loop: Loop, calls: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They end at once, not when their time is up, those too that wait for a connection."""
    monkeypatch.setattr(connections, "POOLS", 4)

    async def wait(client: Any) -> None:
        with pytest.raises(ClientClosed):
            await settled(retrieve(client))
        ends.append("closed")

    async def wait_in_thread(client: Any) -> None:
        await anyio.to_thread.run_sync(anyio.run, wait, client, limiter=limiter)

    async def close_meanwhile(client: Any) -> None:
        is_blocking = loop.is_blocking
        with anyio.fail_after(60):
            async with anyio.create_task_group() as group:
                for _ in range(calls):
                    group.start_soon(wait_in_thread if is_blocking else wait, client)
                most = min(calls, 4 * connections.POOL_SIZE)
                assert await anyio.to_thread.run_sync(server.wait_until_open, most)
                await settled(client.close())

    ends: list[str] = []
    limiter = anyio.CapacityLimiter(200)
    with listening(say_nothing) as server:
        loop.run(server.base_url, close_meanwhile, timeout=300)
        assert server.wait_until_open(0)
    assert calls == len(ends)


def send(content: bytes) -> Callable[[Listener, socket.socket], None]:
    """Return a server that sends this to everybody, and hangs up."""

    def serve(listener: Listener, connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(content)
        connection.shutdown(socket.SHUT_WR)

    return serve


@pytest.mark.filterwarnings("ignore:Async generator 'httpx")  # which httpx leaves where gzip is none
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 100,
        b"HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 7\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: gzip\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nx: " + b"a" * 200_000 + b"\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\n\r\n",
        b"HTTP/9.9 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\ncontent-encoding: gzip\r\n\r\nno gzip!!",
        b"HTTP/1.1 200 OK\r\ncontent-type: text/x; charset=nonsense\r\ncontent-length: 4\r\n\r\n\xff\xfe{}",
    ],
)
def test_a_reply_that_is_no_http_is_an_error_of_ours(loop: Loop, content: bytes) -> None:
    """Whatever a server sends, what is raised is an AssistantsError."""
    with listening(send(content)) as server, pytest.raises(AssistantsError):
        loop.run(server.base_url, retrieve, max_retries=0)


def test_an_address_that_is_too_long_for_http_is_an_error_of_ours(loop: Loop) -> None:
    """It is not tried again: it was never sent."""
    with listening(answer) as server:
        error = fail(loop, server.base_url, lambda client: client.assistants.retrieve("a" * 100_000))
        assert 0 == server.connections
    assert (1, False) == (error.attempts, error.sent)


def test_a_host_that_nobody_knows_is_an_error_of_ours(loop: Loop) -> None:
    """The look-up of its name fails."""
    error = fail(loop, "http://nobody.invalid/v1", retrieve, max_retries=0)
    assert "Check base_url" in str(error)
    assert not error.sent


def test_a_proxy_that_wants_a_password_says_so(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error holds none itself."""
    refusal = b"HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n"
    with listening(send(refusal)) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://me:pa55word@{proxy.address}")
        error = fail(loop, "https://assistants.example/v1", retrieve)
        assert 1 == proxy.connections
    assert "The proxy wants a user and a password" in str(error)
    assert "pa55word" not in "".join(traceback.format_exception(error))
    assert not error.sent


def test_a_redirect_says_where_base_url_should_lead(loop: Loop) -> None:
    """Redirects are not followed: the key would go to another server."""
    head = (
        "HTTP/1.1 301 Moved Permanently",
        "location: https://host/v1/assistants/asst_1",
        "content-length: 0",
    )
    moved = "\r\n".join([*head, "", ""]).encode()
    with listening(send(moved)) as server, pytest.raises(APIStatusError) as raised:
        loop.run(server.base_url, retrieve)
    assert 301 == raised.value.status_code
    assert "base_url must be where the error's headers['location'] leads" in str(raised.value)
    assert "https://host/v1/assistants/asst_1" == raised.value.headers["location"]


class Bug(Exception):
    """What a program did wrong."""


@pytest.mark.parametrize("bug", [Bug, RuntimeError, ValueError, KeyError, OSError])
def test_a_bug_of_a_programs_own_transport_stays_what_it_is(loop: Loop, bug: type[Exception]) -> None:
    """It is no failure of the server's."""

    def break_down(request: httpx.Request) -> httpx.Response:
        raise bug("mine")

    with pytest.raises(bug, match="mine"):
        loop.run("http://host/v1", retrieve, transport=httpx.MockTransport(break_down))


@pytest.mark.parametrize("bug", [Bug, RuntimeError, ValueError, OSError])
@pytest.mark.parametrize("event", ["request", "response"])
def test_a_bug_of_an_event_hook_stays_what_it_is(loop: Loop, bug: type[Exception], event: str) -> None:
    """It is no failure of the server's either."""

    def break_down(_: object) -> None:
        raise bug("mine")

    async def break_down_later(_: object) -> None:
        raise bug("mine")

    def use(client: Any) -> Any:
        if loop.is_blocking:
            client.raw.get_httpx_client().event_hooks[event].append(break_down)
        else:
            client.raw.get_async_httpx_client().event_hooks[event].append(break_down_later)
        return retrieve(client)

    with listening(answer) as server, pytest.raises(bug, match="mine"):
        loop.run(server.base_url, use)
