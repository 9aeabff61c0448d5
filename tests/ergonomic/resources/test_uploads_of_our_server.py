"""The client's uploads in parts with our server, in this process and over HTTP, both colours."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from assistants_v2 import Assistants, AsyncAssistants, BadRequestError, NotFoundError
from assistants_v2.openai import OpenAI
from assistants_v2_server import Server, create_app

from ...server.loopback import served

DATA = bytes(range(256)) * 5_000
FIELDS: Any = {"mime_type": "application/octet-stream", "purpose": "assistants", "part_size": 500_000}


class Pipe(io.BytesIO):
    """Bytes that come once, and whose number nobody knows."""

    def seekable(self) -> bool:
        return False


@pytest.fixture(params=["embedded", "served", "openai"])
def client(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    """A blocking client of a server of its own."""
    if request.param == "embedded":
        with Assistants.local(tmp_path / "kept.db") as local:
            yield local
        return
    with served(create_app(Server(tmp_path / "kept.db"), {"k"})) as address:
        kind: Any = OpenAI if request.param == "openai" else Assistants
        with kind(base_url=f"{address}/v1", api_key="k") as made:
            yield made


def test_a_file_is_uploaded_in_parts(client: Any, tmp_path: Path) -> None:
    """From a path, from bytes, from an open file and from a pipe: the same file each time."""
    path = tmp_path / "data.bin"
    path.write_bytes(DATA)
    md5 = hashlib.md5(DATA).hexdigest()
    seen: list[tuple[int, int | None]] = []
    with path.open("rb") as opened:
        opened.seek(1000)
        done = [
            client.uploads.upload_file_chunked(
                file=path, md5=md5, on_progress=lambda sent, of: seen.append((sent, of)), **FIELDS
            ),
            client.uploads.upload_file_chunked(file=DATA, filename="b.bin", bytes=len(DATA), **FIELDS),
            client.uploads.upload_file_chunked(file=opened, md5=md5, **FIELDS),
            client.uploads.upload_file_chunked(
                file=("c.bin", Pipe(DATA)), bytes=len(DATA), md5=md5, **FIELDS
            ),
        ]
    assert ["completed"] * 4 == [upload.status for upload in done]
    assert ["data.bin", "b.bin", "data.bin", "c.bin"] == [upload.file.filename for upload in done]
    assert all(DATA == client.files.content(upload.file.id).read() for upload in done)
    assert (len(DATA), len(DATA)) == seen[-1]
    assert seen == sorted(seen)


def test_parts_are_put_together_by_hand(client: Any) -> None:
    """In the order that is said in the end; what is done afterwards is refused with the id of the file."""
    upload = client.uploads.create(bytes=6, filename="a.txt", mime_type="text/plain", purpose="assistants")
    assert ("pending", None) == (upload.status, upload.file)
    last = client.uploads.parts.create(upload.id, data=b"ars")
    first = client.uploads.parts.create(upload_id=upload.id, data=io.BytesIO(b"Pe."[:2] + b"!"))
    with pytest.raises(BadRequestError, match="part_ids"):
        client.uploads.complete(upload.id, part_ids=[first.id])
    done = client.uploads.complete(upload.id, part_ids=[first.id, last.id])
    assert b"Pe!ars" == client.files.content(done.file.id).read()
    with pytest.raises(BadRequestError, match=done.file.id) as raised:
        client.uploads.parts.create(upload.id, data=b"more")
    assert ("upload_id", "upload_completed") == (raised.value.param, raised.value.code)
    other = client.uploads.create(bytes=6, filename="a.txt", mime_type="text/plain", purpose="assistants")
    assert "cancelled" == client.uploads.cancel(other.id).status
    with pytest.raises(NotFoundError):
        client.uploads.cancel("upload_none")


def test_a_file_that_is_not_what_its_caller_says_leaves_nothing(client: Any) -> None:
    """The upload is cancelled, and the error says so."""
    with pytest.raises(BadRequestError, match="md5") as raised:
        client.uploads.upload_file_chunked(file=DATA, filename="a.bin", md5="0" * 32, **FIELDS)
    assert [True] == ["was cancelled" in note for note in raised.value.__notes__]
    with pytest.raises(ValueError, match="fewer bytes than were announced") as short:
        client.uploads.upload_file_chunked(file=Pipe(DATA[:-1]), bytes=len(DATA), **FIELDS)
    assert [True] == ["was cancelled" in note for note in short.value.__notes__]
    assert [] == [*client.files.list()]


@pytest.mark.anyio
async def test_async_clients_do_the_same(tmp_path: Path) -> None:
    """From a path and from a pipe, with an async hook."""
    path = tmp_path / "data.bin"
    path.write_bytes(DATA)
    seen: list[int] = []

    async def note(sent: int, of: int | None) -> None:
        assert len(DATA) == of
        seen.append(sent)

    async with AsyncAssistants.local(tmp_path / "kept.db") as client:
        for file in (path, ("data.bin", Pipe(DATA))):
            done = await client.uploads.upload_file_chunked(
                file=file, bytes=len(DATA), on_progress=note, **FIELDS
            )
            assert done.file is not None
            assert DATA == (await client.files.content(done.file.id)).read()
        assert len(DATA) == seen[-1]
        upload = await client.uploads.create(
            bytes=1, filename="a.txt", mime_type="text/plain", purpose="assistants"
        )
        await client.uploads.parts.create(upload.id, data=b"x")
        assert "cancelled" == (await client.uploads.cancel(upload.id)).status
        with pytest.raises(BadRequestError) as raised:
            await client.uploads.upload_file_chunked(file=DATA, filename="a.bin", md5="0" * 32, **FIELDS)
        assert [True] == ["was cancelled" in said for said in raised.value.__notes__]
