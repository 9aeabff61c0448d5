"""Each kind of document is read by its reader, within limits."""

from __future__ import annotations

import io
import sys
from typing import Any

import pytest
from assistants_v2_server.builtin_tools.documents import formats
from assistants_v2_server.builtin_tools.documents.failures import ExtractionFailed
from assistants_v2_server.builtin_tools.documents.formats import read_document
from assistants_v2_server.builtin_tools.documents.kinds import Kind
from pypdf import PdfReader, PdfWriter

from .making_office import make_docx, make_docx_bomb, make_odt, make_pptx, make_table_docx, make_xlsx
from .making_pdfs import make_cyclic_pdf, make_packed_pdf, make_pdf


def read(filename: str, content: bytes) -> str:
    """Return the text of a document."""
    return read_document(io.BytesIO(content), filename)


def refusal(filename: str, content: bytes) -> tuple[str, str]:
    """Return the code and the text with which a document is refused."""
    with pytest.raises(ExtractionFailed) as raised:
        read(filename, content)
    return raised.value.code, raised.value.message


def make_locked_pdf(password: str) -> bytes:
    """Return a PDF that needs a password."""
    writer = PdfWriter(PdfReader(io.BytesIO(make_pdf("secret"))))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("filename", "content", "text"),
    [
        ("a.txt", b"words\r\nof it", "words\nof it"),
        ("a.py", b"def f():\n\treturn 1", "def f():\n\treturn 1"),
        ("a.json", '{"k": "ü"}'.encode("utf-16"), '{"k": "ü"}'),
        ("a.html", b"<p>one<p>two", "one\n\ntwo"),
        ("a.pdf", make_pdf("First page", "Second page"), "First page\n\nSecond page"),
        ("a.docx", make_docx("A letter"), "A letter"),
        ("a.docx", make_table_docx(), "HX200 12 bar"),
        ("a.xlsx", make_xlsx(), "Pumps\n\nModel Price"),
        ("a.pptx", make_pptx("On a slide"), "On a slide"),
        ("a.odt", make_odt("<text:h>Title</text:h><text:p>And text</text:p>"), "Title\n\nAnd text"),
        ("a.rtf", rb"{\rtf1\ansi A {\b rich} text}", "A rich text"),
    ],
)
def test_documents_are_read(filename: str, content: bytes, text: str) -> None:
    """The text is that of the document."""
    assert text == read(filename, content)


def test_a_pdf_without_a_password_is_read_though_it_is_encrypted() -> None:
    """One that only forbids printing, say, can be read by everybody."""
    assert "secret" == read("a.pdf", make_locked_pdf(""))


def test_a_password_is_named() -> None:
    """Whoever stores a protected file learns that that is the reason."""
    assert ("invalid_file", "The file is protected by a password.") == refusal("a.pdf", make_locked_pdf("x"))


@pytest.mark.parametrize(
    ("filename", "content"),
    [
        ("a.txt", b""),
        ("a.txt", b" \n "),
        ("a.html", b"<script>only()</script>"),
        ("a.pdf", make_pdf("")),
        ("a.pdf", make_pdf("x")[:200]),
        ("a.pdf", b"%PDF-1.7\n" + bytes(1000)),
        ("a.pdf", make_cyclic_pdf()),
        ("a.pdf", make_packed_pdf(260_000_000)),
        ("a.pdf", make_packed_pdf(260_000_000, 2)),
        ("a.docx", b"PK\x03\x04 and no more"),
        ("a.docx", make_docx_bomb(260_000_000)),
        ("a.docx", make_docx("x", parts=10_001)),
        ("a.rtf", b"{\\rtf"),
    ],
)
def test_what_is_no_document_is_an_invalid_file(filename: str, content: bytes) -> None:
    """Empty, damaged and hostile files fail with a sentence that says so."""
    code, message = refusal(filename, content)
    assert "invalid_file" == code
    assert message.startswith("The file ")


def test_a_text_may_have_so_many_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    """One byte more than the limit is too long, in every kind of document."""
    monkeypatch.setattr(formats, "MAX_TEXT", 8)
    assert "ü234567" == read("a.txt", "ü234567".encode())
    for filename, content in {
        "a.txt": "ü2345678".encode(),
        "a.html": b"<p>123456789",
        "a.pdf": make_pdf("12345", "12345"),
        "a.docx": make_docx("123456789"),
    }.items():
        assert ("invalid_file", formats.TOO_LONG) == refusal(filename, content)


def test_a_file_may_have_so_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """No more than these are read into memory."""
    monkeypatch.setattr(formats, "_MOST_BYTES", {Kind.TEXT: 4})
    assert ("invalid_file", "The file has more than 4 bytes.") == refusal("a.txt", b"12345")


@pytest.mark.parametrize(
    ("filename", "content", "module", "extra"),
    [
        ("a.pdf", make_pdf("x"), "pypdf", "assistants-v2[files]"),
        ("a.docx", make_docx("x"), "kreuzberg", "assistants-v2[office]"),
    ],
)
def test_a_reader_that_is_not_installed_is_named(
    filename: str, content: bytes, module: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text says which extra brings it."""
    monkeypatch.setitem(sys.modules, module, None)
    code, message = refusal(filename, content)
    assert "unsupported_file" == code
    assert extra in message


def test_a_failure_tells_nothing_of_the_content(monkeypatch: pytest.MonkeyPatch) -> None:
    """What readers say of a file may quote it, and is not passed on."""

    def fail(*_: Any, **__: Any) -> Any:
        raise ValueError("a secret word")

    monkeypatch.setattr(PdfReader, "__init__", fail)
    code, message = refusal("a.pdf", make_pdf("x"))
    assert ("invalid_file", False) == (code, "secret" in message)


def test_too_little_memory_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that needs more memory than there is fails by itself."""

    def fail(*_: Any, **__: Any) -> Any:
        raise MemoryError

    monkeypatch.setattr(PdfReader, "__init__", fail)
    assert ("invalid_file", formats.TOO_MUCH_MEMORY) == refusal("a.pdf", make_pdf("x"))
