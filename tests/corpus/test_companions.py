"""Every recorded answer of files and vector stores is read by its endpoint, and written back as it came."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

import pytest
from assistants_v2 import APIStatusError, Assistants
from assistants_v2_companions_raw.models import CompoundFilter, FileObject
from assistants_v2_raw.client import Client
from assistants_v2_raw.types import File, Unknown

from .operations import COMPANIONS
from .recorded import COMPANION_EXCHANGES, TRUSTED, Exchange, read_companions
from .replaying import Replay, json_answer, recorded_answer
from .walking import exact, misdeclared

needs_recordings = pytest.mark.skipif(
    not COMPANION_EXCHANGES.exists(), reason="the recordings are no part of the project and not beside it"
)

FORM = {"file": File("pears.txt", b"Pears are ripe."), "purpose": "assistants"}


def ask(server: Replay, exchange: Exchange) -> Any:
    """Make the recorded request with the endpoint's own function; return what it reads the answer as."""
    operation = COMPANIONS[exchange.operation]
    _, arguments = operation.split(exchange.path)
    if operation.request is not None:
        sent = FORM if exchange.operation == "createFile" else exchange.sent or {}
        arguments["body"] = operation.request.from_dict(sent)
    with Client("https://recorded.test", httpx_args={"transport": server.transport}) as client:
        return operation.endpoint.sync(client=client, **arguments)


@needs_recordings
def test_recorded_answers_come_back_equal() -> None:
    """Each successful answer is read as the operation's model, which writes it back equal."""
    answers = [exchange for exchange in read_companions() if exchange.succeeded]
    assert len(answers) > 200
    for exchange in answers:
        found = ask(recorded_answer(exchange), exchange)
        assert COMPANIONS[exchange.operation].answer is type(found), exchange.id
        assert exact(exchange.body) == exact(found.to_dict()), exchange.id


@needs_recordings
def test_what_came_over_the_wire_is_as_declared() -> None:
    """Every attribute of an answer that a server really sent is of its declared type."""
    for exchange in read_companions():
        if exchange.succeeded and exchange.provenance in TRUSTED:
            found = COMPANIONS[exchange.operation].answer.from_dict(exchange.body)
            assert [] == misdeclared(found), exchange.id


@needs_recordings
def test_recorded_refusals_are_errors() -> None:
    """A refusal is read as an error, with all that the server said."""
    for exchange in read_companions():
        if not exchange.succeeded and not exchange.path.endswith("/"):  # which is no operation's
            found = ask(recorded_answer(exchange), exchange)
            assert "ErrorResponse" == type(found).__name__, exchange.id
            assert exact(exchange.body) == exact(found.to_dict()), exchange.id


FACES = {
    "createFile": "files.create",
    "deleteFile": "files.delete",
    "createVectorStore": "vector_stores.create",
    "listVectorStores": "vector_stores.list",
    "getVectorStore": "vector_stores.retrieve",
    "modifyVectorStore": "vector_stores.update",
    "deleteVectorStore": "vector_stores.delete",
    "searchVectorStore": "vector_stores.search",
    "createVectorStoreFile": "vector_stores.files.create",
    "listVectorStoreFiles": "vector_stores.files.list",
    "getVectorStoreFile": "vector_stores.files.retrieve",
    "deleteVectorStoreFile": "vector_stores.files.delete",
    "createVectorStoreFileBatch": "vector_stores.file_batches.create",
    "cancelVectorStoreFileBatch": "vector_stores.file_batches.cancel",
    "listFilesInVectorStoreBatch": "vector_stores.file_batches.list_files",
}
"""The method of the client for each operation that was recorded."""

REQUIRED: dict[str, dict[str, Any]] = {
    "createFile": {"file": b"Pears.", "purpose": "assistants"},
    "searchVectorStore": {"query": "ripe?"},
    "createVectorStoreFile": {"file_id": "file-1"},
}
"""The keyword arguments, beside ids, without which a method cannot be called."""


@needs_recordings
def test_methods_return_and_raise_what_was_recorded() -> None:
    """The method of each operation returns the recorded answer, or raises the error of its status."""
    for exchange in read_companions():
        if exchange.path.endswith("/"):  # which is no operation's
            continue
        server = recorded_answer(exchange)
        with Assistants(
            base_url="https://recorded.test/v1", api_key="k", transport=server.transport, max_retries=0
        ) as client:
            method = attrgetter(FACES[exchange.operation])(client)
            _, ids = COMPANIONS[exchange.operation].split(exchange.path)
            given = {**ids, **REQUIRED.get(exchange.operation, {})}
            if exchange.succeeded:
                assert exact(exchange.body) == exact(method(**given).to_dict()), exchange.id
            else:
                with pytest.raises(APIStatusError) as raised:
                    method(**given)
                assert exchange.status == raised.value.status_code
                assert exchange.body["error"] == raised.value.body


def test_unknown_words_and_properties_are_kept() -> None:
    """A status, a purpose and properties of other vendors come back as they came."""
    body = {
        "id": "file-1",
        "object": "file",
        "bytes": 3,
        "created_at": 1,
        "filename": "pears.txt",
        "purpose": "pears",
        "status": "ripe",
        "tenant": {"name": "orchard"},
    }
    found = FileObject.from_dict(body)
    assert ("pears", "ripe") == (found.purpose, found.status)
    assert body == found.to_dict()


def test_a_filter_is_read_by_its_type() -> None:
    """Comparisons and compounds within each other are told apart, and an unknown kind is kept."""
    body = {
        "type": "and",
        "filters": [
            {"type": "eq", "key": "kind", "value": "pear"},
            {"type": "or", "filters": [{"type": "in", "key": "year", "value": [1, 2]}]},
            {"type": "near", "place": "here"},
        ],
    }
    found = CompoundFilter.from_dict(body)
    comparison, compound, unknown = found.filters
    assert ["ComparisonFilter", "CompoundFilter"] == [type(part).__name__ for part in (comparison, compound)]
    assert isinstance(unknown, Unknown)
    assert body == found.to_dict()


def test_a_file_is_sent_as_a_form() -> None:
    """The bytes, the name and the fields, those within an object too, are the parts of a form."""
    create_file = COMPANIONS["createFile"]
    server = json_answer({"id": "file-1"})
    form = {**FORM, "expires_after": {"anchor": "created_at", "seconds": 3600}}
    with Client("https://recorded.test", httpx_args={"transport": server.transport}) as client:
        create_file.endpoint.sync(client=client, body=create_file.request.from_dict(form))
    sent = server.request.read()
    assert server.request.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert b'name="file"; filename="pears.txt"' in sent
    assert b"Pears are ripe." in sent
    for name in (b'"purpose"', b'"expires_after[anchor]"', b'"expires_after[seconds]"'):
        assert b"form-data; name=" + name in sent


def test_a_file_is_read_as_it_is() -> None:
    """The answer of downloadFile is bytes, whatever they are said to be; a refusal is an error."""
    download = COMPANIONS["downloadFile"].endpoint
    for status, content, found in ((200, b"\x00\xff{", bytes), (200, b'{"a": 1}', bytes), (404, b"{}", None)):
        server = Replay(status, content, {"content-type": "application/json"})
        with Client("https://recorded.test", httpx_args={"transport": server.transport}) as client:
            response = download.sync_detailed("file-1", client=client)
        assert content == response.content
        assert (content if found else response.parsed) == response.parsed
