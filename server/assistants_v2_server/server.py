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

from .answers import Answer, Headers, build_answer, build_download, build_relayed, build_stream
from .builtin_tools import BuiltinTools
from .clocks import Clock
from .elsewhere.spools import SpooledBody
from .failures import explain_failure, explain_models
from .forks import note_closed, note_open
from .lifecycle import is_settled
from .models import Model, ModelError, check_model
from .models.rehearsal import Rehearsal
from .naming_models import list_models
from .observers.telling import in_request
from .requests import refusals
from .requests.contracts import Operation
from .requests.forms import is_form
from .requests.operations import CheckedRequest, check_version, load_contract
from .requests.refusals import RequestError
from .runs.executors import CLOSING_TIME, Executor, LoopExecutor
from .runs.listener import TurnListener
from .runs.subscriptions import Subscription
from .runs.worker import DEFAULT_MAX_TURNS
from .server_parts import Given, ServerParts, open_database
from .service import Download, begin_form, describe_shortfalls, find_handler
from .service.indexing import Indexing
from .service.polling import choose_poll_wait
from .service.run_counts import count_runs
from .stacks import call_with_room
from .store import (
    VECTOR_STORES,
    DatabaseClosed,
    Durability,
    FileLimits,
    JsonObject,
    NewId,
    describe_failure,
    new_id,
)
from .workshop import ToolOptions

