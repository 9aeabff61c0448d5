"""The names of files: asked for once each, and not of a server that has none."""

from __future__ import annotations

from assistants_v2_transcripts.file_names import FileNames
from assistants_v2_transcripts.timeline import TimelineEntry, TimelinePart


def about(*file_ids: str) -> TimelineEntry:
    """Return an entry that is about files."""
    return TimelineEntry(
        "message", "user", parts=tuple(TimelinePart("file", "", file_id=each) for each in file_ids)
    )


def test_a_name_is_asked_for_once() -> None:
    """And is in every entry that is about the file."""
    names = FileNames()
    assert ["file-a", "file-b"] == [*names.list_unknown(about("file-a", "", "file-b"))]
    names.note("file-a", "a.txt")
    names.note("file-b", None)
    assert [] == [*names.list_unknown(about("file-a", "file-b"))]
    assert ["a.txt", ""] == [part.file_name for part in names.add_to(about("file-a", "file-b")).parts]


def test_a_name_that_was_told_need_not_be_asked_for() -> None:
    """A search says what the files are called that it found."""
    names = FileNames()
    found = TimelineEntry(
        "file_search", "file_search", parts=(TimelinePart("result", "", "", (), "file-a", "a.txt"),)
    )
    assert [] == [*names.list_unknown(found)]
    assert found is names.add_to(found)
    assert [] == [*names.list_unknown(about("file-a"))]
    assert "a.txt" == names.add_to(about("file-a")).parts[0].file_name


def test_a_server_without_files_is_not_asked_for_ever() -> None:
    """Three that it does not know in a row are enough; each that it knows begins anew."""
    names = FileNames()
    for file_id, name in {"a": None, "b": None, "c": "c.txt", "d": None, "e": None}.items():
        assert [file_id] == [*names.list_unknown(about(file_id))]
        names.note(file_id, name)
    assert ["f"] == [*names.list_unknown(about("f"))]
    names.note("f", None)
    assert [] == [*names.list_unknown(about("g"))]
