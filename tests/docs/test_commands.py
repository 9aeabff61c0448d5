"""The commands that README and docs name exist, with the options that they are given."""

from __future__ import annotations

from pathlib import Path

import pytest

from .commands import EXTRAS, check_command
from .pages import PAGES, ROOT, read_commands

BY_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


@BY_PAGE
def test_the_commands_of_a_page_exist(page: Path) -> None:
    """A command that was renamed, or lost an option, is found where people read of it."""
    for words in read_commands(page.read_text("utf-8")):
        check_command(words)


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
