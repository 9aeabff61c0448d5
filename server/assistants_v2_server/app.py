"""The HTTP door: an ASGI application over the same server that the embedded door uses.

Run it with any ASGI server on asyncio: `uvicorn.run(create_app(Server("assistants.db")))`. The command
`assistants-v2 serve` does, with what only an ASGI server can see to (`door.serving`).

A framework would cost more than an operation does, and there is nothing here that needs one: a request is
let in (`door.access`), its body read (`door.bodies`), and handed to the server in a thread.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Collection, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from .answers import PAGE, Answer
from .door.access import Access
from .door.bodies import BodyReader, ClientLeft, IncomingBody, Receive, is_json
from .door.files import send_file, take_form
from .door.limits import Limits
from .door.logs import AccessLog
from .door.metrics import Metrics
from .door.neighbours import Neighbours
from .door.pages import Pages
from .door.streams import Send, send_events
from .door.threads import DoorThreads
from .elsewhere.spools import SpooledBody
from .exception_traces import format_trace
from .observers.events import RequestWatch
from .observers.telling import Watching, are_requests_watched
from .requests import refusals
from .requests.forms import is_form
from .requests.refusals import RequestError
from .runs.subscriptions import Subscription
from .server import Server
from .store import waiting_since

if TYPE_CHECKING:
    from .door.threads import DoorLane
    from .service import IncomingForm

Scope: TypeAlias = MutableMapping[str, Any]
T = TypeVar("T")

_HUNG_UP = 499
"""What the log calls the status of a request whose client has left; nothing is sent."""

_LOG = logging.getLogger(__name__)


def create_app(
    server: Server,
    api_keys: Collection[str] | None = None,
    *,
    allowed_hosts: Collection[str] = (),
    cors_origins: Collection[str] = (),
    limits: Limits | None = None,
    ui: bool = True,
) -> HttpDoor:
    """Return an ASGI application that answers the contract, under `/v1`, Azure's prefixes, and without any.

    Args:
        server: Answers the requests; closed when the application shuts down.
        api_keys: The keys of which every request must bear one; None (the default) or an empty
            collection lets everybody in. Every key may see and change everything.
        allowed_hosts: Names, without a port, that the Host header may have beside those of this machine;
            none by default. Without keys the header is always checked, with keys only if names are given.
        cors_origins: Origins whose pages may use the server, such as `https://app.example`; none by default.
        limits: Sizes, counts and times; the defaults of `Limits` if left out.
        ui: Whether there are pages at `/ui` for people who look; there are by default. They need Jinja2.
    """
    access = Access(api_keys or (), allowed_hosts, cors_origins)
    return HttpDoor(server, access, limits or Limits(), has_pages=ui)


class HttpDoor:
    """An ASGI application; `create_app` makes it.

    Attributes:
        server: Answers the requests.
        limits: Sizes, counts and times.
        access_log: Writes a line for each request; None, the default, where the ASGI server has such a log.
    """

    def __init__(self, server: Server, access: Access, limits: Limits, *, has_pages: bool = True) -> None:
        self.server = server
        self.limits = limits
        self.access_log: AccessLog | None = None
        self._access = access
        self._bodies = BodyReader(limits)
        server.most_streams = limits.streams
        self._metrics = Metrics(server)
        self._threads = DoorThreads()
        self._waiting: set[asyncio.Future[Any]] = set()
        self._neighbours = Neighbours(server, self._metrics, self._threads)
        pages = Pages(server, access, self._threads, self._bodies, self._wait)
        self._pages = pages if has_pages else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or take part in the start and end of the ASGI server."""
        if scope["type"] == "http":
            await self._serve(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._live(receive, send)
        else:
            await send({"type": "websocket.close", "code": 1000})

    def begin_closing(self) -> None:
        """Say from now on that the server is not ready, and take up nothing for others; go on answering."""
        self._neighbours.is_closing = True
        self.server.stop_taking()

    def stop_reading(self) -> None:
        """Refuse requests whose bodies have not come whole."""
        self._bodies.stop()

    def stop_waiting(self) -> None:
        """Answer the requests that the server is at: what they ask for may be done, or not."""
        for future in self._waiting:
            if not future.done():
                future.set_exception(refusals.server_closing())

    def end_streams(self) -> None:
        """End all streams with an error; their runs go on, here or in the next server."""
        self.server.end_streams()

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self.begin_closing()
        await self._threads.call("reading", self.server.close)  # which does not wait for writers
        self._threads.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        request = RequestWatch(scope["method"], scope["path"], headers, scope["scheme"], scope.get("server"))
        if not are_requests_watched():
            await self._exchange(scope, request, receive, send)
            return
        with Watching(request):
            await self._exchange(scope, request, receive, send)

    async def _exchange(self, scope: Scope, request: RequestWatch, receive: Receive, send: Send) -> None:
        started = time.perf_counter()
        try:
            answer, is_read = await self._answer(scope, request.method, request.headers, receive)
        except ClientLeft:
            request.is_left = True
            self._note(request, _HUNG_UP, started, None)
            return
        request.operation, request.status = answer.operation, answer.status
        extra = () if answer.operation == PAGE else self._access.allow_origin(request.headers)
        if not is_read:
            extra = (*extra, ("connection", "close"))
        if answer.file is not None:
            await _start(answer, extra, send)
            lane: DoorLane = "going" if answer.is_relayed else "taking"
            request.is_left = not await send_file(answer.file, receive, send, self._threads, lane)
            status = _HUNG_UP if request.is_left else answer.status
            self._note(request, status, started, answer.headers)
        elif answer.events is None:
            await _send(answer, extra, send)
            self._note(request, answer.status, started, answer.headers)
        else:
            await self._stream(request, answer, answer.events, extra, started, receive, send)

    async def _stream(
        self,
        request: RequestWatch,
        answer: Answer,
        events: Subscription,
        extra: Collection[tuple[str, str]],
        started: float,
        receive: Receive,
        send: Send,
    ) -> None:
        """Send the events of a run; they begin when the request has been answered."""
        name, began = request.operation or "none", time.perf_counter()
        self._metrics.note_request(name, answer.status, began - started)
        is_whole = False
        try:
            await _start(answer, extra, send)
            is_whole = await send_events(events, receive, send)
        finally:
            events.close()
            self._metrics.note_stream(time.perf_counter() - began, events.lost, is_whole=is_whole)
            request.is_left = not is_whole
            self._log(request, answer.status if is_whole else _HUNG_UP, started, answer.headers)

    async def _answer(
        self, scope: Scope, method: str, headers: Mapping[str, str], receive: Receive
    ) -> tuple[Answer, bool]:
        """Return the answer, and whether the request was read to its end."""
        body: bytes | None = None
        incoming = IncomingBody(receive)
        try:
            self._check_headers(scope)
            path = _read_path(scope)
            if self._pages is not None and self._pages.are_meant(path):
                is_busy = self.server.requests_in_hand >= self.limits.requests
                page = await self._pages.answer(
                    scope, method, path, headers, incoming.receive, is_busy=is_busy
                )
                return page, incoming.is_over or await self._bodies.discard(headers, receive)
            early = await self._let_in(method, path, headers)
            if early is not None:
                return early, True
            form = await self._begin_form(method, path, headers)
            if form is None:
                body = await self._bodies.read(headers, incoming.receive)
                return await self._call_server(scope, method, path, headers, body), True
            try:
                await take_form(form, self._bodies, headers, incoming.receive, self._threads)
                body = b""
                return await self._call_server(scope, method, path, headers, form), True
            finally:
                await asyncio.shield(self._threads.call("taking", form.close))
        except RequestError as refusal:
            answer = self.server.refuse(refusal)
        except ClientLeft:
            raise
        except Exception as problem:  # noqa: BLE001  a defect is one request's failure
            _LOG.error("a request (%s) failed: %s", method, format_trace(problem))
            answer = self.server.refuse(refusals.server_failure())
        # Of a body that was read nothing more comes: to wait for it would hold the refusal back.
        is_read = body is not None or incoming.is_over
        return answer, is_read or await self._bodies.discard(headers, receive)

    async def _let_in(self, method: str, path: str, headers: Mapping[str, str]) -> Answer | None:
        """Return the answer to a request that needs neither a key nor its body; None lets it in.

        Raises:
            RequestError: It is refused.
        """
        open_to_all = self._neighbours.find_open(method, path)
        if open_to_all is not None:
            return await open_to_all()
        if self._access.is_preflight(method, headers):
            return Answer(204, self._access.answer_preflight(headers), b"", "preflight")
        refusal = self._access.check(headers)
        if refusal is not None:
            raise refusal
        return None

    async def _begin_form(
        self, method: str, path: str, headers: Mapping[str, str]
    ) -> IncomingForm | SpooledBody | None:
        """Return what takes the body of a request with a file; None for any other."""
        if method != "POST" or not is_form(headers.get("content-type", "")):
            return None
        # Not behind those that wait to write: nothing is written yet.
        return await self._wait(
            self._threads.call("taking", self.server.receiving.begin_form, method, path, headers)
        )

    async def _wait(self, future: asyncio.Future[T]) -> T:
        """Wait for what a thread does for a request, until `stop_waiting` at most."""
        self._waiting.add(future)
        future.add_done_callback(self._waiting.discard)
        return await future

    async def _call_server(
        self,
        scope: Scope,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes | IncomingForm | SpooledBody,
    ) -> Answer:
        receiving = self.server.receiving
        is_relayed = receiving.relays(method, path)
        is_other = isinstance(body, bytes) and body and method == "POST" and not is_json(headers)
        if is_other and not is_relayed and receiving.find_file_field(method, path) is None:
            raise refusals.not_json()
        if self.server.requests_in_hand >= self.limits.requests:
            raise refusals.too_busy()
        self.server.requests_in_hand += 1
        try:
            neighbour = None if is_relayed else self._neighbours.find_keyed(method, path)
            if neighbour is not None:
                return await neighbour()
            query = scope["query_string"].decode("latin-1")
            lane = receiving.choose_lane(method, path, body)
            parts = method, path, query, headers, body
            return await self._wait(self._threads.call(lane, self._ask_server, time.monotonic(), parts))
        finally:
            self.server.requests_in_hand -= 1

    def _ask_server(
        self, came: float, parts: tuple[str, str, str, Mapping[str, str], bytes | IncomingForm | SpooledBody]
    ) -> Answer:
        with waiting_since(came):
            return self.server.handle(*parts)

    def _check_headers(self, scope: Scope) -> None:
        headers, limits = scope["headers"], self.limits
        length = sum([len(name) + len(value) + 4 for name, value in headers])
        if len(headers) > limits.headers or length > limits.header_bytes:
            raise refusals.headers_too_long(limits.headers, limits.header_bytes)

    def _note(
        self,
        request: RequestWatch,
        status: int,
        started: float,
        headers: Collection[tuple[str, str]] | None,
    ) -> None:
        """Count a request, and write its line in the log."""
        self._metrics.note_request(request.operation or "none", status, time.perf_counter() - started)
        self._log(request, status, started, headers)

    def _log(
        self,
        request: RequestWatch,
        status: int,
        started: float,
        headers: Collection[tuple[str, str]] | None,
    ) -> None:
        if self.access_log is not None:
            request_id = dict(headers or ()).get("x-request-id", "-")
            seconds = time.perf_counter() - started
            self.access_log.write(request.method, request.operation or "none", status, seconds, request_id)


def _read_path(scope: Scope) -> str:
    """Return the path as it was sent, so that an encoded slash inside an id stays one."""
    raw: bytes | None = scope.get("raw_path")
    path: str = scope["path"] if raw is None else raw.decode("latin-1").partition("?")[0]
    return path


async def _send(answer: Answer, extra: Collection[tuple[str, str]], send: Send) -> None:
    await _start(answer, extra, send)
    await send({"type": "http.response.body", "body": answer.body})


async def _start(answer: Answer, extra: Collection[tuple[str, str]], send: Send) -> None:
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in (*answer.headers, *extra)]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
