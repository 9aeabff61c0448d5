"""Every error that the server answers with: texts, types and codes.

`operations` and `validation` raise those about the form of a request, `service` those about its
sense; `server` turns them into answers. Those about files are in `file_refusals`. Texts follow the hosted
API letter by letter where its text is known, because programs match on them; those marked "ours" had no
known counterpart.

A function is named after the refusal that it returns, so that the place that refuses reads
`raise refusals.thread_locked(…)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from attrs import define

_INVALID_REQUEST = "invalid_request_error"

_RETRY_AFTER = "1"
"""Seconds after which a client may repeat a request that the database did not take."""

FOREIGN_ORIGIN = "origin_not_allowed"
"""The code of a refusal of a page of another origin."""


@define(eq=False)
class RequestError(Exception):
    """A request cannot be served. Holds everything that its error answer says.

    Attributes:
        status: The HTTP status.
        message: What is wrong, and with which field.
        param: The path of the field at fault (`tools[0].type`), if there is one.
        code: The machine-readable code, if the API has one for this case.
        type: The family of the error.
        headers: Headers that belong to this answer, such as `Allow`.
    """

    status: int
    message: str
    param: str | None = None
    code: str | None = None
    type: str = _INVALID_REQUEST
    headers: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return self.message

    def build_body(self) -> dict[str, Any]:
        """Return the body of the answer: the error envelope."""
        fields = {"message": self.message, "type": self.type, "param": self.param, "code": self.code}
        return {"error": fields}


def not_found(kind: str, identifier: str) -> RequestError:
    """Return the 404 for an object that does not exist (or does not belong to the one the path names).

    Args:
        kind: What was looked for: `assistant`, `thread`, `message`, `run` or `run step`.
        identifier: The id as it was given.
    """
    return RequestError(404, f"No {kind} found with id '{identifier}'.")


def bad_id(name: str, identifier: str, prefix: str) -> RequestError:
    """Return the 400 for an id of the wrong kind, such as a thread id where an assistant's belongs."""
    message = f"Invalid '{name}': '{identifier}'. Expected an ID that begins with '{prefix}'."
    return RequestError(400, message, name, "invalid_value")


def unknown_url(method: str, path: str) -> RequestError:
    """Return the 404 for an address without an operation."""
    return RequestError(404, f"Invalid URL ({method} {path})")


def method_not_allowed(method: str, path: str, allowed: Iterable[str]) -> RequestError:
    """Return the 405 for an address that exists under other methods (ours)."""
    names = ", ".join(sorted(allowed))
    message = f"Method {method} is not allowed on {path}. Allowed methods: {names}."
    return RequestError(405, message, None, "method_not_supported", headers=(("allow", names),))


def malformed_json(reason: str) -> RequestError:
    """Return the 400 for a body that is not JSON (ours)."""
    return RequestError(
        400, f"The request body is not valid JSON: {reason}. Send a JSON object encoded in UTF-8."
    )


def missing_body() -> RequestError:
    """Return the 400 for a change that does not say what to change (ours)."""
    return RequestError(400, "The request has no body. Send a JSON object; '{}' changes nothing.")


def invalid_beta() -> RequestError:
    """Return the 400 for a request that asks for another version of the API."""
    message = (
        "You must provide the 'OpenAI-Beta' header to access the Assistants API. "
        "Please try again by setting the header 'OpenAI-Beta: assistants=v2'."
    )
    return RequestError(400, message, None, "invalid_beta")


def missing_key() -> RequestError:
    """Return the 401 for a request without a key where keys are configured (ours, after the hosted API)."""
    message = (
        "You didn't provide an API key. Provide it in an Authorization header using Bearer auth "
        "(i.e. Authorization: Bearer YOUR_KEY)."
    )
    return RequestError(401, message, None, "missing_api_key")


