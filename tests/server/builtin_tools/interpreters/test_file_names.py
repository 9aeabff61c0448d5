"""Tests of `builtin_tools.interpreters.file_names`."""

from __future__ import annotations

import pytest
from assistants_v2_server.builtin_tools.interpreters.file_names import LONGEST_NAME, make_safe, name_files
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("expected", "name"),
    [
        ("sales.csv", "sales.csv"),
        ("Umsätze 2026.csv", "Umsätze 2026.csv"),
        ("x", "../../x"),
        ("passwd", "/etc/passwd"),
        ("boot.ini", "C:\\boot.ini"),
        ("passwd", "..\uff0fetc\uff0fpasswd"),
        ("a_b", "a\0b"),
        ("a_b.txt", "a\u202eb.txt"),
        ("a_b", "a\nb"),
        ("bashrc", ".bashrc"),
        ("rf", "-rf"),
        ("file", ".."),
        ("file", ""),
        ("file", "///"),
        ("_", "\ud800"),
    ],
)
def test_a_name_is_data(expected: str, name: str) -> None:
    """What could be a path, an option, hidden or invisible becomes a plain name that can be recognised."""
    assert expected == make_safe(name)


def test_a_long_name_keeps_its_ending() -> None:
    """Programs that go by the ending still read the file."""
    name = make_safe("ä" * 300 + ".csv")
    assert (True, ".csv") == (len(name.encode()) <= LONGEST_NAME, name[-4:])


@given(st.text())
def test_every_name_is_one_component(name: str) -> None:
    """Whatever a caller calls a file, it lies in the folder under a name that can be read."""
    safe = make_safe(name)
    assert safe
    assert safe.isprintable()
    assert safe not in (".", "..")
    assert not {*safe} & {*"/\\\0"}
    assert len(safe.encode()) <= LONGEST_NAME


def test_files_of_one_name_are_numbered() -> None:
    """Later files give way, also to names in small letters, and a longer list agrees."""
    files = [
        ("file_1", "a.csv"),
        ("file_2", "A.csv"),
        ("file_3", "a.csv"),
        ("file_1", "a.csv"),
        ("file_4", "x"),
    ]
    expected = {"file_1": "a.csv", "file_2": "A-2.csv", "file_3": "a-3.csv", "file_4": "x"}
    assert expected == name_files(files)
    assert expected | {"file_5": "x-2"} == name_files([*files, ("file_5", "x")])
