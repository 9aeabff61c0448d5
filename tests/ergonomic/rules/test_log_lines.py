"""What the log says of a client's doings."""

from __future__ import annotations

from asyncio import CancelledError
from logging import DEBUG, INFO, WARNING
from typing import Any

import pytest
from assistants_v2 import RequestEvent, RetryEvent, RunDeadlineExceeded, ToolEvent
from assistants_v2.rules.client_events import (
    BusyEvent,
    CancelEvent,
    LookEvent,
    ReconcileEvent,
    RunEvent,
    StreamCutEvent,
)
from assistants_v2.rules.log_lines import LEAST_LEVELS, level_of, write_line
from attrs import evolve

from ..objects import a_run

REQUEST = RequestEvent("get_run", "GET", "/threads/t_1/runs/r_1", "", "https://host/v1", seconds=0.0421)
CALL = ToolEvent("get_weather", "call_1", "t_1", "r_1", "{}")
RUN = a_run("completed", id="r_1", thread_id="t_1", assistant_id="asst_1")
WORKING = a_run("in_progress", id="r_1", thread_id="t_1")
LATE = RunDeadlineExceeded("late", run=WORKING)
LINES: list[tuple[int, str, Any]] = [
    (
        DEBUG,
        "GET /threads/t_1/runs/r_1 200 42.1 ms req_1",
        evolve(REQUEST, status=200, request_id="req_1"),
    ),
    (DEBUG, "GET /threads/t_1/runs/r_1 OSError 42.1 ms", evolve(REQUEST, error=OSError("a secret"))),
    (DEBUG, "run r_1 on thread t_1 is queued after 1.50 s", LookEvent("t_1", "r_1", "queued", 1.5)),
    (INFO, "run r_1 on thread t_1 is followed: completed, assistant asst_1", RunEvent("t_1", "r_1", RUN)),
    (INFO, "run r_1 on thread t_1 ended as completed after 2.00 s", RunEvent("t_1", "r_1", RUN, 2.0)),
    (
        INFO,
        "run r_1 on thread t_1 is left as in_progress after 2.00 s (RunDeadlineExceeded)",
        RunEvent("t_1", "r_1", WORKING, 2.0, LATE),
    ),
    (
        INFO,
        "a run on thread t_1 was not begun after 2.00 s (OSError)",
        RunEvent("t_1", "", None, 2.0, OSError()),
    ),
    (DEBUG, "tool call call_1 of run r_1: get_weather begins", CALL),
    (
        INFO,
        "tool call call_1 of run r_1: get_weather has returned after 500.0 ms",
        evolve(CALL, seconds=0.5),
    ),
    (
        WARNING,
        "tool call call_1 of run r_1: get_weather has failed with KeyError after 500.0 ms",
        evolve(CALL, seconds=0.5, error=KeyError("a secret")),
    ),
    (
        WARNING,
        "tool call call_1 of run r_1: get_weather is none of the functions that this program passed",
        evolve(CALL, is_known=False, seconds=0.5, error=KeyError("a secret")),
    ),
    (
        INFO,
        "tool call call_1 of run r_1: get_weather has failed with CancelledError after 500.0 ms",
        evolve(CALL, seconds=0.5, error=CancelledError()),
    ),
    (
        WARNING,
        "create_run failed with InternalServerError 500 req_1: trying again in 0.50 s, after 1 attempts",
        RetryEvent("create_run", "InternalServerError", 0.5, 1, 500, "req_1"),
    ),
    (
        WARNING,
        "get_run for run r_1 on thread t_1 failed with APITimeoutError: trying again in 0.50 s, "
        "after 2 attempts",
        RetryEvent("get_run", "APITimeoutError", 0.5, 2, thread_id="t_1", run_id="r_1"),
    ),
    (
        WARNING,
        "create_run ended with APITimeoutError, and was looked for: it was carried out",
        ReconcileEvent("create_run", "APITimeoutError", is_done=True),
    ),
    (
        WARNING,
        "run r_1 on thread t_1 cancelled, because of: deadline",
        CancelEvent("t_1", "r_1", "deadline", is_taken=True),
    ),
    (
        WARNING,
        "run r_1 on thread t_1 could not be cancelled, because of: interruption",
        CancelEvent("t_1", "r_1", "interruption", is_taken=False),
    ),
    (
        INFO,
        "run r_1 on thread t_1 cancelled, because of: interruption",
        CancelEvent("t_1", "r_1", "interruption", is_taken=True),
    ),
    (
        WARNING,
        "the stream of run r_1 on thread t_1 broke (APIConnectionError) before the run did: looking at it",
        StreamCutEvent("t_1", "r_1", "APIConnectionError"),
    ),
    (
        INFO,
        "thread t_1 is locked by run r_1, which is waited for",
        BusyEvent("t_1", "r_1", is_cancelled=False),
    ),
]


@pytest.mark.parametrize(("level", "line", "event"), LINES, ids=[line for _, line, _ in LINES])
def test_an_event_is_a_line(level: int, line: str, event: Any) -> None:
    """It has ids, names, statuses and times, and no text of an exception."""
    assert line == write_line(event)
    assert level == level_of(event)


def test_every_kind_of_event_has_a_line() -> None:
    """A new kind is not forgotten."""
    assert LEAST_LEVELS.keys() == {type(event) for _, _, event in LINES}


def test_no_line_comes_above_the_level_that_is_asked_for() -> None:
    """Whoever asks whether events of a kind are told may ask for the highest of their levels alone."""
    assert all(level_of(event) <= LEAST_LEVELS[type(event)] for _, _, event in LINES)


def test_what_no_tool_can_be_called_is_not_repeated() -> None:
    """The model writes the name, and might write anything there."""
    line = write_line(evolve(CALL, name="my password is swordfish"))
    assert "tool call call_1 of run r_1: (no name) begins" == line


def test_a_line_stays_one_whatever_a_server_sends() -> None:
    """Ids and codes are the server's: they write no lines of their own, and no escape sequences."""
    run = a_run(
        "failed", id="r_1\nforged", thread_id="t_1\x1b[2J", last_error={"code": "a\u2028b", "message": ""}
    )
    line = write_line(RunEvent("t_1\x1b[2J", "r_1\nforged", run, 2.0))
    assert r"run r_1\nforged on thread t_1\x1b[2J ended as failed, a\u2028b after 2.00 s" == line
    assert r"req\x85forged" in write_line(evolve(REQUEST, status=200, request_id="req\x85forged"))
