"""Each program of examples/ runs as a user runs it, in a process of its own, without a network or a model."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from assistants_v2_server import Server, create_app

from ..grammar import check_stream, split_events
from ..server.loopback import served

EXAMPLES = Path(__file__).parents[2] / "examples"
PROGRAMS = sorted(EXAMPLES.glob("*.py"))
SAID = {
    "a_bot_with_tools.py": (
        "get_leave_balance returned 17",
        "There is no employee E-7777",
        "book_days_off",
        "Balance(employee_id='E-1001', days_left=15)",
    ),
    "move_and_look.py": (
        "imported completely: True",
        "'user': 'ann'",
        "'user': 'bob'",
        "you asked “What is a",
    ),
    "official_sdk_unchanged.py": ("completed", "user: How is the weather in Oslo?", "It snows in Oslo."),
    "searching_documents.py": ("indexed: 2 of 2", "30 days of leave", "source 【0:0†source】: handbook.md"),
}
"""Words that each program prints; the web chat is looked at with a browser, below."""

FOLLOWED = {"OPENAI_BASE_URL", "OPENAI_API_KEY", "MODEL_URL", "MODEL", "CHATS"}
"""Variables of whoever runs the tests that the programs would follow."""


def environment(**added: str) -> dict[str, str]:
    """Return the variables for a program that warns of nothing without failing."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in FOLLOWED and not name.startswith("ASSISTANTS_")
    }
    return kept | {"PYTHONWARNINGS": "error", "PYTHONIOENCODING": "utf-8"} | added


def run_program(program: Path, folder: Path, *words: str, **added: str) -> str:
    """Run a program in a folder, and return what it prints, with its errors if it fails."""
    ended = subprocess.run(
        [sys.executable, program, *words],
        cwd=folder,
        env=environment(**added),
        capture_output=True,
        check=False,
    )
    assert 0 == ended.returncode, ended.stderr.decode()
    return ended.stdout.decode()


@contextmanager
def running_web_chat(folder: Path) -> Iterator[str]:
    """Serve the web chat in a process of its own, with its database in a folder; yields its address."""
    words = ["-m", "uvicorn", "--app-dir", str(EXAMPLES), "--port", "0", "a_web_chat:app"]
    with subprocess.Popen(
        [sys.executable, *words], cwd=folder, env=environment(), stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        told = ""
        for line in process.stderr:
            told += line
            if started := re.search(r"running on (http://\S+)", line):
                break
        else:
            pytest.fail(told)
        try:
            yield started[1]
        finally:
            process.terminate()
            process.communicate()


def test_every_example_is_run() -> None:
    """A program that is added says here what it prints."""
    assert {*SAID, "a_web_chat.py"} == {program.name for program in PROGRAMS}


@pytest.mark.parametrize("name", SAID)
def test_an_example_prints_what_it_shows(name: str, tmp_path: Path) -> None:
    """It ends by itself, with status 0, and warns of nothing."""
    printed = run_program(EXAMPLES / name, tmp_path)
    assert [] == [words for words in SAID[name] if words not in printed], printed


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_an_example_is_short_and_says_how_to_run_it(program: Path) -> None:
    """It can be read in a minute, and its first lines have the command."""
    lines = program.read_text("utf-8").splitlines()
    assert 80 >= len(lines)
    assert any(program.stem in line for line in lines[1:12])


def test_the_conversations_are_written_as_pages(tmp_path: Path) -> None:
    """Each thread that was imported is a web page, and Markdown."""
    run_program(EXAMPLES / "move_and_look.py", tmp_path)
    assert {".html": 2, ".md": 2} == {
        ending: len([*(tmp_path / "pages").glob(f"thread_*{ending}")]) for ending in (".html", ".md")
    }


def test_the_documents_may_be_ones_own(tmp_path: Path) -> None:
    """Question and files are taken from the command line."""
    (tmp_path / "pears.md").write_text("Pears are ripe in autumn.", encoding="utf-8")
    printed = run_program(EXAMPLES / "searching_documents.py", tmp_path, "When are pears ripe?", "pears.md")
    assert "pears.md says “Pears are ripe in autumn.”" in printed


def test_the_program_for_the_official_sdk_goes_to_a_server_too(tmp_path: Path) -> None:
    """The variable that its first lines name says where to."""
    with Server() as server, served(create_app(server)) as address:
        printed = run_program(
            EXAMPLES / "official_sdk_unchanged.py", tmp_path, ASSISTANTS_BASE_URL=f"{address}/v1"
        )
        with httpx.Client(base_url=address) as client:
            threads = client.get("/v1/threads").json()["data"]
    assert 1 == len(threads)
    assert "It snows in Oslo." in printed


def test_a_browser_chats(tmp_path: Path) -> None:
    """Each browser has a thread of its own, and the answer comes in pieces; after a restart all is there."""
    with running_web_chat(tmp_path) as address, httpx.Client(base_url=address) as browser:
        assert "EventSource" in browser.get("/").text
        thread_id = browser.cookies["thread"]
        # What `new FormData(form)` sends: a form of several parts.
        assert browser.post("/say", files={"text": (None, "Good morning.")}).is_success
        events = split_events(browser.get("/answer").text)
        check_stream("createRun", events)
        assert sum(1 for name, _ in events if name == "thread.message.delta") > 1
        with httpx.Client(base_url=address) as other:
            other.get("/")
            assert thread_id != other.cookies["thread"]
    cookies = {"thread": thread_id}
    with running_web_chat(tmp_path) as address, httpx.Client(base_url=address, cookies=cookies) as browser:
        browser.post("/say", files={"text": (None, "And now?")})
        answer = "".join(
            part["text"]["value"]
            for name, data in split_events(browser.get("/answer").text)
            if name == "thread.message.delta"
            for part in data["delta"]["content"]
        )
    assert "Before that you asked 1 more, last “Good morning.”." in answer
