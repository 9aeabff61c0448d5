"""The batches of a vector store, files put in together: create, retrieve, cancel, list their files."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace
from sqlalchemy import Connection

from ..rendering import render_batch, render_vector_store_file
from ..requests import refusals
from ..requests.operations import CheckedRequest
from ..store import (
    VECTOR_STORE_BATCHES,
    VECTOR_STORE_FILES,
    JsonObject,
    VectorStoreBatchRow,
    name_vector_store_file,
)
from ..store.expiry import touch_store
from ..store.store_counts import count_files
from .context import Context
from .lists import build_page, fetch_rows
from .store_files import (
    Addition,
    add_files,
    fetch_open_store,
    fetch_store,
    list_additions,
    stop_files,
    submit_files,
)


def create(context: Context, request: CheckedRequest) -> JsonObject:
    """Put several files into a vector store, or none of them, and have them indexed."""
    additions = _list_additions(request.body)
    with context.database.write() as connection:
        store = fetch_open_store(connection, context, request.path["vector_store_id"], lock=True)
        batch = VectorStoreBatchRow(
            id=context.database.new_id("vsfb"), vector_store_id=store.id, created_at=context.now()
        )
        VECTOR_STORE_BATCHES.insert(connection, batch)
        rows = add_files(connection, context, store, additions, batch.id)
        touch_store(connection, store, context.now())
        answer = _render(connection, batch)
    submit_files(context, rows)
    return answer


def retrieve(context: Context, request: CheckedRequest) -> JsonObject:
    """Return one batch."""
    with context.database.read() as connection:
        return _render(connection, _fetch_batch(connection, request))


def cancel(context: Context, request: CheckedRequest) -> JsonObject:
    """Cancel what is still in progress of a batch; what has been indexed stays."""
    with context.database.write() as connection:
        fetch_store(connection, request.path["vector_store_id"], keep=True)
        batch = _fetch_batch(connection, request, lock=True)
        rows = VECTOR_STORE_FILES.lock_all(connection, batch_id=batch.id, status="in_progress")
        for row in rows:
            VECTOR_STORE_FILES.replace(connection, replace(row, status="cancelled", owner=None))
        if rows:
            batch = replace(batch, cancelled_at=context.now())
            VECTOR_STORE_BATCHES.replace(connection, batch)
        answer = _render(connection, batch)
    stop_files(context, rows)
    return answer


def list_files(context: Context, request: CheckedRequest) -> JsonObject:
    """Return one page of a batch's files, or of those in one status."""
    with context.database.read() as connection:
        batch = _fetch_batch(connection, request)
    only = {"status": request.query["filter"]} if "filter" in request.query else {}
    name = partial(name_vector_store_file, batch.vector_store_id)
    rows, more = fetch_rows(context, request, VECTOR_STORE_FILES, name, batch_id=batch.id, **only)
    return build_page([render_vector_store_file(row) for row in rows], more=more)


def _list_additions(body: JsonObject) -> list[Addition]:
    if "file_ids" in body:
        return list_additions(
            body["file_ids"],
            chunking_strategy=body.get("chunking_strategy"),
            attributes=body.get("attributes"),
        )
    if "files" not in body:
        raise refusals.missing_parameter("file_ids")
    return [
        Addition(
            given["file_id"],
            f"files[{index}].file_id",
            given.get("chunking_strategy"),
            given.get("attributes"),
        )
        for index, given in enumerate(body["files"])
    ]


def _fetch_batch(
    connection: Connection, request: CheckedRequest, *, lock: bool = False
) -> VectorStoreBatchRow:
    store_id, batch_id = request.path["vector_store_id"], request.path["batch_id"]
    row = VECTOR_STORE_BATCHES.get(connection, batch_id, lock=lock, vector_store_id=store_id)
    if row is None:
        fetch_store(connection, store_id)
        raise refusals.not_found("vector store file batch", batch_id)
    return row


def _render(connection: Connection, row: VectorStoreBatchRow) -> JsonObject:
    return render_batch(row, count_files(connection, "batch_id", [row.id])[row.id])
