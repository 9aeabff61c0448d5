"""Turns what httpx and the generated client report into this package's errors. Both ports use it."""

from __future__ import annotations

from contextlib import contextmanager
from time import time
from typing import TYPE_CHECKING, TypeVar, cast

import httpx
from assistants_v2_raw.errors import InvalidBody
from assistants_v2_raw.types import UNSET

from ..flows.port import Answer
from ..rules import failures
from ..rules.retrying import retry_after

if TYPE_CHECKING:
    from collections.abc import Generator

    from assistants_v2_raw.models import ErrorResponse
    from assistants_v2_raw.types import Response

    from ..rules.configuration import Settings

T = TypeVar("T")


@contextmanager
def translated(settings: Settings) -> Generator[None]:
    """Raise APIError in place of what httpx and the generated client raise."""
    try:
        yield
    except httpx.TimeoutException as error:
        raise failures.timed_out(settings, type(error).__name__, sent=was_sent(error)) from error
    except httpx.RequestError as error:
        reason = str(error) or type(error).__name__
        raise failures.unreachable(settings, reason, sent=was_sent(error)) from error
    except InvalidBody as error:
        raise failures.not_this_api(settings, error.status_code, error.content, error.content_type) from error


NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
"""Failures that come before the request does."""


def was_sent(error: httpx.RequestError) -> bool:
    """Say whether the server may have got the request that ended so."""
    return not isinstance(error, NEVER_SENT)


def checked(response: Response[T | ErrorResponse], settings: Settings) -> Answer[T]:
    """Return a successful answer; raise the APIError that any other one stands for."""
    if 200 <= response.status_code < 300:
        if is_foreign(response.parsed):
            raise failures.not_this_api(
                settings, response.status_code, response.content, response.headers.get("content-type", "")
            )
        return Answer(cast("T", response.parsed), response.headers)
    refusal = failures.refused(settings, response.status_code, response.headers, response.content)
    refusal.retry_after = retry_after(refusal.headers, now=time())
    raise refusal


def is_foreign(value: object) -> bool:
    """Say whether a JSON object lacks what all objects and lists of this API have."""
    return UNSET in (getattr(value, "id", None), getattr(value, "data", None))
