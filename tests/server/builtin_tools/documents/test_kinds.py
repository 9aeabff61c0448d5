"""Which kind of document a file is: by its name, with which its bytes agree."""

from __future__ import annotations

import pytest
from assistants_v2_server.builtin_tools.documents.failures import ExtractionFailed
from assistants_v2_server.builtin_tools.documents.kinds import (
    DOCUMENTED,
    SUFFIXES,
    Kind,
    recognize,
    recognize_name,
)

from .making_office import make_docx
from .making_pdfs import make_pdf

PDF, DOCX = make_pdf("x"), make_docx("x")


def refusal(filename: str, head: bytes) -> tuple[str, str]:
    """Return the code and the text with which a file is refused."""
    with pytest.raises(ExtractionFailed) as raised:
        recognize(filename, head)
    return raised.value.code, raised.value.message


@pytest.mark.parametrize(
    ("filename", "head", "kind"),
    [
        ("notes.txt", b"words", Kind.TEXT),
        ("NOTES.MD", b"# words", Kind.TEXT),
        ("program.py", b"\xef\xbb\xbfx = 1", Kind.TEXT),
        ("wide.txt", "words".encode("utf-16"), Kind.TEXT),
        ("old.txt", "Grüße".encode("latin-1"), Kind.TEXT),
        ("page.html", b"<p>words", Kind.HTML),
        ("paper.pdf", PDF, Kind.PDF),
        ("paper.pdf", b"\n\n" + PDF, Kind.PDF),
        ("letter.docx", DOCX, Kind.OFFICE),
        ("letter.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OFFICE),
        ("a.b/../c.json", b"{}", Kind.TEXT),
    ],
)
def test_name_and_bytes_agree(filename: str, head: bytes, kind: Kind) -> None:
    """A file is read as what it is called if it is that."""
    assert kind is recognize(filename, head)


@pytest.mark.parametrize("suffix", DOCUMENTED)
def test_what_the_api_documents_is_taken(suffix: str) -> None:
    """No file that the API documents is refused for its name."""
    assert suffix in SUFFIXES
    assert recognize_name(f"name{suffix.upper()}") in Kind


@pytest.mark.parametrize(
    ("filename", "head", "found"),
    [
        ("paper.txt", PDF, "a PDF document"),
        ("paper.md", DOCX, "a zip archive"),
        ("paper.html", b"\x89PNG\r\n\x1a\n", "a picture"),
        ("paper.py", bytes(range(256)), "binary data"),
        ("paper.json", b"\x7fELF\x02", "a program"),
    ],
)
def test_no_text_named_so_is_read_as_text(filename: str, head: bytes, found: str) -> None:
    """What is named as text and is none is told apart, and the text says what it is."""
    code, message = refusal(filename, head)
    assert "unsupported_file" == code
    assert message.endswith(f"but it holds {found}.")


@pytest.mark.parametrize(
    ("filename", "head"), [("paper.pdf", b"words"), ("letter.docx", PDF), ("letter.doc", DOCX)]
)
def test_what_is_not_what_its_name_says_is_at_fault(filename: str, head: bytes) -> None:
    """A file that is taken by its name but is something else is invalid."""
    assert "invalid_file" == refusal(filename, head)[0]


@pytest.mark.parametrize("filename", ["setup.exe", "picture.png", "README", ".txt", "archive.tar.gz", ""])
def test_other_names_are_refused_and_told_which_are_taken(filename: str) -> None:
    """Whoever stores something else reads which files are read."""
    code, message = refusal(filename, b"words")
    assert "unsupported_file" == code
    assert ".docx, .go" in message