if TYPE_CHECKING:
    from .builtin_tools.interpreters.cells import Interpreter
    from .builtin_tools.interpreters.choosing import InterpreterName
    from .builtin_tools.search.embedders import Embedder
    from .elsewhere.upstreams import Upstream
    from .service import Context, IncomingForm
    from .threads import Lane

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
        clock: Returns the time in unix seconds, of which fractions are cut off; `time.time` by default. What
            is due after a move of a `Clock` has expired when the move is done.
        ids: Returns an id for each new object, by its prefix; random ones by default. `NumberedIds()` is for
            tests.
        max_turns: Model turns after which a run fails; 64 by default.
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
    ) -> None:
        check_model(model)
        self._contract = load_contract()
        self._closing = threading.Lock()
        self._closed = self._is_forked = False
        self.requests_in_hand, self.most_streams = 0, sys.maxsize
        self.database, folder = open_database(
            path, files_folder, migrate=migrate, durability=durability, ids=ids
        )
        self._given = Given(
            database=self.database,
            durability=durability,
            files_folder=folder,
            file_limits=file_limits or FileLimits(),
            model=Rehearsal() if model is None else model,
            executor=LoopExecutor() if executor is None else executor,
            clock=clock,
            max_turns=max_turns,
            tells_endpoint=tells_endpoint,
            tools=tools,
            tool_options=ToolOptions(interpreter=interpreter, embedder=embedder),
            forward=forward,
            vector_stores=vector_stores,
        )
        self._listener: TurnListener | None = None
        self._parts: ServerParts
        self._inherited: list[ServerParts] = []
        self._open()
        self._end_listening = clock.listen(self._sweep_if_open) if isinstance(clock, Clock) else None
        note_open(self)

    def find_file_field(self, method: str, path: str) -> str | None:
        """Return the field with a file, where something is asked for with a form; None if it is with JSON."""
        operation = self._find_operation(method, path)
        return None if operation is None else operation.file_field

    def choose_lane(self, method: str, path: str) -> Lane:
        """Return behind whom a request may have to wait."""
        elsewhere = self._parts.elsewhere
        if elsewhere is not None and elsewhere.may_be_asked(method, path):
            return "going"
        if method == "GET":
            return "reading"
        # The one operation that copies files is found for few requests only: this is asked of every one.
        operation = self._find_operation(method, path) if path.endswith("/complete") else None
        return "copying" if operation is not None and operation.id == "completeUpload" else "writing"

    def relays(self, method: str, path: str) -> bool:
        """Say whether a request is for another server, unless what it is about is here."""
        elsewhere = self._parts.elsewhere
        return elsewhere is not None and elsewhere.relay.may_take(method, path)

    def begin_form(
        self, method: str, path: str, headers: Mapping[str, str]
    ) -> IncomingForm | SpooledBody | None:
        """Return what takes the body of a request with a form, for `handle`; None for any other request.

        Args:
            method: As for `handle`.
            path: As for `handle`.
            headers: As for `handle`.

        Raises:
            RequestError: The request is refused, whatever its body holds.
        """
        content_type = headers.get("content-type", "")
        if not is_form(content_type):
            return None
        if self._is_forked:
            self._renew()
        if self.relays(method, path):
            return SpooledBody(self._given.file_limits.file_bytes)
        file_field = self.find_file_field(method, path)
        if file_field is None:
            return None
        try:
            return begin_form(self._parts.context.contents, content_type, file_field)
        except RequestError:
            raise
        except Exception as problem:
            raise explain_failure(problem, f"the beginning of a request ({method} {path})") from problem

    def handle(
        self,
        method: str,
        path: str,
        query: str,
        headers: Mapping[str, str],
        body: bytes | IncomingForm | SpooledBody,
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
        body: bytes | IncomingForm | SpooledBody,
    ) -> Answer:
        started = time.perf_counter()
        request_id = self.database.new_id("req")
        operation: Operation | None = None
        try:
            relayed = self._relay(method, path, query, headers, body, request_id)
            if relayed is not None:
                return relayed
            operation, ids = self._contract.match(method.upper(), path)
            if operation.document is self._contract.operations[0].document:
                check_version(headers)
            if isinstance(body, SpooledBody):  # which was meant for another server
                raise refusals.not_json()
            given = body if isinstance(body, bytes) else body.finish()
            request = self._contract.check(operation, ids, query, given)
            if request.body.get("stream") and self.count_streams() >= self.most_streams:
                raise refusals.too_busy()
            content = self._carry_out(operation, request)
            if isinstance(content, Subscription):
                return build_stream(content, request_id, self._warn(request, content.run), operation.id)
            if isinstance(content, Download):
                return build_download(content.file, content.reader, request_id, started, operation.id)
            extra = (*self._build_poll_header(content), *self._warn(request, content))
            return build_answer(200, content, request_id, extra, started, operation.id)
        except Exception as problem:  # noqa: BLE001  a defect is one request's failure, not the server's end
            error = explain_failure(problem, f"request {request_id} ({method} {path})")
        name = None if operation is None else operation.id
        if name is None and self.relays(method, path):
            name = self._name_relayed(method, path)
        return build_answer(error.status, error.build_body(), request_id, error.headers, started, name)

    def _find_operation(self, method: str, path: str) -> Operation | None:
        try:
            return self._contract.match(method.upper(), path)[0]
        except RequestError:
            return None

    def _relay(
        self,
        method: str,
        path: str,
        query: str,
        headers: Mapping[str, str],
        body: bytes | IncomingForm | SpooledBody,
        request_id: str,
    ) -> Answer | None:
        """Return the answer of another server to a request; None for one that is for this server."""
        elsewhere = self._parts.elsewhere
        if elsewhere is None or not isinstance(body, bytes | SpooledBody):
            return None
        reply = elsewhere.relay.send(method, path, query, headers, body)
        return None if reply is None else build_relayed(reply, request_id, self._name_relayed(method, path))

    def _name_relayed(self, method: str, path: str) -> str:
        """Return what the log calls a request for another server, which may have operations of its own."""
        operation = self._find_operation(method, path)
        return "forwarded" if operation is None else operation.id

    def _build_poll_header(self, content: JsonObject) -> Headers:
        if content.get("object") != "thread.run" or is_settled(content["status"]):
            return ()
        # Requests that wait are about to be runs, or keep others waiting.
        wait = choose_poll_wait(self.count_in_hand() + self.requests_in_hand)
        return (("openai-poll-after-ms", str(wait)),)

    def _carry_out(
        self, operation: Operation, request: CheckedRequest
    ) -> JsonObject | Subscription | Download:
        try:
            return find_handler(operation.id)(self._parts.context, request)
        except RequestError as error:
            raise self._contract.explain_absence(request, error) from error

    def _warn(self, request: CheckedRequest, content: JsonObject) -> Headers:
        """Log what of a request will not be done, and return it as a header."""
        warning = describe_shortfalls(request, content, self._parts.context.tools)
        if not warning:
            return ()
        _LOG.warning("%s %s: %s", content["object"], content["id"], warning)
        return (("x-assistants-v2-warning", warning),)

    def _open(self) -> None:
        """Begin to work on runs."""
        self._parts = ServerParts(self._given)
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
