"""The embedded door: an httpx transport, blocking and async, with the server behind it in this process.

A client with this transport sends nothing over a network, yet base URL, authorisation, headers and
every layer above httpx work as they do with a distant server.
"""

from __future__ import annotations

import logging
import math
import os
import threading
import time
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import anyio
import httpx

from .answers import PIECE, Answer
from .elsewhere.spools import SpooledBody
from .handing_over import Closable, Handover
from .models import Model
from .observers.telling import list_headers
from .requests.refusals import RequestError
from .runs.executors import Executor
from .runs.subscriptions import Subscription
from .server import Server
from .shared import open_server
from .sse import KEEP_ALIVE, SILENCE
from .store import ByteReader, Durability, FileLimits, NewId, new_id, waiting_since
from .threads import BesideMain, bring_to_loop, call_in_thread

if TYPE_CHECKING:
    from .builtin_tools.interpreters.cells import Interpreter
    from .builtin_tools.interpreters.choosing import InterpreterName
    from .builtin_tools.search.embedders import Embedder
    from .elsewhere.upstreams import Upstream
    from .receiving import Lane
    from .service import IncomingForm

T = TypeVar("T", bound=Closable | None)

_ACCESS = logging.getLogger("assistants_v2_server.access")


class LocalTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Give it to `httpx.Client` or `httpx.AsyncClient` as `transport`.

    Closing the client closes the transport, and that closes the server, unless other transports share it:
    no thread and no file stays open. Several clients, blocking and async, may share one transport; the
    first that is closed closes it for all.

    Args:
        server: Answers the requests.
        close: Called when the transport is closed; closes the server by default.
    """

    def __init__(self, server: Server, close: Callable[[], None] | None = None) -> None:
        self.server = server
        self._close = close or server.close
        self._beside_main = BesideMain()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer in the thread of the caller, or beside it where that can be interrupted."""
        call = self._beside_main.call
        _carry_trace(request)
        try:
            form = call(self._begin_form, request)
            if form is None:
                return self._respond(
                    request, call(self._handle_since, time.monotonic(), request, request.read())
                )
            try:
                assert isinstance(request.stream, httpx.SyncByteStream)
                for piece in request.stream:
                    call(form.write, piece)
                return self._respond(request, call(self._handle_since, time.monotonic(), request, form))
            finally:
                call(form.close)
        except RequestError as refusal:
            return self._respond(request, self.server.refuse(refusal))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer in a thread of its own, so that the event loop goes on."""
        _carry_trace(request)
        try:
            form = None if request.method == "GET" else await _open_in_thread(self._begin_form, request)
            if form is None:
                return self._respond(request, await self._ask(request, await request.aread()))
            try:
                assert isinstance(request.stream, httpx.AsyncByteStream)
                async for piece in request.stream:
                    await call_in_thread(form.write, piece)
                return self._respond(request, await self._ask(request, form))
            finally:
                with anyio.CancelScope(shield=True):
                    await call_in_thread(form.close)
        except RequestError as refusal:
            return self._respond(request, self.server.refuse(refusal))

    def close(self) -> None:
        """Close the server, unless others share it, after a request that was interrupted has ended."""
        self._beside_main.close()
        self._close()

    async def aclose(self) -> None:
        """Close the server, unless others share it, while the event loop goes on."""
        await call_in_thread(self.close, lane="reading")

    def _begin_form(self, request: httpx.Request) -> IncomingForm | SpooledBody | None:
        return self.server.receiving.begin_form(
            request.method, _read_target(request)[0], _read_headers(request)
        )

    async def _ask(self, request: httpx.Request, body: bytes | IncomingForm | SpooledBody) -> Answer:
        path, _ = _read_target(request)
        lane = self.server.receiving.choose_lane(request.method, path, body)
        return await _open_in_thread(self._handle_since, time.monotonic(), request, body, lane=lane)

    def _respond(self, request: httpx.Request, answer: Answer) -> httpx.Response:
        return _build_response(request, answer, self._beside_main)

    def _handle_since(
        self, came: float, request: httpx.Request, body: bytes | IncomingForm | SpooledBody
    ) -> Answer:
        # A client with little time hears why it got no answer, if it is answered within that.
        with waiting_since(came, request.extensions.get("timeout", {}).get("read")):
            return self._handle(request, body)

    def _handle(self, request: httpx.Request, body: bytes | IncomingForm | SpooledBody) -> Answer:
        path, query = _read_target(request)
        began = time.perf_counter()
        answer = self.server.handle(request.method, path, query, _read_headers(request), body)
        if _ACCESS.isEnabledFor(logging.DEBUG):
            _log_request(request.method, answer, time.perf_counter() - began)
        return answer


def local_transport(
    path: str | os.PathLike[str] = ":memory:",
    model: Model | None = None,
    executor: Executor | None = None,
    *,
    migrate: bool = True,
    durability: Durability = "full",
    files_folder: str | os.PathLike[str] | None = None,
    file_limits: FileLimits | None = None,
    interpreter: Interpreter | InterpreterName = "auto",
    embedder: Embedder | None = None,
    forward: Upstream | None = None,
    vector_stores: Upstream | None = None,
    clock: Callable[[], float] = time.time,
    ids: NewId = new_id,
) -> LocalTransport:
    """Return an httpx transport with a server behind it, which all transports on one file share.

    Args:
        path: The file that holds everything, made if it does not exist, or `:memory:` (the default).
        model: Where answers come from; a `Rehearsal` by default.
        executor: Where runs are worked on; a `LoopExecutor` by default.
        migrate: Whether a file of an older version is upgraded; it is by default, and a copy of it is kept.
        durability: What of the acknowledged writes survives: `full` (the default), all of them; `normal`, the
            end of a process takes none, a power failure may take the last ones.
        files_folder: The folder for the bytes of files; by default one beside the database, whose name has
            `-files` at its end.
        file_limits: How large files may be, and all of them; the defaults of `FileLimits` if left out.
        interpreter: As for `Server`.
        embedder: As for `Server`.
        forward: As for `Server`.
        vector_stores: As for `Server`.
        clock: As for `Server`.
        ids: As for `Server`.

    Raises:
        DatabaseRefused: The file cannot be used; the text says why and what to do.
        ValueError: The file is open in this process with another model, or other servers beside it.
    """
    opened = open_server(
        path,
        model,
        executor,
        migrate=migrate,
        durability=durability,
        files_folder=files_folder,
        file_limits=file_limits,
        interpreter=interpreter,
        embedder=embedder,
        forward=forward,
        vector_stores=vector_stores,
        clock=clock,
        ids=ids,
    )
    return LocalTransport(*opened)


class _EventStream(httpx.SyncByteStream, httpx.AsyncByteStream):
    """The events of a run as the body of a response; whoever reads slowly holds nothing up.

    Args:
        events: The events.
        seconds_left: Returns the seconds that blocking code waits for the next one.
    """

    def __init__(self, events: Subscription, seconds_left: Callable[[], float]) -> None:
        self._events = events
        self._seconds_left = seconds_left

    def __iter__(self) -> Iterator[bytes]:
        while not self._events.is_over:
            chunk = self._events.take_chunk()
            if not chunk and not self._wait():
                chunk = KEEP_ALIVE
            if chunk:
                yield chunk

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        while not self._events.is_over:
            chunk = self._events.take_chunk()
            if not chunk and not await self._await():
                chunk = KEEP_ALIVE
            if chunk:
                return chunk
        raise StopAsyncIteration

    def close(self) -> None:
        self._events.close()

    async def aclose(self) -> None:
        self._events.close()

    def _wait(self) -> bool:
        """Wait for an event; say whether one came before the silence was too long."""
        ready, left = threading.Event(), self._seconds_left()
        self._events.call_when_ready(ready.set)
        if ready.wait(max(0.0, min(SILENCE, left))):
            return True
        if left <= SILENCE:
            raise httpx.ReadTimeout("no event came in time")
        return False

    async def _await(self) -> bool:
        ready = anyio.Event()
        self._events.call_when_ready(bring_to_loop(ready.set))
        with anyio.move_on_after(SILENCE):
            await ready.wait()
        return ready.is_set()


class _FileStream(httpx.SyncByteStream, httpx.AsyncByteStream):
    """The bytes of a file as the body of a response.

    Args:
        file: The bytes.
        beside_main: Reads them for blocking code.
        is_relayed: Whether they come from another server.
    """

    def __init__(self, file: ByteReader, beside_main: BesideMain, *, is_relayed: bool) -> None:
        self._file = file
        self._beside_main = beside_main
        self._lane: Lane = "going" if is_relayed else "reading"

    def __iter__(self) -> Iterator[bytes]:
        with _telling_of_breaks():
            while piece := self._beside_main.call(self._file.read, PIECE):
                yield piece

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _telling_of_breaks():
            while piece := await call_in_thread(self._file.read, PIECE, lane=self._lane):
                yield piece

    def close(self) -> None:
        self._beside_main.call(self._file.close)

    async def aclose(self) -> None:
        with anyio.CancelScope(shield=True):
            await call_in_thread(self._file.close)


@contextmanager
def _telling_of_breaks() -> Generator[None]:
    """Tell a client of bytes that do not come in the way in which distant servers' are missing."""
    try:
        yield
    except OSError as error:
        raise httpx.ReadError(str(error)) from error


