"""Texts are cut so that nothing is lost, nothing is too long, and neighbours overlap."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from assistants_v2_server.builtin_tools.documents.chunking import (
    LEAST_STEP,
    TOKEN,
    ChunkSizes,
    count_tokens,
    cut_text,
)
from hypothesis import example, given
from hypothesis import strategies as st

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Z", "C"]), min_size=1, max_size=30)
BLANKS = st.sampled_from([" ", "  ", "\n", "\n\n", "\t", ". ", ".\n\n", "! ", "。", ", ", " " * 900])
TEXTS = st.lists(st.tuples(WORDS, BLANKS), max_size=300).map(lambda parts: "".join(w + b for w, b in parts))

WORD = re.compile("[^ \t\n]+?(?:。|！|？|(?=[ \t\n])|$)".encode())
"""What may not be cut: all up to a blank, or up to a stop of Chinese, which has no blank after it."""


@st.composite
def sizes(draw: st.DrawFn) -> ChunkSizes:
    """Make sizes, mostly small ones, so that texts have many chunks."""
    most = draw(st.integers(100, 160) | st.integers(100, 4096))
    return ChunkSizes(most, draw(st.integers(0, most // 2)))


@given(TEXTS, sizes())
@example("0 0" + " " * 900 + "0。0. ", ChunkSizes(227, 0))
def test_every_word_is_in_a_chunk(text: str, wanted: ChunkSizes) -> None:
    """In order, from the first to the last, and whole unless it is as long as half a chunk."""
    content = text.encode()
    spans = cut_text(content, wanted)
    for word in WORD.finditer(content):
        if len(word[0]) < (wanted.max_chunk_size_tokens - wanted.chunk_overlap_tokens) * TOKEN // 2:
            assert any(start <= word.start() and word.end() <= stop for start, stop in spans)


@given(TEXTS | st.text(min_size=500), sizes())
def test_no_chunk_is_too_long_or_cuts_a_character(text: str, wanted: ChunkSizes) -> None:
    """Each chunk has at most as many tokens as it may, and at least a word."""
    content = text.encode("utf-8", "replace")
    for start, end in cut_text(content, wanted):
        assert 0 < count_tokens(content[start:end]) <= wanted.max_chunk_size_tokens
        assert content[start:end].decode().strip(" \t\n")


@given(TEXTS | st.text(min_size=500), sizes())
@example("0 " * 120 + " " * 900 + "0", ChunkSizes(108, 54))
def test_nothing_is_between_chunks_and_each_has_something_new(text: str, wanted: ChunkSizes) -> None:
    """What lies between two neighbours is blank, and both beginnings and ends go on."""
    content = text.encode("utf-8", "replace")
    spans = cut_text(content, wanted)
    for (start, end), (next_start, next_end) in pairwise(spans):
        assert start + LEAST_STEP < next_start
        assert end < next_end
        assert not content[end:next_start].strip(b" \t\n")
    assert not content[: spans[0][0] if spans else None].strip(b" \t\n")
    assert not content[spans[-1][1] if spans else 0 :].strip(b" \t\n")


@pytest.mark.parametrize("wanted", [ChunkSizes(), ChunkSizes(100, 50), ChunkSizes(1000, 100)])
def test_neighbours_overlap_as_asked(wanted: ChunkSizes) -> None:
    """Never more than asked, and less only by what is missing to a sentence."""
    content = " ".join(f"This is sentence number {number}, and it ends." for number in range(2_000)).encode()
    asked = wanted.chunk_overlap_tokens * TOKEN
    for (_, end), (start, _) in pairwise(cut_text(content, wanted)):
        assert asked * 3 // 4 - 10 <= end - start <= asked


def test_chunks_are_paragraphs_or_sentences() -> None:
    """A chunk ends with a paragraph if it can, else with a sentence, and begins with one."""
    sentence = "A sentence of some words, with a comma in it. "
    paragraphs = "\n\n".join(sentence * 5 for _ in range(40))
    content = paragraphs.encode()
    for start, end in cut_text(content, ChunkSizes(200, 50))[:-1]:
        assert content[end:].lstrip(b" ").startswith(b"\n\n")
        assert content[start:].startswith(b"A sentence")
    running = (sentence * 400).encode()
    assert all(running[:end].endswith(b".") for _, end in cut_text(running, ChunkSizes(200, 50)))


def test_lines_of_data_are_cut_between_values() -> None:
    """A line without blanks is not cut within a value."""
    content = ",".join(str(number) for number in range(10_000, 20_000)).encode()
    assert all(content[:end].endswith(b",") for _, end in cut_text(content, ChunkSizes())[:-1])


@pytest.mark.parametrize(
    "text",
    ["a" * 10_000_000, "word " * 2_000_000, "a\n" * 5_000_000, "漢" * 3_000_000, " " * 10_000_000 + "b"],
)
def test_ten_megabytes_are_cut(text: str) -> None:
    """Whatever they are: no text has more chunks than its length asks for."""
    content = text.encode()
    assert len(cut_text(content, ChunkSizes())) <= len(content) // 1_590 + 1


@pytest.mark.parametrize(("most", "overlap"), [(99, 0), (4097, 0), (100, 51), (100, -1)])
def test_sizes_that_the_api_refuses_are_refused(most: int, overlap: int) -> None:
    """100 to 4096 tokens, and an overlap of at most half of them."""
    with pytest.raises(ValueError):
        ChunkSizes(most, overlap)


def test_a_blank_text_has_no_chunks() -> None:
    """There is nothing to find in it."""
    assert [] == cut_text(b" \n\t\n ", ChunkSizes())
