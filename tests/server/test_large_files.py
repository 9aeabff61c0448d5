"""Large files: they are never whole in memory, and a server that is killed leaves nothing half."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from assistants_v2_server import InlineExecutor, Limits, LocalTransport, Server, create_app

from ..databases.places import Databases
from .door.serving import serving
from .loopback import served

MIB = 2**20
HEAD = b'--b\r\ncontent-disposition: form-data; name="file"; filename="a.bin"\r\n\r\n'
TAIL = b'\r\n--b\r\ncontent-disposition: form-data; name="purpose"\r\n\r\nassistants\r\n--b--\r\n'
FORM = {"content-type": "multipart/form-data; boundary=b"}

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="memory is read as Linux tells it"
)


def write_form(size: int) -> Iterator[bytes]:
    """A form with a file of so many MiB, which the sender does not hold either."""
    yield HEAD
    piece = os.urandom(MIB)
    for _ in range(size):
        yield piece
    yield TAIL


async def write_form_async(size: int) -> AsyncIterator[bytes]:
    """The same for async clients."""
    for piece in write_form(size):
        yield piece


def read_memory(process: int | str = "self") -> int:
    """The most memory that a process has had, in bytes."""
    text = Path(f"/proc/{process}/status").read_text()
    return int(text.partition("VmHWM:")[2].split()[0]) * 1024


def upload(client: httpx.Client, size: int) -> Any:
    answer = client.post("/files", content=write_form(size), headers=FORM, timeout=120)
    assert 200 == answer.status_code, answer.text
    return answer.json()


def read_through(client: httpx.Client, file: str) -> int:
    with client.stream("GET", f"/files/{file}/content") as answer:
        return sum(len(piece) for piece in answer.iter_raw())


def test_a_served_file_is_never_whole_in_memory(tmp_path: Path) -> None:
    """Half a gigabyte in and out adds 32 MiB at most to what a small one needs."""
    with (
        serving(tmp_path, "--path", str(tmp_path / "a.db")) as server,
        httpx.Client(base_url=server.base_url) as client,
    ):
        read_through(client, upload(client, 1)["id"])
        before = read_memory(server.process.pid)
        file = upload(client, 512)
        assert (512 * MIB, 512 * MIB) == (file["bytes"], read_through(client, file["id"]))
        assert read_memory(server.process.pid) - before <= 32 * MIB


EMBEDDED = """
import asyncio, sys
import httpx
from assistants_v2_server import local_transport
from tests.server.test_large_files import FORM, MIB, read_memory, read_through, upload, write_form_async

async def upload_async(transport):
    async with httpx.AsyncClient(base_url="http://local", transport=transport) as client:
        answer = await client.post("/files", content=write_form_async(512), headers=FORM)
        assert 512 * MIB == answer.json()["bytes"]
        async with client.stream("GET", "/files/" + answer.json()["id"] + "/content") as answer:
            assert 512 * MIB == sum([len(piece) async for piece in answer.aiter_raw()])

if sys.argv[2] == "blocking":
    with httpx.Client(base_url="http://local", transport=local_transport(sys.argv[1])) as client:
        read_through(client, upload(client, 1)["id"])
        before = read_memory()
        assert 512 * MIB == read_through(client, upload(client, 512)["id"])
else:
    with httpx.Client(base_url="http://local", transport=local_transport(sys.argv[1])) as client:
        read_through(client, upload(client, 1)["id"])
        before = read_memory()
        asyncio.run(upload_async(local_transport(sys.argv[1])))
