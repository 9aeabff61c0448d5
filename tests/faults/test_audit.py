"""The audit is content with a conversation as it should be, and notices everything that should not."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from assistants_v2 import APIError, Assistants
from assistants_v2_server import LocalTransport, Server

from .audit import Findings, audit, listed
from .conversations import Conversation, Tools, converse, new_assistant, questions


@attrs.define
class Held:
    """A conversation that went well, and all that can be tampered with."""

    server: Server
    assistant_id: str
    told: Conversation
    tools: Tools

    @property
    def thread(self) -> str:
        """The path of its thread."""
        return f"/threads/{self.told.thread_id}"

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Change something at the server, behind the caller's back."""
        answer = self.server.handle("POST", path, "", {}, json.dumps(body).encode())
        assert 200 == answer.status
        return dict(json.loads(answer.body))

    def broken(self) -> dict[str, list[str]]:
        """What the audit finds, without what is in order."""
        found = attrs.asdict(audit(self.server, [self.told], self.tools))
        return {name: sentences for name, sentences in found.items() if sentences}


@pytest.fixture
def held() -> Iterator[Held]:
    """A conversation between a blocking client and an embedded server."""
    with (
        Server() as server,
        Assistants(base_url="http://127.0.0.1/v1", transport=LocalTransport(server)) as client,
    ):
        assistant_id, tools = new_assistant(server), Tools()
        told = asyncio.run(converse(client, 1, assistant_id=assistant_id, tools=tools))
        yield Held(server, assistant_id, told, tools)


def test_all_is_well(held: Held) -> None:
    """A conversation that nothing happened to gives no cause for complaint."""
    assert Findings() == audit(held.server, [held.told], held.tools)


def test_an_unknown_thread_has_nothing_wrong() -> None:
    """A conversation that ended before its thread was known left nothing that could be looked at."""
    told = Conversation(1, error=APIError("no answer came"))
    with Server() as server:
        assert Findings() == audit(server, [told], Tools())


def test_a_tool_that_ran_twice_is_noticed(held: Held) -> None:
    """The arguments are counted, since a repeated call may have an id of its own."""
    held.tools.get_leave_balance("E-1-2")
    assert {"tools_run_twice": ["E-1-2: 2 times"]} == held.broken()


def test_an_output_that_never_arrived_is_noticed(held: Held) -> None:
    """A tool ran for nothing if the server never got to know."""
    held.told.number = 2
    held.told.answers.clear()
    held.tools.ran.clear()
    held.tools.get_public_holidays("Land-2")
    assert {"outputs_lost": ["Land-2: ran, but the server has no output"]} == held.broken()


def test_an_answer_without_its_output_is_noticed(held: Held) -> None:
    """A result must say what its tools returned."""
    held.told.answers[1] = held.told.answers[0]
    assert {"outputs_lost": ["E-1-2: not in the answer"]} == held.broken()


def test_a_doubled_message_is_noticed(held: Held) -> None:
    """The same text twice in a thread is one message too many."""
    text = questions(1)[0].text
    held.post(f"{held.thread}/messages", {"role": "user", "content": text})
    assert {"messages_twice": [f"conversation 1: 2 times {text!r}"]} == held.broken()


def test_a_lost_message_is_noticed(held: Held) -> None:
    """What a caller was told is stored must be there."""
    held.told.said.append("Good night!")
    assert {"messages_lost": ["conversation 1: 'Good night!'"]} == held.broken()


def test_a_run_too_many_is_noticed(held: Held) -> None:
    """A run that nobody asked for is one too many, even though it ends well."""
    held.post(f"{held.thread}/runs", {"assistant_id": held.assistant_id, "tools": []})
    assert {"runs_twice": ["conversation 1: 3 runs, 2 asked for"]} == held.broken()


def test_a_run_that_waits_is_noticed(held: Held) -> None:
    """A run that waits for tool outputs when its conversation is over locks the thread."""
    held.told.begun += 1
    held.post(f"{held.thread}/runs", {"assistant_id": held.assistant_id})
    assert {"runs_left_active": ["conversation 1: requires_action after None"]} == held.broken()


def test_an_untyped_end_is_noticed(held: Held) -> None:
    """Whatever is raised must be one of the package's errors."""
    held.told.error = TimeoutError("late")
    expected = "conversation 1: TimeoutError('late') is no APIError or RunError"
    assert {"bad_endings": [expected]} == held.broken()


def test_an_error_must_name_the_run_that_was_made(held: Held) -> None:
    """An error in the middle of a run says which run; one between two runs has none to name."""
    run_id = [*listed(held.server, f"{held.thread}/runs")][-1]["id"]
    error = APIError("the connection broke")
    held.told.error = error
    assert {} == held.broken()
    held.told.answers.pop()
    expected = f"conversation 1: {error!r} names no run instead of {run_id}"
    assert {"bad_endings": [expected]} == held.broken()
    error.run_id = run_id
    assert {} == held.broken()


def test_lists_are_walked_to_their_end(held: Held) -> None:
    """More messages than one page holds are all seen, oldest first."""
    texts = [str(number) for number in range(130)]
    for text in texts:
        held.post(f"{held.thread}/messages", {"role": "user", "content": text})
    seen = [each["content"][0]["text"]["value"] for each in listed(held.server, f"{held.thread}/messages")]
    assert texts == seen[-130:]
    assert 134 == len(seen)
