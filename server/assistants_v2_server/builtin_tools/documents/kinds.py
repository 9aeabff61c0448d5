"""Which kind of document a file is: its name says so, and its first bytes must agree. Pure.

`extraction` asks what the name says before it starts a process, `formats` asks both before it reads.
"""

from __future__ import annotations

import codecs
from enum import Enum
from pathlib import PurePosixPath

from .failures import ExtractionFailed, FailureCode

HEAD = 4096
"""Bytes at the beginning of a file by which its kind is told."""


class Kind(Enum):
    """How a document is read; the value names it in sentences."""

    TEXT = "plain text"
    HTML = "an HTML page"
    PDF = "a PDF document"
    OFFICE = "an Office document"


DOCUMENTED = (
    *(".c", ".cpp", ".cs", ".css", ".doc", ".docx", ".go", ".html", ".java", ".js", ".json", ".md", ".pdf"),
    *(".php", ".pptx", ".py", ".rb", ".sh", ".tex", ".ts", ".txt"),
)
"""What file search takes by the API's documentation."""

ALSO_TAKEN = (
    *(".csv", ".htm", ".jsonl", ".log", ".markdown", ".odp", ".ods", ".odt", ".rst", ".rtf", ".tsv"),
    *(".toml", ".xls", ".xlsx", ".xml", ".yaml", ".yml"),
)
"""What is taken beyond that, being no harder to read."""

SUFFIXES = tuple(sorted({*DOCUMENTED, *ALSO_TAKEN}))
"""All endings of names that are taken."""

_SPECIAL = {
    **dict.fromkeys((".html", ".htm"), Kind.HTML),
    ".pdf": Kind.PDF,
    **dict.fromkeys(
        (".doc", ".docx", ".odp", ".ods", ".odt", ".pptx", ".rtf", ".xls", ".xlsx"),
        Kind.OFFICE,
    ),
}
"""The endings that do not mean plain text."""

ZIP = "a zip archive"
OLE = "an Office document of the old form"
RTF = "a rich text document"

_CONTAINERS = {
    **dict.fromkeys((".docx", ".odp", ".ods", ".odt", ".pptx", ".xlsx"), ZIP),
    **dict.fromkeys((".doc", ".xls"), OLE),
    ".rtf": RTF,
}
"""As what the bytes of an Office document appear."""

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", Kind.PDF.value),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"{\\rtf", RTF),
    (b"\x89PNG\r\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstandard archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a rar archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "a database"),
)
"""How files begin that are no plain text."""

_CONTROLS = bytes({*range(32)} - {*b"\t\n\x0b\f\r\x1a\x1b"})
"""Bytes that no text has."""

_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""How text of two bytes a character begins: with zeros, which other text has not."""


def recognize_name(filename: str) -> Kind:
    """Return how a document of this name is read; only the ending counts.

    Raises:
        ExtractionFailed: Such files are not read.
    """
    suffix = find_suffix(filename)
    if suffix not in SUFFIXES:
        named = f"files whose names end in {suffix[:20]}" if suffix else "files whose names have no ending"
        raise ExtractionFailed("unsupported_file", f"File search does not read {named}. {list_taken()}")
    return _SPECIAL.get(suffix, Kind.TEXT)


def recognize(filename: str, head: bytes) -> Kind:
    """Return how a document is read.

    Args:
        filename: Its name.
        head: The first `HEAD` bytes.

    Raises:
        ExtractionFailed: Such files are not read, or the file is not what its name says.
    """
    kind = recognize_name(filename)
    suffix = find_suffix(filename)
    found = describe_content(head)
    expected = Kind.TEXT.value if kind is Kind.HTML else _CONTAINERS.get(suffix, kind.value)
    if found != expected:
        code: FailureCode = "unsupported_file" if kind in (Kind.TEXT, Kind.HTML) else "invalid_file"
        said = f"The file's name ends in {suffix}, but it holds {found}."
        raise ExtractionFailed(code, said)
    return kind


def find_suffix(filename: str) -> str:
    """Return the ending of a name with its dot, in small letters; "" if it has none."""
    return PurePosixPath(filename).suffix.lower()


def list_taken() -> str:
    """Return the sentence that says which files are read."""
    return f"These are read: {', '.join(SUFFIXES)}."


def describe_content(head: bytes) -> str:
    """Return what the first bytes of a file say that it is, as a noun for a sentence."""
    if b"%PDF-" in head[:1024]:  # readers allow for some bytes in front of it
        return Kind.PDF.value
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    if not head.startswith(_WIDE_MARKS) and len(head.translate(None, _CONTROLS)) < len(head):
        return "binary data"
    return Kind.TEXT.value
