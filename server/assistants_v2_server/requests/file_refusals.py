"""The errors about files, vector stores and the forms that files come in: texts, types and codes.

`forms` and `door` raise those about the form of an upload, `service` those about its sense. What `refusals`
says of its texts and names holds for these too.
"""

from __future__ import annotations

from .refusals import RequestError, database_unusable

PART = "data"
"""The field that holds a part of a file, and never a whole one."""


def malformed_form(reason: str) -> RequestError:
    """Return the 400 for a body that is not the form it is called (ours)."""
    return RequestError(400, f"The request body is not valid multipart/form-data: {reason}.")


def not_a_form(param: str) -> RequestError:
    """Return the 415 for bytes that are not sent as a form (ours); *param* is the field that holds them."""
    message = f"The body must be a form with '{param}': 'Content-Type: multipart/form-data; boundary=…'."
    return RequestError(415, message, param, "unsupported_media_type")


def not_a_file(param: str) -> RequestError:
    """Return the 400 for a file that is sent as mere text (ours)."""
    message = f"Invalid type for '{param}': expected a file, but got text instead. Send it with a file name."
    return RequestError(400, message, param, "invalid_type")


def file_elsewhere(param: str) -> RequestError:
    """Return the 400 for a file where a form has a text (ours)."""
    message = f"Invalid type for '{param}': expected a string, but got a file instead."
    return RequestError(400, message, param, "invalid_type")


def empty_file(param: str) -> RequestError:
    """Return the 400 for a file, or a part of one, without bytes."""
    return RequestError(400, f"{'Part' if param == PART else 'File'} is empty.", param)


def file_too_large(most: int, param: str) -> RequestError:
    """Return the 413 for a file, or a part of one, that is too large (ours)."""
    kind = "part" if param == PART else "file"
    message = f"The {kind} is too large: a {kind} may have {most:,} bytes."
    return RequestError(413, message, param, "file_too_large")


def quota_exceeded(most: int, param: str) -> RequestError:
    """Return the 413 for a file, or a part of one, that there is no room for (ours)."""
    kind = "part" if param == PART else "file"
    message = (
        f"There is no room for this {kind}: all files together may have {most:,} bytes. Delete some first."
    )
    return RequestError(413, message, param, "quota_exceeded")


def bytes_not_stored(reason: str, *, may_pass: bool) -> RequestError:
    """Return the 503 or 500 for a file that the disk did not take (ours); nothing of it was stored.

    Args:
        reason: What is the matter.
        may_pass: Whether the same request may succeed later, as when the disk is full.
    """
    return database_unusable(f"the file could not be stored: {reason}.", may_pass=may_pass, is_undone=True)


def bytes_missing(identifier: str) -> RequestError:
    """Return the 500 for a file whose bytes somebody else has deleted or changed (ours)."""
    message = (
        f"The bytes of file '{identifier}' are not where they were stored. Delete it and upload it again."
    )
    return RequestError(500, message, type="server_error")


def no_such_file(identifier: str) -> RequestError:
    """Return the 404 for a file that does not exist."""
    return RequestError(404, f"No such File object: {identifier}", "id")


def no_such_upload(identifier: str) -> RequestError:
    """Return the 404 for an upload in parts that does not exist."""
    return RequestError(404, f"No such Upload object: {identifier}", "upload_id")


def upload_completed(identifier: str, file_id: str) -> RequestError:
    """Return the 400 for an upload of which a file was made (ours)."""
    message = f"Upload '{identifier}' is completed: its file is '{file_id}'."
    return RequestError(400, message, "upload_id", "upload_completed")


def upload_ended(identifier: str, status: str) -> RequestError:
    """Return the 400 for an upload that is cancelled or expired (ours)."""
    message = f"Upload '{identifier}' is {status}: its parts are thrown away. Begin another upload."
    return RequestError(400, message, "upload_id", "upload_ended")


def parts_too_large(identifier: str, most: int) -> RequestError:
    """Return the 413 for parts that have too many bytes together (ours)."""
    message = f"The parts of upload '{identifier}' may have {most:,} bytes together. Begin another upload."
    return RequestError(413, message, PART, "file_too_large")


def part_named_twice(identifier: str, index: int) -> RequestError:
    """Return the 400 for a part that the order of parts names more than once (ours)."""
    message = f"Invalid 'part_ids[{index}]': part '{identifier}' is named twice. Name each part once."
    return RequestError(400, message, f"part_ids[{index}]", "invalid_value")


def no_such_part(identifier: str, upload_id: str, index: int) -> RequestError:
    """Return the 400 for a part that an upload does not have (ours)."""
    message = (
        f"Invalid 'part_ids[{index}]': upload '{upload_id}' has no part '{identifier}'. "
        "Name the ids with which its parts were answered."
    )
    return RequestError(400, message, f"part_ids[{index}]", "invalid_value")


def bytes_differ(announced: int, got: int) -> RequestError:
    """Return the 400 for parts that have fewer or more bytes than were announced (ours)."""
    message = (
        f"The upload was begun with {announced:,} bytes, and the parts in 'part_ids' have {got:,}. "
        "Add or name the parts that are missing, or begin an upload of the right size."
    )
    return RequestError(400, message, "part_ids", "upload_bytes_mismatch")


def checksum_differs() -> RequestError:
    """Return the 400 for parts that are not what their sender has, or are in another order (ours)."""
    message = (
        "The MD5 of the parts is not 'md5'. Check their order in 'part_ids'; if it is right, "
        "begin another upload."
    )
    return RequestError(400, message, "md5", "upload_md5_mismatch")


def part_bytes_missing(identifier: str) -> RequestError:
    """Return the 500 for a part whose bytes somebody else has deleted or changed (ours)."""
    message = f"The bytes of part '{identifier}' are not where they were stored. Begin another upload."
    return RequestError(500, message, type="server_error")


def named_file_not_found(identifier: str, param: str) -> RequestError:
    """Return the 404 for a file that a body names and that does not exist."""
    return RequestError(404, f"File {identifier} not found", param)


def named_store_not_found(identifier: str, param: str) -> RequestError:
    """Return the 404 for a vector store that a body names and that does not exist."""
    return RequestError(404, f"Vector store {identifier} not found", param)


def not_in_store(file_id: str, vector_store_id: str) -> RequestError:
    """Return the 404 for a file that is not in a vector store."""
    message = f"No file found with id '{file_id}' in vector store '{vector_store_id}'."
    return RequestError(404, message)


def store_expired(identifier: str) -> RequestError:
    """Return the 400 for a vector store that nobody has used for too long."""
    return RequestError(400, f"Vector store '{identifier}' has expired")


def chunks_overlap(most: int, got: int) -> RequestError:
    """Return the 400 for chunks that have more than half in common."""
    param = "chunking_strategy.static.chunk_overlap_tokens"
    message = (
        f"Invalid '{param}': integer above maximum value. Expected a value <= {most}, half of "
        f"'max_chunk_size_tokens', but got {got} instead."
    )
    return RequestError(400, message, param, "integer_above_max_value")


def text_not_there(file_id: str, status: str) -> RequestError:
    """Return the 400 for the text of a file that has not been read, or could not be (ours)."""
    return RequestError(400, f"There is no text of file '{file_id}': its status is '{status}'.")


def file_too_slow(seconds: float) -> RequestError:
    """Return the 408 for a request with a file of which nothing has come for a while (ours)."""
    message = f"Nothing of the file came for {seconds:g} s."
    return RequestError(408, message, None, "request_timeout")
