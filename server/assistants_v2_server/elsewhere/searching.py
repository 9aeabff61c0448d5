"""Searches vector stores that are on another server, and those that are here, for one question.

`workshop` gives it to runs in place of the search of this server.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from typing import Any

from ..builtin_tools import FileSearcher, PartlySearched, SearchResult, ToolFailure
from ..requests.refusals import RequestError
from ..store import VECTOR_STORES, Database, do_in_thread
from . import shapes
from .holdings import Holdings

MOST_RESULTS = 50
"""Results that servers give at most."""

DEFAULT_RESULTS = 10
"""Results of a search where nobody has said how many."""

MOST_PAGES = 10
"""Pages of results that are asked for at most: each has some, where a server is not lost."""

LONGEST_INDEXING = 60.0
"""Seconds that a search waits for files that are being indexed there; then it is made without them."""

LOOK_AGAIN = 1.0
"""Seconds between two looks at them."""

NOT_READY = "Some files are still being indexed, and were not searched."


class SearcherElsewhere:
    """Searches vector stores here and there. Safe to use from any event loop.

    Args:
        database: Knows what is here.
        here: Searches that.
        there: The vector stores of another server.
    """

    def __init__(self, database: Database, here: FileSearcher, there: Holdings) -> None:
        self._database = database
        self._here = here
        self._there = there

    async def search(
        self,
        stores: Sequence[str],
        queries: Sequence[str],
        *,
        ranking_options: Mapping[str, Any] | None = None,
        max_num_results: int | None = None,
    ) -> Sequence[SearchResult]:
        """Return what fits best to any of some queries, best first; see `FileSearcher`.

        Raises:
            PartlySearched: Some stores could not be searched; it has what was found in the others.
            ToolFailure: None could be searched.
        """
        here = await do_in_thread(self._list_here, stores)
        most = max_num_results or DEFAULT_RESULTS
        there = [store for store in stores if store not in here]
        outcomes = await asyncio.gather(
            *([self._search_here(here, queries, ranking_options, most)] if here else []),
            *(self._search_there(store, queries, ranking_options, most) for store in there),
        )
        found = sorted((each for results, _ in outcomes for each in results), key=_get_score, reverse=True)
        problems = [*dict.fromkeys(problem for _, problem in outcomes if problem)]
        if problems:
            raise PartlySearched(problems, found[:most])
        return found[:most]

    async def aclose(self) -> None:
        """Close what is open on this event loop."""
        await self._here.aclose()

    async def _search_here(
        self,
        stores: Sequence[str],
        queries: Sequence[str],
        ranking_options: Mapping[str, Any] | None,
        most: int,
    ) -> tuple[Sequence[SearchResult], str]:
        try:
            found = await self._here.search(
                stores, queries, ranking_options=ranking_options, max_num_results=most
            )
        except ToolFailure as failure:
            return (), failure.message
        return found, ""

    async def _search_there(
        self, store: str, queries: Sequence[str], ranking_options: Mapping[str, Any] | None, most: int
    ) -> tuple[Sequence[SearchResult], str]:
        """Return what was found in a store, and a sentence if that is not all there is."""
        try:
            is_ready = await self._there.channel.wait(lambda: self._await_indexing(store))
            found = await self._there.channel.wait(
                lambda: self._read_pages(store, queries, ranking_options, most)
            )
        except RequestError:
            return (), describe_silence(store)
        if found is None:
            self._there.forget_store(store)
            return (), describe_absence(store)
        return found, "" if is_ready else NOT_READY

    async def _await_indexing(self, store: str) -> bool:
        """Wait for files that are being indexed; say whether all are ready."""
        until = time.monotonic() + LONGEST_INDEXING
        while (known := await self._there.find_store(store)) is not None and known.is_indexing:
            if time.monotonic() >= until:
                return False
            await asyncio.sleep(LOOK_AGAIN)
        return True

    async def _read_pages(
        self, store: str, queries: Sequence[str], ranking_options: Mapping[str, Any] | None, most: int
    ) -> list[shapes.Passage] | None:
        """Return as many passages as are wanted, if there are so many; None if there is no such store."""
        found: dict[tuple[str, str], shapes.Passage] = {}
        page: str | None = None
        for _ in range(MOST_PAGES):
            sending = shapes.search_store(store, queries, ranking_options, min(most, MOST_RESULTS), page)
            read = shapes.read_results(
                self._there.channel.upstream, await self._there.channel.exchange(sending)
            )
            if read is None:
                return None
            before = len(found)
            for passage in read.passages:
                found.setdefault((passage.file_id, passage.text), passage)
            page = read.next_page
            if page is None or len(found) >= most or len(found) == before:
                break
        return [*found.values()][:most]

    def _list_here(self, stores: Sequence[str]) -> list[str]:
        with self._database.read() as connection:
            return [store for store in stores if VECTOR_STORES.get(connection, store) is not None]


def describe_absence(store: str) -> str:
    """Return what is said of a vector store that is not there, as of one that is not here."""
    return f"The vector store {store} has been deleted, and was not searched."


def describe_expiry(store: str) -> str:
    """Return what is said of a vector store that has expired there."""
    return f"The vector store {store} has expired, and was not searched."


def describe_misplacement(store: str) -> str:
    """Return what is said of a vector store that is here, where the search is made there."""
    return f"The vector store {store} is not on the server that searches, and was not searched."


def describe_silence(store: str) -> str:
    """Return what is said of a vector store whose server did not do its part."""
    return f"The vector store {store} could not be reached, and was not searched."


def _get_score(result: SearchResult) -> float:
    return result.score
