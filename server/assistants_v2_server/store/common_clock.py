"""The time of a PostgreSQL, reckoned from that of this machine: all servers that share one go by it.

The clocks of machines differ, and one server judges whether that has expired which another has made. So
each adds to its machine's clock what that lacks. `server` makes such a clock; whoever asks PostgreSQL for the
time sets it, as leases and `membership` do every few seconds.
"""

from __future__ import annotations

import time
from collections.abc import Callable

_UNNOTICED = 0.1
"""Seconds by which the difference may be wrong before it is changed: so time seldom goes back a little."""


class CommonClock:
    """A time in unix seconds; safe to use from any thread. Until it is first set, it is this machine's.

    Args:
        machine: Returns the time of this machine, in unix seconds; `time.time` by default.
    """

    def __init__(self, machine: Callable[[], float] = time.time) -> None:
        self._machine = machine
        self._lacking = 0.0

    def __call__(self) -> float:
        return self._machine() + self._lacking

    def set_by(self, ask: Callable[[], float]) -> float:
        """Ask what time it is, go by that from now on, and return it.

        Args:
            ask: Returns the common time, in unix seconds. However long that takes: all that is known is that
                it was said in between, so a difference which that explains is left as it is.
        """
        began = self._machine()
        told = ask()
        most, least = told - began, told - self._machine()
        if not least - _UNNOTICED <= self._lacking <= most + _UNNOTICED:
            self._lacking = (least + most) / 2
        return told


def choose_clock(clock: Callable[[], float], *, is_shared: bool) -> Callable[[], float]:
    """Return the clock that a server goes by.

    Args:
        clock: The one that it was given. `time.time` is the one that nobody has chosen.
        is_shared: Whether its database is one that servers of several machines share.
    """
    return CommonClock() if is_shared and clock is time.time else clock
