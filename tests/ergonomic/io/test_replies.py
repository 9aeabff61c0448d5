"""What becomes of what comes over a socket, in both colours. The texts are in ../rules/test_failures.py."""

from __future__ import annotations

import inspect
import json
import socket
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import assistants_v2 as a
import pytest

KEY = "sk-very-secret"
ASSISTANT = b'{"id": "asst_1", "object": "assistant"}'

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("kind", [a.Assistants, a.AsyncAssistants])]


@contextmanager
def listening(answer: bytes | None) -> Iterator[str]:
    """Serve one connection: answer with these bytes and hang up, or never answer; yields the base URL."""
    over = threading.Event()

    def serve() -> None:
        connection, _ = door.accept()
        with connection:
            if answer is None:
                over.wait(30)
                return
            connection.recv(65536)
            connection.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(30)
        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{door.getsockname()[1]}/v1"
        finally:
            over.set()
            thread.join()


def http(
    status: str, body: bytes, content_type: str = "application/json", length: int | None = None
) -> bytes:
    """Return an answer as it is on the wire."""
    size = len(body) if length is None else length
    head = f"HTTP/1.1 {status}\r\ncontent-type: {content_type}\r\ncontent-length: {size}\r\n\r\n"
    return head.encode() + body


async def ask(kind: Any, base_url: str, patience: float = 30.0) -> Any:
    """Retrieve an assistant with a client of this kind, and close it."""
    client = kind(base_url=base_url, api_key=KEY, timeout=patience, max_retries=0)
    try:
        return await settled(client.assistants.retrieve("asst_1"))
    finally:
        await settled(client.close())


async def settled(outcome: Any) -> Any:
    """Return what a call of either colour comes to."""
    return await outcome if inspect.isawaitable(outcome) else outcome


def refuse_to_tell_the_key(error: BaseException) -> None:
    """Check that neither the error nor its causes hold the key."""
    assert KEY not in "".join(traceback.format_exception(error))
    assert KEY not in repr(error)


@pytest.mark.parametrize("status", ["200 OK", "201 Created"])
async def test_a_success_is_an_object(kind: Any, status: str) -> None:
    """Servers that answer a creation with 201 are understood."""
    with listening(http(status, ASSISTANT)) as base_url:
        assert "asst_1" == (await ask(kind, base_url)).id


@pytest.mark.parametrize(
    ("expected", "answer"),
    [
        (a.NotFoundError, http("404 Not Found", b'{"error": {"message": "No assistant."}}')),
        (a.InternalServerError, http("529 Overloaded", b"later", "text/plain")),
        (a.APIStatusError, http("307 Temporary Redirect", b"")),
        (a.APIResponseValidationError, http("200 OK", b"<html>", "text/html")),
        (a.APIResponseValidationError, http("200 OK", b"")),
        (a.APIResponseValidationError, http("200 OK", b'{"cut": ')),
        (a.APIResponseValidationError, http("200 OK", b'{"status": "ok"}')),
        (a.APIConnectionError, http("200 OK", ASSISTANT, length=1000)),
        (a.APIConnectionError, b"SSH-2.0-OpenSSH_9.6\r\n"),
        (a.APIConnectionError, b""),
        (
            a.APIConnectionError,
            http("200 OK", b"no gzip", "application/json\r\ncontent-encoding: gzip"),
        ),
    ],
    ids=["404", "529", "307", "HTML", "empty", "broken", "foreign", "cut", "SSH", "hung up", "no gzip"],
)
async def test_anything_else_is_an_error(kind: Any, expected: type[a.APIError], answer: bytes) -> None:
    """Each is of this package, names the server and keeps the key to itself."""
    with listening(answer) as base_url, pytest.raises(expected) as caught:
        await ask(kind, base_url)
    assert base_url == caught.value.url
    refuse_to_tell_the_key(caught.value)


async def test_a_server_that_repeats_the_key_is_not_quoted(kind: Any) -> None:
    """Some servers say which key was wrong."""
    body = json.dumps({"error": {"message": f"Incorrect API key provided: {KEY}."}}).encode()
    with (
        listening(http("401 Unauthorized", body)) as base_url,
        pytest.raises(a.AuthenticationError) as caught,
    ):
        await ask(kind, base_url)
    assert "[api key]" in str(caught.value)
    refuse_to_tell_the_key(caught.value)


async def test_a_port_where_nobody_listens(kind: Any) -> None:
    """The error tells that the request was not sent, and what to check."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        base_url = f"http://127.0.0.1:{door.getsockname()[1]}/v1"
    with pytest.raises(a.APIConnectionError, match="Check base_url") as caught:
        await ask(kind, base_url)
    assert not caught.value.sent
    refuse_to_tell_the_key(caught.value)


async def test_a_server_that_does_not_answer_in_time(kind: Any) -> None:
    """The error tells the limit, and that the server may have acted."""
    with listening(None) as base_url, pytest.raises(a.APITimeoutError, match=r"timeout=0\.1 ") as caught:
        await ask(kind, base_url, patience=0.1)
    assert caught.value.sent
    refuse_to_tell_the_key(caught.value)
