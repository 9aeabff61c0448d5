"""Serves the HTTP door with uvicorn: what only an ASGI server can see to. The command `serve` is the user.

* Headers are bounded before they are parsed, with httptools as with h11: in bytes, in number, in time.
* Connections are kept longer than clients keep them, so that no request is sent into one that just closes.
* SIGTERM and Ctrl-C end it in time, whatever clients and models do.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import uvicorn

from .ending import end_in_time, hearing_signals

if TYPE_CHECKING:
    from types import FrameType

    from ..app import HttpDoor

KEEP_ALIVE = 75
"""Seconds that an idle connection is kept; clients keep theirs 60 seconds at most."""

_GRACE = 1
"""Seconds for answers that are under way when the server is to end."""

_PATIENCE = 0.8
"""Seconds after which requests are answered that the server is still at: before uvicorn drops them."""

_LINGER = 1.0
"""Seconds that a connection stays open for its client to read why it was refused."""

_LOG = logging.getLogger(__name__)


def serve_door(
    door: HttpDoor,
    listening: socket.socket,
    *,
    drain_seconds: float = 0.0,
    when_started: Callable[[], None] = lambda: None,
) -> None:
    """Serve until SIGTERM or Ctrl-C, in a process that does nothing else: it is ended if it does not end.

    Args:
        door: The application. Its server is closed at the end.
        listening: A socket that listens.
        drain_seconds: How long runs in hand may go on after the signal, 0 by default. Requests are answered
            meanwhile, and `/readyz` says that the server is closing.
        when_started: Called when requests are answered.
    """
    config = uvicorn.Config(
        door,
        http=make_protocol(door),
        ws="none",
        interface="asgi3",
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=_GRACE,
        h11_max_incomplete_event_size=door.limits.header_bytes,
    )
    serving = _DrainingServer(config, door, drain_seconds, when_started)
    with hearing_signals(serving.handle_exit):  # also before uvicorn hears them, and when it does no more
        serving.run(sockets=[listening])


class _DrainingServer(uvicorn.Server):
    """A uvicorn server that ends in time."""

    def __init__(
        self,
        config: uvicorn.Config,
        door: HttpDoor,
        drain_seconds: float,
        when_started: Callable[[], None],
    ) -> None:
        super().__init__(config)
        self._door = door
        self._drain_seconds = drain_seconds
        self._when_started = when_started
        self._asked_at: float | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._when_started()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        del sig, frame  # one is as good as the other
        if self._asked_at is not None:  # asked twice: now
            self._drain_seconds, self.force_exit = 0.0, True
        else:
            self._asked_at = time.monotonic()
        self._door.begin_closing()

    async def on_tick(self, counter: int) -> bool:
        await super().on_tick(counter)
        return self._asked_at is not None and self._is_drained(self._asked_at)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        server = self._door.server
        _LOG.info(
            "the server closes: %d runs in hand, %d streams", server.count_in_hand(), server.count_streams()
        )
        end_in_time()
        self._door.stop_reading()
        asyncio.get_running_loop().call_later(_PATIENCE, self._door.stop_waiting)
        self._door.end_streams()
        await super().shutdown(sockets)
        if self.force_exit:  # then uvicorn leaves this out, and cancels the door in the midst of its life
            await self.lifespan.shutdown()

    def _is_drained(self, asked_at: float) -> bool:
        passed = time.monotonic() - asked_at
        return passed >= self._drain_seconds or self._door.server.count_in_hand() == 0


def choose_event_loop() -> Callable[[], asyncio.AbstractEventLoop]:
    """Return what makes event loops: uvloop where that is installed, as uvicorn chooses for the door.

    On it a run that is answered by an endpoint takes an eighth less of the server's CPU.
    """
    make: Callable[[], asyncio.AbstractEventLoop] = asyncio.new_event_loop
    if find_spec("uvloop"):
        make = import_module("uvloop").new_event_loop
    return make


def make_protocol(door: HttpDoor) -> type[asyncio.Protocol]:
    """Return uvicorn's protocol, on httptools where that is installed, with bounds for headers."""
    parser = "httptools_impl.HttpToolsProtocol" if find_spec("httptools") else "h11_impl.H11Protocol"
    module, _, name = parser.partition(".")
    protocol: Any = getattr(import_module(f"uvicorn.protocols.http.{module}"), name)
    limits = door.limits

    class Bounded(_BoundedHeaders, protocol):  # type: ignore[misc]  # which of the two is known when it runs
        most_bytes, most_headers, most_seconds = limits.header_bytes, limits.headers, limits.header_seconds

    return Bounded


class _BoundedHeaders:
    """Bounds the headers of a connection before they are parsed; stands in front of a protocol of uvicorn.

    What comes while no request is being answered are headers. They are counted, and so are their lines; a
    clock runs from the connection, or from the first byte after an answer, until a request has begun.
    """

    most_bytes: int
    most_headers: int
    most_seconds: float
    transport: Any
    cycle: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._header_bytes = 0
        self._header_lines = 0
        self._header_clock: asyncio.TimerHandle | None = None
        self._is_refused = False

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)  # type: ignore[misc]  # of the protocol behind
        self._start_clock()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_clock()
        super().connection_lost(exc)  # type: ignore[misc]

    def data_received(self, data: bytes) -> None:
        if self._is_refused:
            return
        before = self.cycle
        are_headers = before is None or before.response_complete
        if are_headers and not self._count(data):
            self._refuse()
            return
        super().data_received(data)  # type: ignore[misc]
        if self.cycle is not before:
            self._stop_clock()
            self._header_bytes = self._header_lines = 0
        elif are_headers and self._header_clock is None:
            self._start_clock()

    def _count(self, data: bytes) -> bool:
        """Count what may be headers; say whether they are within the bounds."""
        end = data.find(b"\r\n\r\n")
        end = len(data) if end < 0 else end
        self._header_bytes += end
        self._header_lines += data.count(b"\n", 0, end)
        return self._header_bytes <= self.most_bytes and self._header_lines <= self.most_headers + 1

    def _refuse(self) -> None:
        """Refuse the request; what still comes of it is dropped, so that its sender sees the refusal."""
        self._stop_clock()
        self._is_refused = True
        _LOG.info(
            "a connection was closed: more than %d headers or %d bytes", self.most_headers, self.most_bytes
        )
        self.transport.write(
            b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
        )
        if self.transport.can_write_eof():
            self.transport.write_eof()
        asyncio.get_running_loop().call_later(_LINGER, self.transport.close)

    def _start_clock(self) -> None:
        loop = asyncio.get_running_loop()
        self._header_clock = loop.call_later(self.most_seconds, self._run_out)

    def _stop_clock(self) -> None:
        if self._header_clock is not None:
            self._header_clock.cancel()
            self._header_clock = None

    def _run_out(self) -> None:
        self._header_clock = None
        _LOG.info("a connection was closed: no whole headers within %g s", self.most_seconds)
        self.transport.close()
