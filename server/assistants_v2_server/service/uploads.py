"""Uploads in parts: create, add a part, complete, cancel.

A part is kept as a file is: by its digest, within the same limits. To complete an upload is to copy its parts
into a file, piece by piece, while nothing is locked. The file is stored, and the upload ended, in one
transaction, so that of several who complete one upload one makes a file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from msgspec.structs import replace
from sqlalchemy import Connection

from ..rendering import render_upload, render_upload_part
from ..requests import file_refusals
from ..requests.file_names import read_file_name
from ..requests.operations import CheckedRequest
from ..store import UPLOAD_PARTS, UPLOADS, BytesMissing, FileRow, Intake, JsonObject, UploadPartRow, UploadRow
from ..store.expiry import is_over
from ..store.store_counts import count_part_bytes
from .context import Context
from .incoming_forms import explaining_storage, take_intake

LARGEST_UPLOAD = 8 * 1024 * 1024 * 1024
"""Bytes that the parts of an upload may have together, those that are not named in the end among them."""

_LIFETIME = 60 * 60
"""Seconds within which an upload has to be completed."""

_PIECE = 1024 * 1024
"""Bytes that are copied at once."""

_DROPPED_AT_ONCE = 100
"""Parts whose bytes are deleted before the request is answered; a sweep deletes the others."""


def create(context: Context, request: CheckedRequest) -> JsonObject:
    """Begin an upload, unless there is no room for its file."""
    context.housekeeping.sweep_memory()
    body, now, most = request.body, context.now(), context.contents.limits.file_bytes
    if body["bytes"] > most:
        raise file_refusals.file_too_large(most, "bytes")
    expires_after: JsonObject | None = body.get("expires_after")
    row = UploadRow(
        id=context.database.new_id("upload"),
        created_at=now,
        expires_at=now + _LIFETIME,
        filename=read_file_name(body["filename"], "filename"),
        purpose=body["purpose"],
        bytes=body["bytes"],
        file_seconds=None if expires_after is None else expires_after["seconds"],
    )
    with context.database.write() as connection, explaining_storage("bytes"):
        context.contents.require_room(connection, row.bytes)
        UPLOADS.insert(connection, row)
    return render_upload(row)


def add_part(context: Context, request: CheckedRequest) -> JsonObject:
    """Store the part that came with a form."""
    upload_id = request.path["upload_id"]
    intake = take_intake(request.sink, file_refusals.PART)
    part = UploadPartRow(
        id=context.database.new_id("part"),
        upload_id=upload_id,
        created_at=context.now(),
        bytes=intake.size,
        digest=intake.digest,
    )

    def check(connection: Connection) -> None:
        _fetch_pending(context, connection, upload_id)
        if count_part_bytes(connection, upload_id) + intake.size > LARGEST_UPLOAD:
            raise file_refusals.parts_too_large(upload_id, LARGEST_UPLOAD)

    with explaining_storage(file_refusals.PART):
        return render_upload_part(context.contents.keep_part(intake, part, check))


def complete(context: Context, request: CheckedRequest) -> JsonObject:
    """Make a file of the parts of an upload."""
    upload_id, md5 = request.path["upload_id"], request.body.get("md5")
    with context.database.read() as connection:
        upload = _fetch_pending(context, connection, upload_id, lock=False)
        parts = _choose_parts(connection, upload, request.body["part_ids"])
    with explaining_storage("part_ids"):
        intake = context.contents.begin(upload.bytes, counted=upload.bytes)
        try:
            _copy_parts(context, upload, parts, intake, md5)
            return _end_with_file(context, upload, intake)
        finally:
            intake.close()


def cancel(context: Context, request: CheckedRequest) -> JsonObject:
    """Throw away the parts of an upload."""
    with context.database.write() as connection:
        upload = _fetch_pending(context, connection, request.path["upload_id"])
        upload = replace(upload, status="cancelled")
        UPLOADS.replace(connection, upload)
        digests = context.contents.delete_parts(connection, upload.id)
    context.contents.drop(digests[:_DROPPED_AT_ONCE])
    return render_upload(upload)


def _fetch_pending(
    context: Context, connection: Connection, upload_id: str, *, lock: bool = True, may_be_over: bool = False
) -> UploadRow:
    """Return an upload that waits for its parts.

    Args:
        context: What the operation works with.
        connection: The transaction.
        upload_id: The id of the upload.
        lock: Whether nobody may end it before the transaction ends, as by default.
        may_be_over: Whether its time may be up, since it was not when the request came.

    Raises:
        RequestError: 404, there is none; 400, it has ended.
    """
    upload = UPLOADS.get(connection, upload_id, lock=lock)
    if upload is None:
        raise file_refusals.no_such_upload(upload_id)
    if upload.status == "completed":
        raise file_refusals.upload_completed(upload_id, upload.file_id or "")
    if upload.status == "cancelled":
        raise file_refusals.upload_ended(upload_id, upload.status)
    if not may_be_over and is_over(upload.expires_at, context.now()):
        raise file_refusals.upload_ended(upload_id, "expired")
    return upload


def _choose_parts(
    connection: Connection, upload: UploadRow, part_ids: Sequence[str]
) -> Sequence[UploadPartRow]:
    """Return the parts of an upload that make its file, in their order.

    Raises:
        RequestError: 400, they are not all its own, or do not have as many bytes as were announced.
    """
    found = UPLOAD_PARTS.find(connection, part_ids)
    seen: set[str] = set()
    for index, part_id in enumerate(part_ids):
        if part_id not in found or found[part_id].upload_id != upload.id:
            raise file_refusals.no_such_part(part_id, upload.id, index)
        if part_id in seen:
            raise file_refusals.part_named_twice(part_id, index)
        seen.add(part_id)
    parts = [found[part_id] for part_id in part_ids]
    got = sum([part.bytes for part in parts])
    if got != upload.bytes:
        raise file_refusals.bytes_differ(upload.bytes, got)
    return parts


def _copy_parts(
    context: Context, upload: UploadRow, parts: Sequence[UploadPartRow], intake: Intake, md5: str | None
) -> None:
    """Copy the bytes of parts, and compare their checksum.

    Raises:
        RequestError: They are not there, since the upload has ended meanwhile; or the checksum is another.
    """
    checksum = None if md5 is None else hashlib.md5(usedforsecurity=False)
    for part in parts:
        try:
            with context.contents.open(part) as reader:
                while piece := reader.read(_PIECE):
                    intake.write(piece)
                    if checksum is not None:
                        checksum.update(piece)
        except BytesMissing:
            with context.database.read() as connection:
                _fetch_pending(context, connection, upload.id, lock=False)
            raise file_refusals.part_bytes_missing(part.id) from None
    if md5 is not None and checksum is not None and checksum.hexdigest() != md5.lower():
        raise file_refusals.checksum_differs()


def _end_with_file(context: Context, upload: UploadRow, intake: Intake) -> JsonObject:
    """Store the file of an upload, and that it is completed, if nobody else has ended it meanwhile."""
    now = context.now()
    file = FileRow(
        id=context.database.new_id("file"),
        created_at=now,
        filename=upload.filename,
        purpose=upload.purpose,
        bytes=upload.bytes,
        digest=intake.digest,
        expires_at=None if upload.file_seconds is None else now + upload.file_seconds,
    )
    upload = replace(upload, status="completed", file_id=file.id)
    digests: list[str] = []

    def end(connection: Connection) -> None:
        _fetch_pending(context, connection, upload.id, may_be_over=True)
        UPLOADS.replace(connection, upload)
        digests.extend(context.contents.delete_parts(connection, upload.id, [intake.digest]))

    file = context.contents.keep(intake, file, end)
    context.contents.drop(digests[:_DROPPED_AT_ONCE])
    return render_upload(upload, file)
