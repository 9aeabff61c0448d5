"""How long an exchange may go on, and transports of the program's own held to it as far as possible.

httpx gives its limits to single steps: to each read, and to connecting. An answer that comes in drops would
be waited for without end. A `Countdown` is such a limit that also knows when the whole exchange ends. httpx
hands it on as it is, so that `network` finds it at each step.
Used by `requests`, `network` and `connections`.
"""

from __future__ import annotations

from math import inf
from time import monotonic
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator


class Countdown(float):
    """Seconds that one step of an exchange may take.

    Attributes:
        ends: When the whole exchange ends, on the clock `monotonic`.
    """

    __slots__ = ("ends",)

    ends: float

    def __new__(cls, seconds: float, ends: float = inf) -> Countdown:
        """Make one."""
        countdown = super().__new__(cls, seconds)
        countdown.ends = ends
        return countdown

    def left(self) -> float:
        """Return the seconds that the next step may take; 0 or less if the exchange has to end."""
        left = self.ends - monotonic()
        return left if left < self else float(self)


def limit_body(request: httpx.Request, response: httpx.Response) -> httpx.Response:
    """Return a response of a program's own transport, whose body ends in time: between two parts of it."""
    countdown = _countdown_of(request)
    if countdown is not None and isinstance(response.stream, httpx.SyncByteStream):
        response.stream = _TimedBody(response.stream, countdown)
    return response


async def send_in_time(transport: httpx.AsyncBaseTransport, request: httpx.Request) -> httpx.Response:
    """Send a request over a program's own transport; whatever it waits for is cancelled in time."""
    countdown = _countdown_of(request)
    if countdown is None:
        return await transport.handle_async_request(request)
    import anyio  # late: blocking clients import this file too

    with anyio.move_on_after(countdown.left()):
        response = await transport.handle_async_request(request)
        if isinstance(response.stream, httpx.AsyncByteStream):
            response.stream = _AsyncTimedBody(response.stream, countdown)
        return response
    raise httpx.ReadTimeout("the transport took too long", request=request)


def _countdown_of(request: httpx.Request) -> Countdown | None:
    """Return what the exchange of a request is given; None for one that the program sends itself."""
    limit = request.extensions.get("timeout", {}).get("read")
    return limit if isinstance(limit, Countdown) else None


class _TimedBody(httpx.SyncByteStream):
    """The body of a response; reading it raises ReadTimeout when the exchange has to end."""

    def __init__(self, stream: httpx.SyncByteStream, countdown: Countdown) -> None:
        self._stream = stream
        self._countdown = countdown

    def __iter__(self) -> Iterator[bytes]:
        for part in self._stream:
            if self._countdown.left() <= 0:
                raise httpx.ReadTimeout("the body took too long")
            yield part

    def close(self) -> None:
        self._stream.close()


class _AsyncTimedBody(httpx.AsyncByteStream):
    """The body of a response; reading it raises ReadTimeout when the exchange has to end."""

    def __init__(self, stream: httpx.AsyncByteStream, countdown: Countdown) -> None:
        self._stream = stream
        self._countdown = countdown

    async def __aiter__(self) -> AsyncIterator[bytes]:
        parts = aiter(self._stream)
        while (part := await self._next(parts)) is not None:
            yield part

    async def _next(self, parts: AsyncIterator[bytes]) -> bytes | None:
        """Return the next part, None at the end."""
        import anyio  # late: blocking clients import this file too

        with anyio.move_on_after(self._countdown.left()):
            part = await anext(parts, None)
            if self._countdown.left() > 0:
                return part
        raise httpx.ReadTimeout("the body took too long")

    async def aclose(self) -> None:
        await self._stream.aclose()
