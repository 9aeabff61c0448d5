"""What the pages say of the code is in the code: files, names, numbers, and links between pages."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from .pages import PAGES, ROOT
from .references import (
    PACKAGES,
    Reference,
    Row,
    find_numbers,
    find_value,
    read_lines,
    read_references,
    read_rows,
)

ARCHITECTURE = ROOT / "docs" / "architecture.md"
BY_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
LINK = re.compile(r"\]\(([^)#:]*)(#[^)]*)?\)")


@BY_PAGE
def test_the_code_that_a_page_names_exists(page: Path) -> None:
    """A file, name or argument that is renamed or removed is found where people read of it."""
    named = read_references(page.read_text("utf-8"))
    missing = [found.text for found in named if not found.exists]
    assert not missing, "\n".join(["", *missing])


@BY_PAGE
def test_the_links_of_a_page_lead_somewhere(page: Path) -> None:
    """Links to other pages, and to the sections in them, can be followed."""
    broken: list[str] = []
    for line, _ in read_lines(page.read_text("utf-8")):
        for path, section in LINK.findall(line):
            target = (page.parent / path).resolve() if path else page
            if not target.exists() or (section and section[1:] not in sections_of(target)):
                broken.append(path + section)
    assert not broken, "\n".join(["", *broken])


def sections_of(page: Path) -> list[str]:
    """Return how links name the sections of a page."""
    titles = [line for line, _ in read_lines(page.read_text("utf-8")) if line.startswith("#")]
    return [re.sub(r"[^\w -]", "", title.lstrip("# ")).lower().replace(" ", "-") for title in titles]


def test_the_values_in_the_tables_are_those_of_the_code() -> None:
    """Whoever reads a number there need not open the file, and a value without a place is not stated."""
    rows = read_rows(ARCHITECTURE.read_text("utf-8"))
    assert len(rows) > 100
    assert [] == [row.what for row in rows if not row.where]
    stated = [(row, found) for row in rows if row.value for found in row.where]
    wrong = [f"{found.text} is not {row.value}" for row, found in stated if not is_equal(row, found)]
    assert not wrong, "\n".join(["", *wrong])


def is_equal(row: Row, reference: Reference) -> bool:
    """Say whether the code has the value that a row states, however it is spelled."""
    value = find_value(reference)
    return value is not None and ast.unparse(ast.parse(row.value, mode="eval").body) == ast.unparse(value)


@pytest.mark.parametrize("folder", PACKAGES)
def test_every_number_is_in_the_tables(folder: str) -> None:
    """A number that somebody may want to change can be found without reading the code."""
    told = {
        f"{found.path}:{found.name}"
        for row in read_rows(ARCHITECTURE.read_text("utf-8"))
        for found in row.where
    }
    numbers = [*find_numbers(folder)]
    assert len(numbers) > 2
    untold = [number for number in numbers if number not in told]
    assert not untold, "\n".join(["", *untold])


def test_what_does_not_exist_is_found() -> None:
    """The checks do not pass everything: each kind of reference is told apart from one that is wrong."""
    page = """
Paths start at `ergonomic/assistants_v2/`.

`rules/polling.py`, `rules/polling.py:GRACE`, `client.py:_Connected.local(timeout)`, `rules/`, `Makefile`,
`rules/no_such.py`, `rules/polling.py:NO_SUCH`, `client.py:_Connected.local(no_such)`, `no_such/`, `/threads/`

## A section without a start

`rules/polling.py:PollSchedule.first`, `lifecycle.py:_RUN_LIFETIME`, `lifecycle.py:RunState.no_such`
"""
    named = read_references(page)
    assert [
        ("rules/polling.py", True),
        ("rules/polling.py:GRACE", True),
        ("client.py:_Connected.local(timeout)", True),
        ("rules/", True),
        ("rules/no_such.py", False),
        ("rules/polling.py:NO_SUCH", False),
        ("client.py:_Connected.local(no_such)", False),
        ("no_such/", False),
        ("rules/polling.py:PollSchedule.first", True),
        ("lifecycle.py:_RUN_LIFETIME", True),
        ("lifecycle.py:RunState.no_such", False),
    ] == [(found.text, found.exists) for found in named]


def test_a_value_is_read_wherever_it_is_stated() -> None:
    """Constants, fields of attrs with and without `field`, and defaults of arguments have values."""

    def value_of(path: str, name: str, argument: str = "") -> str:
        value = find_value(Reference("", f"ergonomic/assistants_v2/{path}", name, argument))
        assert value is not None
        return ast.unparse(value)

    assert "15 * 60.0" == value_of("rules/polling.py", "WITHOUT_EXPIRY")
    assert "0.15" == value_of("rules/polling.py", "PollSchedule.first")
    assert "8" == value_of("rules/options.py", "ToolOptions.max_parallel_tools")
    assert "DEFAULT_TIMEOUT" == value_of("client.py", "_Connected.local", "timeout")
