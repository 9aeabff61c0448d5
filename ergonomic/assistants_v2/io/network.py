"""The sockets under httpx: each step of an exchange is given what is left of its time, and no more.

httpx passes the limits of a request on to each read and write, and has no limit for them all. Whatever
fails here becomes one of httpcore's errors, also what httpcore does not expect of a socket.
Used by `transport`, which imports it late: it brings httpcore.
"""

from __future__ import annotations

import socket
from contextlib import contextmanager, suppress
from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast
from weakref import WeakSet

import httpcore
import httpx

from .countdown import Countdown
from .event_loops import asyncio_loop
from .requests import SOCKET_FAILURES

if TYPE_CHECKING:
    import ssl
    from collections.abc import Generator, Iterable

_PIECE = 16 * 1024
"""Bytes that are written in one step, so that the clock is looked at even if the server reads slowly."""

_EXPECTED = (httpcore.TimeoutException, httpcore.NetworkError)
"""What httpcore knows how to go on from."""

_NO_TLS = "the server took the connection, but did not answer in TLS"
"""The message for a handshake that does not end; `rules.connection_hints` knows it."""


_CLOSED = "the client is closed"

S = TypeVar("S")


class TimedTransport(httpx.HTTPTransport):
    """The transport of httpx, with sockets that end in time; its arguments are those of httpx's.

    httpx has no argument for the network under it, and httpcore takes it only when a pool is made. To make
    the pool here means to write all of httpx's transport anew, for both colours; so it is set afterwards.
    """

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._network = _Network()
        cast("Any", self)._pool._network_backend = self._network

    def close(self) -> None:
        """Close all connections; those that wait for one get none any more."""
        for stream in self._network.opened.end():
            stream.close()
        super().close()


class AsyncTimedTransport(httpx.AsyncHTTPTransport):
    """The async transport of httpx, with sockets that end in time, as those of `TimedTransport` do."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._network = _AsyncNetwork()
        cast("Any", self)._pool._network_backend = self._network

    async def aclose(self) -> None:
        """Close all connections; those that wait for one get none any more."""
        for stream in self._network.opened.end():
            await stream.aclose()
        await super().aclose()


@contextmanager
def _as_connect_error() -> Generator[None]:
    """Raise ConnectError for whatever else goes wrong, such as a host that no name can have."""
    try:
        yield
    except _EXPECTED:
        raise
    except SOCKET_FAILURES as error:
        raise httpcore.ConnectError(_describe(error)) from error


def _describe(error: Exception) -> str:
    return str(error) or type(error).__name__


def _limit(timeout: float | None, late: type[Exception]) -> float | None:
    """Return the seconds that a step may take; raises *late* if the exchange has to end."""
    if not isinstance(timeout, Countdown):
        return timeout
    left = timeout.left()
    if left <= 0:
        raise late("the exchange took too long")
    return left


class _Limits:
    """What the steps on one connection may take.

    Args:
        connecting: The time to connect; it holds until a step has a time of its own, since httpcore gives
            none to what it says to a SOCKS proxy.
    """

    __slots__ = ("_connecting",)

    def __init__(self, connecting: float | None) -> None:
        self._connecting = connecting

    def limit(self, timeout: float | None, late: type[Exception]) -> float | None:
        """Return the seconds that a step may take; raises *late* if the exchange has to end."""
        if timeout is None:
            return _limit(self._connecting, late)
        self._connecting = None
        return _limit(timeout, late)


class _Opened(Generic[S]):
    """The connections that are open. httpcore does not know those that it is still about to use."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._streams: WeakSet[S] | None = WeakSet()

    def add(self, stream: S) -> bool:
        """Note a connection; say whether there may be any more."""
        with self._lock:
            if self._streams is not None:
                self._streams.add(stream)
            return self._streams is not None

    def end(self) -> list[S]:
        """Have no more connections; return those that are to be closed."""
        with self._lock:
            streams, self._streams = [*(self._streams or ())], None
            return streams


