"""The messages of a thread: create, list, retrieve, modify, delete."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from sqlalchemy import Connection

from ..rendering import render_deletion, render_message
from ..requests import refusals
from ..requests.operations import CheckedRequest
from ..store import MESSAGES, THREADS, JsonObject, MessageRow, ThreadRow
from .asking_first import asking_first
from .context import Context
from .current_runs import fetch_active_run
from .lists import fetch_page
from .lookups import fetch_message, fetch_thread
from .objects import merge_metadata, normalize_content
from .store_files import submit_files
from .tool_resources import ToolFiles


@asking_first
def create(context: Context, request: CheckedRequest) -> JsonObject:
    """Add a message at the end of a thread that no run has locked."""
    thread_id = request.path["thread_id"]
    now = context.now()
    with context.database.write() as connection:
        thread = fetch_thread(connection, thread_id, lock=True)
        run = fetch_active_run(connection, thread_id, now)
        if run is not None:
            raise refusals.thread_locked(thread_id, run.id)
        files = ToolFiles(connection, context)
        _, [row] = insert_messages(connection, context, files, thread, [request.body], now)
        files.settle()
    submit_files(context, files.added)
    return render_message(row)


def list_page(context: Context, request: CheckedRequest) -> JsonObject:
    """Return one page of a thread's messages, or of those that one run wrote."""
    thread_id = request.path["thread_id"]
    with context.database.read() as connection:
        fetch_thread(connection, thread_id)
    run_id = request.query.get("run_id")
    only = {"run_id": run_id} if run_id else {}
    return fetch_page(context, request, MESSAGES, render_message, thread_id=thread_id, **only)


def retrieve(context: Context, request: CheckedRequest) -> JsonObject:
    """Return one message."""
    with context.database.read() as connection:
        return render_message(fetch_message(connection, request))


def update(context: Context, request: CheckedRequest) -> JsonObject:
    """Merge the metadata of a message; allowed while a run is active."""
    with context.database.write() as connection:
        row = fetch_message(connection, request, lock=True)
        row = replace(row, metadata=merge_metadata(row.metadata, request.body.get("metadata")))
        MESSAGES.replace(connection, row)
    return render_message(row)


def delete(context: Context, request: CheckedRequest) -> JsonObject:
    """Delete a message from its thread; allowed while a run is active."""
    with context.database.write() as connection:
        fetch_thread(connection, request.path["thread_id"], keep=True)
        row = fetch_message(connection, request, lock=True)
        MESSAGES.delete(connection, row.id)
    return render_deletion(row.id, "thread.message.deleted")


def insert_messages(
    connection: Connection,
    context: Context,
    files: ToolFiles,
    thread: ThreadRow,
    bodies: Sequence[JsonObject],
    now: int,
) -> tuple[ThreadRow, list[MessageRow]]:
    """Store the messages that request bodies describe, in this order; `submit_files` follows.

    Returns:
        The thread, with what is attached to the messages, and the messages.
    """
    rows = [
        MessageRow(
            id=context.database.new_id("msg"),
            thread_id=thread.id,
            created_at=now,
            role=body["role"],
            content=normalize_content(body["content"]),
            attachments=body.get("attachments") or [],
            metadata=body.get("metadata") or {},
            completed_at=now,
        )
        for body in bodies
    ]
    MESSAGES.insert(connection, *rows)
    changed = files.take_messages(thread, bodies)
    if changed != thread:
        THREADS.replace(connection, changed)
    return changed, rows
