"""What words and vectors say of a chunk becomes one score."""

from __future__ import annotations

import pytest
from assistants_v2_server.builtin_tools.search.ranking import (
    RankingOptions,
    WordChoice,
    choose_words,
    join_scores,
    score_words,
)
from hypothesis import given
from hypothesis import strategies as st

SHARES = st.floats(0, 1)


def test_common_words_are_not_looked_for() -> None:
    """Those in more than a twentieth of all chunks; nor those that are nowhere."""
    counts = {"the": 5001, "pump": 5000, "e 417": 3, "xyzzy": 0}
    assert ["pump", "e 417"] == [*choose_words(counts, 100_000).phrases]


def test_common_words_are_looked_for_if_there_are_no_others() -> None:
    """The three longest, which tell most."""
    counts = {"to": 9000, "be": 9000, "or": 9000, "not": 9000, "question": 0}
    assert ["not", "to", "be"] == [*choose_words(counts, 100_000).phrases]


def test_no_word_is_common_among_few_chunks() -> None:
    """Nothing is gained by leaving any out there."""
    assert ["the"] == [*choose_words({"the": 30}, 40).phrases]


def test_words_that_are_nowhere_make_the_others_count_less() -> None:
    """A chunk with one word of two has less of the query than one with one of one."""
    one, two = choose_words({"pump": 5}, 1000), choose_words({"pump": 5, "xyzzy": 0}, 1000)
    assert score_words(4.0, one) > score_words(4.0, two) > 0


@given(st.floats(-5, 100), st.floats(0, 100))
def test_words_score_between_0_and_1(bm25: float, rarity: float) -> None:
    """Whatever the index says."""
    assert 0 <= score_words(bm25, WordChoice({"a": rarity}, rarity)) <= 1


@given(st.none() | st.floats(-1, 1), SHARES, st.none() | st.floats(-1, 1))
def test_scores_are_between_0_and_1(vector: float | None, words: float, floor: float | None) -> None:
    """So a threshold has a meaning."""
    assert 0 <= join_scores(vector, words, floor) <= 1


@given(SHARES, SHARES, SHARES, SHARES)
def test_nothing_that_fits_better_lowers_a_score(
    vector: float, more: float, words: float, further: float
) -> None:
    """What is nearer, or has more of the words, is never behind."""
    score = join_scores(vector, words, 0.0)
    assert score <= join_scores(max(vector, more), words, 0.0)
    assert score <= join_scores(vector, max(words, further), 0.0)


def test_without_vectors_words_alone_count() -> None:
    """Where there are vectors, a chunk without one is taken for the farthest of those that were found."""
    assert 0.4 == join_scores(None, 0.4, None)
    assert join_scores(0.8, 0.4, 0.8) == join_scores(None, 0.4, 0.8)


def test_options_are_read_with_their_defaults() -> None:
    """Ten results, of any score; the names of rankers are taken."""
    assert RankingOptions(10, 0.0) == RankingOptions.read(None)
    found = {"ranker": "default-2024-11-15", "score_threshold": 0.5}
    assert RankingOptions(3, 0.5) == RankingOptions.read(found, 3)


@pytest.mark.parametrize("most", [0, 51])
def test_there_are_1_to_50_results(most: int) -> None:
    """As the contract says."""
    with pytest.raises(ValueError):
        RankingOptions(most)
