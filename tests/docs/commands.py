"""Says of a command that a page names whether there is such a command, with the options that it is given."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence

from ..ergonomic.cli.commanding import check_words
from .pages import ROOT

EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def check_command(words: Sequence[str]) -> None:
    """Raise AssertionError if there is no such command."""
    program, *rest = words
    if program == "make":
        targets = [word for word in rest if "=" not in word]
        assert targets, "make what?"
        assert TARGETS >= set(targets), words
    elif program == "pip":
        assert "install" == rest[0], words
        check_requirement(*rest[1:])
    elif program in ("pipx", "uvx"):
        before = ["run", "--spec"] if program == "pipx" else ["--from"]
        requirement, *command = rest[len(before) :]
        assert before == rest[: len(before)], words
        check_requirement(requirement)
        check_command(command)
    elif program == "assistants-v2":
        check_words(rest)
    else:
        assert program in (".venv/bin/python", "$EDITOR"), words
        assert (ROOT / rest[0]).is_file(), words


def check_requirement(requirement: str) -> None:
    """Raise AssertionError unless it is this package, with extras that it has."""
    matched = re.fullmatch(r"assistants-v2(?:\[([a-z,]+)\])?", requirement)
    assert matched, requirement
    assert EXTRAS.keys() >= set(filter(None, (matched[1] or "").split(","))), requirement
