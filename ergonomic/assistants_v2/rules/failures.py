"""Which error a failed exchange becomes, and what it tells the caller to do. Pure.

Used by both ports, through `io.replies`. Messages quote the server's own words, never the key.
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
    APIStreamError,
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
from .configuration import KEY_VARIABLES, LOCAL_BASE_URL, RETIRED_HOST
from .connection_hints import NOBODY_THERE, PROXY_THERE, explain_failure
from .servers import explain_absence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistants_v2_raw.errors import WrongKind

    from .configuration import Settings

_BY_STATUS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}

_ACTIVE_RUN = re.compile(
    r"while a run( (?P<run_id>\S+))? is active|already has an active run( (?P<id>\S+?))?\.?$"
)
"""How servers say that a thread is locked, for a message and for a run; not all of them name the run."""

_NO_SUCH_PATH = re.compile(r"(Invalid|Unrecognized request|Unknown request) URL|Not Found\.?$")
"""How servers say that a 404 is about the address, and not about an object."""

_OUTPUT = re.compile(r"\btool_outputs\[(\d+)\]\.output\b")
"""How servers name a tool output that they refuse."""

_ABSENT = (404, 405, 500, 501)
"""What servers answer where they do not have an operation."""

SHORTEST_KEY = 8
"""Characters that a key has at least; what is shorter is a word that stands for none."""


_BROKE = "The connection broke; the server may have acted all the same."


def make_status_error(
    settings: Settings, status: int, headers: Mapping[str, str], content: bytes, operation: str = ""
) -> APIStatusError:
    """Return the error for an answer whose status says that the server did not do it: the *operation*."""
    body = _read_body(content, settings.api_key)
    told = _error_object(body)
    kind = _BY_STATUS.get(status, InternalServerError if status >= 500 else APIStatusError)
    message = _text_of(told.get("message")) or _words_of(body)
    message = message or f"the server answered {status} {_phrase(status)}".rstrip() + "."
    busy = _ACTIVE_RUN.search(message) if kind is BadRequestError else None
    if busy:
        kind = ThreadBusy
    error = kind(
        message,
        hint=(explain_absence(settings.server, operation) if status in _ABSENT else "")
        or _hint_for(settings, status, message, served=bool(told))
        or _name_field(message, told.get("param")),
        status_code=status,
        type=_text_of(told.get("type")),
        param=_text_of(told.get("param")),
        code=_text_of(told.get("code")),
        request_id=headers.get("x-request-id"),
        headers=headers,
        url=settings.base_url,
        body=_inner_of(body),
    )
    if busy:
        error.run_id = busy["run_id"] or busy["id"]
    return error


def is_too_long(refusal: APIStatusError) -> bool:
    """Say whether a server refuses a text because of its length."""
    said = f"{refusal.code} {refusal.message}".lower()
    return any(words in said for words in ("too long", "too large", "above_max_length", "maximum length"))


def find_refused_output(refusal: APIStatusError) -> int | None:
    """Return which of the tool outputs in a request is refused for what it holds; None if none is named."""
    named = _OUTPUT.search(f"{refusal.param} {refusal.message}")
    return int(named[1]) if named else None


def make_timeout_error(
    settings: Settings, reason: str, *, timeout: float, waited: float, sent: bool
) -> APITimeoutError:
    """Return the error for a reply that did not come in time.

    Args:
        settings: The server.
        reason: What was waited for: which of httpx's limits was passed.
        timeout: Seconds that the exchange was given.
        waited: Seconds that it took until now.
        sent: Whether the server may have got the request.
    """
    given = (
        f"The limit is timeout={timeout:g}" if timeout == settings.timeout else f"It was given {timeout:g}"
    )
    limit = f"{given} seconds; the server may have acted all the same."
    return APITimeoutError(
        f"no answer from {settings.base_url} in time: waited {waited:.3g} seconds ({reason}).",
        sent=sent,
        hint=limit if sent else explain_failure(reason).hint or NOBODY_THERE,
        url=settings.base_url,
    )


def make_connection_error(
    settings: Settings, reason: str, *, sent: bool, proxy: str = ""
) -> APIConnectionError:
    """Return the error for a request that no answer came to.

    Args:
        settings: The server.
        reason: What went wrong, in the words of sockets and TLS.
        sent: Whether the server may have got the request.
        proxy: The variable that names a proxy on the way; empty for none.
    """
    explained = explain_failure(reason)
    absent = PROXY_THERE.format(proxy=proxy) if proxy else NOBODY_THERE
    return APIConnectionError(
        f"no answer from {settings.base_url}: {blot_key(reason, settings.api_key).rstrip('.')}.",
        sent=sent,
        may_pass=explained.may_pass,
        hint=explained.hint or (_BROKE if sent else absent),
        url=settings.base_url,
    )


def make_untold_error(settings: Settings) -> APIConnectionError:
    """Return the error for a stream that ended before it told of a run."""
    return APIConnectionError(
        f"the stream from {settings.base_url} ended before it told of a run.",
        sent=True,
        hint="There may be one all the same: threads.runs.list() shows it, and a client with "
        "idempotency_metadata= finds it by itself.",
        url=settings.base_url,
    )


def make_validation_error(
    settings: Settings, status: int, content: bytes, content_type: str, wrong: WrongKind | None = None
) -> APIResponseValidationError:
    """Return the error for a successful reply that is not a JSON object of this API, or is *wrong* within."""
    if wrong is None or (wrong.found == "nothing" and wrong.place in ("id", "data")):
        found = content_type.split(";")[0] or "a body without content type"
        said = f"with {found if content else 'an empty body'}, not with an object of this API"
        place = None
        hint = "Is that the API's address? It usually ends in /v1. Check base_url (or ASSISTANTS_BASE_URL)."
    else:
        said, place, hint = f"with an object that cannot be read, at {wrong}", wrong.place, ""
    return APIResponseValidationError(
        f"{settings.base_url} answered {status} {said}.",
        hint=hint,
        place=place,
        status_code=status,
        url=settings.base_url,
        body=blot_key(content.decode(errors="replace"), settings.api_key),
    )


def make_event_error(
    settings: Settings, status: int, reason: str, body: object = None, place: str | None = None
) -> APIResponseValidationError:
    """Return the error for an event of a stream that cannot be read; *reason* says what the server did."""
    return APIResponseValidationError(
        f"{settings.base_url} {reason}.",
        place=place,
        status_code=status,
        url=settings.base_url,
        body=_blot_deep_body(body, settings.api_key),
    )


def make_stream_error(settings: Settings, data: object) -> APIStreamError:
    """Return the error for an `error` event; its data are an error, hold one as `error`, or are text."""
    body = _blot_deep_body(data, settings.api_key)
    told = _error_object(body) or _error_object({"error": body})
    said = _text_of(told.get("message")) or _words_of(body)
    return APIStreamError(
        said or f"{settings.base_url} ended the stream with an error, and does not say which.",
        type=_text_of(told.get("type")),
        param=_text_of(told.get("param")),
        code=_text_of(told.get("code")),
        url=settings.base_url,
        body=body,
    )


def _hint_for(settings: Settings, status: int, message: str, *, served: bool) -> str:
    """Return what a caller can do about a status, or an empty string.

    *served* tells whether the answer had the API's own error shape.
    """
    url = settings.base_url
    if status == 401:
        return _hint_for_key(settings)
    if 300 <= status < 400:
        return "Redirects are not followed: base_url must be where the error's headers['location'] leads."
    if status == 400 and url.startswith("http:") and "HTTPS" in message:
        return f"Try https: base_url={url.replace('http', 'https', 1)!r}."
    if status not in (404, 405):
        return ""
    chat = f'Assistants.local(model=assistants_v2_server.ChatCompletions("{url}"))'
    if urlsplit(url).hostname == RETIRED_HOST:
        return f"OpenAI switched this API off on 2026-08-26. Use {chat}, or another base_url."
    if served and status == 404 and not _NO_SUCH_PATH.match(message):
        if url == LOCAL_BASE_URL:
            return "Ids belong to the database that made them: was this one made in another, or deleted?"
        return f"Ids belong to the server that made them: was this one made at {url}, or deleted?"
    usual = "" if urlsplit(url).path == "/v1" else " It usually ends in /v1."
    return f"Is {url} the address of this API?{usual} For an endpoint of chat completions: {chat}."


def _hint_for_key(settings: Settings) -> str:
    """Return what a caller can do about a key that is missing or wrong."""
    variables = " or ".join(KEY_VARIABLES)
    if settings.api_key:
        return f"The key that was sent was not taken: check api_key (or {variables})."
    if any(name.lower() == "authorization" for name in settings.headers):
        return "The Authorization header that was sent was not taken: check headers."
    return f"No key was sent: pass api_key=..., or set {variables}."


def _name_field(message: str, field: object) -> str:
    """Return which field a refusal is about, if its text does not say so."""
    if not isinstance(field, str) or not field or field in message:
        return ""
    return f"The field is {field}."


def _read_body(content: bytes, api_key: str) -> Any:
    """Return a body as JSON or text, with the key blotted out."""
    try:
        return _blot_body(_decode(content), api_key)
    except RecursionError:
        return blot_key(content.decode(errors="replace"), api_key)


def _decode(content: bytes) -> object | None:
    """Return a body as JSON if it is, else as text; None if it is empty."""
    if not content:
        return None
    try:
        body: object = json.loads(content)
    except (ValueError, RecursionError):
        return content.decode(errors="replace")
    return body


def _error_object(body: object) -> Mapping[str, object]:
    """Return the `error` member of an error body, and something empty in its place if there is none."""
    inner: Any = cast("dict[str, Any]", body).get("error") if isinstance(body, dict) else None
    if isinstance(inner, str):
        return {"message": inner}
    return cast("dict[str, object]", inner) if isinstance(inner, dict) else {}


def _inner_of(body: object) -> object:
    """Return the part of a body that is about the error; all of it, where no part is marked so."""
    told: Any = body
    inner: object = told.get("error") if isinstance(body, dict) else None
    return told if inner is None else inner


def _words_of(body: object) -> str | None:
    """Return what an answer without the API's error shape says: a bare `message`, or FastAPI's `detail`."""
    told = cast("dict[str, Any]", body) if isinstance(body, dict) else {}
    said: Any = told.get("message") or told.get("detail")
    if isinstance(said, list):
        return "; ".join(_place_and_reason(item) for item in cast("Any", said))
    return said if isinstance(said, str) else None


def _place_and_reason(item: Any) -> str:
    """Return an item of FastAPI's `detail` as text, without the value that it may quote."""
    told = cast("dict[str, Any]", item) if isinstance(item, dict) else {}
    return f"{'.'.join(map(str, told.get('loc', ())))}: {told.get('msg')}"


