"""The server without a door: the parts of a request in, the parts of an answer out.

Both doors, `transport` (embedded) and `app` (HTTP), call `Server.handle`; nothing about an operation
depends on which one was used. `Server` also owns what runs are worked on with: the model, the
executor, the worker, the sweeper and the database.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from weakref import WeakSet

from attrs import evolve

from .answers import Answer, Headers, build_answer, build_download, build_stream
from .builtin_tools import BuiltinTools
from .lifecycle import is_settled
from .models import Model, ModelError, check_model
from .models.rehearsal import Rehearsal
from .requests import refusals
from .requests.contracts import Operation
from .requests.forms import is_form
from .requests.operations import CheckedRequest, load_contract
from .requests.refusals import RequestError
from .runs.executors import CLOSING_TIME, Executor, LoopExecutor
from .runs.feed import Feed
from .runs.hands import Hands
from .runs.images import ImageShelf
from .runs.listener import TurnListener
from .runs.ownership import Ownership
from .runs.subscriptions import Subscription
from .runs.worker import DEFAULT_MAX_TURNS, Worker
from .service import Context, Download, begin_form, describe_shortfalls, find_handler
from .service.context import Searching
from .service.indexing import Indexing
from .service.polling import choose_poll_wait
from .service.run_counts import count_runs
from .stacks import call_apart, call_with_room
from .store import (
    Contents,
    Database,
    DatabaseClosed,
    Durability,
    FileLimits,
    Housekeeping,
    JsonObject,
    choose_folder,
    describe_failure,
    find_trouble,
    new_id,
)
from .tracing import format_trace
from .workshop import ToolOptions, Workshop

if TYPE_CHECKING:
    from .builtin_tools.interpreters.cells import Interpreter
    from .builtin_tools.interpreters.choosing import InterpreterName
    from .builtin_tools.search.embedders import Embedder
    from .service import IncomingForm

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
        clock: Returns the time in unix seconds, of which fractions are cut off; `time.time` by default.
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
        max_turns: int = DEFAULT_MAX_TURNS,
        migrate: bool = True,
        durability: Durability = "full",
        tells_endpoint: bool = True,
        files_folder: str | os.PathLike[str] | None = None,
        file_limits: FileLimits | None = None,
        interpreter: Interpreter | InterpreterName = "auto",
        embedder: Embedder | None = None,
        tools: BuiltinTools | None = None,
    ) -> None:
        check_model(model)
        self._contract = load_contract()
        self._closing = threading.Lock()
        self._closed = self._is_forked = False
        self.requests_in_hand, self.most_streams = 0, sys.maxsize
        self.database = Database(path, migrate=migrate, durability=durability)
        self._durability: Durability = durability
        self._file_limits = file_limits or FileLimits()
        try:
            self._files_folder = choose_folder(self.database.path, files_folder)
        except BaseException:
            self.database.close()
            raise
        self._model = Rehearsal() if model is None else model
        self._executor = LoopExecutor() if executor is None else executor
        self._clock = clock
        self._max_turns = max_turns
        self._tells_endpoint = tells_endpoint
        self._given_tools = tools
        self._tool_options = ToolOptions(interpreter=interpreter, embedder=embedder)
        self._listener: TurnListener | None = None
        self._context: Context
        self._inherited: list[Workshop] = []
        self._open()
        _OPEN.add(self)

    def takes_form(self, method: str, path: str) -> bool:
        """Say whether what is asked for is asked for with a form, not with JSON."""
        try:
            operation, _ = self._contract.match(method.upper(), path)
        except RequestError:
            return False
        return operation.is_form

    def begin_form(self, method: str, path: str, headers: Mapping[str, str]) -> IncomingForm | None:
        """Return what takes the body of a request with a form, for `handle`; None for any other request.

        Args:
            method: As for `handle`.
            path: As for `handle`.
            headers: As for `handle`.

        Raises:
            RequestError: The request is refused, whatever its body holds.
        """
        content_type = headers.get("content-type", "")
        if not is_form(content_type) or not self.takes_form(method, path):
            return None
        if self._is_forked:
            self._renew()
        try:
            return begin_form(self._context.contents, content_type)
        except RequestError:
            raise
        except DatabaseClosed:
            raise refusals.server_closed() from None
        except Exception as problem:
            raise _explain_failure(problem, f"the beginning of a request ({method} {path})") from problem

    def handle(
        self,
        method: str,
        path: str,
        query: str,
        headers: Mapping[str, str],
        body: bytes | IncomingForm,
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
        return call_with_room(self._answer, method, path, query, headers, body)

    @property
    def answerer(self) -> str:
        """Return the identity of the model, by which runs know who answers them."""
        return self._hands.answerer

    def refuse(self, error: RequestError) -> Answer:
        """Return the answer to a request that a door turns away, such as one without a key."""
        return build_answer(
            error.status, error.build_body(), new_id("req"), error.headers, time.perf_counter()
        )

    def listen(self, listener: TurnListener) -> None:
        """Have a listener told of every model turn from now on."""
        self._listener = listener
        self._hands.listen(listener)

    def index_with(self, indexing: Indexing) -> None:
        """Have the files of vector stores made searchable by something else from now on."""
        self._context = evolve(self._context, indexing=indexing)

    def search_with(self, searching: Searching) -> None:
        """Have vector stores searched by something else from now on."""
        self._context = evolve(self._context, searching=searching)

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
        self._hands.sweeper.sweep()

    def count_runs(self) -> dict[str, int]:
        """Return how many runs the database has in each status."""
        with self.database.read() as connection:
            return count_runs(connection)

    def count_in_hand(self) -> int:
        """Return how many runs are worked on in this process, or wait for it."""
        return len(self._executor.list_in_hand())

    def count_streams(self) -> int:
        """Return how many streams are open."""
        return self._hands.count_streams()

    def end_streams(self) -> None:
        """End all streams with an error, before `close` does; runs go on."""
        self._hands.end_streams()

    async def list_models(self) -> list[str]:
        """Return the names that a run may give as its model, as far as the model says.

        Raises:
            ModelError: Its endpoint does not say.
        """
        lister = getattr(self._model, "list_models", None)
        return [self.answerer] if lister is None else [*await lister()]

    def explain_models(self, error: ModelError) -> RequestError:
        """Log why the models could not be listed, and return what callers are told."""
        _LOG.warning("models could not be listed: %s", error.message)
        return refusals.models_not_listed()

    def _list_models_blocking(self) -> list[str]:
        try:
            # On an event loop of its own: that of the caller, if there is one, is busy with the caller.
            return call_apart(lambda: asyncio.run(self.list_models()))
        except ModelError as error:
            raise self.explain_models(error) from None

    def close(self) -> None:
        """Let go of the runs in hand; close the executor, the model and the database. Twice does no harm.

        It takes two seconds at most, whatever a model does. A run that is let go is taken up by the next
        server that opens the file with the same model.
        """
        with self._closing:
            if self._closed:
                return
            self._closed = True
        _OPEN.discard(self)
        if self._is_forked:  # and never used here: all there is belongs to the parent
            return
        closing = threading.Thread(target=self._close_all, name="assistants-v2-close", daemon=True)
        closing.start()
        closing.join(CLOSING_TIME)

    def _answer(
        self,
        method: str,
        path: str,
        query: str,
        headers: Mapping[str, str],
        body: bytes | IncomingForm,
    ) -> Answer:
        started = time.perf_counter()
        request_id = new_id("req")
        operation: Operation | None = None
        try:
            operation, ids = self._contract.match(method.upper(), path)
            if operation.document is self._contract.operations[0].document:
                _check_version(headers)
            given = body if isinstance(body, bytes) else body.finish()
            request = self._contract.check(operation, ids, query, given)
            if request.body.get("stream") and self.count_streams() >= self.most_streams:
                raise refusals.too_busy()
            content = find_handler(operation.id)(self._context, request)
            if isinstance(content, Subscription):
                return build_stream(content, request_id, self._warn(request, content.run), operation.id)
            if isinstance(content, Download):
                return build_download(content.file, content.reader, request_id, started, operation.id)
            extra = (*self._build_poll_header(content), *self._warn(request, content))
            return build_answer(200, content, request_id, extra, started, operation.id)
        except RequestError as refusal:
            error = refusal
        except DatabaseClosed:
            error = refusals.server_closed()
        except Exception as problem:  # noqa: BLE001  a defect is one request's failure, not the server's end
            error = _explain_failure(problem, f"request {request_id} ({method} {path})")
        name = None if operation is None else operation.id
        return build_answer(error.status, error.build_body(), request_id, error.headers, started, name)

    def _build_poll_header(self, content: JsonObject) -> Headers:
        if content.get("object") != "thread.run" or is_settled(content["status"]):
            return ()
        # Requests that wait are about to be runs, or keep others waiting.
        wait = choose_poll_wait(self.count_in_hand() + self.requests_in_hand)
        return (("openai-poll-after-ms", str(wait)),)

    def _warn(self, request: CheckedRequest, content: JsonObject) -> Headers:
        """Log what of a request will not be done, and return it as a header."""
        warning = describe_shortfalls(request, content, self._context.tools)
        if not warning:
            return ()
        _LOG.warning("%s %s: %s", content["object"], content["id"], warning)
        return (("x-assistants-v2-warning", warning),)

    def _open(self) -> None:
        """Begin to work on runs."""
        clock = self._clock

        def now() -> int:
            return int(clock())

        ownership = Ownership(self.database, clock)
        feed = Feed(self.database, now, self._executor.list_in_hand)
        contents = Contents(self.database, self._files_folder, self._file_limits, self._durability, now)
        workshop = self._workshop = Workshop(self.database, contents, ownership, now, self._tool_options)
        tools = self._given_tools or workshop.tools
        worker = Worker(
            self.database,
            self._model,
            ownership,
            feed,
            now,
            self._max_turns,
            show_images=ImageShelf(self.database, contents, now).show_images,
            tools=tools,
            tells_endpoint=self._tells_endpoint,
        )
        worker.listener = self._listener
        housekeeping = Housekeeping(self.database, contents, now)

        def tidy() -> None:
            housekeeping.sweep()
            self._context.indexing.sweep()

        self._hands = Hands(self.database, worker, self._executor, ownership, feed, now, tidy)
        self._context = Context(
            self.database,
            now,
            self._hands,
            tools,
            contents,
            housekeeping,
            workshop.indexing,
            workshop,
            self._list_models_blocking,
        )
        if self.database.path is not None:
            self._hands.sweeper.start()

    def _renew(self) -> None:
        """Go on in a process that was forked, as another server on the same database."""
        with self._closing:
            if self._is_forked and not self._closed:
                self._is_forked = False
                self.database.renew()
                self._executor.renew()
                self._inherited.append(self._workshop)  # to drop it would end processes of the parent
                self._open()

    def note_fork(self) -> None:
        """Note, in a forked process, that what is open belongs to the parent, whose threads are not here."""
        self._closing = threading.Lock()
        self._is_forked = True

    def _close_all(self) -> None:
        for close in (
            self._hands.close,
            self._context.indexing.close,
            self._workshop.close,
            self._model.close,
            self.database.close,
        ):
            try:
                close()
            except Exception as error:  # noqa: BLE001  the rest is to be closed all the same
                _LOG.warning("the server was not closed in order: %s", describe_failure(error))

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *details: object) -> None:
        self.close()


_OPEN: WeakSet[Server] = WeakSet()
"""The servers of this process, which have to know when it is forked."""


def _note_forks() -> None:
    for server in [*_OPEN]:
        server.note_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_note_forks)


def _check_version(headers: Mapping[str, str]) -> None:
    """Accept requests that name no version of the API; refuse those that name another."""
    named = [name.strip() for name in headers.get("openai-beta", "").split(",")]
    versions = [name for name in named if name.startswith("assistants=")]
    if versions and "assistants=v2" not in versions:
        raise refusals.invalid_beta()


def _explain_failure(problem: Exception, request: str) -> RequestError:
    """Log why a request failed, and return what its caller is told."""
    trouble = find_trouble(problem)
    if trouble is None:
        _LOG.error("%s failed: %s", request, format_trace(problem))
        return refusals.server_failure()
    _LOG.warning("%s failed: %s", request, trouble)
    return refusals.database_unusable(str(trouble), may_pass=trouble.may_pass, is_undone=trouble.is_undone)
