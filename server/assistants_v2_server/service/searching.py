"""Searches vector stores for the operation that does so, with the engine that `file_search` has too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock
from typing import TYPE_CHECKING

from ..store import Database, JsonObject

if TYPE_CHECKING:
    from ..builtin_tools.search.embedders import Embedder
    from ..builtin_tools.search.engine import SearchEngine


class EngineSearching:
    """Searches with an engine that is made for the first search: few programs search, and it has threads.

    Args:
        database: Where the chunks are.
        now: Returns the time in whole unix seconds.
        embedder: Makes the vectors of queries; None for a search by words.
    """

    def __init__(self, database: Database, now: Callable[[], int], embedder: Embedder | None) -> None:
        self._database = database
        self._now = now
        self._embedder = embedder
        self._making = Lock()
        self._engine: SearchEngine | None = None

    def search(
        self, vector_store_id: str, queries: Sequence[str], wanted: JsonObject
    ) -> Sequence[JsonObject]:
        """Return the chunks that fit a question best, best first, in the contract's form."""
        found = self._get_engine().search_and_wait(
            [vector_store_id],
            queries,
            filters=wanted.get("filters"),
            ranking_options=wanted.get("ranking_options"),
            max_num_results=wanted.get("max_num_results"),
        )
        return [
            {
                "file_id": result.file_id,
                "filename": result.filename,
                "score": result.score,
                "attributes": result.attributes,
                "content": [{"type": "text", "text": result.text}],
            }
            for result in found
        ]

    def close(self) -> None:
        """End the threads of the engine, if there is one."""
        if self._engine is not None:
            self._engine.close()

    def _get_engine(self) -> SearchEngine:
        from ..builtin_tools.search.engine import SearchEngine  # late: few programs search

        with self._making:
            if self._engine is None:
                self._engine = SearchEngine(self._database, self._now, self._embedder)
            return self._engine
