"""Letters, lengths, codes and methods that another server, or a caller, should not use, and some do."""

from __future__ import annotations

import gzip
import json

import pytest
from assistants_v2_server import Upstream

from .others import Host, Said, dropping, error_in, say_json
from .test_hostile_hosts import Door, ask, door

__all__ = ["door"]  # the fixture


def test_an_error_that_was_compressed_is_read(door: Door) -> None:
    """Some servers compress what nobody asked them to; what comes back is the error, as it is."""
    error = {"error": {"message": "no", "type": "invalid_request_error", "param": None, "code": None}}
    said = Said(
        status=400, headers={"content-encoding": "gzip"}, body=(gzip.compress(json.dumps(error).encode()),)
    )
    with Host(said).serve() as host:
        assert error == ask(door, host).json()


NAME = 'attachment; filename="r\xe9sum\xe9.pdf"'


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
@pytest.mark.parametrize("size", [1, 300_000])
def test_a_name_with_letters_of_any_language_comes_back(door: Door, encoding: str, size: int) -> None:
    """Servers write names into headers as they are; a caller gets the same bytes."""
    head = f"HTTP/1.1 200 OK\r\ncontent-length: {size}\r\ncontent-disposition: {NAME}\r\n\r\n".encode(
        encoding
    )
    with dropping(head + b"x" * size) as (port, _), door(Upstream(f"http://127.0.0.1:{port}")) as client:
        response = client.get("/files/f/content")
    assert (b"content-disposition", NAME.encode(encoding)) in [
        (name.lower(), value) for name, value in response.headers.raw
    ]
    assert size == len(response.content)


def test_a_length_that_is_not_that_of_the_body_stays_there(door: Door) -> None:
    """Of a body that comes in chunks; whoever believes the length would read the rest as another answer."""
    size = 300_000
    head = b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n"
    said = head + f"{size:x}".encode() + b"\r\n" + b"x" * size + b"\r\n0\r\n\r\n"
    with dropping(said) as (port, _), door(Upstream(f"http://127.0.0.1:{port}")) as client:
        response = client.get("/files/f/content")
    assert size == len(response.content)
    assert "content-length" not in response.headers


@pytest.mark.parametrize("status", [777, 600])
def test_a_status_that_there_is_not_is_no_answer(door: Door, status: int) -> None:
    """No door could send it."""
    with dropping(f"HTTP/1.1 {status} X\r\ncontent-length: 2\r\n\r\n{{}}".encode()) as (port, _):  # noqa: SIM117
        with door(Upstream(f"http://127.0.0.1:{port}")) as client:
            response = client.get("/files")
    assert (502, "elsewhere_failed") == (response.status_code, error_in(response)["code"])


@pytest.mark.parametrize("letters", ["\xe9".encode("latin-1"), "\u65e5".encode()])
def test_a_header_of_a_caller_may_have_any_letters(door: Door, letters: bytes) -> None:
    """It goes along, and is no failure of this server."""
    body = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}"
    with dropping(body) as (port, asked), door(Upstream(f"http://127.0.0.1:{port}")) as client:
        assert 200 == client.get("/files", headers={b"range": letters}).status_code
    assert [1] == asked


@pytest.mark.parametrize("method", ["TRACE", "CONNECT"])
def test_a_method_that_is_answered_with_the_request_is_not_handed_on(door: Door, method: str) -> None:
    """The key is in what would be repeated."""
    with Host(say_json({})).serve() as host, door(host.upstream) as client:
        assert 404 == client.request(method, "/files").status_code
        assert [] == host.seen
