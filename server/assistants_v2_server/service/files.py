"""The files: create, list, retrieve, delete, and their bytes.

A file whose time is up is gone for everybody who asks, whether or not a sweep has met it.
"""

from __future__ import annotations

from sqlalchemy import Connection

from ..rendering import render_file
from ..requests import file_refusals
from ..requests.operations import CheckedRequest
from ..store import (
    FILES,
    BytesMissing,
    FileRow,
    JsonObject,
)
from ..store.expiry import is_over
from .context import Context
from .downloads import Download
from .incoming_forms import explaining_storage, take_intake
from .lists import fetch_page


def create(context: Context, request: CheckedRequest) -> JsonObject:
    """Store the file that came with a form."""
    body, now = request.body, context.now()
    intake = take_intake(request.sink, "file")
    expires_after = body.get("expires_after")
    row = FileRow(
        id=context.database.new_id("file"),
        created_at=now,
        filename=body["file"],
        purpose=body["purpose"],
        bytes=intake.size,
        digest=intake.digest,
        expires_at=None if expires_after is None else now + expires_after["seconds"],
    )
    with explaining_storage("file"):
        return render_file(context.contents.keep(intake, row))


def list_page(context: Context, request: CheckedRequest) -> JsonObject:
    """Return one page of all files, or of those with a purpose."""
    context.housekeeping.sweep_memory()
    purpose = request.query.get("purpose")
    only = {"purpose": purpose} if purpose else {}
    return fetch_page(context, request, FILES, render_file, 10_000, **only)


def retrieve(context: Context, request: CheckedRequest) -> JsonObject:
    """Return what is known of one file."""
    with context.database.read() as connection:
        return render_file(fetch_file(context, connection, request.path["file_id"]))


def download(context: Context, request: CheckedRequest) -> Download:
    """Return the bytes of one file, of whatever purpose."""
    file_id = request.path["file_id"]
    with context.database.read() as connection:
        row = fetch_file(context, connection, file_id)
    try:
        with explaining_storage("file"):
            return Download(row, context.contents.begin_reading(row))
    except BytesMissing:
        with context.database.read() as connection:
            fetch_file(context, connection, file_id)  # it may have been deleted just now
        raise file_refusals.bytes_missing(file_id) from None


def delete(context: Context, request: CheckedRequest) -> JsonObject:
    """Delete a file for good, and take it out of all vector stores."""
    with context.database.write() as connection:
        row = fetch_file(context, connection, request.path["file_id"], for_deletion=True)
        context.contents.delete(connection, row)
    context.housekeeping.note_deletion()
    context.contents.drop([row.digest])
    return {"id": row.id, "object": "file", "deleted": True}


def fetch_file(
    context: Context, connection: Connection, identifier: str, *, for_deletion: bool = False
) -> FileRow:
    """Return the file with an id; with `for_deletion`, locked for that.

    Raises:
        RequestError: 404, there is none, or its time is up.
    """
    row = FILES.get(connection, identifier, for_deletion=for_deletion)
    if row is None or is_over(row.expires_at, context.now()):
        raise file_refusals.no_such_file(identifier)
    return row
