"""The server without a door: the parts of a request in, the parts of an answer out.

Both doors, `transport` (embedded) and `app` (HTTP), call `Server.handle`; nothing about an operation
depends on which one was used. What runs are worked on with is made in `server_parts`, and closed with the
server.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from .answering import Answering
from .answers import Answer, build_answer
from .builtin_tools import BuiltinTools
from .clocks import Clock
from .failures import explain_failure, explain_models
from .forks import note_closed, note_open
from .models import Model, ModelError, check_model
from .models.rehearsal import Rehearsal
from .naming_models import list_models
from .observers.telling import in_request
from .receiving import Body, Receiving
from .requests import refusals
from .requests.contracts import Operation
from .requests.operations import load_contract
from .requests.refusals import RequestError
from .runs.executors import CLOSING_TIME, Executor, LoopExecutor
from .runs.hands import Works
from .runs.listener import TurnListener
from .runs.worker import DEFAULT_MAX_TURNS
from .server_parts import Given, ServerParts, open_database
from .service.indexing import Indexing
from .service.run_counts import count_runs
from .stacks import call_with_room
from .store import (
    VECTOR_STORES,
    DatabaseClosed,
    Durability,
    FileLimits,
    NewId,
    describe_failure,
    new_id,
)
from .store.common_clock import choose_clock
from .surveying import Survey, Surveyor
from .workshop import ToolOptions

if TYPE_CHECKING:
    from .builtin_tools.interpreters.cells import Interpreter
    from .builtin_tools.interpreters.choosing import InterpreterName
    from .builtin_tools.search.embedders import Embedder
    from .elsewhere.upstreams import Upstream
    from .service import Context

_LOG = logging.getLogger(__name__)


class Server:
    """Answers the 23 operations of the Assistants API; safe to use from any number of threads.

    Runs that were queued or in progress when the database was last closed, or whose process died, are
    taken up again, if they were made for the same model: nothing of an unfinished model turn was stored,
    so the model is asked again. Runs that wait for tool outputs go on waiting. Any number of servers may
    open one file: a run belongs to one of them, and to another only after that one has closed or died.

    Args:
        path: The file that holds everything, made if it does not exist, or `:memory:` (the default).
        model: Where answers come from; a `Rehearsal` by default. Closed with the server.
        executor: Where runs are worked on; a `LoopExecutor` by default. Closed with the server.
        clock: Returns the time in unix seconds, of which fractions are cut off; `time.time` by default, and
            beside a PostgreSQL its clock, which all go by who share it. What is due after a move of a `Clock`
            has expired when the move is done.
        ids: Returns an id for each new object, by its prefix; random ones by default. `NumberedIds()` is for
            tests.
        max_turns: Model turns after which a run fails; 64 by default.
        max_queued: How many runs may wait for a worker; beyond it new ones are refused with a 429. None, the
            default, for as many as will end before they expire, by an estimate.
        migrate: Whether a file of an older version is upgraded; it is by default, and a copy of it is kept.
        durability: What of the acknowledged writes survives: `full` (the default), all of them; `normal`, the
            end of a process takes none, a power failure may take the last ones.
        tells_endpoint: Whether the `last_error` of a run may name the host of the model endpoint, which is
            the default. With False it says what the hosted API would, and the log has the rest.
        files_folder: The folder for the bytes of files, made if it does not exist; by default one beside the
            database, whose name has `-files` at its end. It belongs to one database.
        file_limits: How large files may be, and all of them; the defaults of `FileLimits` if left out.
        interpreter: What runs the code of models, or its name: `auto`, the default, for the best sandbox that
            is there, `monty`, `bubblewrap` or `none`. It is looked for when code is first to be run.
        embedder: Makes the vectors by which files are searched; None, the default, to search by words only.
        tools: Built-in tools of your own; by default those that are made with these two.
        forward: Another server that has files, vector stores, uploads and models; None, the default, to have
            them here.
        vector_stores: Another server that has vector stores which are not here; by default that of *forward*.
        works: Which runs it works on. `own`, the default: those that are queued here. `shared`: those of all
            servers that share a PostgreSQL database, as it has room for them. `none`: none, others do.

    Attributes:
        database: Where everything is kept.
        requests_in_hand: How many requests a door has taken and not answered; counted by the HTTP door.
        most_streams: How many streams may be open; beyond it is a 503. Set by the HTTP door, else unlimited.

    Raises:
        TypeError: The model is none.
        DatabaseRefused: The file cannot be used; the text says why and what to do.
        ValueError: There is no such durability.
    """

    def __init__(
        self,
        path: str | os.PathLike[str] = ":memory:",
        model: Model | None = None,
        executor: Executor | None = None,
        *,
        clock: Callable[[], float] = time.time,
        ids: NewId = new_id,
        max_turns: int = DEFAULT_MAX_TURNS,
        max_queued: int | None = None,
        migrate: bool = True,
        durability: Durability = "full",
        tells_endpoint: bool = True,
        files_folder: str | os.PathLike[str] | None = None,
        file_limits: FileLimits | None = None,
        interpreter: Interpreter | InterpreterName = "auto",
        embedder: Embedder | None = None,
        tools: BuiltinTools | None = None,
        forward: Upstream | None = None,
        vector_stores: Upstream | None = None,
        works: Works = "own",
    ) -> None:
        check_model(model)
        self._contract = load_contract()
        self._closing = threading.Lock()
        self._closed = self._is_forked = False
        self.requests_in_hand, self.most_streams = 0, sys.maxsize
        self.database, folder = open_database(
            path, files_folder, migrate=migrate, durability=durability, ids=ids
        )
        clock = choose_clock(clock, is_shared=self.database.address is not None)
        self._given = Given(
            database=self.database,
            durability=durability,
            files_folder=folder,
            file_limits=file_limits or FileLimits(),
            model=Rehearsal() if model is None else model,
            executor=LoopExecutor() if executor is None else executor,
            works=works,
            migrate=migrate,
            clock=clock,
            max_turns=max_turns,
            max_queued=max_queued,
            tells_endpoint=tells_endpoint,
            tools=tools,
            tool_options=ToolOptions(interpreter=interpreter, embedder=embedder),
            forward=forward,
            vector_stores=vector_stores,
        )
        self._surveyor = Surveyor(self.database, clock)
        self._listener: TurnListener | None = None
        self._answering = Answering(self._contract, lambda: self._parts.context, self._count_waiting)
        self._parts: ServerParts
        self._receiving: Receiving
        self._inherited: list[ServerParts] = []
        try:
            self._open()
        except BaseException:
            self.database.close()
            raise
        self._end_listening = clock.listen(self._sweep_if_open) if isinstance(clock, Clock) else None
        note_open(self)

    def handle(
        self,
        method: str,
        path: str,
        query: str,
        headers: Mapping[str, str],
        body: Body,
    ) -> Answer:
        """Answer one request. Never raises, whatever the request holds.

        Args:
            method: The HTTP method.
            path: The path of the address, percent-encoded, with or without `/v1` in front.
            query: The query of the address, percent-encoded, without the question mark.
            headers: The headers, with names in lower case.
            body: The raw body, empty for none; or the form that has taken it, which the caller closes.
        """
        if self._is_forked:
            self._renew()
        with in_request(headers):
            return call_with_room(self._answer, method, path, query, headers, body)

    @property
    def answerer(self) -> str:
        """Return the identity of the model, by which runs know who answers them."""
        return self._parts.hands.answerer

    @property
    def upstreams(self) -> tuple[Upstream | None, Upstream | None]:
        """Return the other servers that it was given: for everything, and for vector stores."""
        return self._given.forward, self._given.vector_stores

    @property
    def context(self) -> Context:
        """Return what operations and pages work with."""
        if self._is_forked:
            self._renew()
        return self._parts.context

    @property
    def receiving(self) -> Receiving:
        """Return what looks at requests as they come, before `handle` is called."""
        if self._is_forked:
            self._renew()
        return self._receiving

    def refuse(self, error: RequestError) -> Answer:
        """Return the answer to a request that a door turns away, such as one without a key."""
        return build_answer(
            error.status, error.build_body(), self.database.new_id("req"), error.headers, time.perf_counter()
        )

    def listen(self, listener: TurnListener) -> None:
        """Have a listener told of every model turn from now on."""
        self._listener = listener
        self._parts.hands.listen(listener)

    def index_with(self, indexing: Indexing) -> None:
        """Have the files of vector stores made searchable by something else from now on."""
        self._parts.index_with(indexing)

    def is_ready(self) -> bool:
        """Say whether the server is open and its database answers."""
        try:
            with self.database.read() as connection:
                connection.exec_driver_sql("SELECT 1").close()
        except Exception as problem:  # noqa: BLE001  whatever it is, the database does not answer
            _LOG.warning("the database does not answer: %s", describe_failure(problem))
            return False
        return True

    def sweep(self) -> None:
        """Look after runs and files now; a server on a file does so by itself, every few seconds."""
        self._parts.hands.sweeper.sweep()

    def has_vector_stores(self) -> bool:
        """Say whether any vector store is here."""
        with self.database.read() as connection:
            return VECTOR_STORES.exists(connection)

    def count_runs(self) -> dict[str, int]:
        """Return how many runs the database has in each status."""
        with self.database.read() as connection:
            return count_runs(connection)

    def survey(self) -> Survey:
        """Return what is at work, here and in the database."""
        return self._surveyor.look(self._parts)

    def count_in_hand(self) -> int:
        """Return how many runs are worked on in this process, or wait for it."""
        return len(self._given.executor.list_in_hand())

    def count_streams(self) -> int:
        """Return how many streams are open."""
        return self._parts.hands.count_streams()

    def end_streams(self) -> None:
        """End all streams with an error, before `close` does; runs go on."""
        self._parts.hands.end_streams()

    async def list_models(self) -> list[str]:
        """Return the names that a run may give as its model, as far as the model says.

        Raises:
            ModelError: Its endpoint does not say.
        """
        return await list_models(self._given.model)

    def explain_models(self, error: ModelError) -> RequestError:
        """Log why the models could not be listed, and return what callers are told."""
        return explain_models(error)

    def stop_taking(self) -> None:
        """Leave to other servers what nobody has begun, before `close` does; what is in hand goes on."""
        self._parts.stop_taking()

    def close(self) -> None:
        """Let go of the runs in hand; close the executor, the model and the database. Twice does no harm.

        It takes two seconds at most, whatever a model does. A run that is let go is taken up by the next
        server that opens the file with the same model.
        """
        with self._closing:
            if self._closed:
                return
            self._closed = True
        note_closed(self)
        if self._end_listening is not None:
            self._end_listening()
        if self._is_forked:  # and never used here: all there is belongs to the parent
            return
        closing = threading.Thread(target=self._parts.close, name="assistants-v2-close", daemon=True)
        closing.start()
        closing.join(CLOSING_TIME)

    def _answer(
        self,
        method: str,
        path: str,
        query: str,
        headers: Mapping[str, str],
        body: Body,
    ) -> Answer:
        started = time.perf_counter()
        request_id = self.database.new_id("req")
        operation: Operation | None = None
        receiving = self._receiving
        try:
            relayed = receiving.relay(method, path, query, headers, body, request_id)
            if relayed is not None:
                return relayed
            operation, ids = self._contract.match(method.upper(), path)
            request = receiving.read(operation, ids, query, headers, body)
            if request.body.get("stream") and self.count_streams() >= self.most_streams:
                raise refusals.too_busy()
            return self._answering.answer(operation, request, request_id, started)
        except Exception as problem:  # noqa: BLE001  a defect is one request's failure, not the server's end
            error = explain_failure(problem, f"request {request_id} ({method} {path})")
        name = None if operation is None else operation.id
        if name is None and receiving.relays(method, path):
            name = receiving.name_relayed(method, path)
        return build_answer(error.status, error.build_body(), request_id, error.headers, started, name)

    def _count_waiting(self) -> int:
        # Requests that wait are about to be runs, or keep others waiting.
        return self.count_in_hand() + self.requests_in_hand

    def _open(self) -> None:
        """Begin to work on runs."""
        self._parts = ServerParts(self._given)
        self._receiving = Receiving(self._contract, self._parts)
        if self._listener is not None:
            self._parts.hands.listen(self._listener)

    def _sweep_if_open(self) -> None:
        """Look after what became due by a move of the clock."""
        with suppress(DatabaseClosed):
            self.sweep()

    def _renew(self) -> None:
        """Go on in a process that was forked, as another server on the same database."""
        with self._closing:
            if self._is_forked and not self._closed:
                self._is_forked = False
                self.database.renew()
                self._given.executor.renew()
                self._inherited.append(self._parts)  # to drop it would end processes of the parent
                self._open()

    def note_fork(self) -> None:
        """Note, in a forked process, that what is open belongs to the parent, whose threads are not here."""
        self._closing = threading.Lock()
        self._is_forked = True

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *details: object) -> None:
        self.close()
