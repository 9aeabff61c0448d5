"""The tutorial about tests: its bot and its tests are saved and run as its reader does it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from .pages import ROOT, read_blocks

PAGE = ROOT / "docs" / "tutorials" / "testing-a-bot.md"


def test_the_tests_of_the_tutorial_pass(tmp_path: Path) -> None:
    """The first block is the bot, each of the others a file of tests; pytest is told nothing else."""
    bot, *tests = [block.text for block in read_blocks(PAGE.read_text("utf-8")) if block.language == "python"]
    (tmp_path / "leave_desk.py").write_text(bot, encoding="utf-8")
    for number, text in enumerate(tests):
        (tmp_path / f"test_leave_desk_{number}.py").write_text(text, encoding="utf-8")
    # pytest-asyncio warns where its settings are missing, and a reader may not have it.
    command = [sys.executable, "-m", "pytest", "-W", "error", "-p", "no:cacheprovider", "-p", "no:asyncio"]
    ended = subprocess.run(
        [*command, "--rootdir", str(tmp_path), str(tmp_path)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == ended.returncode, ended.stdout
    written = sum(len(re.findall(r"^(?:async )?def test_", text, re.MULTILINE)) for text in tests)
    passed = re.search(r"(\d+) passed", ended.stdout)
    assert passed
    assert written <= int(passed[1])
