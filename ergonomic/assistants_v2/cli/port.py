"""`assistants-v2 port`: say, file by file, which lines of a program for the official SDK need what."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from ..openai.porting import read_program

_MAGIC = re.compile(r"^\s*[%!].*$", re.MULTILINE)
"""Lines of a notebook that are not Python."""


def run_port(names: list[str]) -> int:
    """Say what the lines of files need; return the exit status, 1 if a line cannot go on as it is.

    Args:
        names: Python files, notebooks, and folders, which are read with all that is below them.
    """
    undecided = False
    for path in _find_files(names):
        try:
            findings = read_program(_read_source(path))
        except (OSError, SyntaxError, ValueError, KeyError) as error:
            sys.stderr.write(f"assistants-v2: {path} cannot be read: {error}\n")
            undecided = True
            continue
        for found in findings:
            sys.stdout.write(f"{path}:{found.line}: {found.need}: {found.text}\n")
        undecided = undecided or any(found.need == "decide" for found in findings)
    return int(undecided)


def _find_files(names: list[str]) -> list[Path]:
    """Return the files that are meant, in order."""
    found: list[Path] = []
    for path in map(Path, names):
        found += sorted([*path.rglob("*.py"), *path.rglob("*.ipynb")]) if path.is_dir() else [path]
    return found


def _read_source(path: Path) -> str:
    """Return a file as Python; a notebook's cells follow each other."""
    text = path.read_text("utf-8")
    if path.suffix != ".ipynb":
        return text
    cells = [cell["source"] for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    return _MAGIC.sub("", "\n".join("".join(source) for source in cells))