print(read_memory() - before)
"""


@pytest.mark.parametrize("kind", ["blocking", "async"])
def test_an_embedded_file_is_never_whole_in_memory(tmp_path: Path, kind: str) -> None:
    """The same without a network, for clients of both kinds."""
    command = [sys.executable, "-c", EMBEDDED, str(tmp_path / "a.db"), kind]
    root = Path(__file__).parents[2]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, cwd=root)
    assert 0 == ended.returncode, ended.stderr
    assert int(ended.stdout) <= 32 * MIB


def test_a_killed_server_leaves_nothing_half(tmp_path: Path) -> None:
    """The next one removes what was coming, has no such file, and takes it."""
    path, folder = tmp_path / "a.db", tmp_path / "a.db-files"

    def list_bytes() -> list[Path]:
        return [found for found in folder.rglob("*") if found.is_file()]

    with (
        serving(tmp_path, "--path", str(path)) as server,
        open_upload(server.base_url, HEAD, bytes(5 * MIB), length=len(HEAD) + 10 * MIB),
    ):
        while not list_bytes() or list_bytes()[0].stat().st_size < 4 * MIB:
            time.sleep(0.01)
        server.end(signal.SIGKILL)
    assert 1 == len(list_bytes())
    with (
        serving(tmp_path, "--path", str(path)) as server,
        httpx.Client(base_url=server.base_url) as client,
    ):
        assert ([], []) == (list_bytes(), client.get("/files").json()["data"])
        upload(client, 1)
    assert 1 == len(list_bytes())


def open_upload(address: str, *chunks: bytes, length: int | None = None) -> socket.socket:
    """Begin to upload a file by hand."""
    url = httpx.URL(address)
    connection = socket.create_connection((url.host, url.port or 80), timeout=30)
    size = "Transfer-Encoding: chunked" if length is None else f"Content-Length: {length}"
    kind = f"Content-Type: {FORM['content-type']}"
    head = f"POST /v1/files HTTP/1.1\r\nHost: localhost\r\n{kind}\r\n{size}\r\n\r\n"
    connection.sendall(head.encode() + b"".join(chunks))
    return connection


def read_status(connection: socket.socket) -> int:
    with connection, connection.makefile("rb") as answer:
        return int(answer.readline().split()[1])


def wait_for(client: httpx.Client, status: int) -> None:
    """Upload small files until one is answered so."""
    for _ in range(1000):
        if status == client.post("/files", content=HEAD + b"x" + TAIL, headers=FORM).status_code:
            return
        time.sleep(0.01)
    raise AssertionError(f"no upload was answered with {status}")


def make_server(databases: Databases) -> Server:
    return Server(databases.new(), executor=InlineExecutor())


def test_a_file_of_which_nothing_comes_is_a_408(databases: Databases) -> None:
    """However long it takes in all, it has to keep coming."""
    with (
        served(create_app(make_server(databases), limits=Limits(file_seconds=0.2))) as address,
        httpx.Client(base_url=f"{address}/v1") as client,
    ):
        assert 408 == read_status(open_upload(address, HEAD, length=1000))
        assert [] == client.get("/files").json()["data"]


def test_only_so_many_files_come_at_once(databases: Databases) -> None:
    """One too many is told to try again, and a client that hangs up makes room."""
    with served(create_app(make_server(databases), limits=Limits(files=1))) as address:
        url = f"{address}/v1"
        with open_upload(address, HEAD, length=1000), httpx.Client(base_url=url) as client:
            wait_for(client, 503)
        with httpx.Client(base_url=url) as client:
            wait_for(client, 200)


def test_a_body_that_announces_too_much_is_refused_at_once(databases: Databases) -> None:
    """Nothing of it has to come for that, and a body without a length is counted."""
    with served(create_app(make_server(databases))) as address:
        assert 413 == read_status(open_upload(address, length=2**40))


def test_a_form_elsewhere_is_refused_as_before(databases: Databases) -> None:
    """Only files come as forms, and only as forms."""
    with (
        served(create_app(make_server(databases))) as address,
        httpx.Client(base_url=f"{address}/v1") as client,
    ):
        form: Any = {"file": ("a", b"x"), "purpose": (None, "vision")}
        assert 415 == client.post("/threads", files=form).status_code
        assert 415 == client.post("/files", content=b"x", headers={"content-type": "text/plain"}).status_code
        assert 400 == client.post("/files", content=b"x", headers=FORM).status_code
        assert 200 == client.post("/files", files=form).status_code


def test_an_upload_that_its_caller_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    """The embedded door reads what the caller's code gives, which may raise anything."""

    def give() -> Iterator[bytes]:
        yield HEAD + bytes(MIB)
        raise RuntimeError("no more")

    with httpx.Client(base_url="http://local", transport=LocalTransport(Server(tmp_path / "a.db"))) as client:
        with pytest.raises(RuntimeError, match="no more"):
            client.post("/files", content=give(), headers=FORM)
        assert not [found for found in (tmp_path / "a.db-files").rglob("*") if found.is_file()]
        assert 200 == client.post("/files", content=HEAD + b"x" + TAIL, headers=FORM).status_code
