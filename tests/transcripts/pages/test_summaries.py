"""What lists show of objects, whatever another server put there."""

from __future__ import annotations

from typing import Any

import pytest
from assistants_v2_transcripts.pages.summaries import (
    find_hit,
    list_texts,
    shorten_line,
    summarise_thread,
)


def test_a_thread_is_known_by_what_was_said_first() -> None:
    """Its title is the first message, in one line that is not too long."""
    said = {"created_at": 5, "content": [{"type": "text", "text": {"value": "Two\n  lines " + "x" * 300}}]}
    row = summarise_thread({"id": "thread_1", "created_at": 3, "metadata": {}}, said, said, 2)
    assert row.title.startswith("Two lines xxx")
    assert (141, 5, 2) == (len(row.title), row.last_at, row.messages)


@pytest.mark.parametrize(
    "content",
    [None, 7, "text", [None, 7, {}], [{"text": None}], [{"text": {"value": None}}], [{"text": ["a"]}]],
)
def test_a_message_of_any_shape_has_its_texts_or_none(content: Any) -> None:
    """What is no text is passed over."""
    assert [] == [*list_texts({"content": content})]


def test_what_stands_for_a_footnote_is_no_text() -> None:
    """A marker of a citation is left out; the name of a made file is not."""
    notes = [{"type": "file_citation", "text": "【1】"}, {"type": "file_path", "text": "sandbox:/a.csv"}]
    message = {
        "content": [{"type": "text", "text": {"value": "a【1】 b sandbox:/a.csv", "annotations": notes}}]
    }
    assert ["a b sandbox:/a.csv"] == [*list_texts(message)]


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("one TWO three", "two", ("one ", "TWO", " three")),
        ("one", "two", None),
        ("x" * 100 + "two" + "y" * 100, "TWO", ("…" + "x" * 60, "two", "y" * 60 + "…")),
        ("", "a", None),
    ],
)
def test_a_hit_has_its_surroundings(text: str, wanted: str, found: tuple[str, str, str] | None) -> None:
    """A little of what stands before and behind is shown, and that there is more."""
    assert found == find_hit(text, wanted)


def test_a_line_is_short_however_long_the_text() -> None:
    """Only the beginning is looked at."""
    assert "a b" == shorten_line(" a \n\t b ")
    assert len(shorten_line("word " * 10**5)) <= 141
