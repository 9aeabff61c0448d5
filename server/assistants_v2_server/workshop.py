"""What the built-in tools of one server are made of: search, the indexing of files, and the interpreter.

`server` opens a `Workshop` beside the hands that work on runs, and closes it with them. Which interpreter and
which embedder there are, it is told; whatever it is not told is chosen when it is first needed.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, cast

from attrs import frozen

from .builtin_tools import BuiltinTools, CodeSessions
from .builtin_tools.documents.index_queue import FILES_AT_ONCE, IndexQueue
from .builtin_tools.documents.indexing import Indexer
from .builtin_tools.kept_files import KeptFiles
from .builtin_tools.search.embedders import Embedder
from .runs.executors import LoopExecutor
from .runs.ownership import Ownership
from .store import Contents, Database, DatabaseClosed, JsonObject

if TYPE_CHECKING:
    from .builtin_tools.interpreters.cells import Interpreter
    from .builtin_tools.interpreters.choosing import InterpreterName
    from .builtin_tools.interpreters.sessions import InterpreterSessions
    from .builtin_tools.search.engine import SearchEngine
    from .builtin_tools.search.finding import SearchResult

_LOG = logging.getLogger(__name__)


@frozen(kw_only=True)
class ToolOptions:
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
    interpreter: InterpreterName, url: str | None, key: str | None, model: str | None
) -> ToolOptions:
    """Return what there is for the tools of a server, after it was tried.

    Args:
        interpreter: The name of what runs code.
        url: An endpoint that makes vectors; None for none.
        key: Its key.
        model: The model to ask it for; None for one that it lists.

    Raises:
        InterpreterUnavailable: The interpreter that was named cannot be used.
        EmbedderError: The model that was named cannot be used.
        ValueError: The endpoint is no address.
    """
    return asyncio.run(_choose_options(interpreter, url, key, model))


async def _choose_options(
    interpreter: InterpreterName, url: str | None, key: str | None, model: str | None
) -> ToolOptions:
    from .builtin_tools.interpreters.choosing import choose_interpreter  # late: it brings all interpreters
    from .builtin_tools.search.choosing import choose_embedder  # late: it brings all embedders

    found = await choose_interpreter(interpreter)
    chosen = await choose_embedder(url, key, model)
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
    ) -> None:
        self._searcher = _LateSearcher(database, now, options.embedder)
        indexer = Indexer(database, contents, ownership, options.embedder)
        self.indexing = IndexQueue(database, indexer, LoopExecutor(FILES_AT_ONCE), ownership)
        self.tools = BuiltinTools(
            searcher=self._searcher,
            find_sessions=_LazySessions(options.interpreter).find,
            files=KeptFiles(database, contents, now),
        )

    def search(
        self, vector_store_id: str, queries: Sequence[str], wanted: JsonObject
    ) -> Sequence[JsonObject]:
        """Search a vector store for an operation; see `service.context.Searching`."""
        found = self._searcher.make_engine().search_and_wait(
            [vector_store_id],
            queries,
            filters=wanted.get("filters"),
            ranking_options=wanted.get("ranking_options"),
            max_num_results=wanted.get("max_num_results"),
        )
        return [_show_result(result) for result in found]

    def close(self) -> None:
        """End the indexing and the searching; what runs code has ended with the runs."""
        self.indexing.close()
        self._searcher.close()


class _LateSearcher:
    """Searches with an engine that is made for the first search: most programs never search."""

    def __init__(self, database: Database, now: Callable[[], int], embedder: Embedder | None) -> None:
        self._database, self._now, self._embedder = database, now, embedder
        self._lock = Lock()
        self._engine: SearchEngine | None = None
        self._is_closed = False

    def make_engine(self) -> SearchEngine:
        """Return the engine.

        Raises:
            DatabaseClosed: There is none any more.
        """
        from .builtin_tools.search.engine import SearchEngine

        with self._lock:
            if self._is_closed:
                raise DatabaseClosed("the server has been closed")
            if self._engine is None:
                self._engine = SearchEngine(self._database, self._now, self._embedder)
            return self._engine

    async def search(
        self,
        stores: Sequence[str],
        queries: Sequence[str],
        *,
        ranking_options: Mapping[str, Any] | None = None,
        max_num_results: int | None = None,
    ) -> Sequence[SearchResult]:
        """Search as the engine does."""
        return await self.make_engine().search(
            stores, queries, ranking_options=ranking_options, max_num_results=max_num_results
        )

    async def aclose(self) -> None:
        """Close what the engine has open on this event loop."""
        if self._engine is not None:
            await self._engine.aclose()

    def close(self) -> None:
        """Close the engine, if there is one."""
        with self._lock:
            self._is_closed, engine = True, self._engine
        if engine is not None:
            engine.close()


class _LazySessions:
    """The sessions of an interpreter that is chosen when code is first to be run: to probe it takes time."""

    def __init__(self, given: Interpreter | InterpreterName) -> None:
        self._given = given
        self._lock = Lock()
        self._is_chosen = False
        self._sessions: InterpreterSessions | None = None

    def find(self) -> CodeSessions | None:
        """Return the sessions; None if nothing runs code here."""
        from .builtin_tools.interpreters.sessions import InterpreterSessions

        with self._lock:
            if not self._is_chosen:
                interpreter = _choose(self._given) if isinstance(self._given, str) else self._given
                self._sessions = None if interpreter is None else InterpreterSessions(interpreter)
                self._is_chosen = True
            return self._sessions


def _choose(name: str) -> Interpreter | None:
    """Return the interpreter of a name, or None; in a thread, since this one may have an event loop."""
    from .builtin_tools.interpreters.choosing import (  # late: it brings all interpreters
        InterpreterUnavailable,
        choose_interpreter,
    )

    chosen: list[Interpreter | None] = []

    def choose() -> None:
        try:
            chosen.append(asyncio.run(choose_interpreter(cast("InterpreterName", name))))
        except InterpreterUnavailable as unavailable:
            _LOG.warning("no code is run: %s", unavailable)

    thread = Thread(target=choose, name="assistants-v2-probe")
    thread.start()
    thread.join()
    return chosen[0] if chosen else None


def _show_result(found: SearchResult) -> JsonObject:
    return {
        "file_id": found.file_id,
        "filename": found.filename,
        "score": found.score,
        "attributes": dict(found.attributes),
        "content": [{"type": "text", "text": found.text}],
    }
