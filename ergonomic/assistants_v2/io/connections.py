"""Connections: one pool for blocking clients, many small ones for each event loop of async clients.

httpcore looks at every connection of a pool at each request, so that a pool of a hundred costs more than
the request. An async client therefore has small pools, and each request goes to the least busy one.
Connections of one event loop are of no use to another (a program may call `asyncio.run` more than once), so
each has its own.
Used by `transport`.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

import httpx

from ..errors import ClientClosed
from .countdown import limit_body, send_in_time
from .event_loops import is_open, running_loop
from .requests import is_begun

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

POOLS = 16
"""How many pools an event loop has."""

POOL_SIZE = 8
"""How many connections a pool has at most; together they are no fewer than a client of one pool had."""

KEEPALIVE = 60.0
"""Seconds an idle connection is kept: longer than the longest usual wait between two looks at a run."""

BLOCKING_LIMITS = httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=KEEPALIVE)

ASYNC_LIMITS = httpx.Limits(
    max_connections=POOL_SIZE, max_keepalive_connections=POOL_SIZE, keepalive_expiry=KEEPALIVE
)


class LateTransport(httpx.BaseTransport):
    """A transport that is made for the first request: a client that sends none loads no certificates.

    Args:
        make: Makes it.
    """

    def __init__(self, make: Callable[[], httpx.BaseTransport]) -> None:
        self._make = make
        self._lock = Lock()
        self._made: httpx.BaseTransport | None = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request."""
        if self._made is None:
            with self._lock:
                self._made = self._made or self._make()
        try:
            return self._made.handle_request(request)
        except _NOT_SENT_AT_ALL:
            raise
        except Exception as error:
            raise _as_transport_error(request, error) from error

    def close(self) -> None:
        """Close the connections."""
        if self._made is not None:
            self._made.close()


class PooledTransport(httpx.AsyncBaseTransport):
    """Many small pools for each event loop, of which the least busy one sends a request.

    Args:
        make: Makes a pool.
    """

    def __init__(self, make: Callable[[], httpx.AsyncBaseTransport]) -> None:
        self._make = make
        self._lock = Lock()
        self._pools: dict[object, list[_Pool]] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request."""
        pool = min(self._pools_here(), key=_requests_of)
        pool.requests += 1
        try:
            response = await pool.transport.handle_async_request(request)
        except BaseException as error:
            pool.requests -= 1
            if isinstance(error, _NOT_SENT_AT_ALL) or not isinstance(error, Exception):
                raise
            raise _as_transport_error(request, error) from error
        assert isinstance(response.stream, httpx.AsyncByteStream)
        response.stream = _CountedStream(response.stream, pool)
        return response

    async def aclose(self) -> None:
        """Close the connections of the event loop that runs; those of others end with their loops."""
        for pool in self._pools.pop(running_loop(), []):
            await pool.transport.aclose()

    def _pools_here(self) -> list[_Pool]:
        loop = running_loop()
        pools = self._pools.get(loop)
        if pools is None:
            with self._lock:
                for other in [*self._pools]:  # copied, since other threads close theirs meanwhile
                    if not is_open(other):
                        self._pools.pop(other, None)
                pools = self._pools[loop] = [_Pool(self._make()) for _ in range(POOLS)]
        return pools


_NOT_SENT_AT_ALL = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
"""What httpx says of a request that was not begun. It says something else of one that a proxy held up."""


def _as_transport_error(request: httpx.Request, error: Exception) -> httpx.TransportError:
    """Return what is to be said of a request that failed before its reply began.

    What happened before the request was sent is a failure to connect, and what httpx does not expect of its
    sockets is one of its errors.
    """
    reason = str(error) or type(error).__name__
    if not is_begun(request) and not isinstance(error, httpx.WriteTimeout):
        late = isinstance(error, httpx.TimeoutException)
        return httpx.ConnectTimeout(reason) if late else httpx.ConnectError(reason)
    return type(error)(reason) if isinstance(error, httpx.TransportError) else httpx.TransportError(reason)


class _Pool:
    """A pool of connections.

    Attributes:
        transport: The pool.
        requests: How many requests it is at work on.
    """

    __slots__ = ("requests", "transport")

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self.transport = transport
        self.requests = 0


def _requests_of(pool: _Pool) -> int:
    return pool.requests


class _CountedStream(httpx.AsyncByteStream):
    """A response's body; when it is closed, its pool has one request less."""

    def __init__(self, stream: httpx.AsyncByteStream, pool: _Pool) -> None:
        self._stream = stream
        self._pool: _Pool | None = pool

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._stream.__aiter__()

    async def aclose(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.requests -= 1
        await self._stream.aclose()


class Lent(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """A client's transport as its generated client has it: whoever borrows it cannot close it.

    All generated clients that are made from that one borrow it too, and it ends for all of them when the
    client is closed.

    Args:
        lender: Sends the requests.
        is_given: Whether it is the program's own, which knows nothing of a `Countdown`.
        each_loop: Whether the client is closed in one event loop at a time, as its connections are.
    """

    def __init__(
        self, lender: httpx.BaseTransport | httpx.AsyncBaseTransport, *, is_given: bool, each_loop: bool
    ) -> None:
        self._lender = lender
        self._is_given = is_given
        self._each_loop = each_loop
        self._lock = Lock()
        self._ended: set[object] = set()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request."""
        self._require_open()
        if not isinstance(self._lender, httpx.BaseTransport):
            raise TypeError(
                "the raw client of AsyncAssistants sends async requests; Assistants has the other."
            )
        response = self._lender.handle_request(request)
        return limit_body(request, response) if self._is_given else response

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request."""
        self._require_open()
        if not isinstance(self._lender, httpx.AsyncBaseTransport):
            raise TypeError(
                "the raw client of Assistants sends blocking requests; AsyncAssistants has the other."
            )
        if self._is_given:
            return await send_in_time(self._lender, request)
        return await self._lender.handle_async_request(request)

    def end(self) -> bool:
        """Send no more requests; say whether it was open until now."""
        place = self._place()
        with self._lock:
            was_open = place not in self._ended
            self._ended = {other for other in self._ended if is_open(other)} | {place}
        return was_open

    def is_ended(self) -> bool:
        """Say whether it sends no more requests."""
        return self._place() in self._ended

    def _require_open(self) -> None:
        if self.is_ended():
            raise ClientClosed

    def _place(self) -> object:
        return running_loop() if self._each_loop else None
