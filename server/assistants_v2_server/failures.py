"""What callers, and the log, are told of a request that failed."""

from __future__ import annotations

import logging

from .exception_traces import format_trace
from .models import ModelError
from .requests import refusals
from .requests.refusals import RequestError
from .store import DatabaseClosed, find_trouble

_LOG = logging.getLogger(__name__)


def explain_failure(problem: Exception, request: str) -> RequestError:
    """Return what the caller of a request is told; log why it failed, unless it was refused.

    Args:
        problem: What was raised.
        request: What the log calls the request.
    """
    if isinstance(problem, RequestError):
        return problem
    if isinstance(problem, DatabaseClosed):
        return refusals.server_closed()
    trouble = find_trouble(problem)
    if trouble is None:
        _LOG.error("%s failed: %s", request, format_trace(problem))
        return refusals.server_failure()
    _LOG.warning("%s failed: %s", request, trouble)
    return refusals.database_unusable(str(trouble), may_pass=trouble.may_pass, is_undone=trouble.is_undone)


def explain_models(error: ModelError) -> RequestError:
    """Log why the models could not be listed, and return what callers are told."""
    _LOG.warning("models could not be listed: %s", error.message)
    return refusals.models_not_listed()
