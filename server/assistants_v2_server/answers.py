"""What a request is answered with, as the doors send it. `server` makes it of what an operation returns."""

from __future__ import annotations

import time

from attrs import frozen

from .encoding import encode_json
from .runs.subscriptions import Subscription
from .sse import CONTENT_TYPE
from .store import JsonObject

Headers = tuple[tuple[str, str], ...]

_API_VERSION = "2020-10-01"


@frozen
class Answer:
    """An HTTP answer: the status, the headers with names in lower case, and the JSON body, or events.

    Attributes:
        operation: The contract's name of what was asked for; None if that is not known.
        events: What follows the headers in place of a body; None, the default, for a body. Whoever has the
            answer closes it.
    """

    status: int
    headers: Headers
    body: bytes
    operation: str | None = None
    events: Subscription | None = None


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
