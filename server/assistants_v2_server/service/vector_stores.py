"""The vector stores: create, list, retrieve, modify, delete, search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection

from ..rendering import render_vector_store
from ..requests.operations import CheckedRequest
from ..store import VECTOR_STORE_FILES, VECTOR_STORES, JsonObject, VectorStoreRow
from ..store.expiry import find_expiry, is_over
from ..store.store_counts import count_files
from .context import Context
from .lists import build_page, fetch_rows
from .store_files import (
    fetch_open_store,
    fetch_store,
    insert_store,
    stop_files,
    submit_files,
)


def create(context: Context, request: CheckedRequest) -> JsonObject:
    """Open a vector store, empty or with first files."""
    with context.database.write() as connection:
        row, added = insert_store(connection, context, request.body)
        answer = _render(connection, context, [row])[0]
    submit_files(context, added)
    return answer


def list_page(context: Context, request: CheckedRequest) -> JsonObject:
    """Return one page of all vector stores."""
    rows, more = fetch_rows(context, request, VECTOR_STORES)
    with context.database.read() as connection:
        return build_page(_render(connection, context, rows), more=more)


def retrieve(context: Context, request: CheckedRequest) -> JsonObject:
    """Return one vector store."""
    with context.database.read() as connection:
        row = fetch_store(connection, request.path["vector_store_id"])
        return _render(connection, context, [row])[0]


def update(context: Context, request: CheckedRequest) -> JsonObject:
    """Change name, metadata or expiry, each if it is given; what has expired stays so."""
    body, now = request.body, context.now()
    with context.database.write() as connection:
        row = fetch_store(connection, request.path["vector_store_id"], lock=True)
        changes: dict[str, Any] = {name: body[name] for name in ("name", "expires_after") if name in body}
        if "metadata" in body:
            changes["metadata"] = body["metadata"] or {}
        row = replace(row, **changes)
        if "expires_after" in body and not is_over(row.expires_at, now):
            row = replace(row, expires_at=find_expiry(row.expires_after, row.last_active_at))
        VECTOR_STORES.replace(connection, row)
        return _render(connection, context, [row])[0]


def delete(context: Context, request: CheckedRequest) -> JsonObject:
    """Delete a vector store with what it knows of its files; the files stay."""
    with context.database.write() as connection:
        row = fetch_store(connection, request.path["vector_store_id"], for_deletion=True)
        # PostgreSQL would delete them in any order, and others wait for them in this one.
        files = VECTOR_STORE_FILES.lock_all(connection, for_deletion=True, vector_store_id=row.id)
        VECTOR_STORES.delete(connection, row.id)
    stop_files(context, files)
    return {"id": row.id, "object": "vector_store.deleted", "deleted": True}


def search(context: Context, request: CheckedRequest) -> JsonObject:
    """Return the chunks of a vector store that fit a question best."""
    body, query = request.body, request.body["query"]
    with context.database.read() as connection:
        row = fetch_open_store(connection, context, request.path["vector_store_id"])
    found = context.searching.search(row.id, [query] if isinstance(query, str) else query, body)
    return {
        "object": "vector_store.search_results.page",
        "search_query": query,
        "data": found,
        "has_more": False,
        "next_page": None,
    }


def _render(connection: Connection, context: Context, rows: Sequence[VectorStoreRow]) -> list[JsonObject]:
    counts = count_files(connection, "vector_store_id", [row.id for row in rows])
    now = context.now()
    return [render_vector_store(row, counts[row.id], is_over=is_over(row.expires_at, now)) for row in rows]
