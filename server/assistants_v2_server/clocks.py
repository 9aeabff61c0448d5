"""A time that stands still until it is moved, and gates to wait at: for tests of programs.

`Server` takes a `Clock` in place of `time.time`; `models.script` pauses by it, and at a `Gate`. Both may be
used from any thread, and waited for on any event loop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from threading import Event, Lock

START = 1_700_000_000.0
"""The time at which a clock begins: 14 November 2023, 22:13:20 UTC."""


class Gate:
    """Lets coroutines through once it is open; it stays open."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._opened = Event()
        self._waiting: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []

    def open(self) -> None:
        """Let everybody through, now and later."""
        with self._lock:
            self._opened.set()
            waiting, self._waiting = self._waiting, []
        for loop, event in waiting:
            with suppress(RuntimeError):  # the event loop may be gone
                loop.call_soon_threadsafe(event.set)

    async def wait(self) -> None:
        """Return once it is open."""
        event = asyncio.Event()
        with self._lock:
            if self._opened.is_set():
                return
            self._waiting.append((asyncio.get_running_loop(), event))
        await event.wait()


class Clock:
    """The time of a server, in unix seconds, which stands still until `forward` or `set` moves it.

    Args:
        start: Unix seconds, or a `datetime` with a time zone; `START` by default.
    """

    def __init__(self, start: float | datetime = START) -> None:
        self._lock = Lock()
        self._now = _read_time(start)
        self._sleepers: list[tuple[float, Gate]] = []
        self._listeners: list[Callable[[], object]] = []

    def __call__(self) -> float:
        return self._now

    def __repr__(self) -> str:
        return f"Clock({self._now:.16g})"

    @property
    def now(self) -> float:
        """The time, in unix seconds."""
        return self._now

    def forward(self, seconds: float) -> None:
        """Let time pass: what is due by then has expired when this returns.

        Args:
            seconds: How much of it.

        Raises:
            ValueError: Time does not go back; `set` does that.
        """
        if seconds < 0:
            raise ValueError(f"forward() takes seconds from 0 on, got {seconds}: use set() to go back.")
        self.set(self._now + seconds)

    def set(self, moment: float | datetime) -> None:
        """Make it another time.

        Args:
            moment: Unix seconds, or a `datetime` with a time zone.
        """
        with self._lock:
            self._now = _read_time(moment)
            due = [gate for until, gate in self._sleepers if until <= self._now]
            self._sleepers = [sleeper for sleeper in self._sleepers if sleeper[0] > self._now]
            listeners = [*self._listeners]
        for gate in due:
            gate.open()
        for listener in listeners:
            listener()

    async def wait_until(self, moment: float) -> None:
        """Return when it is that time on this clock.

        Args:
            moment: Unix seconds.
        """
        gate = Gate()
        with self._lock:
            if moment <= self._now:
                return
            self._sleepers.append((moment, gate))
        await gate.wait()

    def listen(self, listener: Callable[[], object]) -> Callable[[], None]:
        """Have a function called after each move, in the thread that moves; return what ends that."""
        with self._lock:
            self._listeners.append(listener)

        def end() -> None:
            with self._lock, suppress(ValueError):
                self._listeners.remove(listener)

        return end


def _read_time(moment: float | datetime) -> float:
    if isinstance(moment, datetime):
        if moment.tzinfo is None:
            raise ValueError("a clock takes a datetime with a time zone, such as datetime(..., tzinfo=UTC).")
        return moment.timestamp()
    return float(moment)
