"""Why a document was not read. Raised where it is read, and by `extraction` in the server."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

FailureCode: TypeAlias = Literal["server_error", "unsupported_file", "invalid_file"]
"""The API's codes for it: it is not the file's fault, such files are not read, or the file is at fault."""

CODES: tuple[FailureCode, ...] = get_args(FailureCode)
"""The same as a tuple."""


class ExtractionFailed(Exception):
    """A document's text could not be had.

    Args:
        code: One of the API's codes.
        message: A sentence for whoever stored the file; it holds nothing of the file's content.

    Attributes:
        code: As given.
        message: As given.
    """

    def __init__(self, code: FailureCode, message: str) -> None:
        super().__init__(message)
        self.code: FailureCode = code
        self.message = message
