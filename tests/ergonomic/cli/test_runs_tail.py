"""`runs tail`: what a run does, told while it does it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from assistants_v2 import Assistants
from assistants_v2_raw.models import Run
from assistants_v2_server import Server, create_app

from ...faults.fault_server import fault_server
from ...faults.scripted import ScriptedBackend, answer
from ...server.driving import GatedModel, says
from ...server.loopback import served
from ...transcripts.reading import CONTROLS
from ..objects import a_message, a_run
from .commanding import run
from .conversing import converse

KEY = "sk-loopback"


def test_a_run_that_has_ended_is_told_at_once(place: list[str]) -> None:
    """What it did, and how it ended; the status says whether it completed."""
    held = converse(place)
    done = run("runs", "tail", held.thread_id, held.completed.id, *place)
    assert (0, "") == (done.status, done.err)
    assert not CONTROLS.search(done.out)
    positions = [done.out.index(word) for word in ("function look", "a door", "  assistant  ", "  run  ")]
    assert positions == sorted(positions)
    assert f"{held.completed.id}, completed" in done.out


def test_a_run_that_waits_is_said_to(place: list[str]) -> None:
    """With what it asks, and how it can be answered; the status is 1."""
    held = converse(place)
    done = run("runs", "tail", held.thread_id, *place)
    assert (1, 1) == (done.status, len(done.err.splitlines()))
    assert "function look" in done.out
    assert "  waiting for look\n" in done.out
    assert f"the run {held.waiting.id} is requires_action. Answer its calls with" in done.err


def test_objects_are_written_a_line(place: list[str]) -> None:
    """For other programs: what has ended and what has changed, as the server sent it."""
    held = converse(place)
    done = run("runs", "tail", held.thread_id, held.completed.id, "--json", *place)
    found = [json.loads(line) for line in done.out.splitlines()]
    assert ["thread.run.step", "thread.run.step", "thread.message", "thread.run"] == [
        each["object"] for each in found
    ]
    assert held.completed.to_dict() == found[-1]


def test_a_server_without_steps_is_followed_too() -> None:
    """What the run wrote is told when it has ended."""
    message = a_message("At last.", run_id="run_1").to_dict()
    answers = {
        "GET /threads/{thread_id}/runs/{run_id}": [answer(a_run().to_dict())],
        "GET /threads/{thread_id}/messages": [
            answer({"object": "list", "data": [message], "has_more": False})
        ],
    }
    with fault_server(ScriptedBackend(answers)) as server:
        done = run("runs", "tail", "thread_1", "run_1", "--base-url", server.base_url, "--api-key", "k")
    assert (0, "") == (done.status, done.err)
    assert done.out.index("    At last.\n") < done.out.index("run_1, completed")


@contextmanager
def begun(path: Path) -> Generator[tuple[GatedModel, list[str], Run]]:
    """Serve a run whose model waits; yields the model, where it is served, and the run."""
    model = GatedModel(says("At last."))
    with Server(path, model=model) as server, served(create_app(server, api_keys=[KEY])) as address:
        place = ["--base-url", f"{address}/v1", "--api-key", KEY]
        with Assistants(base_url=f"{address}/v1", api_key=KEY) as client:
            assistant = client.assistants.create(model="any")
            thread = client.threads.create(messages=[{"role": "user", "content": "Hello!"}])
            started = client.threads.runs.create(thread.id, assistant_id=assistant.id)
            assert model.asked.wait(30)
            try:
                yield model, place, client.threads.runs.retrieve(started.id, thread_id=thread.id)
            finally:
                model.gate.set()


def test_a_run_is_followed_until_it_ends(tmp_path: Path) -> None:
    """It is told that it works, what it said, and that it completed."""
    with begun(tmp_path / "a.db") as (model, place, started):
        threading.Timer(0.3, model.gate.set).start()
        done = run("runs", "tail", started.thread_id, *place)
    assert (0, "") == (done.status, done.err)
    words = (f"{started.id}, in_progress", "At last.", f"{started.id}, completed")
    positions = [done.out.index(word) for word in words]
    assert positions == sorted(positions)
    assert 1 == done.out.count("At last.")


def test_a_database_that_is_served_is_followed_too(tmp_path: Path) -> None:
    """By looks at the file; the server that works on the run goes on with it."""
    with begun(tmp_path / "a.db") as (model, _, started):
        threading.Timer(0.3, model.gate.set).start()
        done = run("runs", "tail", started.thread_id, "--database", str(tmp_path / "a.db"))
    assert 0 == done.status, done.err
    assert "At last." in done.out


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send")
@pytest.mark.parametrize(
    ("words", "said", "status"),
    [([], "goes on: assistants-v2 runs tail", "in_progress"), (["--cancel"], "is cancel", "cancel")],
)
def test_ctrl_c_leaves_the_run_alone_unless_it_is_to_be_cancelled(
    tmp_path: Path, words: list[str], said: str, status: str
) -> None:
    """What becomes of the run is said; the status is that of whatever Ctrl-C has ended."""
    with begun(tmp_path / "a.db") as (_, place, started):
        command = [sys.executable, "-m", "assistants_v2", "runs", "tail", started.thread_id, *words, *place]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            assert process.stdout
            assert "in_progress" in process.stdout.readline()
            process.send_signal(signal.SIGINT)
            _, error = process.communicate(timeout=60)
        with Assistants(base_url=place[1], api_key=KEY) as client:
            now = client.threads.runs.retrieve(started.id, thread_id=started.thread_id)
    assert (130, 1) == (process.returncode, len(error.splitlines()))
    assert f"the run {started.id} {said}" in error
    assert now.status.startswith(status)
