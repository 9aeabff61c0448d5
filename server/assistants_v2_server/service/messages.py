"""The messages of a thread: create, list, retrieve, modify, delete."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs
from sqlalchemy import Connection

from ..requests import refusals
from ..requests.operations import Call
from ..store import MESSAGES, THREADS, MessageRow, new_id
from .context import Context, Json
from .current_runs import active_run
from .lists import page_object
from .objects import deleted_object, merged_metadata, message_object, stored_content


def create(context: Context, call: Call) -> Json:
    """Add a message at the end of a thread that no run has locked."""
    thread_id = call.path["thread_id"]
    now = context.now()
    with context.database.write() as connection:
        _require_thread(connection, thread_id, lock=True)
        run = active_run(connection, thread_id, now)
        if run is not None:
            raise refusals.thread_locked(thread_id, run.id)
        [row] = insert_messages(connection, thread_id, [call.body], now)
    return message_object(row)


def list_page(context: Context, call: Call) -> Json:
    """One page of a thread's messages, or of those one run wrote."""
    thread_id = call.path["thread_id"]
    with context.database.read() as connection:
        _require_thread(connection, thread_id)
    run_id = call.query.get("run_id")
    only = {"run_id": run_id} if run_id else {}
    return page_object(context, call, MESSAGES, message_object, thread_id=thread_id, **only)


def retrieve(context: Context, call: Call) -> Json:
    """One message."""
    with context.database.read() as connection:
        return message_object(_find_message(connection, call))


def update(context: Context, call: Call) -> Json:
    """Merge a message's metadata; allowed while a run is active."""
    with context.database.write() as connection:
        row = _find_message(connection, call)
        row = attrs.evolve(row, metadata=merged_metadata(row.metadata, call.body.get("metadata")))
        MESSAGES.replace(connection, row)
    return message_object(row)


def delete(context: Context, call: Call) -> Json:
    """Take a message out of its thread; allowed while a run is active."""
    with context.database.write() as connection:
        row = _find_message(connection, call)
        MESSAGES.delete(connection, row.id)
    return deleted_object(row.id, "thread.message.deleted")


def insert_messages(
    connection: Connection, thread_id: str, bodies: Iterable[Mapping[str, Any]], now: int
) -> list[MessageRow]:
    """Store the messages that request bodies describe, in this order."""
    rows = [
        MessageRow(
            id=new_id("msg"),
            thread_id=thread_id,
            created_at=now,
            role=body["role"],
            content=stored_content(body["content"]),
            attachments=body.get("attachments") or [],
            metadata=body.get("metadata") or {},
            completed_at=now,
        )
        for body in bodies
    ]
    MESSAGES.insert(connection, *rows)
    return rows


def _find_message(connection: Connection, call: Call) -> MessageRow:
    thread_id, message_id = call.path["thread_id"], call.path["message_id"]
    row = MESSAGES.get(connection, message_id, thread_id=thread_id)
    if row is None:
        _require_thread(connection, thread_id)
        raise refusals.not_found("message", message_id)
    return row


def _require_thread(connection: Connection, thread_id: str, *, lock: bool = False) -> None:
    if THREADS.get(connection, thread_id, lock=lock) is None:
        raise refusals.not_found("thread", thread_id)
