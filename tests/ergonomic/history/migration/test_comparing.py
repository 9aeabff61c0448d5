"""What a conversation has of our items, by their words."""

from __future__ import annotations

from typing import Any

import pytest
from assistants_v2.history.migration.comparing import Chunk, count_arrived, find_doubled, liken
from hypothesis import given
from hypothesis import strategies as st

SENT = {"type": "message", "role": "assistant", "content": "Hi"}
STORED = {
    "type": "message",
    "id": "m",
    "role": "assistant",
    "content": [{"type": "output_text", "text": "Hi"}],
}


def say(*texts: str) -> list[dict[str, Any]]:
    """Return items that say something."""
    return [{"type": "message", "role": "user", "content": text} for text in texts]


def test_an_item_is_known_in_the_servers_form() -> None:
    """Ids and parts are the server's; the words are ours."""
    assert liken(SENT) == liken(STORED)


@pytest.mark.parametrize(
    "other",
    [
        {**SENT, "content": "Ho"},
        {**SENT, "role": "user"},
        {"type": "function_call", "call_id": "Hi", "name": "", "arguments": ""},
    ],
)
def test_other_items_are_told_apart(other: dict[str, Any]) -> None:
    """Neither words, nor who says them, nor the kind may differ."""
    assert liken(SENT) != liken(other)


def test_images_are_known_by_their_files() -> None:
    """A link may not come back, since servers leave it out."""
    sent = {"role": "user", "content": [{"type": "input_image", "file_id": "f", "detail": "auto"}]}
    assert liken(sent) == liken({**sent, "type": "message", "id": "x"})
    linked = {"role": "user", "content": [{"type": "input_image", "image_url": "https://a"}]}
    assert liken(linked) == liken({"role": "user", "content": [{"type": "input_image", "image_url": None}]})


def test_what_has_come_is_counted() -> None:
    """None of it, a part, or all; anything else is not ours."""
    expected = say("a", "b", "c")
    assert [0, 2, 3] == [
        count_arrived(listed, expected) for listed in ([], say("a", "b"), say("a", "b", "c"))
    ]
    assert [None, None] == [count_arrived(listed, expected) for listed in (say("b"), say("a", "b", "c", "d"))]


@pytest.mark.parametrize(
    ("listed", "doubled"),
    [
        ("abcd", []),
        ("ababcd", [2, 3]),
        ("abcdab", [4, 5]),
        ("abcda", None),
        ("abxcd", None),
        ("abc", None),
    ],
)
def test_what_is_there_twice_is_found(listed: str, doubled: list[int] | None) -> None:
    """Only whole chunks that were sent again count as ours."""
    found = find_doubled(say(*listed), say(*"abcd"), [Chunk(0, 2)])
    assert doubled is None if found is None else sorted(doubled or []) in ([*found], [0, 1], [2, 3], [4, 5])
    assert (found is None) == (doubled is None)


@given(
    st.text("ab", max_size=12),
    st.integers(0, 12),
    st.integers(1, 4),
    st.lists(st.integers(0, 12), max_size=2),
)
def test_taking_out_what_is_doubled_leaves_what_was_meant(
    text: str, start: int, size: int, places: list[int]
) -> None:
    """Whatever is said, and wherever a chunk came again, the rest is the conversation."""
    chunk = Chunk(min(start, len(text)), min(size, len(text) - min(start, len(text))))
    again = text[chunk.start : chunk.start + chunk.size]
    listed = text
    for place in places:
        listed = listed[:place] + again + listed[place:]
    found = find_doubled(say(*listed), say(*text), [chunk] if chunk.size else [])
    if found is None:  # a copy within a copy is no whole chunk
        assert len(places) == 2 or not chunk.size
        return
    assert text == "".join(letter for index, letter in enumerate(listed) if index not in found)
