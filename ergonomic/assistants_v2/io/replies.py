"""Turns what httpx reports into replies and into this package's errors. Both ports use it."""

from __future__ import annotations

from contextlib import contextmanager
from time import time
from typing import TYPE_CHECKING, TypeVar

import httpx
from assistants_v2_raw.errors import InvalidBody
from assistants_v2_raw.types import UNSET, read_body

from ..flows.port import Reply
from ..rules import failures
from ..rules.retrying import retry_after

if TYPE_CHECKING:
    from collections.abc import Generator

    from assistants_v2_raw.types import Operation

    from ..rules.configuration import Settings

T = TypeVar("T")

_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
"""Failures that come before the request does."""


@contextmanager
def translate_errors(settings: Settings, timeout: float) -> Generator[None]:
    """Raise APIError in place of what httpx raises; *timeout* is what the request was given, in seconds."""
    try:
        yield
    except httpx.TimeoutException as error:
        kind, sent = type(error).__name__, _was_sent(error)
        raise failures.make_timeout_error(settings, kind, timeout=timeout, sent=sent) from error
    except httpx.RequestError as error:
        reason = str(error) or type(error).__name__
        raise failures.make_connection_error(settings, reason, sent=_was_sent(error)) from error


def _was_sent(error: httpx.RequestError) -> bool:
    """Say whether the server may have got the request that ended so."""
    return not isinstance(error, _NEVER_SENT)


def read_reply(operation: Operation[T], response: httpx.Response, settings: Settings) -> Reply[T]:
    """Return what a request came back with; raise the APIError that any other response stands for."""
    if not response.is_success:
        refusal = failures.make_status_error(
            settings, response.status_code, response.headers, response.content
        )
        refusal.retry_after = retry_after(refusal.headers, now=time())
        raise refusal
    try:
        value = read_body(operation.model, response)
    except InvalidBody as error:
        raise _make_validation_error(response, settings) from error
    if _is_foreign(value):
        raise _make_validation_error(response, settings)
    return Reply(value, response.headers)


def _make_validation_error(response: httpx.Response, settings: Settings) -> Exception:
    content_type = response.headers.get("content-type", "")
    return failures.make_validation_error(settings, response.status_code, response.content, content_type)


def _is_foreign(value: object) -> bool:
    """Say whether a JSON object lacks what all objects and lists of this API have."""
    return UNSET in (getattr(value, "id", None), getattr(value, "data", None))
