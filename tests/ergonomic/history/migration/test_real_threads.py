"""What our own server writes, exported by the command, goes over whole and is read by the official SDK."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from assistants_v2 import Assistants
from openai import OpenAI

from ....faults.fault_server import fault_server
from ...cli.commanding import run
from .conversation_server import ConversationServer


def weather(city: str) -> str:
    """Return the weather.

    Args:
        city: A city.
    """
    return f"sunny in {city}"


@pytest.fixture
def export(tmp_path: Path) -> tuple[Path, list[str]]:
    """An export of a thread on which functions were called, and what was said on it."""
    database, folder = tmp_path / "kept.db", tmp_path / "export"
    with Assistants.local(database) as client:
        assistant = client.assistants.create(model="gpt-4o", name="Weather", instructions="Be kind.")
        thread = client.threads.create(metadata={"customer": "7"})
        for number in range(12):
            question = f"What is the weather in {number}?"
            client.threads.messages.create(thread.id, role="user", content=question)
            client.threads.runs.execute(thread.id, assistant_id=assistant.id, functions=[weather])
        messages: Any = [*client.threads.messages.list(thread.id, order="asc")]
    done = run("export", str(folder), "--database", str(database))
    assert 0 == done.status, done.err
    return folder, [each.content[0].text.value for each in messages]


def test_threads_of_our_server_go_over_whole(export: tuple[Path, list[str]]) -> None:
    """Questions, calls, outputs and answers are there in order; nothing of it counts as lost."""
    folder, said = export
    checked = json.loads(run("migrate", "check", str(folder), "--json").out)
    assert ([], True) == (checked["losses"], checked["maps"])
    backend = ConversationServer()
    with fault_server(backend) as faulty:
        done = run(
            "migrate", "to-conversations", str(folder), "--base-url", faulty.base_url, "--rate", "10000"
        )
        assert (0, "") == (done.status, done.err)
        [name] = backend.conversations
        with OpenAI(base_url=faulty.base_url, api_key="sk-test") as client:
            items: list[Any] = list(client.conversations.items.list(name, order="asc"))
    assert said == [item.content[0].text for item in items if item.type == "message"]
    kinds = [item.role if item.type == "message" else item.type for item in items]
    turn = ["user", "function_call", "function_call_output", "assistant"]
    assert turn * 12 == kinds
    assert "7" == backend.conversations[name]["metadata"]["customer"]
