"""Text from bytes whose encoding nobody states. Pure; `formats` is the user."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""What the first bytes say of the encoding."""

_CHARSET = re.compile(rb"<meta\s[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_CHARSET_WITHIN = 1024


def decode(content: bytes, *, html: bool = False) -> str:
    """Return bytes as text: as their mark says, as UTF-8, or as latin-1, which fits everything.

    Args:
        content: The bytes.
        html: Whether a page's own word for its encoding counts; it does not by default.

    Returns:
        The text, without mark and NULs, with a line feed at the end of each line. What is no character in
        its encoding is a replacement character.
    """
    return clean(_decode(content, html=html))


def clean(text: str) -> str:
    """Return a text that every database takes: no NULs, no halves of characters, one kind of line end."""
    whole = text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text
    return whole.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")


def _decode(content: bytes, *, html: bool) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        stated = _find_charset(content) if html else None
    try:
        return content.decode(stated or "latin-1", "replace")
    except (LookupError, ValueError):  # no such encoding, or none of text
        return content.decode("latin-1")


def _find_charset(content: bytes) -> str | None:
    found = _CHARSET.search(content[:_CHARSET_WITHIN])
    return None if found is None else found[1].decode("ascii")