def _text_of(value: object) -> str | None:
    """Return a field of an error as text; codes come as numbers from some servers."""
    return None if value is None or value == "" else str(value)


def _phrase(status: int) -> str:
    """Return the standard name of a status, or an empty string."""
    return HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else ""


def blot_key(text: str, api_key: str) -> str:
    """Return *text* with the key blotted out, should the server have quoted it.

    Only a whole word of some length can be a secret: "none" and "ollama" stand for no key at local servers,
    and are parts of the names of models and of what servers say.
    """
    if len(api_key) < SHORTEST_KEY:
        return text
    return re.sub(rf"(?<![\w-]){re.escape(api_key)}(?![\w-])", "[api key]", text)


def _blot_deep_body(body: Any, api_key: str) -> Any:
    """Return the same; nothing of one that is too deep to be walked through."""
    try:
        return _blot_body(body, api_key)
    except RecursionError:
        return None


def _blot_body(body: Any, api_key: str) -> Any:
    """Return the JSON of an error with the key blotted out of every text in it."""
    if isinstance(body, str):
        return blot_key(body, api_key)
    if isinstance(body, dict):
        return {name: _blot_body(part, api_key) for name, part in cast("dict[str, Any]", body).items()}
    if isinstance(body, list):
        return [_blot_body(part, api_key) for part in cast("Any", body)]
    return body
