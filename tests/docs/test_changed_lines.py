"""The lines that the README says are all that changes in a program: each leads to an answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .pages import ROOT, read_blocks
from .stand_ins import stand_in
from .test_python_blocks import run_blocks

PAGE = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")  # the official SDK's, at each call
def test_clients_of_others_get_answers_with_one_line_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The official SDK's and Azure's, made as the README makes them, hold a conversation with the server."""
    monkeypatch.chdir(tmp_path)
    question: Any = {"role": "user", "content": "Good morning!"}
    with stand_in(PAGE) as addresses:
        made = run_blocks("README.md", read_blocks(PAGE), addresses)
        with made["client"] as official:
            assistant = official.beta.assistants.create(model="gpt-4o")
            thread = official.beta.threads.create(messages=[question])
            run = official.beta.threads.runs.create_and_poll(
                thread_id=thread.id, assistant_id=assistant.id, poll_interval_ms=10
            )
            assert "completed" == run.status
        with made["agents"] as agents:
            agent = agents.create_agent(model="gpt-4o", name="Desk")
            thread = agents.threads.create(messages=[question])
            run = agents.runs.create_and_process(
                thread_id=thread.id, agent_id=agent.id, polling_interval=0.01
            )
            said = agents.messages.get_last_message_text_by_role(thread_id=thread.id, role="assistant")
            assert ("completed", True) == (run.status, "Good morning!" in said.text.value)
