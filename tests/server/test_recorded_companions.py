"""What the hosted API was asked for files and vector stores is answered here in the same form."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from assistants_v2_server.store import (
    FILES,
    VECTOR_STORE_BATCHES,
    VECTOR_STORE_FILES,
    VECTOR_STORES,
    VectorStoreBatchRow,
    VectorStoreFileRow,
    name_vector_store_file,
)

from .driving import Api, Json
from .indexers import HeldIndexing

RECORDED = Path(__file__).parents[3] / "shared" / "corpus" / "companions.jsonl"

pytestmark = pytest.mark.skipif(not RECORDED.exists(), reason="the recorded exchanges are not here")

_OPTIONAL = {"detail"}
"""Beside an error, which one server sends twice."""


def read_exchanges() -> Iterator[Json]:
    """The exchanges that were recorded on the wire, but for searches and forms, of which there is no body."""
    if not RECORDED.exists():
        return
    for line in RECORDED.read_text("utf-8").splitlines():
        exchange = json.loads(line)
        is_wire = exchange["provenance"] == "wire" and exchange["api"] == "openai"
        has_body = exchange["operation_id"] not in {"createFile", "searchVectorStore", "listFiles"}
        if is_wire and has_body and exchange["status"] != 401:
            yield exchange


def prepare(api: Api, exchange: Json) -> None:
    """Have all that a request names, but for what it did not find."""
    parts = exchange["path"].split("/")
    stores = [part for part in parts if part.startswith("vs_")]
    files = [part for part in parts if part.startswith("file-")]
    body = exchange["request_body"] or {}
    files += [*(body.get("file_ids") or ()), *([body["file_id"]] if "file_id" in body else [])]
    for file in dict.fromkeys(files):
        if exchange["status"] == 200:
            api.put_file(file)
    for store in stores:
        api.put_store(store)
        after = exchange["query"].get("after")
        with api.server.database.write() as connection:
            batches = [part for part in parts if part.startswith("vsfb_")]
            for batch in batches:
                VECTOR_STORE_BATCHES.insert(
                    connection, VectorStoreBatchRow(id=batch, vector_store_id=store, created_at=0)
                )
        listed = exchange["response_body"].get("data", ())
        members: list[str] = [
            *(file for file in parts if file.startswith("file-")),
            *(one["id"] for one in listed),
        ]
        for member in {*members, *([after] if after else [])}:
            put_member(api, store, member, batches)


def put_member(api: Api, store: str, file: str, batches: list[str]) -> None:
    with api.server.database.read() as connection:
        is_there = FILES.get(connection, file) is not None
    if not is_there:
        api.put_file(file)
    row = VectorStoreFileRow(
        id=name_vector_store_file(store, file),
        vector_store_id=store,
        file_id=file,
        created_at=0,
        chunking_strategy={
            "type": "static",
            "static": {"max_chunk_size_tokens": 800, "chunk_overlap_tokens": 400},
        },
        batch_id=batches[0] if batches else None,
        status="completed",
    )
    with api.server.database.write() as connection:
        assert VECTOR_STORES.get(connection, store) is not None
        VECTOR_STORE_FILES.insert(connection, row)


def describe(value: Any) -> Any:
    """The form of a value: the kinds of what is in it, by name."""
    if isinstance(value, dict):
        return {name: describe(item) for name, item in value.items() if name not in _OPTIONAL}
    return [describe(item) for item in value[:1]] if isinstance(value, list) else type(value).__name__


def find_differences(recorded: Any, ours: Any, path: str = "") -> Iterator[str]:
    """What of a recorded form ours does not have; a null may stand for anything, and ours may have more."""
    if "NoneType" in (recorded, ours):
        return
    if isinstance(recorded, dict) and isinstance(ours, dict):
        for name, item in recorded.items():
            if path.endswith(("metadata", "attributes")):
                continue
            if name not in ours:
                yield f"{path}.{name} is missing"
            else:
                yield from find_differences(item, ours[name], f"{path}.{name}")
    elif isinstance(recorded, list) and isinstance(ours, list):
        for one, other in zip(recorded, ours, strict=False):
            yield from find_differences(one, other, f"{path}[]")
    elif recorded != ours:
        yield f"{path} is {ours}, not {recorded}"


@pytest.mark.parametrize("exchange", [*read_exchanges()], ids=lambda exchange: exchange["id"])
def test_a_recorded_request_is_answered_in_the_recorded_form(
    serve: Callable[..., Api], exchange: Json
) -> None:
    """The same status, the same fields of the same kinds, and `object` says the same."""
    api = serve()
    api.server.index_with(HeldIndexing(api.server.database))
    prepare(api, exchange)
    answer = api.client.request(
        exchange["method"],
        exchange["path"].removeprefix("/v1"),
        params=exchange["query"],
        json=exchange["request_body"],
    )
    recorded, ours = exchange["response_body"], answer.json()
    assert exchange["status"] == answer.status_code, answer.text
    assert [] == [*find_differences(describe(recorded), describe(ours))]
    assert recorded.get("object") == ours.get("object")
    if answer.status_code != 200:
        assert recorded["error"] == ours["error"]
