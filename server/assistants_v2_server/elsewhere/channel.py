"""The way to one other server: whatever is sent there leaves here, with the key of that server and no other.

A request is repeated only where that can do no harm; a redirect is followed only within the same server; each
step has its time. `relay` hands requests of callers over, `holdings` and `searching` send our own.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack
from typing import Any, TypeVar

import httpx

from ..models.connections import ModelConnections
from . import failures
from .failures import ElsewhereError
from .looping import LoopThread
from .relaying import Headers, drop_encoding, join_query
from .replies import Reply, ReplyReader, Sending
from .spools import SpooledBody
from .upstreams import Upstream

CONNECT_SECONDS = 10.0
"""Seconds that a connection may take."""

FIRST_BYTES = 256 * 1024
"""Bytes of an answer that are read before it is handed on: most are whole by then."""

LONGEST_ERROR = 64 * 1024
"""Bytes that an error may have; nobody writes longer ones."""

LARGEST_ANSWER = 16 * 1024 * 1024
"""Bytes that an answer to a request of our own may have."""

_MOST_TRIES = 3
_MOST_REDIRECTS = 3
_FIRST_PAUSE = 0.25
_LONGEST_PAUSE = 8.0
_BUSY = frozenset({429, 500, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_REFUSING_KEYS = frozenset({401, 407})
_PATIENT_SECONDS = 1.0
"""Seconds that the beginning of an answer is waited for to be whole."""

T = TypeVar("T")


class Channel:
    """The way to one other server. Safe to use from any thread and event loop.

    Args:
        upstream: Where it is, and its key.

    Attributes:
        upstream: The same.
    """

    def __init__(self, upstream: Upstream) -> None:
        self.upstream = upstream
        self._connections: ModelConnections | None = None
        self._loop = LoopThread(self._close_connections)

    def call(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Return what a coroutine returns that exchanges something, to a thread that may stand still
        meanwhile.

        Raises:
            RequestError: The channel is closed, or what the coroutine raises.
        """
        return self._loop.call(work)

    async def wait(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Return the same to another event loop; whoever is cancelled there ends the exchange."""
        return await self._loop.wait(work)

    async def exchange(self, sending: Sending, most: int = LARGEST_ANSWER) -> Reply:
        """Return the whole answer to a request of our own; a busy server is asked again if that does no harm.

        It is for the event loop of the channel: `call` and `wait` lead there.

        Args:
            sending: The request.
            most: Bytes that the answer may have.

        Raises:
            RequestError: There is no answer.
        """

        async def ask_once() -> Reply:
            async with AsyncExitStack() as stack:
                response = await self._send(sending, stack)
                async with self._limiting_time():
                    body = await self._read(response, most)
                return Reply(response.status_code, _list_headers(response), body)

        for tries in range(1, _MOST_TRIES + 1):
            reply = await self._try_again(sending, ask_once)
            if not (sending.may_repeat and reply.status in _BUSY) or tries == _MOST_TRIES:
                return reply
            await asyncio.sleep(_choose_pause(tries, dict(reply.headers).get("retry-after", "")))
        raise AssertionError("the last try returns or raises")

    def open(self, sending: Sending) -> Reply:
        """Return an answer as soon as it has begun; what is long comes piece by piece.

        Raises:
            RequestError: There is no answer.
        """
        return self._loop.call(lambda: self._open(sending))

    def close(self) -> None:
        """End all requests that are under way."""
        self._loop.close()

    async def _open(self, sending: Sending) -> Reply:
        async def open_once() -> Reply:
            async with AsyncExitStack() as stack:
                response = await self._send(sending, stack)
                headers = _list_headers(response)
                if response.status_code >= 400:
                    async with self._limiting_time():
                        body = await self._read(response, LONGEST_ERROR)
                    return Reply(response.status_code, drop_encoding(headers), body)
                pieces = response.aiter_raw()
                first, is_whole = await self._read_first(pieces)
                if self.upstream.is_told_in(first):
                    raise failures.unreadable(self.upstream.host, 502)
                if is_whole:
                    return Reply(response.status_code, headers, first)
                rest = ReplyReader(self.upstream, self._loop, pieces, first, stack.pop_all())
                return Reply(response.status_code, headers, b"", rest)

        return await self._try_again(sending, open_once)

    async def _try_again(self, sending: Sending, attempt: Callable[[], Awaitable[T]]) -> T:
        """Return what an attempt returns; make another one while that can do no harm and may help."""
        for tries in range(1, _MOST_TRIES + 1):
            try:
                with self._explaining():
                    return await attempt()
            except ElsewhereError as error:
                may_help = error.is_unsent or (sending.may_repeat and error.code == "elsewhere_failed")
                if not may_help or tries == _MOST_TRIES:
                    raise
            await asyncio.sleep(_choose_pause(tries))
        raise AssertionError("the last try returns or raises")

    async def _send(self, sending: Sending, stack: AsyncExitStack) -> httpx.Response:
        """Return an answer whose headers have come; *stack* closes it."""
        method, url = sending.method, self._build_url(sending)
        for _ in range(_MOST_REDIRECTS + 1):
            response = await self._send_once(sending, method, url, stack)
            if response.status_code in _REFUSING_KEYS:
                raise failures.key_refused(self.upstream.host)
            if response.status_code not in _REDIRECTS:
                return response
            url = self._follow(response, method)
        raise failures.redirected(self.upstream.host)

    async def _send_once(
        self, sending: Sending, method: str, url: httpx.URL, stack: AsyncExitStack
    ) -> httpx.Response:
        client = await stack.enter_async_context(self._get_connections().lend())
        seconds = self.upstream.timeout
        # Made by hand: a client adds the cookies that it was given, which are those of another caller.
        headers = {
            "accept": "*/*",
            "accept-encoding": "identity",
            "user-agent": "assistants-v2",
            **sending.headers,
            **self.upstream.key_headers,
        }
        async with self._limiting_time() as clock:
            content: Any = sending.body
            if isinstance(content, SpooledBody):
                headers["content-length"] = str(content.size)
                content = _pour(content, clock, seconds)
            elif content is None and method not in {"GET", "HEAD"}:
                content = b""
            extensions = {"timeout": _limit_steps(seconds).as_dict()}
            lines = [(name.encode(), _write_value(value)) for name, value in headers.items()]
            request = httpx.Request(method, url, headers=lines, content=content, extensions=extensions)
            response = await client.send(request, stream=True)
        stack.push_async_callback(response.aclose)
        client.cookies.clear()
        return response

    def _build_url(self, sending: Sending) -> httpx.URL:
        root = self.upstream.root
        query = join_query(sending.query, self.upstream.query).replace("#", "%23")
        path = root.raw_path.decode("ascii") + sending.path
        return root.copy_with(raw_path=f"{path}?{query}".encode() if query else path.encode())

    def _follow(self, response: httpx.Response, method: str) -> httpx.URL:
        """Return where a redirect within the server leads.

        Raises:
            ElsewhereError: It leads to another one, or would change what is asked for.
        """
        root = self.upstream.root
        try:
            url = response.request.url.join(response.headers.get("location", "//"))
        except httpx.InvalidURL:
            url = httpx.URL()
        is_same = (url.scheme, url.host, url.port) == (root.scheme, root.host, root.port) and not url.userinfo
        if not is_same or (method not in {"GET", "HEAD"} and response.status_code not in {307, 308}):
            raise failures.redirected(self.upstream.host)
        return url.copy_with(fragment=None)

    async def _read(self, response: httpx.Response, most: int) -> bytes:
        body = bytearray()
        async for piece in response.aiter_bytes():
            body += piece
            if len(body) > most:
                raise failures.too_large(self.upstream.host, most)
        return bytes(body)

    async def _read_first(self, pieces: AsyncIterator[bytes]) -> tuple[bytes, bool]:
        """Return the beginning of a body, and whether that is all of it."""
        loop, first = asyncio.get_running_loop(), bytearray()
        began = loop.time()
        async for piece in pieces:
            first += piece
            if len(first) >= FIRST_BYTES or loop.time() - began > _PATIENT_SECONDS:
                return bytes(first), False
        return bytes(first), True

    def _limiting_time(self) -> asyncio.Timeout:
        return asyncio.timeout(self.upstream.timeout)

    def _explaining(self) -> _Explaining:
        return _Explaining(self.upstream)

    def _get_connections(self) -> ModelConnections:
        if self._connections is None:
            limits = _limit_steps(self.upstream.timeout)
            self._connections = ModelConnections(self.upstream.root, limits, None)
        return self._connections

    async def _close_connections(self) -> None:
        if self._connections is not None:
            await self._connections.aclose()


class _Explaining:
    """Turns what goes wrong with a connection into what callers are told."""

    def __init__(self, upstream: Upstream) -> None:
        self._upstream = upstream

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, at: object) -> None:
        host = self._upstream.host
        if isinstance(
            error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout | httpx.ProxyError
        ):
            raise failures.unreachable(host, type(error).__name__) from None
        if isinstance(error, httpx.TimeoutException | TimeoutError):
            raise failures.too_slow(host, self._upstream.timeout) from None
        if isinstance(error, httpx.HTTPError | httpx.InvalidURL | OSError):
            raise failures.broken_off(host) from None


async def _pour(body: SpooledBody, clock: asyncio.Timeout, seconds: float) -> AsyncIterator[bytes]:
    """Yield a body; the time counts from the last piece that the other server has taken."""
    pieces, loop = body.read(), asyncio.get_running_loop()
    while piece := await asyncio.to_thread(next, pieces, b""):
        clock.reschedule(loop.time() + seconds)
        yield piece
    clock.reschedule(loop.time() + seconds)


def _limit_steps(seconds: float) -> httpx.Timeout:
    return httpx.Timeout(seconds, connect=min(CONNECT_SECONDS, seconds), pool=None)


def _list_headers(response: httpx.Response) -> Headers:
    """Return the headers of an answer as our doors send them: a letter for each byte."""
    raw = response.headers.raw
    found = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in raw]
    if "transfer-encoding" in response.headers:  # and a length beside it is not that of the body
        return [(name, value) for name, value in found if name != "content-length"]
    return found


def _write_value(value: str) -> bytes:
    """Return the bytes of a header of a caller, which may have letters that are none of headers."""
    try:
        return value.encode("latin-1")
    except UnicodeEncodeError:
        return value.encode()


def _choose_pause(tries: int, wanted: str = "") -> float:
    """Return the seconds before another try: what the other server asks for, or more each time."""
    asked = float(wanted) if wanted.isdecimal() else 0.0
    growing: float = _FIRST_PAUSE * 2 ** (tries - 1)
    return min(_LONGEST_PAUSE, max(asked, growing * random.uniform(0.75, 1)))
