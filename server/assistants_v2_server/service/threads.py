"""The threads: create, retrieve, modify, delete."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
from sqlalchemy import Connection

from ..requests import refusals
from ..requests.operations import Call
from ..store import THREADS, ThreadRow, new_id
from .context import Context, Json
from .messages import insert_messages
from .objects import deleted_object, merged_metadata, stored_resources, thread_object


def create(context: Context, call: Call) -> Json:
    """Open a thread, empty or with first messages."""
    with context.database.write() as connection:
        return thread_object(insert_thread(connection, call.body, context.now()))


def retrieve(context: Context, call: Call) -> Json:
    """One thread."""
    with context.database.read() as connection:
        return thread_object(find_thread(connection, call.path["thread_id"]))


def update(context: Context, call: Call) -> Json:
    """Merge metadata, replace tool resources (null takes them away); allowed while a run is active."""
    body = call.body
    with context.database.write() as connection:
        row = find_thread(connection, call.path["thread_id"])
        row = attrs.evolve(row, metadata=merged_metadata(row.metadata, body.get("metadata")))
        if "tool_resources" in body:
            row = attrs.evolve(row, tool_resources=stored_resources(body["tool_resources"]))
        THREADS.replace(connection, row)
    return thread_object(row)


def delete(context: Context, call: Call) -> Json:
    """Remove a thread with its messages, runs and steps, even while a run is active.

    The run is gone with the thread: what its worker brings in later is dropped. (How the hosted API
    treats an active run here is not known.)
    """
    with context.database.write() as connection:
        row = find_thread(connection, call.path["thread_id"])
        THREADS.delete(connection, row.id)
    return deleted_object(row.id, "thread.deleted")


def insert_thread(connection: Connection, body: Mapping[str, Any], now: int) -> ThreadRow:
    """Store the thread a request body describes, with its messages."""
    row = ThreadRow(
        id=new_id("thread"),
        created_at=now,
        tool_resources=stored_resources(body.get("tool_resources")),
        metadata=body.get("metadata") or {},
    )
    THREADS.insert(connection, row)
    insert_messages(connection, row.id, body.get("messages") or (), now)
    return row


def find_thread(connection: Connection, identifier: str, *, lock: bool = False) -> ThreadRow:
    """The thread with an id.

    Raises:
        RequestError: 404, there is none.
    """
    row = THREADS.get(connection, identifier, lock=lock)
    if row is None:
        raise refusals.not_found("thread", identifier)
    return row
