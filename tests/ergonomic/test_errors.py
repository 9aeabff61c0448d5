"""Errors leave the process that raised them: worker pools and task queues pickle what they catch."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import assistants_v2 as a
import pytest
from assistants_v2.rules import failures
from assistants_v2.rules.configuration import Settings

from .objects import a_message, a_run

SETTINGS = Settings(base_url="https://host/v1", api_key="")


def incomplete() -> a.RunIncomplete:
    """Return an error that keeps a run and what it wrote."""
    error = a.RunIncomplete("It was cut short.", run=a_run("incomplete", expires_at=...))
    error.messages = [a_message("Once upon a")]
    return error


def refused() -> a.APIError:
    """Return an error of a workflow."""
    error = failures.make_status_error(SETTINGS, 429, {"retry-after": "7"}, b'{"error": {"message": "No."}}')
    error.thread_id, error.run_id, error.attempts, error.retry_after = "thread_1", "run_1", 3, 7.0
    return error


ERRORS = [
    a.ConfigurationError("There is no key."),
    a.ClientClosed(),
    failures.make_timeout_error(SETTINGS, "ReadTimeout", timeout=60, waited=60, sent=True),
    failures.make_connection_error(SETTINGS, "refused", sent=False),
    failures.make_validation_error(SETTINGS, 200, b"<html>", "text/html"),
    refused(),
    incomplete(),
    a.ToolError("It broke.", tool_name="look", tool_call_id="call_1"),
    a.PaginationError("It repeats itself."),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize(
    "carried", [lambda error: pickle.loads(pickle.dumps(error)), copy.copy], ids=["pickled", "copied"]
)
def test_an_error_arrives_as_it_was(error: a.AssistantsError, carried: Callable[[Any], Any]) -> None:
    """Its class, its message and all that it keeps are the same on the other side."""
    arrived = carried(error)
    assert type(error) is type(arrived)
    assert (str(error), error.args, vars(error)) == (str(arrived), arrived.args, vars(arrived))
