"""The folder of a session goes with its process, or when another process makes one."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from assistants_v2_server.builtin_tools.interpreters.session_folders import SessionFolder

KILLED = """
import os, signal, tempfile, sys
from assistants_v2_server.builtin_tools.interpreters.session_folders import SessionFolder

tempfile.tempdir = sys.argv[1]
(SessionFolder().path / "a.csv").write_text("secret")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders are made where nobody else makes any."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no such locks and signals")
def test_what_a_killed_process_has_left_is_removed(tmp_path: Path) -> None:
    """The next folder that is made takes it away, with the files of its users; those in use stay."""
    used = SessionFolder()
    (used.path / "b.csv").write_text("mine")
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False, timeout=60)
    assert 4 == len([*tmp_path.iterdir()])
    SessionFolder().close()
    assert ["b.csv"] == [path.name for path in used.path.iterdir()]
    used.close()
    assert [] == [*tmp_path.iterdir()]


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no such modes")
def test_nobody_else_may_look_into_a_folder() -> None:
    """It holds the files of a conversation."""
    folder = SessionFolder()
    assert 0o700 == folder.path.stat().st_mode & 0o777
    folder.close()
