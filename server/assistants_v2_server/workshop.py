"""What the built-in tools of one server are made of: search, the indexing of files, and the interpreter.

`server` opens a `Workshop` beside the hands that work on runs, and closes it with them. Which interpreter and
which embedder there are, it is told; whatever it is not told is chosen when it is first needed. Nothing of
them is imported before.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from .builtin_tools import BuiltinTools, FileSearcher
from .builtin_tools.documents.index_queue import FILES_AT_ONCE, IndexQueue
from .builtin_tools.kept_files import KeptFiles
from .late import Late
from .runs.executors import LoopExecutor
from .runs.ownership import Ownership
from .stacks import call_apart
from .store import Contents, Database, DatabaseClosed, JsonObject, do_in_thread

if TYPE_CHECKING:
    from .builtin_tools.documents.indexing import Indexer
    from .builtin_tools.interpreters.cells import Interpreter
    from .builtin_tools.interpreters.choosing import InterpreterName
    from .builtin_tools.interpreters.sessions import InterpreterSessions
    from .builtin_tools.search.embedders import Embedder
    from .builtin_tools.search.engine import SearchEngine
    from .builtin_tools.search.finding import SearchResult
    from .elsewhere.places import Elsewhere

_LOG = logging.getLogger(__name__)


class ToolOptions(Struct, frozen=True, kw_only=True):
    """What a server has for its built-in tools.

    Attributes:
        interpreter: What runs code, or its name: `auto`, the default, for the best that is there, `monty`,
            `bubblewrap`, or `none`.
        embedder: Makes the vectors by which is searched; None, the default, to search by words only.
        searching: What files are searched by, in words.
    """

    interpreter: Interpreter | InterpreterName = "auto"
    embedder: Embedder | None = None
    searching: str = "search by words only"


def choose_options(
    interpreter: InterpreterName,
    url: str | None,
    key: str | None,
    model: str | None,
    *,
    needs_endpoint: bool = False,
) -> ToolOptions:
    """Return what there is for the tools of a server, after it was tried.

    Args:
        interpreter: The name of what runs code.
        url: An endpoint that makes vectors; None for none.
        key: Its key.
        model: The model to ask it for; None for one that it lists.
        needs_endpoint: Whether vectors must come from the endpoint; by default others take its place.

    Raises:
        InterpreterUnavailable: The interpreter that was named cannot be used.
        EmbedderError: The model or the endpoint that was named cannot be used.
        ValueError: The endpoint is no address.
    """
    return asyncio.run(_choose_options(interpreter, url, key, model, needs_endpoint=needs_endpoint))


async def _choose_options(
    interpreter: InterpreterName,
    url: str | None,
    key: str | None,
    model: str | None,
    *,
    needs_endpoint: bool,
) -> ToolOptions:
    from .builtin_tools.interpreters.choosing import choose_interpreter  # late: it brings all interpreters
    from .builtin_tools.search.choosing import choose_embedder  # late: it brings all embedders

    found = await choose_interpreter(interpreter)
    chosen = await choose_embedder(url, key, model, is_required=needs_endpoint)
    if chosen.embedder is not None:
        await chosen.embedder.aclose()
    return ToolOptions(interpreter=found or "none", embedder=chosen.embedder, searching=chosen.sentence)


class Workshop:
    """Makes the built-in tools of a server, and closes them.

    Args:
        database: Where everything is.
        contents: Where the bytes of files are.
        ownership: By which files are ours while they are indexed.
        now: Returns the time in whole unix seconds.
        options: What there is for the tools.
        elsewhere: What is on other servers; None, the default, for nothing.

    Attributes:
        indexing: Has files of vector stores indexed.
        tools: The tools.
    """

    def __init__(
        self,
        database: Database,
        contents: Contents,
        ownership: Ownership,
        now: Callable[[], int],
        options: ToolOptions,
        elsewhere: Elsewhere | None = None,
    ) -> None:
        self._is_closed = False
        self._engine = Late(partial(self._make_engine, database, now, options.embedder))
        indexer = Late(partial(_make_indexer, database, contents, ownership, options.embedder))
        self.indexing = IndexQueue(database, indexer, LoopExecutor(FILES_AT_ONCE), ownership)
        sessions = Late(partial(_make_sessions, options.interpreter))
        searcher: FileSearcher = _LateSearcher(self._engine)
        self.tools = BuiltinTools(
            searcher=searcher if elsewhere is None else elsewhere.make_searcher(searcher),
            find_sessions=sessions.get,
            has_found_sessions=sessions.is_made,
            files=KeptFiles(database, contents, now, None if elsewhere is None else elsewhere.files),
            elsewhere=None if elsewhere is None else elsewhere.survey,
        )

    def search(
        self, vector_store_id: str, queries: Sequence[str], wanted: JsonObject
    ) -> Sequence[JsonObject]:
        """Search a vector store for an operation; see `service.context.Searching`."""
        found = self._engine.get().search_and_wait(
            [vector_store_id],
            queries,
            filters=wanted.get("filters"),
            ranking_options=wanted.get("ranking_options"),
            max_num_results=wanted.get("max_num_results"),
        )
        return [_show_result(result) for result in found]

    def close(self) -> None:
        """End the indexing and the searching; what runs code has ended with the runs."""
        self._is_closed = True
        self.indexing.close()
        engine = self._engine.get_made()
        if engine is not None:
            engine.close()

    def _make_engine(
        self, database: Database, now: Callable[[], int], embedder: Embedder | None
    ) -> SearchEngine:
        from .builtin_tools.search.engine import SearchEngine  # late: few programs search

        if self._is_closed:
            raise DatabaseClosed("the server has been closed")
        return SearchEngine(database, now, embedder)


class _LateSearcher:
    """Searches for runs, with an engine that is made for the first search."""

    def __init__(self, engine: Late[SearchEngine]) -> None:
        self._engine = engine

    async def search(
        self,
        stores: Sequence[str],
        queries: Sequence[str],
        *,
        ranking_options: Mapping[str, Any] | None = None,
        max_num_results: int | None = None,
    ) -> Sequence[SearchResult]:
        """Search; see `SearchEngine.search`."""
        engine = await do_in_thread(self._engine.get)
        return await engine.search(
            stores, queries, ranking_options=ranking_options, max_num_results=max_num_results
        )

    async def aclose(self) -> None:
        """Close what the engine has open on this event loop, if there is an engine."""
        engine = self._engine.get_made()
        if engine is not None:
            await engine.aclose()


def _make_indexer(
    database: Database, contents: Contents, ownership: Ownership, embedder: Embedder | None
) -> Indexer:
    from .builtin_tools.documents.indexing import Indexer  # late: it brings all that reads documents

    return Indexer(database, contents, ownership, embedder)


def _make_sessions(given: Interpreter | InterpreterName) -> InterpreterSessions | None:
    """Return the sessions of an interpreter, which is probed now; None if nothing runs code."""
    from .builtin_tools.interpreters.sessions import InterpreterSessions  # late: few programs run code

    interpreter = _choose(given) if isinstance(given, str) else given
    return None if interpreter is None else InterpreterSessions(interpreter)


def _choose(name: InterpreterName) -> Interpreter | None:
    """Return the interpreter of a name, or None; in a thread, since this one may have an event loop."""
    from .builtin_tools.interpreters.choosing import (  # late: it brings all interpreters
        InterpreterUnavailable,
        choose_interpreter,
    )

    try:
        return call_apart(lambda: asyncio.run(choose_interpreter(name)))
    except InterpreterUnavailable as unavailable:
        _LOG.warning("no code is run: %s", unavailable)
        return None


def _show_result(found: SearchResult) -> JsonObject:
    return {
        "file_id": found.file_id,
        "filename": found.filename,
        "score": found.score,
        "attributes": dict(found.attributes),
        "content": [{"type": "text", "text": found.text}],
    }
