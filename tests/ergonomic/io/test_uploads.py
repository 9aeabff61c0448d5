"""Bytes up and down over real sockets: whole, again where that is safe, and never all in memory."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from assistants_v2 import (
    APIConnectionError,
    Assistants,
    AsyncAssistants,
    InternalServerError,
    RateLimitError,
)

from .file_server import FileServer, serving_files

MEGABYTE = 1024 * 1024


@pytest.fixture
def server() -> Iterator[FileServer]:
    """Return a server of files."""
    with serving_files() as found:
        yield found


@pytest.fixture
def client(server: FileServer) -> Iterator[Assistants]:
    """Return a client of it."""
    with Assistants(base_url=server.base_url, api_key="k") as made:
        yield made


@pytest.fixture
def pears(tmp_path: Path) -> Path:
    """Return the path of a file."""
    path = tmp_path / "pears.txt"
    path.write_bytes(b"Pears are ripe.")
    return path


class Pipe(io.RawIOBase):
    """What can be read once."""

    def __init__(self, content: bytes) -> None:
        self._content = io.BytesIO(content)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self._content.read(size)


def forms(path: Path) -> dict[str, Any]:
    """Return what a program may pass for a file, by a word for it."""
    read = io.BytesIO(path.read_bytes())
    read.seek(4)  # it was looked into
    return {
        "path": path,
        "bytes": path.read_bytes(),
        "memory": read,
        "tuple": ("pears.txt", path.read_bytes(), "text/plain"),
        "pipe": Pipe(path.read_bytes()),
    }


@pytest.mark.parametrize("form", ["path", "bytes", "memory", "tuple", "pipe"])
def test_a_file_arrives_whole(form: str, pears: Path, server: FileServer, client: Assistants) -> None:
    """Whatever it was passed as; one that was looked into is sent from its beginning."""
    file = client.files.create(file=forms(pears)[form], purpose="assistants")
    assert "file-1" == file.id
    head, size, _ = server.sent[-1]
    assert b"\r\n\r\nPears are ripe.\r\n--" in head
    assert b"assistants" in head
    stated = server.headers[-1]
    assert ("chunked" if form == "pipe" else str(size)) == (
        stated.get("content-length") or stated["transfer-encoding"]
    )


@pytest.mark.anyio
@pytest.mark.parametrize("form", ["path", "bytes", "memory", "tuple", "pipe"])
async def test_async_clients_send_the_same(form: str, pears: Path, server: FileServer) -> None:
    """The async client sends the same bytes; an open file of the program's stays open."""
    given = forms(pears)[form]
    async with AsyncAssistants(base_url=server.base_url, api_key="k") as client:
        await client.files.create(file=given, purpose="assistants", expires_after=None)  # type: ignore[arg-type]  # left out
    assert b"\r\n\r\nPears are ripe.\r\n--" in server.sent[-1][0]
    assert not getattr(given, "closed", False)


def test_an_open_file_is_left_open(pears: Path, client: Assistants) -> None:
    """The program opened it, so the program closes it; uploading it twice sends it twice."""
    with pears.open("rb") as opened:
        assert client.files.create(file=opened, purpose="assistants").bytes > 15
        assert client.files.create(file=opened, purpose="assistants").bytes > 15
        assert not opened.closed


@pytest.mark.parametrize("form", ["path", "memory"])
def test_a_refused_upload_is_sent_again_whole(
    form: str, pears: Path, server: FileServer, client: Assistants
) -> None:
    """After a 429 the same bytes go once more, from the beginning."""
    server.refusals = [429]
    client.files.create(file=forms(pears)[form], purpose="assistants")
    assert 2 == len(server.sent)
    assert server.sent[0][1] == server.sent[1][1]


def test_what_cannot_be_read_again_is_sent_once(pears: Path, server: FileServer, client: Assistants) -> None:
    """A pipe is empty after the first try, so the refusal is raised."""
    server.refusals = [429]
    with pytest.raises(RateLimitError):
        client.files.create(file=forms(pears)["pipe"], purpose="assistants")
    assert 1 == len(server.sent)


def test_an_upload_that_may_have_been_stored_is_not_repeated(
    pears: Path, server: FileServer, client: Assistants
) -> None:
    """A 500 does not say whether the file is there: a second one may do harm."""
    server.refusals = [500]
    with pytest.raises(InternalServerError):
        client.files.create(file=pears, purpose="assistants")
    assert 1 == len(server.sent)


def test_extra_fields_are_parts_of_the_form(pears: Path, server: FileServer, client: Assistants) -> None:
    """`extra_body` adds parts; what is within an object has a name in brackets."""
    client.files.create(
        file=pears,
        purpose="assistants",
        expires_after={"anchor": "created_at", "seconds": 3600},
        extra_body={"region": "north"},
        extra_headers={"X-Note": "1"},
    )
    for part in (b'"expires_after[seconds]"\r\n\r\n3600', b'"region"\r\n\r\nnorth'):
        assert part in server.sent[-1][0]
    assert "1" == server.headers[-1]["x-note"]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (FileNotFoundError, "file cannot be read .*: pass the path of a readable file"),
        (IsADirectoryError, "file cannot be read"),
    ],
)
def test_a_path_that_cannot_be_read_is_named(
    kind: type[OSError], said: str, tmp_path: Path, server: FileServer, client: Assistants
) -> None:
    """It is the error that opening it raises, and nothing is sent."""
    path = tmp_path if kind is IsADirectoryError else tmp_path / "absent.txt"
    with pytest.raises(kind, match=said):
        client.files.create(file=path, purpose="assistants")
    assert [] == server.sent


