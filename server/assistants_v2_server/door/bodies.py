"""Reads request bodies, no more and no longer than the limits allow.

A body is counted while it comes, so that one without an end is never kept. `app` is the user.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any, TypeAlias

from ..requests import file_refusals, refusals
from .limits import Limits

Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]

_REST_SECONDS = 2.0
"""Seconds to go on reading what nobody wants: its sender sees the refusal, not a broken connection."""

_REST_BYTES = 64 * 1024 * 1024
"""Bytes to read of it at most."""


class ClientLeft(Exception):
    """The client has hung up before its request was whole."""


class IncomingBody:
    """The parts of one body, as they come.

    Args:
        receive: Gives them.

    Attributes:
        is_over: Whether the last has come; to wait for one more would last as long as the connection.
    """

    def __init__(self, receive: Receive) -> None:
        self.is_over = False
        self._receive = receive

    async def receive(self) -> MutableMapping[str, Any]:
        """Return the next part."""
        message = await self._receive()
        self.is_over = not message.get("more_body", False)
        return message


class BodyReader:
    """Reads the bodies of one door.

    Args:
        limits: How long bodies may be, and may take.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._coming = self._files = 0
        self._clocks: set[asyncio.Timeout] = set()
        self._stopped = False

    async def read(self, headers: Mapping[str, str], receive: Receive) -> bytes:
        """Return the body of a request.

        Raises:
            RequestError: 408, 413 or 503. Then the rest of the body has not been read; see `discard`.
            ClientLeft: It hung up.
        """
        if not has_body(headers):
            return b""
        if int(headers.get("content-length", 0)) > self._limits.body_bytes:
            raise refusals.body_too_long(self._limits.body_bytes)
        body = bytearray()
        clock = asyncio.timeout(self._limits.body_seconds)
        try:
            async with clock:
                self._start(clock)
                while await self._add_part(body, receive):
                    pass
        except TimeoutError:
            if self._stopped:
                raise refusals.server_closed() from None
            raise refusals.body_too_slow(self._limits.body_seconds) from None
        finally:
            self._clocks.discard(clock)
            self._coming -= len(body)
        return bytes(body)

    async def pour(
        self,
        headers: Mapping[str, str],
        receive: Receive,
        take: Callable[[bytes], Awaitable[None]],
        most: int,
    ) -> None:
        """Hand the body of a request with a file on, as it comes.

        Args:
            headers: The headers of the request.
            receive: Gives the parts of the body.
            take: Takes them.
            most: How many bytes they may have.

        Raises:
            RequestError: 408, 413 or 503, or what `take` raises. See `discard` for the rest of the body.
            ClientLeft: It hung up.
        """
        if int(headers.get("content-length", 0)) > most:
            raise refusals.body_too_long(most)
        if self._files >= self._limits.files:
            raise refusals.too_busy()
        self._files += 1
        clock = asyncio.timeout(None)
        try:
            async with clock:
                self._start(clock)
                await self._pour(receive, take, most, clock)
        except TimeoutError:
            if self._stopped:
                raise refusals.server_closed() from None
            raise file_refusals.file_too_slow(self._limits.file_seconds) from None
        finally:
            self._clocks.discard(clock)
            self._files -= 1

    async def _pour(
        self,
        receive: Receive,
        take: Callable[[bytes], Awaitable[None]],
        most: int,
        clock: asyncio.Timeout,
    ) -> None:
        loop, read, more = asyncio.get_running_loop(), 0, True
        while more:
            if not self._stopped:
                clock.reschedule(loop.time() + self._limits.file_seconds)
            message = await receive()
            if not self._stopped:  # the disk has all the time that it needs
                clock.reschedule(None)
            if message["type"] == "http.disconnect":
                raise ClientLeft
            part: bytes = message.get("body", b"")
            read += len(part)
            if read > most:
                raise refusals.body_too_long(most)
            if part:
                await take(part)
            more = bool(message.get("more_body", False))

    async def discard(self, headers: Mapping[str, str], receive: Receive) -> bool:
        """Read what is left of a body that nobody wants, for a moment; say whether it has come to its end."""
        if not has_body(headers):
            return True
        if "expect" in headers or self._stopped:
            return False
        read = 0
        clock = asyncio.timeout(_REST_SECONDS)
        try:
            async with clock:
                self._start(clock)
                while read < _REST_BYTES:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        return False
                    read += len(message.get("body", b""))
                    if not message.get("more_body", False):
                        return True
        except TimeoutError:
            return False
        finally:
            self._clocks.discard(clock)
        return False

    def stop(self) -> None:
        """Wait for no body any more: those that have not come whole by now are refused."""
        self._stopped = True
        for clock in [*self._clocks]:
            _ring(clock)

    def _start(self, clock: asyncio.Timeout) -> None:
        self._clocks.add(clock)
        if self._stopped:
            _ring(clock)

    async def _add_part(self, body: bytearray, receive: Receive) -> bool:
        """Add the next part of a body; say whether more comes."""
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientLeft
        part = message.get("body", b"")
        if len(body) + len(part) > self._limits.body_bytes:
            raise refusals.body_too_long(self._limits.body_bytes)
        body += part
        self._coming += len(part)
        if self._coming > self._limits.uploads_bytes:
            raise refusals.too_busy()
        return bool(message.get("more_body", False))


def has_body(headers: Mapping[str, str]) -> bool:
    """Say whether a request announces a body that is not empty."""
    return "transfer-encoding" in headers or headers.get("content-length", "0").strip("0") != ""


def is_json(headers: Mapping[str, str]) -> bool:
    """Say whether a request calls its body JSON."""
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))


def _ring(clock: asyncio.Timeout) -> None:
    clock.reschedule(asyncio.get_running_loop().time())
