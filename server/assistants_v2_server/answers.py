"""What a request is answered with, as the doors send it. `server` makes it of what an operation returns."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec import Struct

from .encoding import encode_json
from .runs.subscriptions import Subscription
from .sse import CONTENT_TYPE
from .store import ByteReader, FileRow, JsonObject

if TYPE_CHECKING:
    from .elsewhere.replies import Reply

Headers = tuple[tuple[str, str], ...]

_API_VERSION = "2020-10-01"

PAGE = "ui"
"""What the log and the metrics call every request for a page; it is no operation of a contract."""

PIECE = 256 * 1024
"""Bytes of a file that are read, and sent, at a time."""


class Answer(Struct, frozen=True):
    """An HTTP answer.

    Attributes:
        status: The HTTP status.
        headers: The headers, with names in lower case.
        body: The JSON, or nothing where events or a file follow.
        operation: The contract's name of what was asked for; None if that is not known.
        events: What follows the headers in place of a body; None, the default, for a body. Whoever has the
            answer closes it.
        file: The bytes that follow the headers in place of a body; None, the default, for a body. Whoever has
            the answer closes it.
        is_relayed: Whether another server gave it, and its bytes have to be waited for; by default none did.
    """

    status: int
    headers: Headers
    body: bytes
    operation: str | None = None
    events: Subscription | None = None
    file: ByteReader | None = None
    is_relayed: bool = False

    def close(self) -> None:
        """End what would follow the headers, for an answer that nobody waits for any more."""
        if self.events is not None:
            self.events.close()
        if self.file is not None:
            self.file.close()


def build_answer(
    status: int,
    content: JsonObject,
    request_id: str,
    extra: Headers,
    started: float,
    operation: str | None = None,
) -> Answer:
    """Return an answer in JSON.

    Args:
        status: The HTTP status.
        content: What is answered.
        request_id: The id of the request.
        extra: Further headers.
        started: When the request came, by `time.perf_counter`.
        operation: The contract's name of what was asked for; None, the default, if that is not known.
    """
    body = encode_json(content)
    headers = (
        ("content-type", "application/json"),
        ("content-length", str(len(body))),
        ("x-request-id", request_id),
        ("openai-version", _API_VERSION),
        ("openai-processing-ms", str(round((time.perf_counter() - started) * 1000))),
    )
    return Answer(status, (*headers, *extra), body, operation)


def build_stream(events: Subscription, request_id: str, extra: Headers, operation: str) -> Answer:
    """Return the answer to a request for the events of a run; the arguments are those of `build_answer`."""
    headers = (
        ("content-type", CONTENT_TYPE),
        ("cache-control", "no-cache"),
        # Else nginx keeps what comes until it has enough of it.
        ("x-accel-buffering", "no"),
        ("x-request-id", request_id),
        ("openai-version", _API_VERSION),
    )
    return Answer(200, (*headers, *extra), b"", operation, events)


def build_download(
    file: FileRow, reader: ByteReader, request_id: str, started: float, operation: str
) -> Answer:
    """Return the answer to a request for the bytes of a file; the arguments are those of `build_answer`.

    A browser is not to show what others have uploaded, and not to guess what it is.
    """
    headers = (
        ("content-type", "application/octet-stream"),
        ("content-length", str(file.bytes)),
        ("content-disposition", _describe_attachment(file.filename)),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "sandbox"),
        ("x-request-id", request_id),
        ("openai-version", _API_VERSION),
        ("openai-processing-ms", str(round((time.perf_counter() - started) * 1000))),
    )
    return Answer(200, headers, b"", operation, file=reader)


def build_relayed(reply: Reply, request_id: str, operation: str) -> Answer:
    """Return the answer of another server; the arguments are those of `build_answer`.

    A browser is not to take what it says for a page of this server.
    """
    kinds = dict(reply.headers)
    length = () if "content-length" in kinds or reply.rest else (("content-length", str(len(reply.body))),)
    headers = (
        *reply.headers,
        *length,
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "sandbox"),
        ("x-request-id", request_id),
    )
    return Answer(reply.status, headers, reply.body, operation, file=reply.rest, is_relayed=True)


def _describe_attachment(name: str) -> str:
    """Return a header that names a file: with plain letters for old readers, and as it is (RFC 6266)."""
    plain = "".join(letter if " " <= letter <= "~" and letter not in '"\\%' else "_" for letter in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