def test_progress_is_told(tmp_path: Path, server: FileServer, client: Assistants) -> None:
    """A hook hears of the bytes so far and of all of them, both ways; the size of a pipe is not known."""
    path = tmp_path / "big.bin"
    path.write_bytes(bytes(MEGABYTE))
    told: list[Any] = []

    def note(done: int, size: int | None) -> None:
        told.append((done, size))

    client.files.create(file=path, purpose="assistants", on_progress=note)
    assert (MEGABYTE, MEGABYTE) == told[-1]
    assert sorted(told) == told
    assert 16 == len(told)
    client.files.create(file=cast("Any", Pipe(b"Pears.")), purpose="assistants", on_progress=note)
    assert (6, None) == told[-1]
    server.content = bytes(MEGABYTE)
    client.files.content("file-1", on_progress=note)
    assert (MEGABYTE, MEGABYTE) == told[-1]


@pytest.mark.anyio
async def test_async_hooks_are_awaited(pears: Path, server: FileServer) -> None:
    """The async client awaits them; the blocking one refuses them."""
    told: list[int] = []

    async def note(done: int, size: int | None) -> None:
        told.append(done)

    async with AsyncAssistants(base_url=server.base_url, api_key="k") as client:
        await client.files.create(file=pears, purpose="assistants", on_progress=note)
        await client.files.content("file-1", on_progress=note)
    assert [15, 16] == told
    with (
        Assistants(base_url=server.base_url, api_key="k") as blocking,
        pytest.raises(TypeError, match="on_progress is an async function: use AsyncAssistants for it"),
    ):
        blocking.files.create(file=pears, purpose="assistants", on_progress=note)


def test_a_download_that_breaks_off_is_begun_again(server: FileServer, client: Assistants) -> None:
    """What the program gets is whole; a server that always breaks off is an error."""
    server.content, server.cuts = os.urandom(MEGABYTE), 2
    assert server.content == client.files.content("file-1").read()
    assert 3 == len(server.sent)
    server.cuts = 9
    with pytest.raises(APIConnectionError):
        client.files.content("file-1")


def test_content_has_the_names_of_the_official_sdk(
    tmp_path: Path, server: FileServer, client: Assistants
) -> None:
    """Bytes, text, JSON, lines, pieces and files; it needs no connection any more."""
    server.content = '{"ripe": "Birnen äöü"}\r\nzwei\n'.encode()
    content = client.files.content("file-1")
    client.close()
    text = server.content.decode()
    assert server.content == content.read() == content.content == b"".join(content.iter_bytes(3))
    assert text == content.text == "".join(content.iter_text(3))
    assert ['{"ripe": "Birnen äöü"}', "zwei"] == [*content.iter_lines()]
    for write in (content.write_to_file, content.stream_to_file):
        write(tmp_path / "out.txt")
        assert server.content == (tmp_path / "out.txt").read_bytes()
    content.close()


def test_text_has_the_encoding_of_the_answer(server: FileServer, client: Assistants) -> None:
    """One that nobody knows, or none, is UTF-8; what is no text is marked."""
    for kind, text in [("text/plain; charset=latin-1", "Ã¤"), ("text/plain; charset=pear", "ä"), ("", "ä")]:
        server.content, server.content_type = "ä".encode(), kind
        assert text == client.files.content("file-1").text
    server.content = b"\xff"
    assert "\ufffd" == client.files.retrieve_content("file-1")
    server.content = b"[1]"
    assert [1] == client.files.content("file-1").json()


@pytest.mark.anyio
async def test_async_content_is_read_without_waiting(tmp_path: Path, server: FileServer) -> None:
    """It is there when the call returns, so that the official SDK's plain names work, and its async ones."""
    server.content = bytes(5 * MEGABYTE)  # more than stays in memory
    async with AsyncAssistants(base_url=server.base_url, api_key="k") as client:
        content = await client.files.content("file-1")
    assert server.content == await content.aread() == content.read()
    assert 5 * MEGABYTE == sum([len(piece) async for piece in content.aiter_bytes()])
    await content.astream_to_file(tmp_path / "out.bin")
    assert 5 * MEGABYTE == (tmp_path / "out.bin").stat().st_size
    await content.aclose()


MEMORY = """
import asyncio, resource, sys
from pathlib import Path
from assistants_v2 import Assistants, AsyncAssistants

path, base_url = Path(sys.argv[1]), sys.argv[2]

def grown(before):
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before

async def both():
    async with AsyncAssistants(base_url=base_url, api_key="k") as client:
        await client.files.create(file=path, purpose="assistants")
        (await client.files.content("file-1")).close()

with Assistants(base_url=base_url, api_key="k") as client:
    client.files.create(file=b"warm", purpose="assistants")
    import anyio
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    client.files.create(file=path, purpose="assistants")
    client.files.content("file-1").close()
    asyncio.run(both())
    print(grown(before))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in other units elsewhere")
def test_large_files_are_never_in_memory(tmp_path: Path, server: FileServer) -> None:
    """128 MB go up and down in both clients, and their process grows by less than 32."""
    path = tmp_path / "large.bin"
    with path.open("wb") as opened:
        opened.truncate(128 * MEGABYTE)
    server.content = bytes(128 * MEGABYTE)
    command = [sys.executable, "-W", "error", "-c", MEMORY, str(path), server.base_url]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "" == done.stderr
    assert int(done.stdout) < 32 * 1024
