"""Each extra, freshly installed from the wheel, does what it says; what is missing is told in one line.

`make extras` runs it, on the wheel that `make dist` has built. It is no part of `make test`, since each extra
is installed anew.
"""

from __future__ import annotations

import json
import os
import tomllib
import urllib.request
from pathlib import Path

import pytest

from .environments import ROOT, Environment, make_environment

TRIALS = {
    "": ["client"],
    "local": ["client", "conversation", "words", "pdf", "no_office", "no_postgres"],
    "files": ["pdf"],
    "office": ["conversation", "office"],
    "serve": ["conversation", "pdf"],
    "cli": ["client"],
    "search": ["words", "vectors"],
    "embed": ["words", "meaning"],
    "code": ["code"],
    "postgres": ["client", "conversation", "postgres"],
    "otel": ["client", "otel"],
    "all": ["client", "conversation", "words", "vectors", "pdf", "no_office", "code"],
}
"""What is tried with each extra, by the names in `trials.py`."""

COMMANDS = {
    "cli": ["explain rate_limit_exceeded", "--help"],
    "all": [
        "demo",
        "threads list --database conversation.db",
        "export archive --database conversation.db --html",
    ],
}
"""What the command does with an extra."""

MISSING = {
    "": {"demo": "cli,local", "serve": "serve", "port a.py": "cli", "--version": "cli,local"},
    "local": {"demo": "cli,local", "serve": "serve"},
    "cli": {"demo": "cli,local", "serve": "serve", "check a.db": "cli,local"},
}
"""What is not there with an extra: a command, and the extras that it names."""


@pytest.fixture(params=TRIALS, ids=lambda extra: extra or "none")
def extra(request: pytest.FixtureRequest) -> str:
    """The name of an extra, empty for none."""
    name: str = request.param
    return name


@pytest.fixture
def environment(extra: str, tmp_path: Path) -> Environment:
    """An environment with the extra."""
    return make_environment(Path(os.environ["WHEEL"]).absolute(), extra, tmp_path)


def test_an_extra_does_what_it_says(extra: str, environment: Environment) -> None:
    """What it is for works, the rest is refused with the name of the extra that brings it."""
    troubles = [environment.try_out(name) for name in TRIALS[extra]]
    assert [] == [trouble for trouble in troubles if trouble]
    for command, missing in MISSING.get(extra, {}).items():
        check_missing(environment, command, missing)
    if extra in ("serve", "all"):
        check_serving(environment)
    for command in COMMANDS.get(extra, ()):
        done = environment.run(*command.split())
        assert (0, "") == (done.returncode, done.stderr), done


def test_every_extra_is_tried() -> None:
    """None is added without a trial."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert {"", *project["optional-dependencies"]} == set(TRIALS)


def test_pytest_has_the_fixtures(tmp_path: Path) -> None:
    """With the extra `local` and pytest, and nothing else; without the extra they say what is missing."""
    wheel = Path(os.environ["WHEEL"]).absolute()
    for extra, found in {"local": "3 passed", "": "pip install 'assistants-v2[local]'"}.items():
        folder = tmp_path / (extra or "none")
        folder.mkdir()
        done = make_environment(wheel, extra, folder, "pytest").run_pytest(test_fixtures=FIXTURES)
        assert found in done.stdout, done.stdout + done.stderr


FIXTURES = """
def test_a_client(assistants, assistants_script):
    assistants_script.say("Hello!")
    assistant = assistants.assistants.create(model="m")
    thread = assistants.threads.create(messages=[{"role": "user", "content": "Hi"}])
    assert "Hello!" == assistants.threads.runs.execute(thread.id, assistant_id=assistant.id).text


def test_a_server(assistants_server):
    import httpx

    assert 200 == httpx.post(f"{assistants_server.url}/threads").status_code


def test_an_async_client(async_assistants):
    import asyncio

    assert asyncio.run(async_assistants.threads.create()).id.endswith("1")
"""


def check_missing(environment: Environment, command: str, missing: str) -> None:
    """Raise AssertionError unless a command says in one line which extra it needs."""
    done = environment.run(*command.split())
    assert (1, "", 1) == (done.returncode, done.stdout, len(done.stderr.splitlines())), done
    assert f"'assistants-v2[{missing}]'" in done.stderr


def check_serving(environment: Environment) -> None:
    """Raise AssertionError unless requests are answered over HTTP, on a file, with metrics."""
    with environment.serve("--path", "served.db") as address:
        request = urllib.request.Request(f"{address}/threads", b'{"metadata": {"a": "b"}}')
        request.add_header("content-type", "application/json")
        with urllib.request.urlopen(request) as answer:
            assert {"a": "b"} == json.load(answer)["metadata"]
        for path, said in (("/metrics", b"assistants"), ("/ui", b"<h1>Threads</h1>")):
            with urllib.request.urlopen(f"{address.removesuffix('/v1')}{path}") as answer:
                assert said in answer.read()
