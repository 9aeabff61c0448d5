"""Where pages are: ids of any kind are a part of an address or a name, and lead nowhere else."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from assistants_v2_transcripts.pages.addresses import (
    FileAddresses,
    ServedAddresses,
    name_object_page,
    name_safely,
)
from hypothesis import example, given
from hypothesis import strategies as st

IDS = st.text(min_size=1)


@given(IDS)
@example("..")
@example("../../v1/threads")
@example("a/b?c#d")
@example("//evil.example")
def test_an_id_is_one_part_of_an_address(identifier: str) -> None:
    """A browser takes no step up, and nothing of it for a query or a host."""
    address = ServedAddresses().show_object("threads", identifier)
    assert address is not None
    parts = urlsplit(f"http://host{address}")
    assert ("host", "", "") == (parts.netloc, parts.query, parts.fragment)
    words = parts.path.split("/")
    assert ["", "ui", "threads"] == words[:3]
    assert 4 == len(words)
    assert words[3] not in (".", "..")
    if identifier.isascii():
        assert identifier == unquote(words[3])


@given(IDS)
@example(".")
@example("..")
@example("C:\\x")
@example("a" * 1000)
@example("\ud800")
def test_an_id_is_the_name_of_a_file(identifier: str) -> None:
    """It is in its folder, not hidden, not too long, and made of plain letters."""
    path = PurePosixPath(name_object_page("threads", identifier))
    assert ("threads", ".html") == (str(path.parent), path.suffix)
    assert not path.name.startswith(".")
    assert len(path.name) < 130
    assert path.name.isascii()
    assert not set(path.name) & set('\\/:*?"<>|%~')


@given(st.lists(IDS, unique=True, max_size=20))
def test_different_ids_have_different_names(identifiers: list[str]) -> None:
    """No page takes another's place."""
    kept = [each for each in identifiers if each.encode("utf-8", "ignore").decode() == each]
    assert len(kept) == len({name_safely(each) for each in kept})


def test_a_folder_links_to_what_it_has() -> None:
    """What has no page there is no link."""
    at = FileAddresses("../", {"files": frozenset(["file-1"])}, {"file-1": "bytes/file-1.bin"})
    assert "../files/file-1.html" == at.show_object("files", "file-1")
    assert at.show_object("files", "file-2") is None
    assert at.show_object("assistants", "asst_1") is None
    assert ("../bytes/file-1.bin", None) == (at.show_bytes("file-1"), at.show_image("file-1"))
    assert "../index.html" == at.show_list("threads")
