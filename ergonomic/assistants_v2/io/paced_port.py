"""A port that sends no more than so many requests a second, over all that goes on at once.

`history` exports with it: a server may hold years of conversations, and answers others meanwhile. When the
server asks to wait (429), everybody waits, and for longer than where a program wants an answer. Once it is
stopped, nothing is sent and nobody waits any more.
"""

from __future__ import annotations

from contextlib import nullcontext
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from ..errors import APIError, ClientClosed, RateLimitError
from ..flows.port import Port

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping, Sequence
    from contextlib import AbstractContextManager

    from assistants_v2_raw.types import File, Operation

    from ..flows.port_values import ByteStream, Reply, Spool, ToolCall

T = TypeVar("T")

_MOST_WAITS = 10
"""How often a request waits because the server asks to, before that counts as a failure."""

_WORTH_TELLING = 1.0
"""Seconds of a wait for another try from which on somebody is told of it."""

_LONGEST_SLEEP = 0.25
"""Seconds after which a pause looks whether the port was stopped."""


class PacedPort(Port):
    """A port over another one.

    Args:
        port: The port that sends.
        rate: Requests a second; None for no limit.
        on_retry: Told of a request that failed, and of the seconds until it is sent again; None for nobody.
    """

    def __init__(
        self,
        port: Port,
        rate: float | None,
        on_retry: Callable[[APIError, float], object] | None = None,
    ) -> None:
        self.settings = port.settings
        self.awaits = port.awaits
        self.ledger = port.ledger
        self.offer = port.offer
        self._port = port
        self._gap = 0.0 if rate is None else 1 / rate
        self._free_at = port.elapsed()
        self._lock = Lock()
        # Threads call a hook one after the other; what awaits is one thread, and may suspend in a hook.
        self._asking: AbstractContextManager[object] = nullcontext() if port.awaits else Lock()
        self._is_stopped = False
        self._on_retry = on_retry
        self._failure: APIError | None = None

    def stop(self) -> None:
        """Send nothing more; what waits raises ClientClosed soon."""
        self._is_stopped = True

    async def exchange(
        self, operation: Operation[T], *, within: float | None, headers: Mapping[str, str]
    ) -> Reply[T]:
        return await self._port.exchange(operation, within=within, headers=headers)

    async def exchange_stream(
        self, operation: Operation[T], *, silence: float, within: float | None, headers: Mapping[str, str]
    ) -> ByteStream | Reply[T]:
        return await self._port.exchange_stream(operation, silence=silence, within=within, headers=headers)

    async def attempt(self, operation: Operation[T], *, within: float | None = None) -> Reply[T]:
        return await self._wait_and(lambda: self._port.attempt(operation, within=within))

    async def attempt_stream(
        self, operation: Operation[T], *, silence: float, within: float | None = None
    ) -> ByteStream | Reply[T]:
        return await self._wait_and(
            lambda: self._port.attempt_stream(operation, silence=silence, within=within)
        )

    async def _wait_and(self, attempt: Callable[[], Coroutine[object, object, T]]) -> T:
        """Make an attempt when it is its turn, and again when the server asks to wait and is waited for."""
        waits = 0
        while True:
            await self._sleep(self._reserve())
            try:
                return await attempt()
            except RateLimitError as refusal:
                asked = refusal.retry_after or self.settings.retries.pause(waits, self._port.chance())
                if waits >= _MOST_WAITS or asked > self.settings.retries.longest_asked:
                    raise
                self._hold(asked)
                self._tell(refusal, asked)
                waits += 1
            except APIError as failure:
                self._failure = failure
                raise

    def _reserve(self) -> float:
        """Return the seconds until a request may be sent, and have the next one wait for longer."""
        with self._lock:
            now = self._port.elapsed()
            at = max(now, self._free_at)
            self._free_at = at + self._gap
        return at - now

    def _hold(self, seconds: float) -> None:
        """Let nobody send for so many seconds."""
        with self._lock:
            self._free_at = max(self._free_at, self._port.elapsed() + seconds)

    def _tell(self, failure: APIError | None, seconds: float) -> None:
        """Say that a failure is not the end, unless it passes in no time."""
        if self._on_retry and failure and seconds >= _WORTH_TELLING:
            self._on_retry(failure, seconds)

    async def pause(self, seconds: float) -> None:
        self._tell(self._failure, seconds)
        await self._sleep(seconds)

    async def _sleep(self, seconds: float) -> None:
        until = self._port.elapsed() + seconds
        while not self._is_stopped and (left := until - self._port.elapsed()) > 0:
            await self._port.pause(min(left, _LONGEST_SLEEP))
        if self._is_stopped:
            raise ClientClosed

    async def ask(self, hook: Callable[..., object], *args: object) -> object:
        with self._asking:
            return await self._port.ask(hook, *args)

    async def together(
        self, works: Sequence[Callable[[], Coroutine[object, object, T]]], limit: int
    ) -> list[T]:
        return await self._port.together(works, limit)

    async def measure(self, file: File, field: str) -> int | None:
        return await self._port.measure(file, field)

    def open_spool(self) -> Spool:
        return self._port.open_spool()

    async def invoke(self, call: ToolCall, within: float | None = None) -> object:
        return await self._port.invoke(call, within)

    async def rescue(self, work: Callable[[], Coroutine[object, object, object]], within: float) -> None:
        await self._port.rescue(work, within)

    def elapsed(self) -> float:
        return self._port.elapsed()

    def clock(self) -> float:
        return self._port.clock()

    def chance(self) -> float:
        return self._port.chance()

    def token(self) -> str:
        return self._port.token()
