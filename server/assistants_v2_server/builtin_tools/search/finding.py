"""Finds the chunks that answer queries, in one transaction; `engine` has it done in a thread.

The files of the stores are narrowed by their attributes: there are few of them. Words are looked up in the
index, the vector of a query is compared with those of the chunks, and what either found is scored by both.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from sqlalchemy import Connection

from ...store.searched_files import (
    FoundChunk,
    SearchedFile,
    count_chunks,
    fetch_chunks,
    list_searched_files,
)
from ...store.word_index import count_chunks_with, walk_ranked
from ...store.words import list_phrases
from .embedders import Vector
from .filters import Predicate
from .ranking import RankingOptions, WordChoice, choose_words, join_scores, limit_count, score_words

if TYPE_CHECKING:
    from .vectors import VectorCache

MOST_CANDIDATES = 100
"""How many chunks are taken from words, and how many from vectors, to be scored."""

_LOG = logging.getLogger(__name__)


class Query(Struct, frozen=True):
    """A query as it is searched for; `vector` is None where only words are."""

    text: str
    vector: Vector | None = None


class SearchResult(Struct, frozen=True):
    """A chunk that was found.

    Attributes:
        file_id: The file that it is of.
        filename: What that is called.
        attributes: The attributes of the file in its store.
        score: How good it is, 0 to 1.
        text: What it says.
        position: Its number among the chunks of its file, from 0.
    """

    file_id: str
    filename: str
    attributes: Mapping[str, Any]
    score: float
    text: str
    position: int


class Finder:
    """Finds chunks by words, and by vectors of one embedder.

    Args:
        embedder: The identity of the embedder in use; None for words only.
        vectors: The vectors that are kept in memory; None for words only.
    """

    def __init__(self, embedder: str | None = None, vectors: VectorCache | None = None) -> None:
        self._embedder = embedder
        self._vectors = vectors
        self._has_told = False

    def find(
        self,
        connection: Connection,
        stores: Sequence[str],
        queries: Sequence[Query],
        accepts: Predicate,
        options: RankingOptions,
    ) -> list[SearchResult]:
        """Return the best chunks, the best first; each counts by the query that it fits best.

        Args:
            connection: A transaction.
            stores: The ids of the stores.
            queries: What to look for.
            accepts: Says by their attributes which files are searched.
            options: How many chunks, and how good.
        """
        every = list_searched_files(connection, stores)
        wanted = {file.seq: file for file in every if accepts(file.attributes)}
        scores = self._score_all(connection, every, wanted, queries) if wanted else {}
        best = [seq for seq in scores if scores[seq] >= options.score_threshold]
        best = sorted(best, key=lambda seq: (-scores[seq], seq))[: options.most]
        chunks = fetch_chunks(connection, best)
        return [_make_result(chunks[seq], wanted[chunks[seq].of_file], scores[seq]) for seq in best]

    def _score_all(
        self,
        connection: Connection,
        every: Sequence[SearchedFile],
        wanted: Mapping[int, SearchedFile],
        queries: Sequence[Query],
    ) -> dict[int, float]:
        """Return the candidates, and the score of each by the query that it fits best."""
        nearest = self._find_nearest(connection, every, wanted, queries)
        scores: dict[int, float] = {}
        for query, cosines in zip(queries, nearest, strict=True):
            words = _score_by_words(connection, query.text, wanted)
            floor = min(cosines.values(), default=None)
            if query.vector is not None and cosines:
                others = [seq for seq in words if seq not in cosines]
                cosines |= self._compare(connection, others, wanted, query.vector)
            for seq in words.keys() | cosines.keys():
                score = join_scores(cosines.get(seq), words.get(seq, 0.0), floor)
                scores[seq] = max(score, scores.get(seq, 0.0))
        return scores

    def _find_nearest(
        self,
        connection: Connection,
        every: Sequence[SearchedFile],
        wanted: Mapping[int, SearchedFile],
        queries: Sequence[Query],
    ) -> list[dict[int, float]]:
        """Return for each query the chunks with the nearest vectors, with their cosines."""
        found: list[dict[int, float]] = [{} for _ in queries]
        asked = {index: query.vector for index, query in enumerate(queries) if query.vector is not None}
        if self._vectors is None or not asked:
            return found
        from .vectors import find_nearest, name_file  # late: numpy

        comparable = [file for file in every if self._is_comparable(file)]
        vectors = [*asked.values()]
        keys = {name_file(file) for file in comparable if file.seq in wanted}
        for store in dict.fromkeys(file.store for file in comparable):
            files = [file for file in comparable if file.store == store]
            blocks = self._vectors.collect(connection, store, files, len(vectors[0]) // 4)
            for index, hits in zip(asked, find_nearest(blocks, vectors, keys, MOST_CANDIDATES), strict=True):
                found[index] |= {seq: cosine for cosine, seq in hits}
        return found

    def _compare(
        self, connection: Connection, seqs: Sequence[int], wanted: Mapping[int, SearchedFile], query: Vector
    ) -> dict[int, float]:
        """Return the cosines of chunks that were found by their words."""
        from .vectors import compare  # late: numpy

        return {
            chunk.seq: compare(chunk.embedding, query)
            for chunk in fetch_chunks(connection, seqs).values()
            if chunk.embedding is not None
            and len(chunk.embedding) == len(query)
            and self._is_comparable(wanted[chunk.of_file])
        }

    def _is_comparable(self, file: SearchedFile) -> bool:
        """Say whether the vectors of a file are of the embedder in use; if not, say so once in the log."""
        if file.embedder == self._embedder:
            return True
        if not self._has_told:
            self._has_told = True
            _LOG.warning(
                "some files have no vectors of %s and are searched by words only: reindex their stores "
                "with `assistants-v2 stores reindex`",
                self._embedder,
            )
        return False


def _score_by_words(
    connection: Connection, query: str, wanted: Mapping[int, SearchedFile]
) -> dict[int, float]:
    """Return the chunks with the best words, and how much of the query each has."""
    total = count_chunks(connection)
    most = limit_count(total) + 1
    counts = {phrase: count_chunks_with(connection, phrase, most) for phrase in list_phrases(query)}
    choice = choose_words(counts, total)
    return dict(_walk_scored(connection, choice, wanted)) if choice.phrases else {}


def _walk_scored(
    connection: Connection, choice: WordChoice, wanted: Mapping[int, SearchedFile]
) -> Iterator[tuple[int, float]]:
    stores = [*{file.store for file in wanted.values()}]
    left = MOST_CANDIDATES
    with closing(walk_ranked(connection, choice.phrases, stores, [*wanted])) as ranked:
        for seq, of_file, bm25 in ranked:
            if of_file in wanted:
                yield seq, score_words(bm25, choice)
                left -= 1
            if not left:
                return


def _make_result(chunk: FoundChunk, file: SearchedFile, score: float) -> SearchResult:
    return SearchResult(file.file_id, file.filename, file.attributes, score, chunk.text, chunk.position)
