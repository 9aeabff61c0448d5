"""Processes that work on one PostgreSQL database: one is killed, or stands still, and nothing is lost."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import attrs
import httpx
import pytest

from ..databases.places import PostgresDatabases
from ..waiting import wait_until
from .counting_endpoint import CountingEndpoint
from .door.serving import serving, working
from .store.wires import Wire, lay_wire

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="processes cannot be made to stand still there"),
]

QUESTIONS = [f"question {number}" for number in range(12)]


@attrs.frozen
class Crew:
    """A door that works on nothing, two workers, and the endpoint that they ask.

    Each worker comes to the database by a wire.
    """

    endpoint: CountingEndpoint
    workers: list[subprocess.Popen[str]]
    logs: list[Path]
    door: httpx.Client
    wires: list[Wire]

    def ask(self) -> list[str]:
        """Ask each question on a thread of its own; return the runs once the model was asked them all."""
        assistant = self.door.post("/assistants", json={"model": "m"}).json()["id"]
        paths = []
        for question in QUESTIONS:
            thread = {"messages": [{"role": "user", "content": question}]}
            body = {"assistant_id": assistant, "thread": thread}
            run = self.door.post("/threads/runs", json=body).raise_for_status().json()
            paths.append(f"/threads/{run['thread_id']}/runs/{run['id']}")
        wait_until(lambda: len(self.endpoint.asked) == len(QUESTIONS), seconds=120)
        return paths

    def find_busy(self) -> tuple[subprocess.Popen[str], Path]:
        """Return a worker that has runs in hand, and its log."""
        pairs = zip(self.workers, self.logs, strict=True)
        return next((worker, log) for worker, log in pairs if "was claimed by" in log.read_text("utf-8"))

    def get_status(self, run: str) -> str:
        """Return how a run is."""
        return str(self.door.get(run).raise_for_status().json()["status"])

    def answer_once_asked_again(self, runs: list[str]) -> None:
        """Have the endpoint answer when somebody else asks; return when all runs have ended."""
        wait_until(lambda: sum(self.endpoint.asked.values()) > len(QUESTIONS), seconds=120)
        self.endpoint.holds = False
        wait_until(lambda: all(self.get_status(run) == "completed" for run in runs), seconds=120)

    def check(self, runs: list[str]) -> None:
        """Each run has ended once: its thread has one answer, after which the model was not asked again."""
        before = self.endpoint.asked.copy()
        for run, question in zip(runs, QUESTIONS, strict=True):
            assert "completed" == self.get_status(run)
            path = f"{run.partition('/runs')[0]}/messages"
            messages: list[Any] = self.door.get(path, params={"order": "asc"}).json()["data"]
            texts = [message["content"][0]["text"]["value"] for message in messages]
            assert (2, question) == (len(texts), texts[0])
            assert texts[1] in [f"answer {number} to {question}" for number in (1, 2)]
        assert before == self.endpoint.asked


@pytest.fixture
def crew(
    request: pytest.FixtureRequest, tmp_path: Path, postgres_databases: PostgresDatabases
) -> Iterator[Crew]:
    """A crew whose endpoint holds its answers back; a parameter says how long workers wait for an answer."""
    seconds = getattr(request, "param", "5")
    endpoint, database = CountingEndpoint(), postgres_databases.new()
    with ExitStack() as stack:
        url = stack.enter_context(endpoint.serve())
        stack.callback(setattr, endpoint, "holds", False)
        logs = [tmp_path / "first.log", tmp_path / "second.log"]
        options = ("--interpreter", "none", "--workers", "12", "--log-level", "debug")
        model = ("--model-url", f"{url}/v1")
        wires = [stack.enter_context(lay_wire(database)) for _ in logs]
        workers = [
            stack.enter_context(
                working(log, "--database", f"{wire.url}?answer_timeout={seconds}", *model, *options)
            )
            for log, wire in zip(logs, wires, strict=True)
        ]
        door = stack.enter_context(
            serving(tmp_path, "--no-work", "--database", database, "--interpreter", "none")
        )
        client = httpx.Client(base_url=door.base_url, timeout=60, trust_env=False)
        yield Crew(endpoint, workers, logs, stack.enter_context(client), wires)


def test_a_door_that_works_on_nothing_names_no_model(
    tmp_path: Path, postgres_databases: PostgresDatabases
) -> None:
    """Its workers have one that it was not told of: the line that it starts with names no rehearsal."""
    with serving(tmp_path, "--no-work", "--database", postgres_databases.new()) as door:
        said = door.log.read_text("utf-8")
    assert "(model: that of whoever works; " in said
    assert "work: none" in said


def test_the_runs_of_a_killed_worker_are_taken_up_by_another(crew: Crew) -> None:
    """What it was at is asked again, once, when its lease has run out; what others were at goes on."""
    runs = crew.ask()
    crew.find_busy()[0].kill()
    crew.answer_once_asked_again(runs)
    crew.check(runs)


def test_a_worker_that_stood_still_ends_no_run_that_another_has_taken(crew: Crew) -> None:
    """Its answers come too late, and it says so; nothing that it does then is stored."""
    runs = crew.ask()
    worker, log = crew.find_busy()
    worker.send_signal(signal.SIGSTOP)
    crew.answer_once_asked_again(runs)
    worker.send_signal(signal.SIGCONT)
    wait_until(lambda: "a late answer was dropped" in log.read_text("utf-8"), seconds=120)
    crew.check(runs)


def test_a_worker_that_is_asked_to_end_lets_go_of_its_runs(crew: Crew) -> None:
    """It ends at once, with status 0, and the other goes on with them."""
    runs = crew.ask()
    worker, _ = crew.find_busy()
    worker.send_signal(signal.SIGTERM)
    assert 0 == worker.wait(30)
    crew.answer_once_asked_again(runs)
    crew.check(runs)


def test_a_worker_whose_database_is_silent_leaves_its_runs_to_the_other(crew: Crew) -> None:
    """Its connections stay open, and nothing comes on them; it goes on by itself when somebody answers."""
    runs = crew.ask()
    worker, log = crew.find_busy()
    place = crew.workers.index(worker)
    crew.wires[place].hush()
    crew.answer_once_asked_again(runs)
    crew.check(runs)
    crew.wires[place].end_silence()
    crew.workers[1 - place].kill()
    later = crew.ask()
    wait_until(lambda: all(crew.get_status(run) == "completed" for run in later), seconds=120)
    assert worker.poll() is None
    assert "has not answered for 5 s" in log.read_text("utf-8")


@pytest.mark.parametrize("crew", ["none"], indirect=True)
def test_a_worker_ends_that_waits_for_a_silent_database(crew: Crew) -> None:
    """It is asked to end while answers are being stored: what it could not store the other does again."""
    runs = crew.ask()
    worker, log = crew.find_busy()
    crew.wires[crew.workers.index(worker)].hush()
    crew.endpoint.holds = False
    wait_until(lambda: "turn 1 of m took" in log.read_text("utf-8"))
    worker.send_signal(signal.SIGTERM)
    assert 0 == worker.wait(30)
    assert "did not end in time" in log.read_text("utf-8")
    crew.answer_once_asked_again(runs)
    crew.check(runs)