async def _open_in_thread(opener: Callable[..., T], *arguments: object, lane: Lane = "writing") -> T:
    """Return what a thread opens; a caller who is cancelled meanwhile leaves no file or listener behind."""
    handover = Handover(opener)
    try:
        return await call_in_thread(handover.open, *arguments, lane=lane)
    except BaseException:
        handover.leave()
        raise


def _carry_trace(request: httpx.Request) -> None:
    """Give a request the trace that its caller is in, unless it has one: another thread may answer it."""
    for name, value in list_headers().items():
        request.headers.setdefault(name, value)


def _log_request(method: str, answer: Answer, seconds: float) -> None:
    """Write the line that the HTTP door has for each request."""
    name, request_id = answer.operation or "none", dict(answer.headers).get("x-request-id", "-")
    _ACCESS.debug("%s %s %d %.1f ms %s", method, name, answer.status, seconds * 1000, request_id)


def _read_target(request: httpx.Request) -> tuple[str, str]:
    """Return path and query of a request, percent-encoded."""
    path, _, query = request.url.raw_path.decode("ascii").partition("?")
    return path, query


def _read_headers(request: httpx.Request) -> dict[str, str]:
    return {name.lower(): value for name, value in request.headers.items()}


def _build_response(request: httpx.Request, answer: Answer, beside_main: BesideMain) -> httpx.Response:
    # In bytes, since other servers write what they like, and httpx would have letters of ASCII only.
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers]
    if answer.file is not None:
        content = _FileStream(answer.file, beside_main, is_relayed=answer.is_relayed)
        return httpx.Response(answer.status, headers=headers, stream=content)
    if answer.events is not None:
        stream = _EventStream(answer.events, partial(_count_down, request))
        return httpx.Response(answer.status, headers=headers, stream=stream)
    return httpx.Response(answer.status, headers=headers, content=answer.body)


def _count_down(request: httpx.Request) -> float:
    """Return the seconds that the next read may take; our client's limits know when all of it has to end."""
    limit: Any = request.extensions.get("timeout", {}).get("read")
    if limit is None:
        return math.inf
    return float(limit.left() if hasattr(limit, "left") else limit)
