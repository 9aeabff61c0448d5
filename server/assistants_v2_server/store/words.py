"""What counts as a word, in chunks and in what is searched for. Pure.

`chunks` and `builtin_tools.search` are the users.

The index takes letters and digits between other characters for a word, whose English ending it strips. Some
scripts have no spaces between words: of those each character is a word of its own, and two that are beside
each other are searched for together.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import pairwise

MOST_PHRASES = 64
"""Words of a query that are looked at; whatever follows them is ignored."""

_UNSPACED = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\u1780-\u17ff"  # Myanmar, Khmer
    "\u3040-\u30ff\uff66-\uff9f"  # Hiragana, Katakana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
    "\uac00-\ud7af"  # Hangul has spaces, and endings where English has words
)
_SIGN = f"[{_UNSPACED}]"
_RUN = f"[{_UNSPACED}]+|[^\\s{_UNSPACED}]+"
_PART = re.compile(r"[^\W_]+")
_ACCENTED = "[\u00c0-\u058f\u1e00-\u1fff]"
_ACCENTS = "[\u0300-\u036f]"
"""Those of Latin, Greek and Cyrillic letters; elsewhere such a sign makes another letter."""

# What has so many characters is compiled when it is first needed: that takes milliseconds.
_compile = cache(re.compile)


def space_out(text: str) -> str | None:
    """Return a text with spaces around the characters of scripts that have none; None if there are no such.

    Args:
        text: The text of a chunk.
    """
    sign = _compile(_SIGN)
    return sign.sub(r" \g<0> ", text) if sign.search(text) else None


def list_phrases(query: str) -> list[str]:
    """Return what to look for, without repetition: the words, and where one has several parts, each of them.

    Two characters of a script without spaces are one phrase, with a space between them.

    Args:
        query: Any text.
    """
    readable = query.encode("utf-8", "replace").decode().replace("\0", " ").lower()
    found: dict[str, None] = {}
    for run in _compile(_RUN).findall(readable):
        found.update(dict.fromkeys(_pair_signs(run) if _compile(_SIGN).match(run) else _split_word(run)))
        if len(found) >= MOST_PHRASES:
            break
    return [*found][:MOST_PHRASES]


def fold(text: str) -> str:
    """Return the words of a text in small letters and without accents, with a space between two.

    For an index that takes no text apart by itself: what it finds then is what the other one finds.

    Args:
        text: The text of a chunk, or a phrase of a query.
    """
    spaced = space_out(text.lower()) or text.lower()
    if not spaced.isascii():
        plain = _compile(_ACCENTED).sub(lambda found: unicodedata.normalize("NFD", found[0]), spaced)
        spaced = _compile(_ACCENTS).sub("", plain)
    return " ".join(_PART.findall(spaced))


def _pair_signs(run: str) -> list[str]:
    signs = [sign for sign in run if sign.isalnum()]
    return [" ".join(pair) for pair in pairwise(signs)] or signs


def _split_word(word: str) -> list[str]:
    """Return a word as it is, which keeps E-417 together, and its parts, which finds well-known by known."""
    parts: list[str] = _PART.findall(word)
    if len(parts) < 2:
        return parts
    return [" ".join(parts), *(part for part in parts if len(part) > 1)]
