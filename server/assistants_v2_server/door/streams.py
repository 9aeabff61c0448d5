"""Sends the events of a run over HTTP as they come, for as long as the client stays. `app` is the user.

A stream is a coroutine and no thread. While its client reads slowly, `send` waits, and the subscription holds
what comes meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any, TypeAlias

from ..runs.subscriptions import Subscription
from ..sse import KEEP_ALIVE, SILENCE
from .bodies import Receive

Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]


async def send_events(events: Subscription, receive: Receive, send: Send) -> bool:
    """Send events, the last one included; say whether the client stayed for all of them.

    Args:
        events: What is sent.
        receive: Tells when the client leaves.
        send: Takes the parts of a body whose headers have been sent.
    """
    stream = _Stream(events)
    leaving = asyncio.create_task(stream.watch(receive))
    try:
        while (chunk := await stream.wait()) is not None:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        if stream.is_left:
            return False
        await send({"type": "http.response.body", "body": b""})
        return True
    finally:
        stream.close()
        leaving.cancel()


class _Stream:
    """The events of a run for one coroutine, which waits until there are some.

    Attributes:
        is_left: Whether the client has left.
    """

    def __init__(self, events: Subscription) -> None:
        self.is_left = False
        self._events = events
        self._loop = asyncio.get_running_loop()
        self._ready = asyncio.Event()
        self._spoke_at = self._loop.time()
        # One timer for the whole stream: one for each wait would cost more than the event.
        self._clock = self._loop.call_later(SILENCE, self._ring)

    async def wait(self) -> bytes | None:
        """Return what is to be sent next, when there is something; None when nothing more is."""
        while not (self.is_left or self._events.is_over):
            self._ready.clear()
            chunk = self._events.take_chunk()
            if not chunk and self._loop.time() - self._spoke_at >= SILENCE:
                chunk = KEEP_ALIVE
            if chunk:
                self._spoke_at = self._loop.time()
                return chunk
            self._events.call_when_ready(self._wake)
            await self._ready.wait()
        return None

    async def watch(self, receive: Receive) -> None:
        """Wait for the client to leave."""
        while (await receive())["type"] != "http.disconnect":
            pass
        self.is_left = True
        self._ready.set()

    def close(self) -> None:
        """Stop the clock."""
        self._clock.cancel()

    def _wake(self) -> None:
        with suppress(RuntimeError):  # the event loop may be gone
            self._loop.call_soon_threadsafe(self._ready.set)

    def _ring(self) -> None:
        self._ready.set()
        rest = self._spoke_at + SILENCE - self._loop.time()
        self._clock = self._loop.call_later(rest if rest > 0 else SILENCE, self._ring)