def wrong_key() -> RequestError:
    """Return the 401 for a key that is not configured; the key itself is not repeated."""
    message = "Incorrect API key provided. Use one of the keys this server was started with."
    return RequestError(401, message, None, "invalid_api_key")


def foreign_host() -> RequestError:
    """Return the 403 for a request under a name that this server was not told it has (ours)."""
    message = (
        "This server does not answer under the name in the Host header. "
        "Use 127.0.0.1 or localhost, or allow the name with --allow-host."
    )
    return RequestError(403, message, None, "host_not_allowed")


def foreign_origin() -> RequestError:
    """Return the 403 for a request that a page of another origin has a browser send (ours)."""
    message = (
        "Pages of other origins may not use this server. Allow the page's origin with --cors, "
        "such as --cors https://app.example."
    )
    return RequestError(403, message, None, FOREIGN_ORIGIN)


def not_json() -> RequestError:
    """Return the 415 for a body that is not called JSON (ours)."""
    message = "The body must be JSON, and the request must say so: 'Content-Type: application/json'."
    return RequestError(415, message, None, "unsupported_media_type")


def headers_too_long(headers: int, length: int) -> RequestError:
    """Return the 431 for a request with too many headers, or too long ones (ours)."""
    message = f"A request may have {headers} headers and {length:,} bytes in them."
    return RequestError(431, message, None, "headers_too_large")


def body_too_long(length: int) -> RequestError:
    """Return the 413 for a body that is too long (ours)."""
    message = f"The body is too long: a request may have {length:,} bytes."
    return RequestError(413, message, None, "request_too_large")


def body_too_slow(seconds: float) -> RequestError:
    """Return the 408 for a body that has not come whole in time (ours)."""
    message = f"The body did not come whole within {seconds:g} s."
    return RequestError(408, message, None, "request_timeout")


def too_busy() -> RequestError:
    """Return the 503 for a request that came while too many others are in hand (ours)."""
    message = "The server has too many requests in hand. Try again in a moment."
    headers = (("retry-after", "1"),)
    return RequestError(503, message, None, "server_busy", type="server_error", headers=headers)


def queue_full(seconds: int, *, would_expire: bool) -> RequestError:
    """Return the 429 for a run for which the queue is too long (ours, after the hosted API).

    Args:
        seconds: After how many seconds there may be room.
        would_expire: Whether it is refused for that; otherwise for the number of runs that wait.
    """
    reason = (
        "a run that is created now would expire before it is done"
        if would_expire
        else "no more runs may wait than do"
    )
    message = f"The queue of runs is full: {reason}. Nothing was created. Please try again in {seconds}s."
    headers = (("retry-after", str(seconds)),)
    return RequestError(429, message, None, "rate_limit_exceeded", type="requests", headers=headers)


def models_not_listed() -> RequestError:
    """Return the 502 for a model endpoint that does not list its models; its log has the reason (ours)."""
    message = "The model endpoint did not list its models."
    return RequestError(502, message, None, "model_endpoint_failed", type="server_error")


def unknown_model(name: str) -> RequestError:
    """Return the 404 for a model that is not listed."""
    return RequestError(404, f"The model '{name}' does not exist", "model", "model_not_found")


def server_failure() -> RequestError:
    """Return the 500 for a defect of this server; details go to its log under the request id (ours)."""
    message = "The server had an error processing your request. Its log has the details under the request ID."
    return RequestError(500, message, type="server_error")


def database_unusable(reason: str, *, may_pass: bool, is_undone: bool) -> RequestError:
    """Return the 503 or 500 for a request that the database did not take (ours).

    Args:
        reason: What is the matter and what to do, as one sentence.
        may_pass: Whether the same request may succeed later.
        is_undone: Whether it is certain that nothing was stored; then clients may repeat the request.
    """
    message = reason[0].upper() + reason[1:]
    headers = (("retry-after", _RETRY_AFTER),) if may_pass and is_undone else ()
    return RequestError(503 if may_pass else 500, message, type="server_error", headers=headers)


