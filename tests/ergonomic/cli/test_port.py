"""`assistants-v2 port` and `assistants-v2 doctor`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from assistants_v2.cli import main

PROGRAM = "from openai import OpenAI\nclient = OpenAI(base_url=url)\n"


def test_findings_are_told_by_file_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder is read with all that is below it, notebooks too; nothing has to be decided here."""
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "a.py").write_text(PROGRAM)
    cells = [
        {"cell_type": "markdown", "source": ["import openai"]},
        {"cell_type": "code", "source": ["%pip install openai\n", "import openai"]},
    ]
    (tmp_path / "b.ipynb").write_text(json.dumps({"cells": cells}))
    assert 0 == main(["port", str(tmp_path)])
    assert [
        f"{tmp_path}/b.ipynb:2: change: from assistants_v2 import openai",
        f"{tmp_path}/below/a.py:1: change: from assistants_v2.openai import OpenAI",
    ] == sorted(capsys.readouterr().out.splitlines())


def test_findings_are_objects_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """There is one a line."""
    (tmp_path / "a.py").write_text(PROGRAM)
    assert 0 == main(["port", str(tmp_path / "a.py"), "--json"])
    told = {"line": 1, "need": "change", "text": "from assistants_v2.openai import OpenAI"}
    (found,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert {"file": str(tmp_path / "a.py"), **told} == found


def test_what_cannot_go_on_is_the_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """So that a script can ask; a file that is no Python is told, and the others are read."""
    (tmp_path / "a.py").write_text("def (")
    (tmp_path / "b.py").write_text("c.beta.threads.messages.create('t', file_ids=['f'])")
    assert 1 == main(["port", str(tmp_path / "a.py"), str(tmp_path / "b.py")])
    said = capsys.readouterr()
    assert "a.py cannot be read: invalid syntax" in said.err
    assert "b.py:1: decide: file_ids=" in said.out


def test_a_reader_that_leaves_is_no_error(tmp_path: Path) -> None:
    """As in `assistants-v2 port . | head`."""
    (tmp_path / "a.py").write_text("import openai\n" * 20_000)
    command = [sys.executable, "-m", "assistants_v2", "port", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(100)
        process.stdout.close()
        assert (b"", 1) == (process.stderr.read(), process.wait())
