"""Where a text is cut into chunks that overlap, each ending with a paragraph or sentence if it can. Pure.

Sizes are in tokens, reckoned as four bytes of UTF-8 each: a model's own count would need its tables, which
are fetched from the network. Cuts are places in the UTF-8 of the text, so that nothing is counted twice.
`worker` cuts, in its process, and `indexing` takes the chunks out.

Such a splitter exists (semchunk 4.1.1); this one is as quick, cuts at sentences as often, and needs no tqdm.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

from attrs import field, frozen
from attrs.validators import ge, le

TOKEN = 4
"""Bytes of UTF-8 that are reckoned as one token."""

DEFAULT_MAX_TOKENS = 800
"""Tokens of a chunk at most, where nobody says otherwise; the API's."""

DEFAULT_OVERLAP = 400
"""Tokens that a chunk has in common with the one before it, likewise."""

LEAST_MAX_TOKENS = 100
"""The least that may be said for a chunk's tokens; the API's."""

MOST_MAX_TOKENS = 4096
"""The most that may be said for them; the API's."""

LEAST_STEP = 64
"""Bytes by which every chunk begins after the one before it, whatever sizes are asked for, at least."""

Span: TypeAlias = tuple[int, int]
"""Where a chunk begins and ends: places in the bytes of a text."""

_BLANK = b" \t\n"
_NOT_BLANK = re.compile(rb"[^ \t\n]")
_WORD = re.compile(rb"[ \t\n](?=[^ \t\n])")
_SENTENCE = re.compile(rb"(?:[.!?][\"')\]]*[ \t\n]|\n|\xe3\x80\x82|\xef\xbc\x81|\xef\xbc\x9f)(?=[^ \t\n])")
"""The end of a sentence or line, before the beginning of another. The last three are the stops of Chinese."""

_PARAGRAPH = re.compile(rb"\n[ \t]*\n(?=[^ \t\n])|\n(?=#{1,6} )")
_VALUE = re.compile(rb"[,;|](?=.)")
"""The end of a value in a line of data."""

_BORDERS = (_PARAGRAPH, _SENTENCE, _WORD, _VALUE)
"""Where a chunk may end, the best first."""


@frozen
class ChunkSizes:
    """How large chunks are; the names are those of the API's `static` strategy.

    Attributes:
        max_chunk_size_tokens: Tokens of a chunk at most; 100 to 4096, 800 by default.
        chunk_overlap_tokens: Tokens that a chunk has in common with the one before it, at most half as
            many; 400 by default.
    """

    max_chunk_size_tokens: int = field(
        default=DEFAULT_MAX_TOKENS, validator=[ge(LEAST_MAX_TOKENS), le(MOST_MAX_TOKENS)]
    )
    chunk_overlap_tokens: int = field(default=DEFAULT_OVERLAP, validator=ge(0))

    def __attrs_post_init__(self) -> None:
        """Refuse an overlap of more than half.

        Raises:
            ValueError: That is so.
        """
        if self.chunk_overlap_tokens > self.max_chunk_size_tokens // 2:
            raise ValueError("chunk_overlap_tokens is at most half of max_chunk_size_tokens.")


def read_sizes(strategy: Mapping[str, Any]) -> ChunkSizes:
    """Return the sizes that a chunking strategy of the API asks for; the defaults for any but `static`."""
    return ChunkSizes(**strategy["static"]) if strategy.get("type") == "static" else ChunkSizes()


def cut_text(text: bytes, sizes: ChunkSizes) -> list[Span]:
    """Return where the chunks of a text are; each begins and ends with a word, and no word is left out.

    A word is cut only if it is longer than about half of a chunk.

    Args:
        text: A text in UTF-8.
        sizes: How large chunks are.
    """
    most, overlap = sizes.max_chunk_size_tokens * TOKEN, sizes.chunk_overlap_tokens * TOKEN
    least = overlap + (most - overlap) // 2  # so each chunk has something new
    end_of_text = len(text.rstrip(_BLANK))
    spans: list[Span] = []
    start = _skip_blank(text, 0)
    while start < end_of_text:
        if end_of_text - start <= most:
            spans.append((start, end_of_text))
            break
        end = _find_end(text, start + least, start + most)
        stop = start + len(text[start:end].rstrip(_BLANK))
        if spans and stop <= spans[-1][1]:  # all that is new in it is blank
            start = _skip_blank(text, end)
            continue
        spans.append((start, stop))
        start = _find_start(text, end - overlap, end)
    return spans


def count_tokens(text: bytes) -> int:
    """Return for how many tokens a text is reckoned.

    Args:
        text: A text in UTF-8.
    """
    return -(-len(text) // TOKEN)


def _find_end(text: bytes, least: int, most: int) -> int:
    """Return the last good place to end a chunk between two places."""
    for border in _BORDERS:
        found = [match.end() for match in border.finditer(text, least - 1, most + 1)]
        if found:
            return found[-1]
    return _step_back(text, most)


def _find_start(text: bytes, wanted: int, end: int) -> int:
    """Return where the chunk after one that ends at *end* begins: at a word, at a sentence if one is near."""
    near = wanted + (end - wanted) // 4
    sentence = _SENTENCE.search(text, wanted - 1, near)
    word = _WORD.search(text, wanted - 1, end) if sentence is None else sentence
    return _skip_blank(text, _step_back(text, wanted) if word is None else word.end())


def _step_back(text: bytes, place: int) -> int:
    """Return the beginning of the character that a place is in."""
    while text[place] & 0xC0 == 0x80:
        place -= 1
    return place


def _skip_blank(text: bytes, place: int) -> int:
    found = _NOT_BLANK.search(text, place)
    return len(text) if found is None else found.start()
