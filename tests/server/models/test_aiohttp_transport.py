"""The transport that `serve` asks its model with: what aiohttp does in place of httpx.

What holds of endpoints is held in `test_chat_completions` and `test_live_endpoints`, with both.
"""

from __future__ import annotations

import asyncio
import gzip
import shutil
import ssl
import subprocess
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from assistants_v2_server.models.aiohttp_transport import AiohttpTransport
from assistants_v2_server.models.connections import choose_transport


def client_of_aiohttp() -> httpx.AsyncClient:
    """A client that sends its requests this way."""
    return httpx.AsyncClient(transport=AiohttpTransport())


def answer(body: bytes, head: str = "") -> bytes:
    """A whole answer."""
    return f"HTTP/1.1 200 OK\r\n{head}content-length: {len(body)}\r\n\r\n".encode() + body


@asynccontextmanager
async def listening(
    *answers: bytes, context: ssl.SSLContext | None = None
) -> AsyncGenerator[tuple[int, list[int]]]:
    """A server that closes each connection after these answers; its port, and how often it was met."""
    met: list[int] = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        met.append(1)
        for each in answers:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(each)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(talk, "127.0.0.1", 0, ssl=context) as server:
        yield server.sockets[0].getsockname()[1], met


def get(*answers: bytes, times: int = 1) -> tuple[list[bytes], int]:
    """The bodies of so many requests to such a server, and how many connections they took."""

    async def ask() -> tuple[list[bytes], int]:
        async with (
            listening(*answers) as (port, met),
            client_of_aiohttp() as client,
        ):
            bodies = [(await client.get(f"http://127.0.0.1:{port}/")).content for _ in range(times)]
            return bodies, len(met)

    return asyncio.run(ask())


def test_a_connection_is_used_again() -> None:
    """The second request finds it open."""
    assert ([b"a", b"b"], 1) == get(answer(b"a"), answer(b"b"), times=2)


def test_a_compressed_answer_is_read() -> None:
    """httpx reads it, as it has asked for it."""
    assert ([b"words"], 1) == get(answer(gzip.compress(b"words"), "content-encoding: gzip\r\n"))


@pytest.mark.parametrize(
    "answered",
    [b"", b"garbage\r\n\r\n", b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nshort"],
)
def test_what_is_no_whole_answer_is_an_error_of_httpx(answered: bytes) -> None:
    """Those who ask know no other errors; these may pass."""
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        get(answered)


def test_a_name_that_nobody_has_is_a_connect_error() -> None:
    """It may pass as well."""

    async def ask() -> None:
        async with client_of_aiohttp() as client:
            await client.get("http://nobody.invalid/")

    with pytest.raises(httpx.ConnectError):
        asyncio.run(ask())


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for the name `localhost`, and its key beside it."""
    folder = tmp_path_factory.mktemp("certificate")
    if shutil.which("openssl") is None:
        pytest.skip("there is no openssl to make a certificate with")
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"]
    files = ["-keyout", "it.key", "-out", "it.pem", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run([*make, *files], cwd=folder, check=True, capture_output=True)
    return folder / "it.pem"


@pytest.mark.parametrize("is_trusted", [True, False])
def test_a_certificate_is_checked(
    certificate: Path, monkeypatch: pytest.MonkeyPatch, *, is_trusted: bool
) -> None:
    """SSL_CERT_FILE says which are trusted, as with httpx."""
    if is_trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_suffix(".key"))

    async def ask() -> bytes:
        async with (
            listening(answer(b"secret"), context=context) as (port, _),
            client_of_aiohttp() as client,
        ):
            return (await client.get(f"https://localhost:{port}/")).content

    if is_trusted:
        assert b"secret" == asyncio.run(ask())
    else:
        with pytest.raises(httpx.ConnectError):
            asyncio.run(ask())


def test_who_needs_a_proxy_is_given_the_transport_of_httpx(monkeypatch: pytest.MonkeyPatch) -> None:
    """aiohttp does not know all of them."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    assert AiohttpTransport is choose_transport("http://model.example/v1")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert AiohttpTransport is choose_transport("http://model.example/v1")
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:9")
    assert choose_transport("http://model.example/v1") is None
    assert AiohttpTransport is choose_transport("http://127.0.0.1:8000/v1")
