"""Requests per second that are not exceeded. Used by `flows.waiting`; its rules are in `rules.pacing`."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from ..rules.pacing import burst_size, carry_over, limit_rate, side_by_side

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from .port import Port


class Budget:
    """How many requests may be sent, and when.

    Args:
        io: The port whose clock counts.
        rate: Requests a second.
    """

    def __init__(self, io: Port, rate: float) -> None:
        self._io = io
        self._rate = limit_rate(rate)
        self._burst = burst_size(rate)
        self._free_at = io.elapsed()
        self._carried = 0.0
        self._latency = 0.0

    def delay(self) -> float:
        """Return the seconds until another burst may be sent."""
        return self._free_at - self._io.elapsed()

    def room(self) -> int:
        """Return how many requests may be sent now: a burst, and those that there was no time for before."""
        return 0 if self.delay() > 1e-6 else self._burst + int(self._carried)

    async def spend(self, requests: Sequence[Callable[[], Coroutine[object, object, None]]]) -> None:
        """Send requests, and see how long one takes and what there was no time for meanwhile."""
        if not requests:
            return
        began = self._io.elapsed()
        self._free_at = began + (len(requests) - self._carried) / self._rate
        together = side_by_side(len(requests), self._rate, self._latency)
        await self._io.together(requests, together)
        self._latency = (self._io.elapsed() - began) / ceil(len(requests) / together)
        self._carried = carry_over(-self.delay(), self._rate, self._burst)
