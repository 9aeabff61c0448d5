"""What can be the name of a file, wherever a request says it."""

from __future__ import annotations

import pytest
from assistants_v2_server.requests.file_names import read_file_name
from assistants_v2_server.requests.refusals import RequestError
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("pears.md", "pears.md"),
        ("/etc/pears.md", "pears.md"),
        ("C:\\fruit\\pears.md", "pears.md"),
        ('späť "x".md', 'späť "x".md'),
        ("a" * 255, "a" * 255),
    ],
)
def test_folders_in_front_of_a_name_are_left_out(given_name: str, name: str) -> None:
    """All else of it is kept."""
    assert name == read_file_name(given_name, "filename")


@pytest.mark.parametrize("given_name", ["", " ", ".", "..", "folder/", "a\0b", "a\nb", "\x7f", "a" * 256])
def test_what_is_no_name_is_refused_with_its_field(given_name: str) -> None:
    """A 400 that names the field that says it."""
    with pytest.raises(RequestError) as refused:
        read_file_name(given_name, "filename")
    assert (400, "filename") == (refused.value.status, refused.value.param)


@given(st.text())
def test_a_name_is_never_a_path(text: str) -> None:
    """Whatever is given, what is taken has no folder, and can be taken again as it is."""
    try:
        name = read_file_name(text, "file")
    except RequestError:
        return
    assert not {"/", "\\"} & {*name}
    assert name == read_file_name(name, "file")
