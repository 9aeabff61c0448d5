"""Whoever types a command wrongly is told in one line what it was about, and what to type; no traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from assistants_v2 import Assistants

from ..cli.commanding import run
from .commands import MISTAKES, WrongWords
from .table import KEY, check_words

ASSISTANT = {
    "id": "asst_1",
    "object": "assistant",
    "created_at": 1,
    "model": "m",
    "tools": [],
    "metadata": {},
}


@pytest.fixture
def places(tmp_path: Path) -> dict[str, str]:
    """Make what the words of the table stand for."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "notes.txt").write_text("These are notes. " * 99)
    export = tmp_path / "export"
    export.mkdir()
    (export / "assistants.json").write_text(json.dumps([ASSISTANT]))
    Assistants.local(tmp_path / "kept.db").close()
    return {"FOLDER": str(tmp_path / "folder"), "KEPT": str(tmp_path / "kept.db"), "EXPORT": str(export)}


@pytest.mark.parametrize("mistake", [pytest.param(each, id=each.words) for each in MISTAKES])
def test_wrong_words_are_answered_in_one_line(mistake: WrongWords, places: dict[str, str]) -> None:
    """Nothing is on standard output, where a program may read, and the status says whose mistake it was."""
    words = mistake.words.split()
    for word, path in places.items():
        words = [each.replace(word, path) for each in words]
    done = run(*words, environment=mistake.variables)
    assert (mistake.status, "") == (done.status, done.out), done.err
    said = done.err.removesuffix("\n").splitlines()[-1]
    assert said.startswith("assistants-v2: ")
    assert mistake.names in said
    assert mistake.remedy in said
    assert 2 >= len(done.err.splitlines()), done.err
    assert "Traceback" not in done.err
    check_words(said.replace(str(Path(places["KEPT"]).parent), ""))


def test_a_key_is_in_no_answer() -> None:
    """It was typed, and so is in the history of the shell; not in what the command says as well."""
    done = run("serve", "--model-url", "http://127.0.0.1:9/v1", "--model-key", f"{KEY}\n{KEY}")
    assert 2 == done.status
    assert "--model-key must be a text that an HTTP header carries" in done.err
    assert KEY not in done.err


def test_the_table_has_as_many_commands_as_people_get_wrong() -> None:
    """Each is there once."""
    assert len({each.words + str(each.variables) for each in MISTAKES}) == len(MISTAKES)
    assert 60 <= len(MISTAKES)
