"""Turns what httpx reports into replies and into this package's errors. Both ports use it."""

from __future__ import annotations

import ssl
from contextlib import contextmanager
from time import monotonic, time
from typing import TYPE_CHECKING, TypeVar, cast

import httpx
from assistants_v2_raw.errors import InvalidBody
from assistants_v2_raw.types import read_body

from ..errors import ClientClosed
from ..flows.port_values import Reply
from ..rules import failures
from ..rules.retrying import retry_after
from .environment import name_proxy

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from assistants_v2_raw.types import Operation

    from ..errors import APIConnectionError, APIError
    from ..rules.configuration import Settings

T = TypeVar("T")

SECRET_HEADERS = ("Authorization", "api-key", "Proxy-Authorization", "Cookie")
"""Headers that hold keys."""

_NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)
"""Failures that come before the request does."""


@contextmanager
def translate_errors(
    settings: Settings, timeout: float, is_closed: Callable[[], bool], began: float | None = None
) -> Generator[None]:
    """Raise AssistantsError in place of what httpx raises.

    Args:
        settings: The server.
        timeout: Seconds that the exchange was given.
        is_closed: Says whether the client was closed: then that is the reason, whatever came of it.
        began: When that began, on the clock `monotonic`; None for now.
    """
    began = monotonic() if began is None else began
    try:
        yield
    except ClientClosed:
        raise
    except (httpx.RequestError, httpx.InvalidURL, RuntimeError) as error:
        if is_closed():
            raise ClientClosed from error
        if isinstance(error, RuntimeError):  # of a hook, or of a transport of the program's own
            raise
        failure = _make_error(settings, error, timeout, monotonic() - began)
        _attach(failure, getattr(error, "_request", None), None)
        raise failure from error


def _make_error(
    settings: Settings, error: httpx.RequestError | httpx.InvalidURL, timeout: float, waited: float
) -> APIConnectionError:
    """Return the error for a failure of httpx."""
    sent, kind = not isinstance(error, _NEVER_SENT), type(error).__name__
    if isinstance(error, httpx.TimeoutException):
        reason = str(error) if "TLS" in str(error) else kind
        return failures.make_timeout_error(settings, reason, timeout=timeout, waited=waited, sent=sent)
    by = "" if sent or isinstance(error, httpx.InvalidURL) else name_proxy(httpx.URL(settings.base_url))
    return failures.make_connection_error(settings, _find_reason(error) or kind, sent=sent, proxy=by)


def _attach(error: APIError, request: httpx.Request | None, response: httpx.Response | None) -> None:
    """Give an error its request and its answer, as the official SDK's have them, without the key."""
    for name in SECRET_HEADERS if request else ():
        if request and name in request.headers:
            request.headers[name] = "[api key]"
    error.request, error.response = request, response


def _find_reason(error: BaseException) -> str:
    """Return what TLS said if that was the cause, else the first words: event loops keep some of them."""
    words, cause = "", cast("BaseException | None", error)
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return str(cause)
        words = words or str(cause)
        cause = cause.__cause__ or cause.__context__
    return words


def read_reply(operation: Operation[T], response: httpx.Response, settings: Settings) -> Reply[T]:
    """Return what a request came back with; raise the APIError that any other response stands for."""
    if not response.is_success:
        refusal = failures.make_status_error(
            settings, response.status_code, response.headers, response.content, operation.name
        )
        refusal.retry_after = retry_after(refusal.headers, now=time())
        _attach(refusal, response.request, response)
        raise refusal
    try:
        value = read_body(operation.model, response)
    except InvalidBody as error:
        parts = (error.status_code, error.content, error.content_type, error.wrong)
        misfit = failures.make_validation_error(settings, *parts)
        _attach(misfit, response.request, response)
        raise misfit from error
    return Reply(value, response.headers, response.status_code)
