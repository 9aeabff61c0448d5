"""The client's files and vector stores with the server in this process, from the upload to the last byte."""

from __future__ import annotations

from pathlib import Path

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
