"""Every error the server answers with, in one place: texts, types and codes.

`contract` and `validation` raise those about the form of a request, `service` those about its sense;
`server` turns them into answers. Texts follow the hosted API letter by letter where its text is
known, because programs match on them; those marked "ours" had no known counterpart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import attrs

INVALID_REQUEST: Final = "invalid_request_error"


@attrs.define(eq=False)
class RequestError(Exception):
    """A request cannot be served; carries all that the error envelope holds.

    Attributes:
        status: the HTTP status.
        message: what is wrong, and with which field.
        param: the path of the field at fault (`tools[0].type`), if one is.
        code: the machine-readable code, if the API has one for this case.
        type: the family of the error.
        headers: headers that belong to this answer, such as `Allow`.
    """

    status: int
    message: str
    param: str | None = None
    code: str | None = None
    type: str = INVALID_REQUEST
    headers: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return self.message

    def body(self) -> dict[str, Any]:
        """The error envelope."""
        fields = {"message": self.message, "type": self.type, "param": self.param, "code": self.code}
        return {"error": fields}


def not_found(kind: str, identifier: str) -> RequestError:
    """404 for an object that does not exist (or does not belong to the one the path names).

    Args:
        kind: `assistant`, `thread`, `message`, `run` or `run step`.
        identifier: the id as it was given.
    """
    return RequestError(404, f"No {kind} found with id '{identifier}'.")


def bad_id(name: str, identifier: str, prefix: str) -> RequestError:
    """400 for an id of the wrong kind, such as a thread id where an assistant's belongs."""
    message = f"Invalid '{name}': '{identifier}'. Expected an ID that begins with '{prefix}'."
    return RequestError(400, message, name, "invalid_value")


def unknown_url(method: str, path: str) -> RequestError:
    """404 for an address that is no operation."""
    return RequestError(404, f"Invalid URL ({method} {path})", type=INVALID_REQUEST)


def method_not_allowed(method: str, path: str, allowed: Iterable[str]) -> RequestError:
    """405 for an address that exists under other methods (ours)."""
    names = ", ".join(sorted(allowed))
    message = f"Method {method} is not allowed on {path}. Allowed methods: {names}."
    return RequestError(405, message, None, "method_not_supported", headers=(("allow", names),))


def malformed_json(reason: str) -> RequestError:
    """400 for a body that is no JSON object text (ours)."""
    return RequestError(
        400, f"The request body is not valid JSON: {reason}. Send a JSON object encoded in UTF-8."
    )


def missing_body() -> RequestError:
    """400 for a change that does not say what to change (ours)."""
    return RequestError(400, "The request has no body. Send a JSON object; '{}' changes nothing.")


def invalid_beta() -> RequestError:
    """400 for a request that asks for another version of the API."""
    message = (
        "You must provide the 'OpenAI-Beta' header to access the Assistants API. "
        "Please try again by setting the header 'OpenAI-Beta: assistants=v2'."
    )
    return RequestError(400, message, None, "invalid_beta")


def missing_key() -> RequestError:
    """401 for a request without a key where keys are configured (ours, after the hosted API)."""
    message = (
        "You didn't provide an API key. Provide it in an Authorization header using Bearer auth "
        "(i.e. Authorization: Bearer YOUR_KEY)."
    )
    return RequestError(401, message, None, "missing_api_key")


def wrong_key() -> RequestError:
    """401 for a key that is not configured; the key itself is not repeated."""
    message = "Incorrect API key provided. Use one of the keys this server was started with."
    return RequestError(401, message, None, "invalid_api_key")


def server_failure() -> RequestError:
    """500 for a defect of this server; details go to its log under the request id (ours)."""
    message = "The server had an error processing your request. Its log has the details under the request ID."
    return RequestError(500, message, type="server_error")


def server_closed() -> RequestError:
    """503 for a request that came after the server was closed (ours)."""
    return RequestError(503, "This server has been closed.", type="server_error")


def streaming_not_offered() -> RequestError:
    """400 for `stream: true` (ours)."""
    message = (
        "Invalid value: 'stream' cannot be true: this server does not stream yet. "
        "Leave 'stream' out and retrieve the run until its status is settled."
    )
    return RequestError(400, message, "stream", "unsupported_value")


def vector_stores_not_offered(param: str) -> RequestError:
    """400 for a vector store to be made on the way (ours)."""
    message = (
        f"Unsupported parameter: '{param}': this server keeps no vector stores. "
        "Pass the ids of existing ones in 'vector_store_ids'; they are kept, not searched."
    )
    return RequestError(400, message, param, "unsupported_parameter")


def missing_parameter(param: str) -> RequestError:
    """400 for a field that must be there."""
    return RequestError(400, f"Missing required parameter: '{param}'.", param, "missing_required_parameter")


def too_much_metadata(most: int, got: int) -> RequestError:
    """400 for metadata that is too much, or would be after the merge."""
    message = (
        f"Invalid 'metadata': too many properties. Expected an object with at most {most} properties, "
        f"but got an object with {got} properties instead."
    )
    return RequestError(400, message, "metadata", "object_above_max_properties")


def function_not_offered(name: str) -> RequestError:
    """400 for a tool choice that names a function the run does not have (ours)."""
    message = (
        f"Invalid 'tool_choice': no function '{name}' is among the run's tools. "
        "Add it to 'tools' or choose another."
    )
    return RequestError(400, message, "tool_choice", "invalid_value")


def thread_locked(thread_id: str, run_id: str) -> RequestError:
    """400 for a message to a thread whose run has not ended."""
    return RequestError(400, f"Can't add messages to {thread_id} while a run {run_id} is active.")


def thread_busy(thread_id: str, run_id: str) -> RequestError:
    """400 for a second run on a thread."""
    return RequestError(400, f"Thread {thread_id} already has an active run {run_id}.")


def nothing_to_answer() -> RequestError:
    """400 for a run that would give the model neither a question nor instructions."""
    message = "Run creation requires a Thread with a user message or an assistant with instructions."
    return RequestError(400, message, None, "invalid_thread")


def outputs_not_accepted(status: str) -> RequestError:
    """400 for tool outputs to a run that waits for none."""
    return RequestError(400, f'Runs in status "{status}" do not accept tool outputs.')


def outputs_mismatch(expected: Sequence[str], got: Sequence[str]) -> RequestError:
    """400 for tool outputs that do not answer exactly the calls that were made."""
    message = f"Expected tool outputs for call_ids {list(expected)!r}, got {list(got)!r}"
    return RequestError(400, message)


def cannot_cancel(status: str) -> RequestError:
    """400 for cancelling a run that has ended or is being cancelled."""
    return RequestError(400, f"Cannot cancel run with status '{status}'.")


def cannot_update(status: str) -> RequestError:
    """400 for changing a run's metadata while it is running."""
    return RequestError(400, f"Cannot update run with status '{status}'.")


def unknown_cursor(name: str, cursor: str) -> RequestError:
    """400 for paging from an object that is not in this list (ours)."""
    message = f"Invalid '{name}': no object with id '{cursor}' is in this list. Use an id it returned."
    return RequestError(400, message, name, "invalid_value")
