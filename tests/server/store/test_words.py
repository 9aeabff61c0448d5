"""What a query is looked for by."""

from __future__ import annotations

import pytest
from assistants_v2_server.store.words import MOST_PHRASES, fold, list_phrases, space_out
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("query", "phrases"),
    [
        ("The pump", ["the", "pump"]),
        ("pump, pump!", ["pump"]),
        ("E-417?", ["e 417", "417"]),
        ("well-known", ["well known", "well", "known"]),
        ('"a" OR b* NEAR(c) NOT {d:e}', ["a", "or", "b", "near c", "near", "not", "d e"]),
        ("2,5 %", ["2 5"]),
        ("水泵", ["水 泵"]),
        ("水泵过热", ["水 泵", "泵 过", "过 热"]),
        ("水", ["水"]),
        ("HX-200水泵", ["hx 200", "hx", "200", "水 泵"]),
        ("🙂 -- !!", []),
        ("a\0b", ["a", "b"]),
        ("\ud800x", ["x"]),
        ("", []),
    ],
)
def test_a_query_is_taken_apart(query: str, phrases: list[str]) -> None:
    """Into words, which keep their parts together, and pairs of signs."""
    assert phrases == list_phrases(query)


def test_so_many_words_are_looked_at() -> None:
    """A query may be a whole page."""
    assert MOST_PHRASES == len(list_phrases(" ".join(f"word{number}" for number in range(1000))))


def test_texts_with_spaces_are_left_as_they_are() -> None:
    """Only where there are none between words, each sign becomes one."""
    assert space_out("two words") is None
    assert "a pump:  水  泵 " == space_out("a pump: 水泵")


@given(st.text())
def test_phrases_are_words_alone(query: str) -> None:
    """No operator of the index is among them, whatever was asked."""
    for phrase in list_phrases(query):
        assert all(part.isalnum() for part in phrase.split(" "))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The E-417, again!", "the e 417 again"),
        ("Schlüssel ÉTÉ Ελληνικά ĳ", "schlussel ete ελληνικα ĳ"),
        ("Schlu\u0308ssel", "schlussel"),
        ("make_engine() a\0b", "make engine a b"),
        ("水泵HX-200", "水 泵 hx 200"),
        ("ガス 과열", "ガ ス 과 열"),
        ("🙂 -- !!", ""),
    ],
)
def test_words_are_folded(text: str, words: str) -> None:
    """Small, without accents and signs; a sign that makes another letter stays in its letter."""
    assert words == fold(text)


@given(st.text())
def test_what_is_folded_is_words_alone(text: str) -> None:
    """No sign is left that PostgreSQL would take an address or a number by; twice changes nothing."""
    folded = fold(text)
    assert all(word.isalnum() for word in folded.split())
    assert folded == fold(folded)
