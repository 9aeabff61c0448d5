"""`threads dump`: a conversation written down, wherever it is and whatever is in it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from assistants_v2.cli import threads_dump
from assistants_v2_server.history.entrance import import_history
from assistants_v2_server.history.layout import THREAD_SCHEMA
from assistants_v2_server.history.reading import open_export

from ...transcripts.reading import CONTROLS, Markdown, as_shown, read_text, require_sound
from .commanding import run
from .conversing import HOSTILE, Held, connect, converse


@pytest.fixture
def held(place: list[str]) -> Held:
    """A conversation at the place."""
    return converse(place)


def test_a_conversation_is_written_as_text(place: list[str], held: Held) -> None:
    """All of it, in order, and nothing that a terminal would obey."""
    done = run("threads", "dump", held.thread_id, *place)
    assert (0, "") == (done.status, done.err)
    assert not CONTROLS.search(done.out)
    told = read_text(done.out)
    assert ["thread", "user", "run", "function", "assistant", "user", "run", "function"] == [
        heading.split("  ")[1].split()[0] for heading, _ in told
    ]
    assert [as_shown(HOSTILE)] == told[1][1]
    assert "a door\\x1b[2J" in told[3][1]


@pytest.mark.parametrize("format", ["markdown", "html", "json"])
def test_each_format_holds_the_conversation(place: list[str], held: Held, format: str) -> None:
    """As that format has it."""
    done = run("threads", "dump", held.thread_id, "--format", format, *place)
    assert (0, "") == (done.status, done.err)
    assert not CONTROLS.search(done.out)
    if format == "markdown":
        assert as_shown(HOSTILE) == Markdown(done.out).quotations[0]
    elif format == "html":
        assert as_shown(HOSTILE) == require_sound(done.out).said[0]
    else:
        require_objects(done.out, place, held)


def require_objects(written: str, place: list[str], held: Held) -> None:
    """Raise AssertionError unless JSON has the objects of a thread as the place has them."""
    found = json.loads(written)
    with connect(place) as client:
        thread, runs = client.threads.retrieve(held.thread_id), client.threads.runs
        messages = [*client.threads.messages.list(held.thread_id, order="asc")]
        steps = [*runs.steps.list(held.completed.id, thread_id=held.thread_id, order="asc")]
    assert THREAD_SCHEMA == found["export_schema"]
    assert thread.to_dict() == found["thread"]
    assert [message.to_dict() for message in messages] == found["messages"]
    assert [held.completed.id, held.waiting.id] == [each["id"] for each in found["runs"]]
    assert [step.to_dict() for step in steps] == found["runs"][0]["steps"]


def test_the_format_of_a_file_is_in_its_name(tmp_path: Path) -> None:
    """Its owner alone may read it, and it is in UTF-8 on every system."""
    place = ["--database", str(tmp_path / "a.db")]
    thread_id = converse(place).thread_id
    for name, beginning in {
        "a.md": "# thread",
        "a.HTML": "<!DOCTYPE html>",
        "a.json": '{"export_schema"',
        "a.txt": "20",
        "a": "20",
    }.items():
        path = tmp_path / name
        done = run("threads", "dump", thread_id, "--out", str(path), *place, encoding="cp1252")
        written = path.read_text("utf-8")
        assert (0, "", f"assistants-v2: {path}: {path.stat().st_size:,} bytes\n") == (
            done.status,
            done.out,
            done.err,
        )
        assert written.startswith(beginning)
        assert "東" in written
        assert 0o600 == path.stat().st_mode & 0o777 or sys.platform == "win32"
    assert "# thread" == run("threads", "dump", thread_id, "--format", "markdown", *place).out[:8]


def test_a_dumped_conversation_can_be_imported(tmp_path: Path) -> None:
    """In another database it is told as it was here."""
    here, there = ["--database", str(tmp_path / "a.db")], ["--database", str(tmp_path / "b.db")]
    dumped, thread_id = tmp_path / "thread.json", converse(here).thread_id
    assert 0 == run("threads", "dump", thread_id, "--out", str(dumped), *here).status
    import_history([open_export(dumped)], tmp_path / "b.db")
    told = run("threads", "dump", thread_id, *there)
    assert run("threads", "dump", thread_id, *here) == told
    assert 0 == told.status


def test_a_file_that_is_there_is_not_written_over_unasked(tmp_path: Path) -> None:
    """Nothing tells whether it is an older copy or something else."""
    place, path = ["--database", str(tmp_path / "a.db")], tmp_path / "kept.txt"
    thread_id = converse(place).thread_id
    path.write_text("old")
    dump = ["threads", "dump", thread_id, "--out", str(path), *place]
    refused = run(*dump)
    assert (2, "") == (refused.status, refused.out)
    assert f"--out {path} is there already: --overwrite writes over it" in refused.err
    assert "old" == path.read_text()
    assert 0 == run(*dump, "--overwrite").status
    assert path.read_text().startswith("20")


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is interrupted has the old file, and no part of a new one."""
    place, path = ["--database", str(tmp_path / "a.db")], tmp_path / "kept.txt"
    thread_id = converse(place).thread_id
    path.write_text("old")

    def fail(*_: object) -> object:
        yield "new"
        raise KeyboardInterrupt

    monkeypatch.setattr(threads_dump, "write_thread", fail)
    dump = ["threads", "dump", thread_id, "--out", str(path), *place]
    assert 130 == run(*dump, "--overwrite").status
    assert "old" == path.read_text()
    assert ["kept.txt"] == [each.name for each in tmp_path.iterdir() if "a.db" not in each.name]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_every_encoding_is_right(tmp_path: Path, encoding: str) -> None:
    """Pages and JSON say what the encoding lacks in another way; elsewhere it becomes a question mark."""
    place = ["--database", str(tmp_path / "a.db")]
    thread_id = converse(place).thread_id
    dump = ["threads", "dump", thread_id, *place, "--format"]
    page = run(*dump, "html", encoding=encoding).out
    assert page.isascii()
    assert as_shown(HOSTILE) == require_sound(page).said[0]
    found = run(*dump, "json", encoding=encoding).out
    assert found.isascii()
    assert HOSTILE == json.loads(found)["messages"][0]["content"][0]["text"]["value"]
    assert "\\u202e? ?" in run(*dump, "text", encoding=encoding).out


