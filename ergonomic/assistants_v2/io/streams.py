"""Answers that come bit by bit, in both colours: read until they end, break off, are silent, or are left.

Each step is held to its time by the sockets under httpx (`network`), so there is no scope around it. Used by
both ports.
"""

from __future__ import annotations

from contextlib import suppress
from math import inf
from time import monotonic
from typing import TYPE_CHECKING

import httpx

from ..errors import AssistantsError
from .countdown import Countdown
from .replies import translate_errors
from .requests import choose_timeout

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager

    from ..rules.configuration import Settings

_EVENTS = "text/event-stream"
"""The content type of a stream."""

_MOST_PARTS = 1_000
"""Parts of a stream that is left which its generators may still have at hand."""

_TO_ITS_END = 0.2
"""Seconds in which a stream that has said everything is to end, so that its connection can be kept."""


class StreamExchange:
    """A request and its stream, and the time that they have.

    Args:
        settings: The server.
        is_closed: Says whether the client was closed.
        silence: Seconds that each step may take.
        within: Seconds until a stream that has begun has to be over; None for no limit.

    Attributes:
        ends: When that is, on the clock `monotonic`.
    """

    def __init__(
        self, settings: Settings, is_closed: Callable[[], bool], silence: float, within: float | None
    ) -> None:
        self._settings = settings
        self._is_closed = is_closed
        self._silence = silence
        self._within = within
        self.ends = inf if within is None else monotonic() + within
        self._limits: tuple[Countdown, ...] = ()

    @property
    def answered_by(self) -> float:
        """When an answer that is no stream has to be complete, and one that is has to begin.

        That is not cut short: nobody could tell what the request has done.
        """
        return monotonic() + self._settings.timeout

    def has_begun(self, response: httpx.Response, *, is_file: bool = False) -> bool:
        """Say whether an answer is a stream, which has the time of one from now on.

        With *is_file*, any that is no refusal is one.
        """
        is_stream = is_file or response.headers.get("content-type", "").startswith(_EVENTS)
        if not (response.is_success and is_stream):
            return False
        limits = response.request.extensions["timeout"]
        # Transports of the program's own may have the first of them already; and those that take a limit
        # for a mere number of seconds wait for no longer at a time than the whole may take.
        step = choose_timeout(self._silence, self.ends - monotonic())
        self._limits = limits["read"], Countdown(step, self.ends)
        limits["read"] = self._limits[-1]
        self._end_by(self.ends)
        return True

    def hasten(self) -> None:
        """Give a stream no more than a moment to end."""
        self._end_by(min(self.ends, monotonic() + _TO_ITS_END))

    def _end_by(self, moment: float) -> None:
        for limit in self._limits:
            limit.ends = moment

    def translating(self, began: float | None = None) -> AbstractContextManager[None]:
        """Raise this package's errors in place of httpx's, for a step that began then or begins now."""
        is_over = self._within is not None and self.ends <= monotonic()
        limit = self._within if is_over and self._within is not None else self._silence
        return translate_errors(self._settings, limit, self._is_closed, began)


def _comes_as_it_is(response: httpx.Response) -> bool:
    """Say whether a body is neither encoded nor there already: httpx reads it faster then."""
    return "content-encoding" not in response.headers and not response.is_stream_consumed


class BlockingStream:
    """A stream whose coroutines never suspend.

    Args:
        exchange: What it belongs to.
        response: The answer, of which only the head has come.
    """

    def __init__(self, exchange: StreamExchange, response: httpx.Response) -> None:
        self.status = response.status_code
        self.headers: Mapping[str, str] = response.headers
        self._exchange = exchange
        self._response = response
        self._parts = response.iter_raw() if _comes_as_it_is(response) else response.iter_bytes()

    def __aiter__(self) -> BlockingStream:
        return self

    async def __anext__(self) -> bytes:
        began = monotonic()
        try:
            for part in self._parts:
                return part
        except BaseException:
            await self.aclose()
            with self._exchange.translating(began):
                raise
        raise StopAsyncIteration

    async def finish(self) -> None:
        """Read what is left of a stream that has said everything, and close it."""
        self._exchange.hasten()
        with suppress(httpx.HTTPError):
            for _ in self._parts:
                pass
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connection, unless everything was read: then it is kept for the next request."""
        self._response.close()
        self._parts = iter(())


class CooperativeStream:
    """A stream that is awaited; its arguments are those of `BlockingStream`."""

    def __init__(self, exchange: StreamExchange, response: httpx.Response) -> None:
        self.status = response.status_code
        self.headers: Mapping[str, str] = response.headers
        self._exchange = exchange
        self._response = response
        self._parts = response.aiter_raw() if _comes_as_it_is(response) else response.aiter_bytes()
        self._is_over = False

    def __aiter__(self) -> CooperativeStream:
        return self

    async def __anext__(self) -> bytes:
        if self._is_over:
            raise StopAsyncIteration
        began = monotonic()
        try:
            return await anext(self._parts)
        except StopAsyncIteration:
            self._is_over = True
            raise
        except BaseException:
            self._is_over = True
            await self._close_response()
            with self._exchange.translating(began):
                raise

    async def finish(self) -> None:
        """Read what is left of a stream that has said everything, and close it."""
        self._exchange.hasten()
        try:
            while not self._is_over:
                await anext(self)
        except (StopAsyncIteration, AssistantsError):
            pass

    async def aclose(self) -> None:
        """Close the connection, unless everything was read: then it is kept for the next request.

        Below are generators of httpx and httpcore, and event loops warn of such that are left in the middle.
        So they are resumed where every wait is cancelled, which ends each of them.
        """
        if self._is_over:
            return
        self._is_over = True
        import anyio  # late: blocking clients import this file too

        with anyio.CancelScope() as scope, suppress(httpx.HTTPError):
            scope.cancel()
            for _ in range(_MOST_PARTS):
                if await anext(self._parts, None) is None:
                    break
        await self._close_response()

    async def _close_response(self) -> None:
        """Close the response, even in a task that is cancelled."""
        import anyio  # late: blocking clients import this file too

        with anyio.CancelScope(shield=True):
            await self._response.aclose()
