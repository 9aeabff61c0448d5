"""The tutorial of a served bot, against a server in a process of its own: curl, JavaScript, and a kill."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from assistants_v2 import Assistants

from ..grammar import check_stream, split_events
from .pages import ROOT, read_blocks

PAGE = ROOT / "docs" / "tutorials" / "a-served-bot.md"
BLOCKS = read_blocks(PAGE.read_text("utf-8"))
ADDRESS = "http://127.0.0.1:8000"
"""Where the page's server listens; the test's listens at a free port."""

NPM = Path(sys.prefix) / "npm"


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Serve as the page does, at a free port; yields the address and the process."""
    words = ["-m", "assistants_v2", "serve", "--database", "bot.db", "--key-file", "keys.txt", "--port", "0"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANTS_")}
    with subprocess.Popen(
        [sys.executable, *words], cwd=folder, env=kept, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        first = process.stderr.readline()
        started = re.search(r"serving at (http://\S+)/v1", first)
        assert started, first
        try:
            yield started[1], process
        finally:
            process.kill()
            process.communicate()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file of keys."""
    (tmp_path / "keys.txt").write_text(secrets.token_urlsafe(32) + "\n", encoding="utf-8")
    return tmp_path


def variables(folder: Path, address: str) -> dict[str, str]:
    """Return the environment that the page has its reader make, with an assistant's id in it."""
    key = (folder / "keys.txt").read_text("utf-8").strip()
    with Assistants(base_url=f"{address}/v1", api_key=key) as client:
        desk = client.assistants.create(model="gpt-4o", name="Desk")
    made = {"OPENAI_BASE_URL": f"{address}/v1", "OPENAI_API_KEY": key, "DESK": desk.id}
    return {**os.environ, **made}


def run_shell(text: str, environment: dict[str, str]) -> str:
    """Run lines of the shell, and return what they print."""
    done = subprocess.run(
        ["sh", "-ec", text], env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert 0 == done.returncode, done.stderr
    return done.stdout


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
def test_curl_gets_what_the_page_says(folder: Path) -> None:
    """A run as a stream; that the server lives, that it is ready, and its metrics."""
    stream, watching = [block.text for block in BLOCKS if block.text.startswith("curl")]
    with serving(folder) as (address, _):
        environment = variables(folder, address)
        check_stream("createThreadAndRun", split_events(run_shell(stream, environment)))
        watched = run_shell(watching.replace(ADDRESS, address), environment)
    assert [] == [words for words in ('"ok"', '"ready"', "assistants_v2_runs") if words not in watched]


@pytest.mark.skipif(
    shutil.which("node") is None or not (NPM / "node_modules" / "openai").exists(),
    reason="`make npm` installs the SDK, where there is Node",
)
def test_javascript_gets_the_words(folder: Path) -> None:
    """The block for JavaScript writes the answer, with the address and the key from the environment."""
    (program,) = [block.text for block in BLOCKS if block.language == "javascript"]
    (folder / "talk.mjs").write_text(program, encoding="utf-8")
    (folder / "node_modules").symlink_to(NPM / "node_modules")
    with serving(folder) as (address, _):
        said = run_shell(f"cd {folder}; node talk.mjs", variables(folder, address))
    assert "you asked “Good morning!”" in said


def test_a_killed_server_has_lost_nothing(folder: Path) -> None:
    """What was said before `kill -9` is there afterwards."""
    key = (folder / "keys.txt").read_text("utf-8").strip()
    with serving(folder) as (address, process):
        with Assistants(base_url=f"{address}/v1", api_key=key) as client:
            thread = client.threads.create(messages=[{"role": "user", "content": "Good morning!"}])
        process.kill()
    with serving(folder) as (address, _), Assistants(base_url=f"{address}/v1", api_key=key) as client:
        (message,) = client.threads.messages.list(thread.id)
    assert "Good morning!" == json.loads(message.to_json())["content"][0]["text"]["value"]
