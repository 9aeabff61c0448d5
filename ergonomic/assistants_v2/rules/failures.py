"""Which error a failed exchange becomes, and what it tells the caller to do. Pure.

Used by both ports, through `io.answers`. Messages quote the server's own words, never the key.
"""

from __future__ import annotations

import json
import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from ..errors import (
    APIConnectionError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    InternalServerError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    ThreadBusy,
    UnprocessableEntityError,
)
from .configuration import KEY_VARIABLES, RETIRED_HOST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .configuration import Settings

BY_STATUS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}

ACTIVE_RUN = re.compile(
    r"while a run( (?P<run_id>\S+))? is active|already has an active run( (?P<id>\S+?))?\.?$"
)
"""How servers say that a thread is locked, for a message and for a run; not all of them name the run."""

NOBODY_THERE = "Is a server listening there? Check base_url (or ASSISTANTS_BASE_URL)."


def refused(settings: Settings, status: int, headers: Mapping[str, str], content: bytes) -> APIStatusError:
    """Return the error for an answer whose status says that the server did not do it."""
    body = decoded(content)
    told = error_object(body)
    kind = BY_STATUS.get(status, InternalServerError if status >= 500 else APIStatusError)
    message = text_of(told.get("message")) or words_of(body)
    message = message or f"the server answered {status} {phrase(status)}".rstrip() + "."
    busy = ACTIVE_RUN.search(message) if kind is BadRequestError else None
    if busy:
        kind = ThreadBusy
    error = kind(
        without_key(message, settings.api_key),
        hint=hint_for(settings, status, served=bool(told)),
        status_code=status,
        type=text_of(told.get("type")),
        param=text_of(told.get("param")),
        code=text_of(told.get("code")),
        request_id=headers.get("x-request-id"),
        headers=headers,
        url=settings.base_url,
        body=body,
    )
    if busy:
        error.run_id = busy["run_id"] or busy["id"]
    return error


def timed_out(settings: Settings, kind: str, *, sent: bool) -> APITimeoutError:
    """Return the error for an answer that did not come in time; *sent* as for `unreachable`."""
    limit = f"The limit is timeout={settings.timeout:g} seconds; the server may have acted all the same."
    return APITimeoutError(
        f"no answer from {settings.base_url} in time ({kind}).",
        sent=sent,
        hint=limit if sent else NOBODY_THERE,
        url=settings.base_url,
    )


def unreachable(settings: Settings, reason: str, *, sent: bool) -> APIConnectionError:
    """Return the error for a request that no answer came to; *sent* unless the server cannot have got it."""
    return APIConnectionError(
        f"no answer from {settings.base_url}: {without_key(reason, settings.api_key).rstrip('.')}.",
        sent=sent,
        hint=NOBODY_THERE,
        url=settings.base_url,
    )


def not_this_api(
    settings: Settings, status: int, content: bytes, content_type: str
) -> APIResponseValidationError:
    """Return the error for a successful answer that is no JSON object, or none of this API's."""
    found = content_type.split(";")[0] or "a body without content type"
    return APIResponseValidationError(
        f"{settings.base_url} answered {status} with {found if content else 'an empty body'}, "
        "not with an object of this API.",
        hint="Is that the API's address? It usually ends in /v1. Check base_url (or ASSISTANTS_BASE_URL).",
        status_code=status,
        url=settings.base_url,
        body=content.decode(errors="replace"),
    )


def hint_for(settings: Settings, status: int, *, served: bool) -> str:
    """Return what a caller can do about a status, or an empty string.

    *served* tells whether the answer had the API's own error shape.
    """
    if status == 401:
        variables = " or ".join(KEY_VARIABLES)
        return f"Check api_key (or {variables}): {settings.base_url} does not take the one it was sent."
    if 300 <= status < 400:
        return "Redirects are not followed: base_url must be where the error's headers['location'] leads."
    if status != 404:
        return ""
    if urlsplit(settings.base_url).hostname == RETIRED_HOST:
        return "OpenAI switched this API off on 2026-08-26: use Assistants.local() or another base_url."
    if served:
        return f"Ids belong to the server that made them: was this one made at {settings.base_url}?"
    return f"Is {settings.base_url} the API's address? It usually ends in /v1. Or use Assistants.local()."


def decoded(content: bytes) -> object | None:
    """Return a body as JSON if it is, else as text; None if it is empty."""
    if not content:
        return None
    try:
        body: object = json.loads(content)
    except (ValueError, RecursionError):
        return content.decode(errors="replace")
    return body


def error_object(body: object) -> Mapping[str, object]:
    """Return the `error` member of an error body, and something empty in its place if there is none."""
    inner: Any = cast("dict[str, Any]", body).get("error") if isinstance(body, dict) else None
    if isinstance(inner, str):
        return {"message": inner}
    return cast("dict[str, object]", inner) if isinstance(inner, dict) else {}


def words_of(body: object) -> str | None:
    """Return what an answer without the API's error shape says: a bare `message`, or FastAPI's `detail`."""
    told = cast("dict[str, Any]", body) if isinstance(body, dict) else {}
    said: Any = told.get("message") or told.get("detail")
    if isinstance(said, list):
        return "; ".join(place_and_reason(item) for item in cast("Any", said))
    return said if isinstance(said, str) else None


def place_and_reason(item: Any) -> str:
    """Return an item of FastAPI's `detail` as text, without the value that it may quote."""
    told = cast("dict[str, Any]", item) if isinstance(item, dict) else {}
    return f"{'.'.join(map(str, told.get('loc', ())))}: {told.get('msg')}"


def text_of(value: object) -> str | None:
    """Return a field of an error as text; codes come as numbers from some servers."""
    return None if value is None or value == "" else str(value)


def phrase(status: int) -> str:
    """Return the standard name of a status, or an empty string."""
    return HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else ""


def without_key(text: str, api_key: str) -> str:
    """Return *text* with the key blotted out, should the server have quoted it."""
    return text.replace(api_key, "[api key]") if api_key else text