class _Network(httpcore.NetworkBackend):
    """Opens sockets.

    Attributes:
        opened: Those that are open.
    """

    def __init__(self) -> None:
        self.opened: _Opened[_Stream] = _Opened()
        self._opener = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of a host that answers; all of them have the same time together."""
        with _as_connect_error():
            addresses = [found[4][0] for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
            for address in addresses[:-1]:
                with suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                    return self._connect(str(address), port, timeout, local_address, socket_options)
            return self._connect(str(addresses[-1]), port, timeout, local_address, socket_options)

    def _connect(
        self,
        address: str,
        port: int,
        timeout: float | None,
        local_address: str | None,
        socket_options: Iterable[Any] | None,
    ) -> httpcore.NetworkStream:
        left = _limit(timeout, httpcore.ConnectTimeout)
        plain = self._opener.connect_tcp(address, port, left, local_address, socket_options)
        return _Stream.open(plain, self.opened, timeout)


class _Stream(httpcore.NetworkStream):
    """A connection.

    Args:
        stream: What reads and writes.
        opened: The connections of its network.
        connecting: The time that it took part of, if there may be steps without one of their own.
    """

    def __init__(
        self, stream: httpcore.NetworkStream, opened: _Opened[_Stream], connecting: float | None
    ) -> None:
        self._stream = stream
        self._opened = opened
        self._own = _Limits(connecting)

    @classmethod
    def open(
        cls, stream: httpcore.NetworkStream, opened: _Opened[_Stream], connecting: float | None = None
    ) -> _Stream:
        """Return a connection that can be used; its arguments are those of the class."""
        made = cls(stream, opened, connecting)
        if not opened.add(made):
            made.close()
            raise httpcore.ConnectError(_CLOSED)
        return made

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what is there."""
        try:
            return self._stream.read(max_bytes, self._own.limit(timeout, httpcore.ReadTimeout))
        except _EXPECTED:
            raise
        except SOCKET_FAILURES as error:
            raise httpcore.ReadError(_describe(error)) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write everything."""
        try:
            for start in range(0, len(buffer), _PIECE):
                piece = buffer[start : start + _PIECE]
                self._stream.write(piece, self._own.limit(timeout, httpcore.WriteTimeout))
        except _EXPECTED:
            raise
        except SOCKET_FAILURES as error:
            raise httpcore.WriteError(_describe(error)) from error

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Return the connection with TLS on it."""
        with _as_connect_error():
            left = _limit(timeout, httpcore.ConnectTimeout)
            try:
                return _Stream.open(self._stream.start_tls(ssl_context, server_hostname, left), self._opened)
            except httpcore.ConnectTimeout as error:
                raise httpcore.ConnectTimeout(_NO_TLS) from error

    def close(self) -> None:
        """Close the connection; a thread that waits for it is woken."""
        with suppress(OSError):
            self._stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:
        """Return what httpcore asks for, such as whether the connection is still open."""
        return self._stream.get_extra_info(info)


class _AsyncNetwork(httpcore.AsyncNetworkBackend):
    """Opens sockets on the event loop that runs.

    Attributes:
        opened: Those that are open.
    """

    def __init__(self) -> None:
        self.opened: _Opened[_AsyncStream] = _Opened()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  # httpcore calls it so
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to a host."""
        opener: Any = httpcore.AnyIOBackend() if asyncio_loop() else httpcore.TrioBackend()
        with _as_connect_error():
            left = _limit(timeout, httpcore.ConnectTimeout)
            stream = await opener.connect_tcp(host, port, left, local_address, socket_options)
            return await _AsyncStream.open(stream, self.opened, timeout)


class _AsyncStream(httpcore.AsyncNetworkStream):
    """A connection; its arguments are those of `_Stream`."""

    def __init__(
        self, stream: httpcore.AsyncNetworkStream, opened: _Opened[_AsyncStream], connecting: float | None
    ) -> None:
        self._stream = stream
        self._opened = opened
        self._own = _Limits(connecting)

    @classmethod
    async def open(
        cls,
        stream: httpcore.AsyncNetworkStream,
        opened: _Opened[_AsyncStream],
        connecting: float | None = None,
    ) -> _AsyncStream:
        """Return a connection that can be used; its arguments are those of the class."""
        made = cls(stream, opened, connecting)
        if not opened.add(made):
            await made.aclose()
            raise httpcore.ConnectError(_CLOSED)
        return made

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109  # httpcore calls it so
        """Read what is there."""
        try:
            return await self._stream.read(max_bytes, self._own.limit(timeout, httpcore.ReadTimeout))
        except _EXPECTED:
            raise
        except Exception as error:
            raise httpcore.ReadError(_describe(error)) from error

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109  # httpcore calls it so
        """Write everything."""
        try:
            await self._stream.write(buffer, self._own.limit(timeout, httpcore.WriteTimeout))
        except _EXPECTED:
            raise
        except Exception as error:
            raise httpcore.WriteError(_describe(error)) from error

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109  # httpcore calls it so
    ) -> httpcore.AsyncNetworkStream:
        """Return the connection with TLS on it."""
        with _as_connect_error():
            left = _limit(timeout, httpcore.ConnectTimeout)
            try:
                stream = await self._stream.start_tls(ssl_context, server_hostname, left)
                return await _AsyncStream.open(stream, self._opened)
            except httpcore.ConnectTimeout as error:
                raise httpcore.ConnectTimeout(_NO_TLS) from error

    async def aclose(self) -> None:
        """Close the connection."""
        await self._stream.aclose()

    def get_extra_info(self, info: str) -> Any:
        """Return what httpcore asks for, such as whether the connection is still open."""
        return self._stream.get_extra_info(info)
