"""A connection of a `FaultServer`: reads requests, and writes answers as badly as a fault wants."""

from __future__ import annotations

import asyncio
import contextlib
import math
import socket
import struct
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import h11
from msgspec import Struct

from ..answers import Answer
from ..runs.subscriptions import Subscription
from ..sse import write_event
from .kinds import Fault

PIECES = 5
"""How many pieces a slow body comes in."""


class Incoming(Struct, frozen=True):
    """A whole request: method in capitals, path and query as sent, headers in lower case, raw body."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        """What was asked for, percent-encoded."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        """What stands behind the question mark, encoded."""
        return self.target.partition("?")[2]


class Connection:
    """One client's socket: whole requests in, answers out, in as bad a shape as a fault wants."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._http = h11.Connection(h11.SERVER)

    async def receive(self) -> Incoming | None:
        """Return the next request and its body, or None if there will be none."""
        if self._http.our_state is h11.DONE and self._http.their_state is h11.DONE:
            self._http.start_next_cycle()
        if self._http.our_state is not h11.IDLE or not isinstance(event := await self._event(), h11.Request):
            return None
        if self._http.they_are_waiting_for_100_continue:
            await self._send(h11.InformationalResponse(status_code=100, headers=[]))
        request, body = event, bytearray()
        while isinstance(event := await self._event(), h11.Data):
            body += event.data
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in request.headers}
        return Incoming(request.method.decode(), request.target.decode("latin-1"), headers, bytes(body))

    async def deliver(self, answer: Answer | None, fault: Fault | None) -> None:
        """Send an answer as *fault* wants it sent; None closes or resets the connection."""
        if answer is None:
            if fault is not None and fault.delivery == "reset":
                self._reset()
            await self.close()
        elif fault is None:
            await self._send_whole(answer)
        elif fault.delivery == "cut":
            await self._send_half(answer, fault.events)
        elif fault.delivery == "trickled":
            await self._send_whole(answer, PIECES, fault.delay / PIECES)
        else:
            await asyncio.sleep(fault.delay)
            await self._send_whole(answer)

    async def close(self) -> None:
        """Close the socket (FIN); a second time does nothing."""
        self._http.send_failed()
        self._writer.close()
        with contextlib.suppress(ConnectionError):
            await self._writer.wait_closed()

    async def _send_whole(self, answer: Answer, count: int = 1, pause: float = 0.0) -> None:
        if answer.events is not None:
            await self._send_events(answer, answer.events)
            return
        await self._send(_make_head(answer, len(answer.body)))
        for piece in cut_pieces(answer.body, count):
            await self._send(h11.Data(data=piece))
            await asyncio.sleep(pause)
        await self._send(h11.EndOfMessage())

    async def _send_events(self, answer: Answer, events: Subscription, most: float = math.inf) -> None:
        """Send events as they come, and no more than so many of them."""
        loop, left = asyncio.get_running_loop(), most
        try:
            await self._send(h11.Response(status_code=answer.status, headers=[*answer.headers]))
            while not events.is_over and left > 0:
                ready = asyncio.Event()
                events.call_when_ready(partial(_call_soon, loop, ready.set))
                await ready.wait()
                taken = events.take()
                sent = taken if left == math.inf else taken[: int(left)]
                left -= len(sent)
                await self._send(h11.Data(data=b"".join(write_event(each.name, each.data) for each in sent)))
            if events.is_over and left > 0:
                await self._send(h11.EndOfMessage())
        finally:
            events.close()

    async def _send_half(self, answer: Answer, count: int) -> None:
        if answer.events is not None:
            await self._send_events(answer, answer.events, most=count)
            await self.close()
            return
        half = answer.body[: len(answer.body) // 2]
        await self._send(_make_head(answer, max(1, len(answer.body))))
        await self._send(h11.Data(data=half))
        await self.close()

    def _reset(self) -> None:
        """Close the socket so that the client's kernel reports a reset (RST)."""
        self._http.send_failed()
        linger = struct.pack("ii", 1, 0)  # on, for no time: what is unsent is dropped, and no FIN is sent
        self._writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self._writer.transport.abort()

    async def _event(self) -> Any:
        while (event := self._http.next_event()) is h11.NEED_DATA:
            self._http.receive_data(await self._reader.read(65_536))
        return event

    async def _send(self, event: h11.Event) -> None:
        self._writer.write(self._http.send(event) or b"")
        await self._writer.drain()


def _call_soon(loop: asyncio.AbstractEventLoop, wake: Callable[[], None]) -> None:
    with contextlib.suppress(RuntimeError):  # the event loop may be gone
        loop.call_soon_threadsafe(wake)


def _make_head(answer: Answer, length: int) -> h11.Response:
    """Return the answer's status and headers, announcing a body of *length* bytes."""
    kept = [(name, value) for name, value in answer.headers if name != "content-length"]
    return h11.Response(status_code=answer.status, headers=[*kept, ("content-length", str(length))])


def cut_pieces(body: bytes, count: int) -> Iterator[bytes]:
    """Cut a body into *count* pieces, or fewer if it is short."""
    size = max(1, -(-len(body) // count))
    return (body[start : start + size] for start in range(0, len(body), size))
