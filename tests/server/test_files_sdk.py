"""The official Python SDK with files and vector stores, through both doors."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest
from assistants_v2_server import LocalTransport, Server, create_app

from ..databases.places import Databases
from .indexers import FinishingIndexing
from .loopback import served

pytestmark = pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")


def make_server(databases: Databases) -> Server:
    """A server on which every file is indexed as soon as it is there."""
    server = Server(databases.new())
    server.index_with(FinishingIndexing(server.database))
    return server


@pytest.fixture(params=["embedded", "served"])
def sdk(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Any]:
    """The SDK's client, on a server of its own."""
    if request.param == "embedded":
        http: Any = httpx.Client(transport=LocalTransport(make_server(databases)))
        with openai.OpenAI(
            base_url="http://local/v1", api_key="k", max_retries=0, http_client=http
        ) as client:
            yield client
        return
    with (
        served(create_app(make_server(databases), {"k"})) as address,
        openai.OpenAI(base_url=f"{address}/v1", api_key="k", max_retries=0) as client,
    ):
        yield client


def test_files_are_managed(sdk: Any, tmp_path: Path) -> None:
    """Create in all the forms that a file can be given in; retrieve, list, read, delete."""
    place = tmp_path / "a path.txt"
    place.write_bytes(b"from a path")
    with place.open("rb") as opened:
        made = [
            sdk.files.create(file=place, purpose="assistants"),
            sdk.files.create(file=opened, purpose="assistants"),
            sdk.files.create(file=("named.md", io.BytesIO(b"# Title")), purpose="user_data"),
            sdk.files.create(
                file=b"bytes", purpose="vision", expires_after={"anchor": "created_at", "seconds": 3600}
            ),
        ]
    assert ["a path.txt", "a path.txt", "named.md", "upload"] == [file.filename for file in made]
    assert [11, 11, 7, 5] == [file.bytes for file in made]
    assert made[3].created_at + 3600 == made[3].expires_at
    assert made[2] == sdk.files.retrieve(made[2].id)
    assert [file.id for file in made[::-1]] == [file.id for file in sdk.files.list(limit=3)]
    assert [made[2].id] == [file.id for file in sdk.files.list(purpose="user_data")]
    assert b"# Title" == sdk.files.content(made[2].id).read()
    sdk.files.content(made[0].id).write_to_file(tmp_path / "copy")
    assert b"from a path" == (tmp_path / "copy").read_bytes()
    assert "processed" == sdk.files.wait_for_processing(made[0].id).status
    assert sdk.files.delete(made[0].id).deleted
    with pytest.raises(openai.NotFoundError, match="No such File object"):
        sdk.files.retrieve(made[0].id)


def test_a_file_of_several_megabytes_comes_back(sdk: Any) -> None:
    """In pieces on its way in and out."""
    data = bytes(range(256)) * 20_000
    file = sdk.files.create(file=("large.bin", io.BytesIO(data)), purpose="assistants")
    with sdk.files.with_streaming_response.content(file.id) as answer:
        assert data == b"".join(answer.iter_bytes())


def test_a_file_is_uploaded_in_parts(sdk: Any, tmp_path: Path) -> None:
    """From a path, from a text that is one, and from bytes; by hand, in another order than they came in."""
    data = bytes(range(256)) * 3_000
    md5 = hashlib.md5(data).hexdigest()
    place = tmp_path / "large.bin"
    place.write_bytes(data)
    kind: Any = {"mime_type": "application/octet-stream", "purpose": "assistants"}
    done = [
        sdk.uploads.upload_file_chunked(file=place, part_size=100_000, md5=md5, **kind),
        sdk.uploads.upload_file_chunked(file=str(place), **kind),
        sdk.uploads.upload_file_chunked(file=data, filename="large.bin", bytes=len(data), **kind),
    ]
    assert {("completed", "large.bin")} == {(each.status, each.file.filename) for each in done}
    assert all(data == sdk.files.content(each.file.id).read() for each in done)
    upload = sdk.uploads.create(bytes=6, filename="a.txt", **kind)
    last, first = (sdk.uploads.parts.create(upload.id, data=part) for part in (b"ars", ("x", b"Pe!")))
    assert (upload.id, "upload.part") == (last.upload_id, last.object)
    file = sdk.uploads.complete(upload.id, part_ids=[first.id, last.id]).file
    assert b"Pe!ars" == sdk.files.content(file.id).read()
    with pytest.raises(openai.BadRequestError, match=file.id):
        sdk.uploads.cancel(upload.id)
    assert "cancelled" == sdk.uploads.cancel(sdk.uploads.create(bytes=6, filename="a.txt", **kind).id).status


