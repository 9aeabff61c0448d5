"""The files of a vector store: create, list, retrieve, modify, delete, and their text."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from ..rendering import render_vector_store_file
from ..requests import file_refusals
from ..requests.operations import CheckedRequest
from ..store import VECTOR_STORE_FILES, JsonObject, name_vector_store_file, walk_text
from ..store.expiry import touch_store
from .context import Context
from .lists import build_page, fetch_rows
from .store_files import (
    Addition,
    add_files,
    fetch_open_store,
    fetch_store,
    fetch_store_file,
    stop_files,
    submit_files,
)


def create(context: Context, request: CheckedRequest) -> JsonObject:
    """Put a file into a vector store, or put it in anew, and have it indexed."""
    body = request.body
    addition = Addition(body["file_id"], "file_id", body.get("chunking_strategy"), body.get("attributes"))
    with context.database.write() as connection:
        store = fetch_open_store(connection, context, request.path["vector_store_id"], lock=True)
        rows = add_files(connection, context, store, [addition])
        touch_store(connection, store, context.now())
    submit_files(context, rows)
    return render_vector_store_file(rows[0])


def list_page(context: Context, request: CheckedRequest) -> JsonObject:
    """Return one page of a vector store's files, or of those in one status."""
    store_id = request.path["vector_store_id"]
    with context.database.read() as connection:
        fetch_store(connection, store_id)
    only = {"status": request.query["filter"]} if "filter" in request.query else {}
    name = partial(name_vector_store_file, store_id)
    rows, more = fetch_rows(context, request, VECTOR_STORE_FILES, name, vector_store_id=store_id, **only)
    return build_page([render_vector_store_file(row) for row in rows], more=more)


def retrieve(context: Context, request: CheckedRequest) -> JsonObject:
    """Return one file of a vector store."""
    with context.database.read() as connection:
        row = fetch_store_file(connection, request.path["vector_store_id"], request.path["file_id"])
    return render_vector_store_file(row)


def update(context: Context, request: CheckedRequest) -> JsonObject:
    """Replace the attributes of a file of a vector store."""
    store_id, file_id = request.path["vector_store_id"], request.path["file_id"]
    with context.database.write() as connection:
        row = fetch_store_file(connection, store_id, file_id, lock=True)
        row = replace(row, attributes=request.body["attributes"] or {})
        VECTOR_STORE_FILES.replace(connection, row)
    return render_vector_store_file(row)


def delete(context: Context, request: CheckedRequest) -> JsonObject:
    """Take a file out of a vector store; the file itself stays."""
    store_id, file_id = request.path["vector_store_id"], request.path["file_id"]
    with context.database.write() as connection:
        store = fetch_store(connection, store_id, lock=True)
        row = fetch_store_file(connection, store_id, file_id, lock=True)
        VECTOR_STORE_FILES.delete(connection, row.id)
        touch_store(connection, store, context.now())
    stop_files(context, [row])
    return {"id": row.file_id, "object": "vector_store.file.deleted", "deleted": True}


def show_content(context: Context, request: CheckedRequest) -> JsonObject:
    """Return the text that was found in a file of a vector store."""
    with context.database.read() as connection:
        row = fetch_store_file(connection, request.path["vector_store_id"], request.path["file_id"])
        if row.status != "completed":
            raise file_refusals.text_not_there(row.file_id, row.status)
        text = "".join(walk_text(connection, row.id))
    data = [{"type": "text", "text": text}] if text else []
    return {"object": "vector_store.file_content.page", "data": data, "has_more": False, "next_page": None}
