"""Whether a failed request is sent again, and after how long."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

import pytest
from assistants_v2 import APIError
from assistants_v2.rules import failures
from assistants_v2.rules.configuration import Settings
from assistants_v2.rules.retrying import (
    RetryPolicy,
    is_ambiguous,
    is_repeatable,
    may_repeat,
    retry_after,
    retry_of_failed,
)
from assistants_v2_raw.models import RunLastError
from hypothesis import given
from hypothesis import strategies as st

SETTINGS = Settings(base_url="https://host/v1", api_key="")
NOW = 1_750_000_000.0
LOST = failures.make_connection_error(SETTINGS, "reset", sent=True)
NEVER_SENT = failures.make_connection_error(SETTINGS, "refused", sent=False)
GARBLED = failures.make_validation_error(SETTINGS, 200, b"<html>", "text/html")


def refused(status: int, **headers: str) -> APIError:
    """Return the error for an answer with these headers."""
    return failures.make_status_error(
        SETTINGS, status, {name.replace("_", "-"): text for name, text in headers.items()}, b""
    )


def wait(
    failure: APIError, retries: int = 0, *, repeatable: bool = True, chance: float = 0.0
) -> float | None:
    """Return how long the default policy waits."""
    return RetryPolicy().wait(failure, retries=retries, repeatable=repeatable, chance=chance, now=NOW)


@pytest.mark.parametrize("operation", ["get_run", "list_messages", "delete_thread", "modify_assistant"])
def test_what_reads_deletes_or_sets_is_repeatable(operation: str) -> None:
    """Twice is as good as once."""
    assert is_repeatable(operation)


@pytest.mark.parametrize(
    "operation", ["create_run", "create_thread_and_run", "submit_tool_outputs_to_run", "cancel_run"]
)
def test_what_creates_submits_or_cancels_is_not_repeatable(operation: str) -> None:
    """Twice is not as good as once."""
    assert not is_repeatable(operation)


@pytest.mark.parametrize(
    ("failure", "repeatable", "other"),
    [
        (LOST, True, False),
        (NEVER_SENT, True, True),
        (GARBLED, True, False),
        (refused(400), False, False),
        (refused(404), False, False),
        (refused(408), True, False),
        (refused(409), True, True),
        (refused(429), True, True),
        (refused(500), True, False),
        (refused(503), True, False),
        (refused(503, retry_after="1"), True, True),
        (refused(504), True, False),
        (refused(500, x_should_retry="true"), True, True),
        (refused(429, x_should_retry="false"), False, False),
    ],
)
def test_a_request_is_repeated_where_that_is_safe(failure: APIError, repeatable: bool, other: bool) -> None:
    """What is not repeatable is repeated only where the server provably did not act."""
    assert repeatable == may_repeat(failure, repeatable=True)
    assert other == may_repeat(failure, repeatable=False)


@pytest.mark.parametrize(
    ("failure", "ambiguous"),
    [
        *[(LOST, True), (GARBLED, True), (refused(500), True), (refused(408), True)],
        *[(NEVER_SENT, False), (refused(400), False), (refused(404), False), (refused(429), False)],
    ],
)
def test_a_failure_is_ambiguous_if_the_server_may_have_acted(failure: APIError, ambiguous: bool) -> None:
    """Then whoever sent the request has to look."""
    assert ambiguous == is_ambiguous(failure)


def test_waits_double_and_end() -> None:
    """There are two repetitions, half a second and a second later."""
    assert [0.5, 1.0, None] == [wait(refused(500), retries) for retries in range(3)]


@given(st.integers(0, 1_000), st.floats(0, 1))
def test_our_own_waits_are_bounded(retries: int, chance: float) -> None:
    """However often a request was repeated, no wait of our own exceeds eight seconds."""
    assert 0 < RetryPolicy().pause(retries, chance) <= 8.0


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry_after_ms": "250"}, 0.25),
        ({"retry_after": "7"}, 7.0),
        ({"retry_after": "1.5"}, 1.5),
        ({"retry_after": format_datetime(datetime.fromtimestamp(NOW + 30, UTC), usegmt=True)}, 30.0),
        ({"retry_after": "120"}, 120.0),
        ({"retry_after": "121"}, None),
        ({"retry_after": "0"}, 0.5),
        ({"retry_after": "-3"}, 0.5),
        ({"retry_after": "soon"}, 0.5),
        ({"retry_after": "nan"}, 0.5),
        ({"retry_after_ms": "1", "retry_after": "9"}, 0.001),
    ],
)
def test_the_server_is_asked_how_long_to_wait(headers: dict[str, str], seconds: float | None) -> None:
    """In milliseconds, seconds or as a date; asked for more than two minutes, the request fails."""
    assert seconds == wait(refused(429, **headers))


@given(st.text(), st.text())
def test_no_header_breaks_the_reading(milliseconds: str, seconds: str) -> None:
    """Any text is a number of seconds or none."""
    found = retry_after({"retry-after-ms": milliseconds, "retry-after": seconds}, now=NOW)
    assert found is None or isinstance(found, float)


@pytest.mark.parametrize(
    ("code", "message", "seconds"),
    [
        ("rate_limit_exceeded", "Rate limit is exceeded. Try again in 34 seconds.", 34.0),
        ("rate_limit_exceeded", "Please try again in 250ms.", 0.25),
        ("rate_limit_exceeded", "Too much.", 20.0),
        ("server_error", "Sorry.", 2.0),
        ("invalid_prompt", "No.", None),
    ],
)
def test_a_failed_run_may_be_made_once_more(code: Any, message: str, seconds: float | None) -> None:
    """A rate limit or a server error may pass, in the time that the message names; a bad prompt does not."""
    assert seconds == retry_of_failed(RunLastError(code=code, message=message))
