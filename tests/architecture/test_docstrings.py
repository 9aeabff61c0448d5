"""The rules for docstrings fail where they should: shown on small files that break them."""

from __future__ import annotations

from pathlib import Path

import pytest

from .docstrings import (
    Function,
    find_not_imperative,
    find_tests_without_a_sentence,
    find_undocumented,
    read_functions,
)


def read(folder: Path, text: str) -> list[Function]:
    """Write a file and read its functions."""
    house = folder / "house"
    house.mkdir()
    (house / "rules.py").write_text(text, encoding="utf-8")
    return read_functions(house)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("def tidy(): ...", "tidy"),
        ("async def tidy(): ...", "tidy"),
        ("if 1:\n    def tidy(): ...", "tidy"),
        ("class House:\n    def tidy(self): ...", "House.tidy"),
        ("class House:\n    @property\n    def tidy(self): ...", "House.tidy"),
        ("class Base:\n    def tidy(self): ...\nclass House(Base):\n    '''A house.'''", "Base.tidy"),
        ("class House(Generic[T]):\n    def tidy(self): ...", "House.tidy"),
    ],
)
def test_a_public_function_without_a_docstring_is_found(tmp_path: Path, text: str, name: str) -> None:
    """Functions, methods and properties alike are named, with file and class."""
    (found,) = find_undocumented(read(tmp_path, text))
    assert found.startswith("house/rules.py:")
    assert found.endswith(f": {name} has no docstring")


@pytest.mark.parametrize(
    "text",
    [
        "def _tidy(): ...",
        "class House:\n    def __init__(self): ...",
        "class _House:\n    def tidy(self): ...",
        "def tidy():\n    '''Tidy up.'''\n    def fold(): ...",
        "class A:\n    def tidy(self):\n        '''Tidy up.'''\nclass House(A):\n    def tidy(self): ...",
        "class House(json.JSONEncoder):\n    def default(self, value): ...",
        "@overload\ndef tidy(): ...",
        "class A:\n    '''A.\n\n    Attributes:\n        b: B.\n    '''\n    @property\n    def b(self): ...",
        "class House:\n    @dust.setter\n    def dust(self, value): ...",
    ],
)
def test_what_needs_no_docstring_of_its_own_is_left_alone(tmp_path: Path, text: str) -> None:
    """Private and inner functions, special methods, overloads, and what the class or its base explains."""
    assert [] == find_undocumented(read(tmp_path, text))


@pytest.mark.parametrize(
    "docstring",
    ["The dust.", "Returns dust.", "Whether it is clean.", "Wonder whether it is clean.", "404 dust."],
)
@pytest.mark.parametrize("name", ["tidy", "_tidy"])
def test_a_docstring_that_begins_with_something_else_is_found(
    tmp_path: Path, name: str, docstring: str
) -> None:
    """Articles, question words, third persons and numbers are no verbs in the imperative."""
    (found,) = find_not_imperative(read(tmp_path, f"def {name}():\n    '''{docstring}'''"))
    assert f"house/rules.py:1: {name} begins with {docstring.split()[0]!r}, which is not among VERBS" == found


@pytest.mark.parametrize(
    "text",
    [
        "def tidy():\n    '''Return dust.'''",
        "def tidy():\n    '''Wait.'''",
        "class House:\n    '''A house.'''\n    @property\n    def dust(self):\n        '''The dust.'''",
        "class House:\n    @functools.cached_property\n    def dust(self):\n        '''The dust.'''",
        "def tidy(): ...",
    ],
)
def test_verbs_and_what_is_no_function_are_allowed(tmp_path: Path, text: str) -> None:
    """Classes and properties are things, and are described as such."""
    assert [] == find_not_imperative(read(tmp_path, text))


@pytest.mark.parametrize(
    ("docstring", "count"),
    [
        (None, 1),
        ("Dust is found", 1),
        ("Dust is found. It is removed.", 1),
        ("Dust is found.", 0),
        ("Dust is found,\n    in version 1.5 too.", 0),
        ("Dust is found.\n\n    More about that. And more.", 0),
    ],
)
def test_a_test_needs_one_sentence(tmp_path: Path, docstring: str | None, count: int) -> None:
    """A sentence is enough, and anything that follows it is a paragraph of its own."""
    body = "..." if docstring is None else f"'''{docstring}'''"
    text = f"def test_dust():\n    {body}\n\ndef dust(): ...\n"
    assert count == len(find_tests_without_a_sentence(read(tmp_path, text)))
