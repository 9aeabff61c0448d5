"""`-v` before or behind a verb: what goes on is told on standard error, and else nothing of it."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from assistants_v2.observers.handlers import LOGGERS

from .commanding import Outcome, run

REFUSED = "http://127.0.0.1:9/v1"
"""Where nothing listens."""


def run_alone(*words: str, **environment: str) -> Outcome:
    """Run the command in a process of its own, where no test has set `logging` up."""
    done = subprocess.run(
        [sys.executable, "-m", "assistants_v2", *words],
        env={**os.environ, **environment},
        input="hello\n",
        capture_output=True,
        text=True,
        check=False,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def loggers() -> Iterator[None]:
    """The loggers are as they were when the test is over."""
    logs = [logging.getLogger(name) for name in LOGGERS]
    kept = [(log.level, [*log.handlers]) for log in logs]
    yield
    for log, (level, handlers) in zip(logs, kept, strict=True):
        log.setLevel(level)
        log.handlers = handlers


@pytest.mark.parametrize(
    ("words", "levels"),
    [
        (["-v", "demo"], {"INFO"}),
        (["demo", "-v"], {"INFO"}),
        (["demo", "-vv"], {"INFO", "DEBUG"}),
        (["demo"], set()),
    ],
)
def test_as_much_is_told_as_was_asked_for(words: list[str], levels: set[str]) -> None:
    """Once for runs and tool calls, twice for each request too; the flag may stand on both sides."""
    outcome = run_alone(*words)
    told = {line.split()[1] for line in outcome.err.splitlines() if " assistants_v2" in line}
    assert (0, levels) == (outcome.status, told)


def test_a_dead_endpoint_is_told_in_one_way() -> None:
    """The command says what is wrong, and the log of the embedded server does not say it too."""
    outcome = run_alone("chat", "--model-url", REFUSED, "--model", "some-model")
    assert 1 == outcome.err.count("could not be reached")
    assert outcome.err.count("\n") <= 3


def test_the_variable_opens_the_log_of_the_command() -> None:
    """It does what it does for programs."""
    outcome = run_alone("threads", "list", "--database", ":memory:", ASSISTANTS_LOG="debug")
    assert "DEBUG   assistants_v2: GET /threads 200" in outcome.err


def test_another_value_of_the_variable_is_a_wrong_use() -> None:
    """One line names it."""
    outcome = run_alone("threads", "list", "--database", ":memory:", ASSISTANTS_LOG="loud")
    assert 2 == outcome.status
    told = "assistants-v2: ASSISTANTS_LOG is debug, info, warning or not set, got 'loud'."
    assert outcome.err.startswith(told)
    assert 1 == outcome.err.count("\n")


@pytest.mark.usefixtures("loggers")
def test_the_help_names_it_once() -> None:
    """All verbs take it, so none lists it."""
    assert "--verbose" in run("--help").out
    assert "--verbose" not in run("threads", "list", "--help").out
    assert 0 == run("threads", "list", "--database", ":memory:", "--verbose").status


@pytest.mark.usefixtures("loggers")
def test_a_log_of_its_own_stays_the_verbs() -> None:
    """`serve` has --log-level."""
    outcome = run("serve", "-v")
    assert 2 == outcome.status
    assert "No such option: -v" in outcome.err