def server_closed() -> RequestError:
    """Return the 503 for a request that came after the server was closed (ours)."""
    return RequestError(503, "This server has been closed.", type="server_error")


def server_closing() -> RequestError:
    """Return the 503 for a request that the server was still at when it was to end (ours).

    Nothing says that it may be repeated: it may have been done all the same.
    """
    message = "This server is being closed: look whether this was done before you ask for it again."
    return RequestError(503, message, type="server_error")


def missing_parameter(param: str) -> RequestError:
    """Return the 400 for a field that must be there."""
    return RequestError(400, f"Missing required parameter: '{param}'.", param, "missing_required_parameter")


def too_much_metadata(most: int, got: int) -> RequestError:
    """Return the 400 for metadata that is too much, or would be after the merge."""
    message = (
        f"Invalid 'metadata': too many properties. Expected an object with at most {most} properties, "
        f"but got an object with {got} properties instead."
    )
    return RequestError(400, message, "metadata", "object_above_max_properties")


def function_not_offered(name: str) -> RequestError:
    """Return the 400 for a tool choice that names a function the run does not have (ours)."""
    message = (
        f"Invalid 'tool_choice': no function '{name}' is among the run's tools. "
        "Add it to 'tools' or choose another."
    )
    return RequestError(400, message, "tool_choice", "invalid_value")


def tool_not_offered(kind: str) -> RequestError:
    """Return the 400 for a tool choice that names a built-in tool the run does not have (ours)."""
    message = (
        f"Invalid 'tool_choice': {kind} is not among the run's tools. Add it to 'tools' or choose another."
    )
    return RequestError(400, message, "tool_choice", "invalid_value")


def tool_not_executed(kind: str) -> RequestError:
    """Return the 400 for a tool choice that forces a built-in tool this server does not have (ours)."""
    message = (
        f"Unsupported value: 'tool_choice' forces {kind}, but this server does not have that tool. "
        "Leave 'tool_choice' out, or choose a function."
    )
    return RequestError(400, message, "tool_choice", "unsupported_value")


def thread_locked(thread_id: str, run_id: str) -> RequestError:
    """Return the 400 for a message to a thread whose run has not ended."""
    return RequestError(400, f"Can't add messages to {thread_id} while a run {run_id} is active.")


def thread_busy(thread_id: str, run_id: str) -> RequestError:
    """Return the 400 for a second run on a thread."""
    return RequestError(400, f"Thread {thread_id} already has an active run {run_id}.")


def nothing_to_answer() -> RequestError:
    """Return the 400 for a run that would give the model neither a question nor instructions."""
    message = "Run creation requires a Thread with a user message or an assistant with instructions."
    return RequestError(400, message, None, "invalid_thread")


def outputs_not_accepted(status: str) -> RequestError:
    """Return the 400 for tool outputs to a run that waits for none."""
    return RequestError(400, f'Runs in status "{status}" do not accept tool outputs.')


def outputs_mismatch(expected: Sequence[str], got: Sequence[str]) -> RequestError:
    """Return the 400 for tool outputs that do not answer exactly the calls that were made."""
    message = f"Expected tool outputs for call_ids {list(expected)!r}, got {list(got)!r}"
    return RequestError(400, message)


def cannot_cancel(status: str) -> RequestError:
    """Return the 400 for cancelling a run that has ended or is being cancelled."""
    return RequestError(400, f"Cannot cancel run with status '{status}'.")


def cannot_update(status: str) -> RequestError:
    """Return the 400 for changing a run's metadata while it is running."""
    return RequestError(400, f"Cannot update run with status '{status}'.")


def unknown_cursor(name: str, cursor: str) -> RequestError:
    """Return the 400 for paging from an object that is not in this list (ours)."""
    message = f"Invalid '{name}': no object with id '{cursor}' is in this list. Use an id it returned."
    return RequestError(400, message, name, "invalid_value")
