"""`assistants-v2 port`: say, file by file, which lines of a program for the official SDK need what."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Annotated

import typer

from ..openai.porting import Finding, read_program
from .complaints import require_file
from .output import note, write_json, write_line
from .shared_options import JsonLines

_MAGIC = re.compile(r"^\s*[%!].*$", re.MULTILINE)
"""Lines of a notebook that are not Python."""


def run_port(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Python files, notebooks, or folders with them")
    ],
    as_json: JsonLines = False,
) -> int:
    """Say what programs for the official SDK need, line by line.

    The status is 1 if a line cannot go on as it is.
    """
    undecided = False
    for path in _find_files(files):
        try:
            findings = read_program(_read_source(path))
        except (OSError, SyntaxError, ValueError, KeyError) as error:
            note(f"{path} cannot be read: {error}")
            undecided = True
            continue
        for found in findings:
            _write_finding(path, found, as_json=as_json)
        undecided = undecided or any(found.need == "decide" for found in findings)
    return int(undecided)


def _write_finding(path: Path, found: Finding, *, as_json: bool) -> None:
    if as_json:
        told = {"file": str(path), "line": found.line, "need": found.need, "text": found.text}
        write_json(told, is_line=True)
    else:
        write_line(f"{path}:{found.line}: {found.need}: {found.text}")


def _find_files(names: list[str]) -> list[Path]:
    """Return the files that are meant, in order."""
    found: list[Path] = []
    for path in map(Path, names):
        if not path.is_dir():
            require_file(path)
        found += sorted([*path.rglob("*.py"), *path.rglob("*.ipynb")]) if path.is_dir() else [path]
    return found


def _read_source(path: Path) -> str:
    """Return a file as Python; a notebook's cells follow each other."""
    text = path.read_text("utf-8")
    if path.suffix != ".ipynb":
        return text
    cells = [cell["source"] for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    return _MAGIC.sub("", "\n".join("".join(source) for source in cells))
