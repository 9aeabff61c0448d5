"""The errors about files, vector stores and the forms that files come in: texts, types and codes.

`forms` and `door` raise those about the form of an upload, `service` those about its sense. What `refusals`
says of its texts and names holds for these too.
"""

from __future__ import annotations

from .refusals import RequestError, database_unusable


def malformed_form(reason: str) -> RequestError:
    """Return the 400 for a body that is not the form it is called (ours)."""
    return RequestError(400, f"The request body is not valid multipart/form-data: {reason}.")


def not_a_form() -> RequestError:
    """Return the 415 for a file that is not sent as a form (ours)."""
    message = "The body must be a form with the file: 'Content-Type: multipart/form-data; boundary=…'."
    return RequestError(415, message, "file", "unsupported_media_type")


def not_a_file() -> RequestError:
    """Return the 400 for a file that is sent as mere text (ours)."""
    message = "Invalid type for 'file': expected a file, but got text instead. Send it with a file name."
    return RequestError(400, message, "file", "invalid_type")


def file_elsewhere(param: str) -> RequestError:
    """Return the 400 for a file where a form has a text (ours)."""
    message = f"Invalid type for '{param}': expected a string, but got a file instead."
    return RequestError(400, message, param, "invalid_type")


def empty_file() -> RequestError:
    """Return the 400 for a file without bytes."""
    return RequestError(400, "File is empty.", "file")


def file_too_large(most: int) -> RequestError:
    """Return the 413 for a file that is too large (ours)."""
    message = f"The file is too large: a file may have {most:,} bytes."
    return RequestError(413, message, "file", "file_too_large")


def quota_exceeded(most: int) -> RequestError:
    """Return the 413 for a file that there is no room for (ours)."""
    message = (
        f"There is no room for this file: all files together may have {most:,} bytes. Delete some first."
    )
    return RequestError(413, message, "file", "quota_exceeded")


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