@pytest.mark.parametrize(
    ("status", "said", "words"),
    [
        (1, "No thread found with id 'thread_none'", ["thread_none"]),
        (2, "is a folder", ["thread_none", "--out", "."]),
        (2, "there is no folder no/such/folder", ["thread_none", "--out", "no/such/folder/a.txt"]),
        (2, "--json does not go together with --format html", ["thread_none", "--json", "--format", "html"]),
        (2, "'pdf' is not one of 'text', 'markdown', 'html', 'json'", ["thread_none", "--format", "pdf"]),
    ],
)
def test_a_mistake_is_one_line(tmp_path: Path, status: int, said: str, words: list[str]) -> None:
    """It names what is wrong, and writes nothing."""
    place = ["--database", str(tmp_path / "a.db")]
    converse(place)
    done = run("threads", "dump", *words, *place)
    assert (status, "", 1) == (done.status, done.out, len(done.err.splitlines()))
    assert said in done.err


def test_a_reader_may_leave_early(tmp_path: Path) -> None:
    """As `| head` does: nothing is said of that."""
    place = ["--database", str(tmp_path / "a.db")]
    with connect(place) as client:
        thread = client.threads.create(messages=[{"role": "user", "content": "Hello!"}])
        for _ in range(100):
            client.threads.messages.create(thread.id, role="user", content="word " * 1_000)
    command = [sys.executable, "-m", "assistants_v2", "threads", "dump", thread.id, *place]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline().startswith(b"20")
        process.stdout.close()
        assert b"" == process.stderr.read()
    assert 1 == process.returncode
