"""`runs show`: what a run did, and what to do about it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from assistants_v2 import Assistants
from assistants_v2.cli.run_remedies import advise
from assistants_v2_raw import models
from assistants_v2_server import Server

from ...server.driving import ScriptedModel
from ...transcripts.reading import CONTROLS
from ..objects import a_run
from .commanding import run
from .conversing import connect, converse


def test_a_run_is_shown_with_what_it_did(place: list[str]) -> None:
    """How it ended, how long it took, what it cost, and its steps with calls and outputs."""
    held = converse(place)
    done = run("runs", "show", held.thread_id, held.completed.id, *place)
    assert (0, "") == (done.status, done.err)
    assert not CONTROLS.search(done.out)
    facts = dict(line.split(maxsplit=1) for line in done.out.split("\n\n")[0].splitlines())
    assert (held.completed.id, held.thread_id) == (facts["run"], facts["thread"])
    assert ("completed", "rehearsal") == (facts["status"], facts["model"])
    assert {"created", "started", "ended", "took", "tokens", "assistant"} <= facts.keys()
    assert "to" not in facts
    positions = [
        done.out.index(word) for word in ("function look", "arguments:", "a door\\x1b[2J", "  assistant  ")
    ]
    assert positions == sorted(positions)


def test_the_newest_run_is_shown_if_none_is_named(place: list[str]) -> None:
    """It waits, and how to answer or cancel it is said."""
    held = converse(place)
    done = run("runs", "show", held.thread_id, *place)
    assert f"run        {held.waiting.id}\n" in done.out
    assert f"runs.resume({held.waiting.id!r}, thread_id={held.thread_id!r}, functions=[look])" in done.out
    assert f"assistants-v2 runs cancel {held.thread_id} {held.waiting.id}.\n" in done.out


def test_the_same_as_json(place: list[str]) -> None:
    """The run as the server has it, with its steps and messages."""
    held = converse(place)
    done = run("runs", "show", held.thread_id, held.completed.id, "--json", *place)
    assert not CONTROLS.search(done.out)
    found = json.loads(done.out)
    with connect(place) as client:
        steps = client.threads.runs.steps.list(held.completed.id, thread_id=held.thread_id, order="asc")
        messages = client.threads.messages.list(held.thread_id, run_id=held.completed.id)
    assert [step.to_dict() for step in steps.data] == found.pop("steps")
    assert [message.to_dict() for message in messages.data] == found.pop("messages")
    assert held.completed.to_dict() == found


def test_a_run_that_failed_says_why_and_what_to_do(tmp_path: Path) -> None:
    """The server's code and message, and a remedy."""
    path = tmp_path / "a.db"
    with Assistants.local(path, model=ScriptedModel(ValueError("out of luck"))) as client:
        assistant = client.assistants.create(model="any")
        thread = client.threads.create(messages=[{"role": "user", "content": "Hello!"}])
        client.threads.runs.create_and_poll(thread.id, assistant_id=assistant.id)
    done = run("runs", "show", thread.id, "--database", str(path))
    assert 0 == done.status
    assert "status     failed\n" in done.out
    assert "error      server_error: " in done.out
    assert "to do      Read `last_error.message` and the server's log under the run's id" in done.out


def test_a_thread_without_runs_is_said(tmp_path: Path) -> None:
    """There is nothing to show, which is wrong use."""
    path = tmp_path / "a.db"
    with Assistants.local(path) as client:
        thread = client.threads.create()
    done = run("runs", "show", thread.id, "--database", str(path))
    assert (2, "", 1) == (done.status, done.out, len(done.err.splitlines()))
    assert f"the thread {thread.id} has no runs" in done.err


def test_it_works_while_the_file_is_served(tmp_path: Path) -> None:
    """Another process has it open."""
    place = ["--database", str(tmp_path / "a.db")]
    held = converse(place)
    with Server(tmp_path / "a.db"):
        assert 0 == run("runs", "show", held.thread_id, *place).status


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        (None, a_run("completed")),
        ("quota", a_run("failed", last_error={"code": "rate_limit_exceeded", "message": "Slow down."})),
        ("explained", a_run("failed", last_error={"code": "new_code", "message": "?"})),
        ("truncation_strategy", a_run("incomplete", incomplete_details={"reason": "max_prompt_tokens"})),
        ("another run", a_run("expired")),
        ("another run", a_run("cancelled")),
        ("runs tail", a_run("in_progress")),
        ("functions=[look, see]", a_run("requires_action", ("1", "look", "{}"), ("2", "see", "{}"))),
        ("submit_tool_approval", a_run("requires_action", required_action={"type": "submit_tool_approval"})),
    ],
)
def test_there_is_something_to_do_about_every_run(word: str | None, shown: models.Run) -> None:
    """Whatever became of it, unless it is what was asked for."""
    advice = advise(shown)
    assert advice is None if word is None else word in (advice or "")