def test_vector_stores_are_managed(sdk: Any) -> None:
    """Create, update, retrieve, list, delete."""
    store = sdk.vector_stores.create(
        name="Docs", metadata={"a": "b"}, expires_after={"anchor": "last_active_at", "days": 7}
    )
    assert ("completed", 0, {"a": "b"}) == (store.status, store.file_counts.total, store.metadata)
    changed = sdk.vector_stores.update(store.id, name="Papers")
    assert ("Papers", changed) == (changed.name, sdk.vector_stores.retrieve(store.id))
    assert [store.id] == [one.id for one in sdk.vector_stores.list()]
    assert sdk.vector_stores.delete(store.id).deleted
    with pytest.raises(openai.NotFoundError, match="No vector store found"):
        sdk.vector_stores.retrieve(store.id)


def test_its_helpers_put_files_into_stores(sdk: Any) -> None:
    """upload_and_poll and create_and_poll of files and of batches."""
    store = sdk.vector_stores.create()
    streams = [(f"{number}.txt", io.BytesIO(b"text")) for number in range(3)]
    batch = sdk.vector_stores.file_batches.upload_and_poll(store.id, files=streams)
    assert ("completed", 3) == (batch.status, batch.file_counts.completed)
    one = sdk.vector_stores.files.upload_and_poll(
        vector_store_id=store.id, file=("one.txt", io.BytesIO(b"one")), attributes={"year": 1999}
    )
    assert ("completed", {"year": 1999}) == (one.status, one.attributes)
    listed = sdk.vector_stores.files.list(store.id, filter="completed")
    assert 4 == len([*listed])
    in_batch = sdk.vector_stores.file_batches.list_files(batch.id, vector_store_id=store.id)
    assert 3 == len([*in_batch])
    changed = sdk.vector_stores.files.update(one.id, vector_store_id=store.id, attributes={"year": 2000})
    assert {"year": 2000} == changed.attributes
    assert sdk.vector_stores.files.delete(one.id, vector_store_id=store.id).deleted
    again = sdk.vector_stores.files.create_and_poll(one.id, vector_store_id=store.id)
    assert "completed" == again.status
    assert 4 == sdk.vector_stores.retrieve(store.id).file_counts.total


@pytest.mark.anyio
async def test_an_async_client_uploads_and_downloads(databases: Databases) -> None:
    """The embedded door reads its stream, and is read, without holding up the event loop."""
    http: Any = httpx.AsyncClient(transport=LocalTransport(make_server(databases)))
    data = bytes(range(256)) * 10_000
    async with openai.AsyncOpenAI(base_url="http://local/v1", api_key="k", http_client=http) as client:
        file = await client.files.create(file=("a.bin", io.BytesIO(data)), purpose="assistants")
        assert data == (await client.files.content(file.id)).content
        upload = await client.uploads.upload_file_chunked(
            file=data,
            filename="a.bin",
            bytes=len(data),
            mime_type="text/plain",
            purpose="assistants",
            part_size=500_000,
        )
        assert upload.file is not None
        assert data == (await client.files.content(upload.file.id)).content
        store = await client.vector_stores.create(file_ids=[file.id])
        done = await client.vector_stores.files.poll(file.id, vector_store_id=store.id)
        assert "completed" == done.status
        with pytest.raises(openai.BadRequestError, match="File is empty"):
            await client.files.create(file=("a.bin", b""), purpose="assistants")
