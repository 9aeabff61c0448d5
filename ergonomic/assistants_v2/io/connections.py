"""Connections: many small pools for a blocking client, and for each event loop of an async one.

httpcore looks at every connection of a pool at each request, so that a pool of a hundred costs more than
the request, and a run that is followed keeps its connection busy as long as it takes. So each request goes to
the least busy of many small pools, which are made as they are needed.
Connections of one event loop are of no use to another (a program may call `asyncio.run` more than once), so
each has its own. A process that was forked opens new ones too: on those of its parent it would be given
replies that are its parent's, and the other way round.
Used by `transport`.
"""

from __future__ import annotations

import os
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from weakref import WeakSet

import httpx

from ..errors import ClientClosed
from .countdown import limit_body, send_in_time
from .event_loops import is_open, running_loop
from .requests import SOCKET_FAILURES, is_begun

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

POOLS = 64
"""How many pools there are at most, for a blocking client and for each event loop."""

POOL_SIZE = 16
"""How many connections a pool has at most; all together have about as many as the official SDK's one pool."""

KEEPALIVE = 60.0
"""Seconds an idle connection is kept: longer than the longest usual wait between two looks at a run."""

LIMITS = httpx.Limits(
    max_connections=POOL_SIZE, max_keepalive_connections=POOL_SIZE, keepalive_expiry=KEEPALIVE
)

A = TypeVar("A")


class _Pool(Generic[A]):
    """A pool of connections.

    Attributes:
        transport: The pool.
        requests: How many requests it is at work on.
    """

    __slots__ = ("requests", "transport")

    def __init__(self, transport: A) -> None:
        self.transport = transport
        self.requests = 0


class _Pools(Generic[A]):
    """The pools of one place; threads may share them.

    Args:
        make: Makes a pool.

    Attributes:
        made: Those that were needed so far.
    """

    def __init__(self, make: Callable[[], A]) -> None:
        self.made: list[_Pool[A]] = []
        self._of_parent: list[_Pool[A]] = []
        self._make = make
        self._lock = Lock()
        _IN_USE.add(self)

    def begin_anew(self) -> None:
        """Have no pools, as a process begins that was forked; those of its parent are kept and never used."""
        self._of_parent += self.made  # letting go of them would warn of sockets that nobody closed
        self.made = []
        self._lock = Lock()

    def take(self) -> _Pool[A]:
        """Return the least busy pool, with one request more than before."""
        with self._lock:
            pool = min(self.made, key=_requests_of, default=None)
            if pool is None or (pool.requests and len(self.made) < POOLS):
                pool = _Pool(self._make())
                self.made.append(pool)
            pool.requests += 1
        return pool

    def leave(self, pool: _Pool[A]) -> None:
        """Note that a pool has one request less."""
        with self._lock:
            pool.requests -= 1


def _requests_of(pool: _Pool[Any]) -> int:
    return pool.requests


_IN_USE: WeakSet[_Pools[Any]] = WeakSet()


def _begin_anew() -> None:
    for pools in [*_IN_USE]:
        pools.begin_anew()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_anew)


class PooledTransport(httpx.BaseTransport):
    """Many small pools, of which the least busy one sends a request.

    Args:
        make: Makes a pool; first for the first request: a client that sends none loads no certificates.
    """

    def __init__(self, make: Callable[[], httpx.BaseTransport]) -> None:
        self._pools = _Pools(make)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request."""
        pool = self._pools.take()
        try:
            response = pool.transport.handle_request(request)
        except BaseException as error:
            self._pools.leave(pool)
            _explain(request, error)
            raise
        assert isinstance(response.stream, httpx.SyncByteStream)
        response.stream = _CountedStream(response.stream, partial(self._pools.leave, pool))
        return response

    def close(self) -> None:
        """Close the connections."""
        for pool in self._pools.made:
            pool.transport.close()


class AsyncPooledTransport(httpx.AsyncBaseTransport):
    """Many small pools for each event loop, of which the least busy one sends a request.

    Args:
        make: Makes a pool.
    """

    def __init__(self, make: Callable[[], httpx.AsyncBaseTransport]) -> None:
        self._make = make
        self._lock = Lock()
        self._pools: dict[object, _Pools[httpx.AsyncBaseTransport]] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request."""
        pools = self._pools_here()
        pool = pools.take()
        try:
            response = await pool.transport.handle_async_request(request)
        except BaseException as error:
            pools.leave(pool)
            _explain(request, error)
            raise
        assert isinstance(response.stream, httpx.AsyncByteStream)
        response.stream = _AsyncCountedStream(response.stream, partial(pools.leave, pool))
        return response

    async def aclose(self) -> None:
        """Close the connections of the event loop that runs; those of others end with their loops."""
        pools = self._pools.pop(running_loop(), None)
        for pool in pools.made if pools else ():
            await pool.transport.aclose()

    def _pools_here(self) -> _Pools[httpx.AsyncBaseTransport]:
        loop = running_loop()
        pools = self._pools.get(loop)
        if pools is None:
            with self._lock:
                for other in [*self._pools]:  # copied, since other threads close theirs meanwhile
                    if not is_open(other):
                        self._pools.pop(other, None)
                pools = self._pools[loop] = _Pools(self._make)
        return pools


_NOT_SENT_AT_ALL = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
"""What httpx says of a request that was not begun. It says something else of one that a proxy held up."""


def _explain(request: httpx.Request, error: BaseException) -> None:
    """Raise what is to be said of a request that failed before its reply began, unless *error* says it.

    What happened before the request was sent is a failure to connect, and what httpx does not expect of its
    sockets is one of its errors.
    """
    if isinstance(error, _NOT_SENT_AT_ALL) or not isinstance(error, (httpx.HTTPError, *SOCKET_FAILURES)):
        return
    reason = str(error) or type(error).__name__
    if not is_begun(request) and not isinstance(error, httpx.WriteTimeout):
        late = isinstance(error, httpx.TimeoutException)
        raise (httpx.ConnectTimeout if late else httpx.ConnectError)(reason) from error
    kind = type(error) if isinstance(error, httpx.TransportError) else httpx.TransportError
    raise kind(reason) from error


class _CountedStream(httpx.SyncByteStream):
    """A response's body.

    Args:
        stream: The body.
        leave: Called once, when it is closed.
    """

    def __init__(self, stream: httpx.SyncByteStream, leave: Callable[[], None]) -> None:
        self._stream = stream
        self._leave: Callable[[], None] | None = leave

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._stream)

    def close(self) -> None:
        leave, self._leave = self._leave, None
        try:
            self._stream.close()
        finally:
            if leave:
                leave()


class _AsyncCountedStream(httpx.AsyncByteStream):
    """A response's body; its arguments are those of `_CountedStream`."""

    def __init__(self, stream: httpx.AsyncByteStream, leave: Callable[[], None]) -> None:
        self._stream = stream
        self._leave: Callable[[], None] | None = leave

    def __aiter__(self) -> AsyncIterator[bytes]:
        return aiter(self._stream)

    async def aclose(self) -> None:
        leave, self._leave = self._leave, None
        try:
            await self._stream.aclose()
        finally:
            if leave:
                leave()


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
