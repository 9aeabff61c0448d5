"""Requests are what httpx would build of the same operation, whatever is set on its client."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from assistants_v2.io.requests import RequestBuilder, choose_timeout
from assistants_v2_raw import models
from assistants_v2_raw.api.messages import list_messages
from assistants_v2_raw.api.runs import cancel_run, create_run, get_run, list_runs
from assistants_v2_raw.api.threads import create_thread, delete_thread
from assistants_v2_raw.client import Client
from assistants_v2_raw.types import Operation

HEADERS = {"OpenAI-Beta": "assistants=v2", "Authorization": "Bearer k"}
CLIENT = Client("https://host:8443/v1/", headers=HEADERS)

OPERATIONS: list[Operation[Any]] = [
    get_run.request("thread_1", "run_1"),
    list_messages.request("thread_1", limit=5, order="asc", run_id="run 1&x"),
    list_runs.request("thread_1"),
    create_run.request(
        "thread_1",
        body=models.RunCreateRequest(assistant_id="asst_1", instructions="Grüße"),
        include=["step_details.tool_calls[*].file_search.results[*].content"],
    ),
    create_thread.request(),
    cancel_run.request("thread_1", "run_1"),
    delete_thread.request("thrëad/1"),
]


def set_nothing(http: httpx.Client) -> None:
    """Leave the client as it is."""


def set_headers(http: httpx.Client) -> None:
    """Change headers, among them those that requests have of their own."""
    http.headers.update(
        {"x-team": "hr", "content-type": "text/plain", "host": "other", "Authorization": "Basic eA=="}
    )


def set_params(http: httpx.Client) -> None:
    """Add a query to every request, as Azure asks for."""
    http.params = httpx.QueryParams({"api-version": "v1"})


def set_cookies(http: httpx.Client) -> None:
    """Keep a session."""
    http.cookies.set("session", "1")


@pytest.mark.parametrize("change", [set_nothing, set_headers, set_params, set_cookies])
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_a_request_is_what_httpx_builds(operation: Operation[Any], change: Any) -> None:
    """Method, address, headers, content and timeout are the same, before a change and after it."""
    http = httpx.Client(base_url="https://host:8443/v1", headers=HEADERS)
    builder = RequestBuilder(CLIENT)
    for prepare in (set_nothing, change):
        prepare(http)
        expected = http.build_request(**operation.arguments(CLIENT), timeout=httpx.Timeout(9, connect=5))
        built = builder.build(http, operation, 9)
        assert (expected.method, expected.url, expected.content) == (built.method, built.url, built.content)
        assert sorted(expected.headers.multi_items()) == sorted(built.headers.multi_items())
        assert expected.extensions == built.extensions


def test_a_short_time_is_also_that_of_the_connecting() -> None:
    """Nobody waits longer for a connection than for the whole."""
    with httpx.Client() as http:
        built = RequestBuilder(CLIENT).build(http, OPERATIONS[0], 0.5)
    assert {"connect": 0.5, "read": 0.5, "write": 0.5, "pool": 0.5} == built.extensions["timeout"]


@pytest.mark.parametrize(
    ("expected", "within"), [(60.0, None), (60.0, 90.0), (5.0, 5.0), (0.001, 0.0), (0.001, -3.0)]
)
def test_a_reply_always_has_some_time(expected: float, within: float | None) -> None:
    """A deadline that has just passed is a time-out, not an error of the socket's."""
    assert expected == choose_timeout(60.0, within)


def test_what_builds_requests_shows_no_key() -> None:
    """It keeps the headers between two requests, and reports of errors show what objects hold."""
    builder = RequestBuilder(CLIENT)
    with httpx.Client(headers={"Authorization": "Bearer sk-secret"}) as http:
        builder.build(http, OPERATIONS[0], 1)
    assert "sk-secret" not in repr(builder)
    assert "sk-secret" not in repr(vars(builder))
