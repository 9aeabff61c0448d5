"""The commands that README and docs name exist, with the options that they are given."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from ..ergonomic.cli.commanding import check_words
from .pages import PAGES, ROOT, read_blocks, read_commands

EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
LANGUAGES = {"python", "sh", "text", "yaml", "javascript", "dockerfile", "ini", "nginx"}
BY_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


@BY_PAGE
def test_the_commands_of_a_page_exist(page: Path) -> None:
    """A command that was renamed, or lost an option, is found where people read of it."""
    for words in read_commands(page.read_text("utf-8")):
        check_command(words)


@BY_PAGE
def test_every_block_says_what_it_is(page: Path) -> None:
    """No block escapes the tests for want of a language; YAML can be read."""
    for block in read_blocks(page.read_text("utf-8")):
        assert block.language in LANGUAGES, f"line {block.line}: name one of {sorted(LANGUAGES)}"
        if block.language == "yaml":
            assert YAML(typ="safe").load(block.text)


@pytest.mark.parametrize(
    "line",
    [
        "make tset",
        "make",
        "pip install 'assistants-v2[lokal]'",
        "pip install assistants",
        "pipx run --spec 'assistants-v2[lokal]' assistants-v2 demo",
        "pipx run 'assistants-v2[all]' assistants-v2 demo",
        "uvx --from 'assistants-v2[all]' assistants-v2 demmo",
        "assistants-v2 sreve",
        "assistants-v2 serve --prot 8000",
        "assistants-v2 serve --port many",
        ".venv/bin/python scripts/no_such_script.py",
        "$EDITOR no_such_file.yaml",
        "npm install",
    ],
)
def test_a_command_that_does_not_exist_is_found(line: str) -> None:
    """The check of the commands does not pass everything."""
    (words,) = read_commands(f"    {line}\n")
    with pytest.raises(AssertionError):
        check_command(words)


def test_every_extra_is_explained() -> None:
    """The page for operators says what works with each."""
    page = (ROOT / "docs" / "operating.md").read_text("utf-8")
    assert [] == [name for name in EXTRAS if f"| `{name}` |" not in page]


def test_commands_are_found_in_sentences_too() -> None:
    """What is set as code and begins like a command is one; what follows a sharp is a remark."""
    page = "Call `make test` or `runs.make`.\n\n```sh\nmake lint  # a remark\n\n# a remark\n```\n"
    assert [["make", "lint"], ["make", "test"]] == list(read_commands(page))


def check_command(words: list[str]) -> None:
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
