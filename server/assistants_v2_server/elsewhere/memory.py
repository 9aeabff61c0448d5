"""What was just asked for elsewhere, for as long as nobody would ask again. `holdings` keeps it here.

A run asks at each of its turns. What it is told may be as old as `FRESH_SECONDS`; what has been deleted since
is met when it is used.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")

FRESH_SECONDS = 30.0
"""Seconds for which something is not asked for again."""


class Memory(Generic[V]):
    """Values by their keys, the most recent ones. Safe to use from any thread.

    Args:
        most: What all of them may weigh.
        weigh: Returns what one weighs; 1 by default.
        seconds: For how long they are kept; `FRESH_SECONDS` by default.
        clock: Returns the time in seconds; that of the process by default.
    """

    def __init__(
        self,
        most: int,
        weigh: Callable[[V], int] = lambda _: 1,
        seconds: float = FRESH_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most, self._weigh, self._seconds, self._clock = most, weigh, seconds, clock
        self._kept: OrderedDict[str, tuple[float, V]] = OrderedDict()
        self._weight = 0
        self._lock = Lock()

    def get(self, key: str) -> V | None:
        """Return a value that is fresh; None if there is none."""
        with self._lock:
            kept = self._kept.get(key)
            return None if kept is None or self._clock() - kept[0] > self._seconds else kept[1]

    def keep(self, key: str, value: V) -> None:
        """Keep a value in place of an older one; the oldest go for which there is no room."""
        with self._lock:
            self._drop(key)
            self._kept[key] = (self._clock(), value)
            self._weight += self._weigh(value)
            while self._weight > self._most:
                self._drop(next(iter(self._kept)))

    def forget(self, key: str) -> None:
        """Keep a value no longer."""
        with self._lock:
            self._drop(key)

    def _drop(self, key: str) -> None:
        if key in self._kept:
            self._weight -= self._weigh(self._kept.pop(key)[1])
