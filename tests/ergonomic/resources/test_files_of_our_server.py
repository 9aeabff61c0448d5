"""The client's files and vector stores with the server in this process, from the upload to the last byte."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from assistants_v2 import Assistants, AsyncAssistants, NotFoundError


def test_a_document_goes_in_and_comes_back(tmp_path: Path) -> None:
    """It is uploaded under its name, taken in by a vector store, listed, downloaded and deleted."""
    path = tmp_path / "pears.md"
    path.write_bytes(b"Pears are ripe in autumn.")
    with Assistants.local(tmp_path / "kept.db") as client:
        store = client.beta.vector_stores.create(name="Pears")
        batch = client.vector_stores.file_batches.upload_and_poll(store.id, files=[path, ("b.md", b"Plums.")])
        assert (2, 2) == (batch.file_counts.total, batch.file_counts.completed + batch.file_counts.failed)
        names = {client.files.retrieve(file.id).filename: file.id for file in client.files.list()}
        assert {"pears.md", "b.md"} == names.keys()
        listed = client.vector_stores.file_batches.list_files(batch.id, vector_store_id=store.id)
        assert set(names.values()) == {file.id for file in listed}
        assert path.read_bytes() == client.files.content(names["pears.md"]).read()
        assert client.files.delete(names["b.md"]).deleted
        with pytest.raises(NotFoundError):
            client.files.content(names["b.md"])


@pytest.mark.anyio
async def test_async_clients_do_the_same(tmp_path: Path) -> None:
    """One file with attributes, waited for, and the models of the server."""
    async with AsyncAssistants.local(tmp_path / "kept.db") as client:
        store = await client.vector_stores.create()
        file = await client.vector_stores.files.upload_and_poll(
            vector_store_id=store.id, file=("a.md", b"Pears."), attributes={"year": 2026}
        )
        assert {"year": 2026} == file.attributes
        assert b"Pears." == (await client.files.content(file.id)).read()
        assert [model.id async for model in client.models.list()]


TEXT = "späť\nx\r\n" * 40_000


def test_the_bytes_of_a_file_are_streamed_in_a_block(tmp_path: Path) -> None:
    """As the official SDK's users download large files: in pieces, as text, by lines, and into a file."""
    with Assistants.local() as client:
        file = client.files.create(file=("a.txt", TEXT.encode()), purpose="assistants")

        def ask() -> Any:
            return client.files.with_streaming_response.content(file.id)

        with ask() as reply:
            assert TEXT.encode() == b"".join(reply.iter_bytes())
            with pytest.raises(httpx.StreamConsumed):
                reply.read()
        with ask() as reply:
            assert TEXT == reply.text() == "".join(reply.iter_text()) == reply.read().decode()
        with ask() as reply:
            assert TEXT == "".join(reply.iter_text())
        with ask() as reply:
            assert ["späť", "x"] * 40_000 == [*reply.iter_lines()]
        with ask() as reply:
            reply.stream_to_file(tmp_path / "a.txt")
        assert TEXT.encode() == (tmp_path / "a.txt").read_bytes()
        raw = client.files.with_raw_response.content(file.id)
        assert (TEXT.encode(), TEXT) == (raw.content, raw.text)


@pytest.mark.anyio
async def test_the_bytes_of_a_file_are_streamed_in_an_async_block(tmp_path: Path) -> None:
    """In the same way."""
    async with AsyncAssistants.local() as client:
        file = await client.files.create(file=("a.txt", TEXT.encode()), purpose="assistants")
        ask = partial(client.files.with_streaming_response.content, file.id)
        async with ask() as reply:
            assert TEXT.encode() == await reply.read()
            assert TEXT == "".join([piece async for piece in reply.iter_text()])
        async with ask() as reply:
            assert ["späť", "x"] * 40_000 == [line async for line in reply.iter_lines()]
        async with ask() as reply:
            await reply.stream_to_file(tmp_path / "a.txt")
        assert TEXT.encode() == (tmp_path / "a.txt").read_bytes()
