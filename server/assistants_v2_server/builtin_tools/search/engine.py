"""Searches vector stores: the one entrance, for `POST /vector_stores/{id}/search` and the tool `file_search`.

Queries are embedded on the event loop of the caller. All the rest is done in threads of the engine: so no
loop stands still, and transactions of runs do not wait behind searches.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from ...requests.faults import make_fault
from ...store import Database, DatabaseClosed, describe_failure, do_in_thread, is_passing
from ...store.searched_files import list_unused, note_use
from .embedders import Embedder, EmbedderError
from .filters import Predicate, compile_filter
from .finding import Finder, Query, SearchResult
from .ranking import RankingOptions

if TYPE_CHECKING:
    from .vectors import VectorCache

SEARCH_THREADS = 2
"""How many searches go on at the same time; each takes a core while it lasts."""

USE_NOTED_EVERY = 60
"""Seconds between two notes that a store is used: else each search would write."""

MOST_QUERIES = 64
"""Queries of one search; thousands would keep its thread from all others for minutes."""

LONGEST_QUERY = 8000
"""Characters of a query that are embedded: a whole book would keep the embedder from all others."""

_LOG = logging.getLogger(__name__)


class SearchEngine:
    """Searches the vector stores of a database. Safe to use from any thread and event loop.

    Args:
        database: Where they are.
        now: Returns the time in whole unix seconds.
        embedder: Makes the vectors of queries; None, the default, to search by words only.
        memory: Bytes of vectors that are kept in memory; None, the default, for `vectors.VECTOR_MEMORY`.

    Attributes:
        embedder: The embedder; None for none.
    """

    def __init__(
        self,
        database: Database,
        now: Callable[[], int],
        embedder: Embedder | None = None,
        memory: int | None = None,
    ) -> None:
        self.embedder = embedder
        self._database = database
        self._now = now
        self._vectors = None if embedder is None else _make_cache(memory)
        self._finder = Finder(None if embedder is None else embedder.identity, self._vectors)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._looping: Thread | None = None
        self._begin()

    async def search(
        self,
        stores: Sequence[str],
        queries: Sequence[str],
        *,
        filters: Mapping[str, Any] | None = None,
        ranking_options: Mapping[str, Any] | None = None,
        max_num_results: int | None = None,
    ) -> list[SearchResult]:
        """Return the chunks that answer queries, the best first; each counts by the query that it fits best.

        Args:
            stores: The ids of the stores; those that are not there have nothing.
            queries: What to look for.
            filters: The contract's filter; None, the default, for all files.
            ranking_options: The contract's options; None, the default, for none.
            max_num_results: How many chunks at most, 1 to 50; None, the default, for 10.

        Raises:
            RequestError: The filter is none, or there are too many queries; the error names the place.
            DatabaseClosed: The engine is closed.
        """
        wanted = [*dict.fromkeys(queries)]
        if len(wanted) > MOST_QUERIES:
            raise make_fault("query", f"too many queries. Expected at most {MOST_QUERIES}.", "invalid_value")
        accepts = compile_filter(filters)
        options = RankingOptions.read(ranking_options, max_num_results)
        asked = await asyncio.gather(*map(self._prepare, wanted))
        return await do_in_thread(self._find, [*stores], asked, accepts, options, threads=self._threads)

    def search_and_wait(
        self,
        stores: Sequence[str],
        queries: Sequence[str],
        *,
        filters: Mapping[str, Any] | None = None,
        ranking_options: Mapping[str, Any] | None = None,
        max_num_results: int | None = None,
    ) -> list[SearchResult]:
        """Search like `search`, from a thread that may stand still meanwhile."""
        loop = self._get_loop()
        searching = self.search(
            stores,
            queries,
            filters=filters,
            ranking_options=ranking_options,
            max_num_results=max_num_results,
        )
        return asyncio.run_coroutine_threadsafe(searching, loop).result()

    async def aclose(self) -> None:
        """Close the connections to the embedder that were opened on this event loop."""
        if self.embedder is not None:
            await self.embedder.aclose()

    def renew(self) -> None:
        """Begin anew in a process that was forked, where the threads of its parent are missing."""
        if self._vectors is not None:
            self._vectors.forget()
        self._begin()

    def close(self) -> None:
        """End the threads of the engine; closing twice does no harm. The database is left open."""
        self._threads.shutdown(cancel_futures=True)
        with self._starting:
            self._is_closed, loop, self._loop = True, self._loop, None
        if loop is not None and self._looping is not None:
            loop.call_soon_threadsafe(loop.stop)
            self._looping.join()

    def _begin(self) -> None:
        self._threads = ThreadPoolExecutor(SEARCH_THREADS, "assistants-v2-search")
        self._starting = Lock()
        self._is_closed, self._loop, self._looping = False, None, None

    def _get_loop(self) -> asyncio.AbstractEventLoop:
        """Return the event loop for callers that have none."""
        with self._starting:
            if self._is_closed:
                raise DatabaseClosed("the server has been closed")
            if self._loop is not None:
                return self._loop
            loop = self._loop = asyncio.new_event_loop()
            self._looping = Thread(
                target=self._run_loop, args=(loop,), name="assistants-v2-searches", daemon=True
            )
            self._looping.start()
            return loop

    def _run_loop(self, loop: asyncio.AbstractEventLoop) -> None:
        """Run an event loop until it is stopped."""
        try:
            loop.run_forever()
            loop.run_until_complete(self.aclose())
        finally:
            loop.close()

    async def _prepare(self, query: str) -> Query:
        """Return a query with its vector, if it gets one."""
        if self.embedder is None or not query.strip():
            return Query(query)
        try:
            return Query(query, await self.embedder.embed_query(query[:LONGEST_QUERY]))
        except EmbedderError as error:
            _LOG.warning("a query was searched for by its words only: %s", error)
            return Query(query)

    def _find(
        self, stores: Sequence[str], queries: Sequence[Query], accepts: Predicate, options: RankingOptions
    ) -> list[SearchResult]:
        now = self._now()
        with self._database.read() as connection:
            found = self._finder.find(connection, stores, queries, accepts, options)
            unused = list_unused(connection, stores, now - USE_NOTED_EVERY)
        if unused:
            self._note_use(unused, now)
        return found

    def _note_use(self, stores: Sequence[str], now: int) -> None:
        try:
            with self._database.write(may_be_lost=True) as connection:
                note_use(connection, stores, now)
        except Exception as error:
            if not is_passing(error):
                raise
            # What was found is found all the same, and the next search notes it.
            _LOG.info("the use of a vector store was not noted: %s", describe_failure(error))


def _make_cache(memory: int | None) -> VectorCache:
    from .vectors import VECTOR_MEMORY, VectorCache  # late: numpy

    return VectorCache(VECTOR_MEMORY if memory is None else memory)
