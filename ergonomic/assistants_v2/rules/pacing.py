"""How the requests for many runs are spread over time. Pure. Used by `flows.budget` and `flows.waiting`.

Requests go in about ten bursts a second: one by one costs more than a few in a row. Those of one burst go
side by side only as far as the server takes too long to be waited for one by one: each further connection
makes every request dearer. When replies take longer than the budget would have it, the next burst is larger.
"""

from __future__ import annotations

from math import ceil

LATE = 0.25
"""Seconds after a run's deadline for which its last look may wait; it is not made later."""

_BURSTS = 10
"""How many bursts are sent in a second, if there are as many requests."""

_FASTEST = 1e6
"""Requests a second that nobody sends: more is not a budget."""

AT_ONCE = 8
"""How many looks are under way together at most; more connections cost more than they bring."""


def limit_rate(rate: float) -> float:
    """Return the requests a second to count with."""
    return min(rate, _FASTEST)


def burst_size(rate: float) -> int:
    """Return how many requests one burst has at *rate* requests a second."""
    return int(min(max(1, rate / _BURSTS), AT_ONCE))


def carry_over(late: float, rate: float, burst: int) -> float:
    """Return how many further requests the next burst may have, for a burst that took too long.

    Args:
        late: Seconds by which the burst took longer than the budget gave it.
        rate: Requests a second.
        burst: How many requests a burst has.
    """
    return min(max(0.0, late * rate), AT_ONCE - burst)


def side_by_side(requests: int, rate: float, latency: float) -> int:
    """Return how many of a burst must be under way together to be done when the next may be sent.

    Args:
        requests: How many requests the burst has.
        rate: Requests a second.
        latency: Seconds that one request took last; 0 if that is not known yet.
    """
    rows = requests if latency <= 0 else int(requests / rate / latency)
    return ceil(requests / min(max(1, rows), requests))
