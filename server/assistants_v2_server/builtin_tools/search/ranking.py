"""How good a chunk is as the answer to a query, from 0 to 1. Pure; `engine` is the user.

Words and vectors each have their strengths: a vector finds what is said in other words, and is blind to
names and numbers. So the vector decides, and words that are rare raise what has them. To rank by places in
two lists (reciprocal rank fusion) made vectors worse: there a poor hit that is the best of its list counts as
much as a sure one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from attrs import field, frozen
from attrs.validators import ge, le
from msgspec import Struct

WORD_WEIGHT = 0.5
"""How far a chunk that has all words of a query rises towards 1, beyond what its vector says."""

COMMON_SHARE = 0.05
"""Share of all chunks; a word that is in more of them is not looked for."""

FEW_CHUNKS = 1000
"""As long as a word is in no more chunks than this, it is looked for all the same: that costs nothing."""

MOST_COMMON_WORDS = 3
"""How many words are looked for, the longest ones, if all words of a query are in too many chunks."""

_SAME = 0.999
"""The highest cosine that counts, so that words still tell texts of one meaning apart."""

_BM25_TOP = 2.2
"""What BM25 gives a word at most, times its rarity; FTS5's k1 is 1.2."""


@frozen
class RankingOptions:
    """What of the found is wanted.

    Attributes:
        most: How many results at most, 1 to 50; 10 by default.
        score_threshold: The score, 0 to 1, that a result has at least; 0 by default.
    """

    most: int = field(default=10, validator=[ge(1), le(50)])
    score_threshold: float = 0.0

    @classmethod
    def read(cls, found: Mapping[str, Any] | None, most: int | None = None) -> RankingOptions:
        """Return the options of a request.

        The names of rankers are accepted, and mean nothing here: there is one way to rank.

        Args:
            found: The contract's object of ranking options; None for none.
            most: How many results at most; None for 10.
        """
        threshold = (found or {}).get("score_threshold") or 0.0
        return cls(10 if most is None else most, float(threshold))


class WordChoice(Struct, frozen=True):
    """Which words of a query are looked for.

    Attributes:
        phrases: The words, and how much each tells.
        rarity: How much all words of the query tell together, also those that are nowhere.
    """

    phrases: Mapping[str, float]
    rarity: float


def limit_count(total: int) -> int:
    """Return in how many chunks a word may be for it to be looked for, among so many.

    Args:
        total: How many chunks there are.
    """
    return max(FEW_CHUNKS, int(total * COMMON_SHARE))


def choose_words(counts: Mapping[str, int], total: int) -> WordChoice:
    """Return which words to look for: those that are in some chunks and not in too many.

    Args:
        counts: In how many chunks each word of the query is; counting may end beyond `limit_count`.
        total: How many chunks there are.
    """
    most = limit_count(total)
    found = [phrase for phrase, count in counts.items() if count]
    chosen = [phrase for phrase in found if counts[phrase] <= most]
    if not chosen:
        chosen = sorted(found, key=len, reverse=True)[:MOST_COMMON_WORDS]
    rarity = sum(_weigh(count, total) for count in counts.values() if count <= most)
    weights = {phrase: _weigh(counts[phrase], total) for phrase in chosen}
    return WordChoice(weights, rarity or sum(_weigh(count, total) for count in counts.values()))


def score_words(bm25: float, choice: WordChoice) -> float:
    """Return how much of what a query's words tell is in a chunk, from 0 to 1.

    Args:
        bm25: The score that the index gives the chunk.
        choice: The words of the query.
    """
    return min(1.0, bm25 / (_BM25_TOP * choice.rarity)) if bm25 > 0 < choice.rarity else 0.0


def join_scores(vector: float | None, words: float, floor: float | None) -> float:
    """Return the score of a chunk.

    Args:
        vector: The cosine of its vector with that of the query; None if it has none.
        words: What `score_words` says of it; 0 if it has none of the words.
        floor: The lowest cosine among the chunks that were found by their vectors, which one without a
            vector is taken to have; None if no chunk was.
    """
    if floor is None:
        return words
    meaning = min(_SAME, max(0.0, floor if vector is None else vector))
    return meaning + WORD_WEIGHT * words * (1 - meaning)


def _weigh(count: int, total: int) -> float:
    """Return how much a word tells that is in so many chunks, as BM25 reckons it."""
    return max(1e-6, math.log((max(total, count) - count + 0.5) / (count + 0.5)))
