"""What mypy says of programs for the official SDK before and after they change their imports."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PROGRAM = ROOT / "tests" / "typing" / "sdk_mistakes.txt"
OURS = {"from openai": "from assistants_v2.openai", "import openai": "from assistants_v2 import openai"}
"""What a program changes."""


def find_mistakes(folder: Path, sources: dict[str, str]) -> dict[str, set[int]]:
    """Return the lines of which mypy complains, by program."""
    files = [folder / f"{name}.py" for name in sources]
    for file, source in zip(files, sources.values(), strict=True):
        file.write_text(source, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", os.devnull, *map(str, files)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    complaints = re.findall(r"(\w+)\.py:(\d+): error", said)
    return {name: {int(line) for file, line in complaints if file == name} for name in sources}


@pytest.mark.slow
def test_mypy_finds_the_mistakes_that_it_finds_with_the_official_sdk(tmp_path: Path) -> None:
    """The same lines, no more and no fewer: nobody loses a check by changing the import."""
    theirs = ours = PROGRAM.read_text(encoding="utf-8")
    for old, new in OURS.items():
        ours = re.sub(f"^{old}", new, ours, flags=re.MULTILINE)
    found = find_mistakes(tmp_path, {"theirs": theirs, "ours": ours})
    assert found["theirs"] == found["ours"]
    assert 40 == len(found["ours"])
