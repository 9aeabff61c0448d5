"""Nothing is dropped in silence: who asks for what is not done here is told, and so is the log."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from ..driving import Api

ANSWERING = "assistants_v2_server.answering"
SEARCH = {"type": "file_search"}
INTERPRETER = {"type": "code_interpreter"}
ATTACHING = {"role": "user", "content": "q", "attachments": [{"file_id": "file-1", "tools": [SEARCH]}]}
SHOWING = {"role": "user", "content": [{"type": "image_file", "image_file": {"file_id": "file-1"}}]}
BOTH = "not executed here: code_interpreter, file_search"


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        ("/assistants", {"model": "m", "tools": [SEARCH, INTERPRETER]}, BOTH),
        (
            "/assistants",
            {"model": "m", "tool_resources": {"file_search": {"vector_store_ids": ["vs_1"]}}},
            "not executed here: file_search",
        ),
        ("/assistants", {"model": "m"}, None),
        ("/assistants/{assistant}", {"tools": [SEARCH]}, "not executed here: file_search"),
        (
            "/threads",
            {"messages": [ATTACHING, SHOWING]},
            "not executed here: file_search; not given to the model: attachments",
        ),
        (
            "/threads",
            {"tool_resources": {"code_interpreter": {"file_ids": ["file-1"]}}},
            "not executed here: code_interpreter",
        ),
        ("/threads", {"tool_resources": {"code_interpreter": {"file_ids": []}}}, None),
        ("/threads/{thread}/messages", ATTACHING, "not given to the model: attachments"),
        ("/threads/{thread}/messages", SHOWING, None),
        ("/threads/{thread}/messages", {"role": "user", "content": "q"}, None),
        (
            "/threads/{thread}/runs",
            {"assistant_id": "{assistant}", "tools": [INTERPRETER], "additional_messages": [ATTACHING]},
            "not executed here: code_interpreter; not given to the model: attachments",
        ),
        ("/threads/{thread}/runs", {"assistant_id": "{assistant}"}, None),
        (
            "/threads/runs",
            {"assistant_id": "{assistant}", "thread": {"messages": [ATTACHING]}, "tools": [SEARCH]},
            "not executed here: file_search; not given to the model: attachments",
        ),
    ],
)
def test_whoever_asks_for_what_is_not_done_is_told(
    api: Api, caplog: pytest.LogCaptureFixture, path: str, body: dict[str, Any], expected: str | None
) -> None:
    """The answer has a header that says what will not be done, and the log a warning with the id alone."""
    api.put_file("file-1")
    api.put_store("vs_1")
    ids = {"assistant": api.assistant(), "thread": api.thread("secret")}
    if "assistant_id" in body:
        body = body | {"assistant_id": ids["assistant"]}
    with caplog.at_level(logging.WARNING):
        answer = api.client.post(path.format(**ids), json=body)
    assert (200, expected) == (answer.status_code, answer.headers.get("x-assistants-v2-warning"))
    made = answer.json()
    told = [f"{made['object']} {made['id']}: {expected}"] if expected else []
    assert told == [record.getMessage() for record in caplog.records if record.name == ANSWERING]


def test_reading_warns_nobody(api: Api) -> None:
    """What was told once is not repeated with every look."""
    assistant = api.assistant(tools=[SEARCH])
    assert "x-assistants-v2-warning" not in api.client.get(f"/assistants/{assistant}").headers
