"""The threads: create, list, retrieve, modify, delete. To list them is an operation of the companions."""

from __future__ import annotations

from msgspec.structs import replace
from sqlalchemy import Connection

from ..observers.after_commit import note_after
from ..rendering import render_deletion, render_thread
from ..requests.operations import CheckedRequest
from ..store import THREADS, JsonObject, ThreadRow
from .asking_first import asking_first
from .context import Context
from .current_runs import list_active_runs
from .lists import fetch_page
from .lookups import fetch_thread
from .messages import insert_messages
from .objects import merge_metadata
from .store_files import submit_files
from .tool_resources import ToolFiles


@asking_first
def create(context: Context, request: CheckedRequest) -> JsonObject:
    """Open a thread, empty or with first messages."""
    with context.database.write() as connection:
        files = ToolFiles(connection, context)
        row = insert_thread(connection, context, files, request.body, context.now())
        files.settle()
    submit_files(context, files.added)
    return render_thread(row)


def list_page(context: Context, request: CheckedRequest) -> JsonObject:
    """Return a page of all threads."""
    return fetch_page(context, request, THREADS, render_thread)


def retrieve(context: Context, request: CheckedRequest) -> JsonObject:
    """Return one thread."""
    with context.database.read() as connection:
        return render_thread(fetch_thread(connection, request.path["thread_id"]))


@asking_first
def update(context: Context, request: CheckedRequest) -> JsonObject:
    """Merge metadata, replace tool resources (null takes them away); allowed while a run is active."""
    body = request.body
    with context.database.write() as connection:
        files = ToolFiles(connection, context)
        row = fetch_thread(connection, request.path["thread_id"], lock=True)
        row = replace(row, metadata=merge_metadata(row.metadata, body.get("metadata")))
        if "tool_resources" in body:
            given = files.take_resources(body["tool_resources"], kept=row.tool_resources)
            row = replace(row, tool_resources=given)
        THREADS.replace(connection, row)
        files.settle()
    return render_thread(row)


def delete(context: Context, request: CheckedRequest) -> JsonObject:
    """Delete a thread with its messages, runs and steps, even while a run is active.

    An active run is gone with the thread, and the work on it ends. (How the hosted API treats an active
    run here is not known.)
    """
    with context.database.write() as connection:
        row = fetch_thread(connection, request.path["thread_id"], lock=True)
        active = list_active_runs(connection, row.id, lock=True)  # whoever works on one waits for this, or it
        THREADS.delete(connection, row.id)
        for run in active:
            note_after(connection, "deleted", run)
            context.hands.tell_stopped(connection, run.id)
    for run in active:
        context.hands.stop(run.id)
    return render_deletion(row.id, "thread.deleted")


def insert_thread(
    connection: Connection, context: Context, files: ToolFiles, body: JsonObject, now: int
) -> ThreadRow:
    """Store the thread that a request body describes, with its messages; `submit_files` follows."""
    row = ThreadRow(
        id=context.database.new_id("thread"),
        created_at=now,
        tool_resources=files.take_resources(body.get("tool_resources"), of_thread=True),
        metadata=body.get("metadata") or {},
    )
    THREADS.insert(connection, row)
    thread, _ = insert_messages(connection, context, files, row, body.get("messages") or (), now)
    return thread
