"""Functions say what they do, in the imperative, and tests what holds, in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from .architecture.docstrings import (
    find_not_imperative,
    find_tests_without_a_sentence,
    find_undocumented,
    read_functions,
)

ROOT = Path(__file__).parents[1]
PACKAGES = [
    "transcripts/assistants_v2_transcripts",
    "ergonomic/assistants_v2",
    "server/assistants_v2_server",
    "scripts",
]


@pytest.mark.parametrize("package", PACKAGES)
def test_public_functions_have_docstrings(package: str) -> None:
    """Whoever asks for help about a function gets it."""
    functions = read_functions(ROOT / package)
    assert len(functions) > 50
    found = find_undocumented(functions)
    assert not found, "\n".join(["", *found])


@pytest.mark.parametrize("package", PACKAGES)
def test_docstrings_of_functions_begin_with_a_verb(package: str) -> None:
    """One hand wrote them all: `Return`, `Raise`, `Say whether`."""
    found = find_not_imperative(read_functions(ROOT / package))
    assert not found, "\n".join(["", *found])


def test_every_test_says_what_holds() -> None:
    """Who reads only the docstrings of the tests knows what the project promises."""
    tests = read_functions(ROOT / "tests", "test_*.py")
    assert len([test for test in tests if test.name.startswith("test_")]) > 1000
    found = find_tests_without_a_sentence(tests)
    assert not found, "\n".join(["", *found])
