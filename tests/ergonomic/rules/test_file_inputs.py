"""What may be passed as a file, what it is called, and what is said of anything else."""

from __future__ import annotations

import io
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import pytest
from assistants_v2.rules.file_inputs import (
    PathText,
    Section,
    Upload,
    can_be_sent_again,
    read_file_input,
    split_file,
)
from assistants_v2_raw.types import File
from hypothesis import given
from hypothesis import strategies as st


class Named(io.BytesIO):
    """An open file with a name."""

    def __init__(self, name: Any) -> None:
        super().__init__(b"Pears.")
        self.name = name


class Pipe:
    """What can be read once."""

    def read(self, size: int = -1) -> bytes:
        return b""

    def seekable(self) -> bool:
        return False


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("pears.txt", PurePosixPath("/home/me/secret/pears.txt")),
        ("pears.txt", PureWindowsPath(r"C:\Users\me\pears.txt")),
        ("pears.txt", Named("/home/me/pears.txt")),
        ("pears.txt", Named(b"/home/me/pears.txt")),
        ("pears.txt", Named(r"C:\Users\me\pears.txt")),
        ("upload", Named(3)),
        ("upload", io.BytesIO(b"Pears.")),
        ("upload", b"Pears."),
        ("upload", bytearray(b"Pears.")),
        ("a.txt", ("a.txt", b"Pears.")),
        ("a.txt", ("a.txt", PurePosixPath("/b/c.txt"), "text/plain")),
        ("c.txt", (None, PurePosixPath("/b/c.txt"))),
        ("a.txt", ("a.txt", b"Pears.", None, {"X-Note": "1"})),
        ("a.txt", File("a.txt", b"Pears.")),
    ],
)
def test_a_file_has_a_name_without_folders(name: str, given: Any) -> None:
    """Every form that the official SDK takes is taken, and no folder of the program's is told."""
    assert name == read_file_input(given, "file").name


def test_a_tuple_says_more() -> None:
    """Content type and headers are those of the tuple; bytes of any kind are bytes."""
    found = read_file_input(("a.txt", memoryview(b"Pears."), "text/plain", {"X-Note": "1"}), "file")
    assert (b"Pears.", "text/plain", {"X-Note": "1"}) == (found.content, found.content_type, found.headers)


def make_closed() -> io.BytesIO:
    """Return a file that was closed."""
    file = io.BytesIO(b"Pears.")
    file.close()
    return file


@pytest.mark.parametrize(
    ("said", "given"),
    [
        (r"^file is a text: pass pathlib\.Path", "pears.txt"),
        ("^file is a text", ("a.txt", "Pears.")),
        ("^file is open for text: open it for bytes", io.StringIO("Pears.")),
        ("^file is a file that was closed: open it again", make_closed()),
        ("got int", 3),
        ("got dict", {"name": "a"}),
        ("^file is a tuple of 1", ("a.txt",)),
        ("^file is a tuple of 5", ("a.txt", b"", None, None, None)),
    ],
)
def test_what_is_no_file_is_refused_with_the_remedy(said: str, given: Any) -> None:
    """The error names the argument and what to pass."""
    with pytest.raises((TypeError, ValueError), match=said):
        read_file_input(given, "file")


def test_only_what_can_be_read_again_is_sent_again() -> None:
    """Bytes, paths and files that can be rewound can; a pipe cannot."""
    assert all(map(can_be_sent_again, [b"Pears.", Path("pears.txt"), io.BytesIO(b"Pears.")]))
    assert not can_be_sent_again(Pipe())
    assert not can_be_sent_again(object())


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_the_parts_of_a_file_are_the_file(size: int, part_size: int) -> None:
    """They follow on each other, each has the size that is asked for, and the last the rest."""
    data = bytes(index % 251 for index in range(size))
    sections: list[Any] = [part.content for part in split_file(Upload("a", data), size, part_size)]
    assert data == b"".join(data[each.start : each.start + each.size] for each in sections)
    assert all(part_size == each.size for each in sections[:-1])
    assert all(0 < each.size <= part_size for each in sections)


def test_the_progress_of_a_part_is_that_of_the_file() -> None:
    """A hook is told how much of the whole was sent."""
    told: list[tuple[int, int | None]] = []
    file = Upload("a", b"12345", on_progress=lambda done, of: told.append((done, of)))
    for part in split_file(file, 5, 3):
        assert part.on_progress is not None
        part.on_progress(1, None)
    assert [(1, 5), (4, 5)] == told
    assert [None] == [part.on_progress for part in split_file(Upload("a", b"1"), 1, 3)]


def test_a_part_can_be_sent_again_if_its_file_can() -> None:
    """One of a pipe cannot."""
    assert can_be_sent_again(Section(b"Pears.", 0, 3))
    assert can_be_sent_again(Section(PathText("pears.txt"), 0, 3))
    assert not can_be_sent_again(Section(Pipe(), 0, 3))


def test_a_text_that_is_a_path_has_the_name_of_its_file() -> None:
    """As a path has."""
    assert "pears.txt" == read_file_input(PathText("/home/me/pears.txt"), "file").name
