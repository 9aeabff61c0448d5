"""How long clients are told to wait before they look at a run again: the longer, the more runs are in hand.

Each client that polls looks at its own run and knows nothing of the others. So the server says what all of
them together may ask for. Pure; `server` is the user.
"""

from __future__ import annotations

_LOOKS_PER_SECOND = 200
"""Looks a second that clients are asked for, all together: a fifth of a core, or less."""

_SHORTEST_WAIT = 100
"""Milliseconds between two looks at a run while few are in hand."""

_LONGEST_WAIT = 5000
"""Milliseconds between two looks at a run, however many are in hand."""


def choose_poll_wait(runs: int) -> int:
    """Return after how many milliseconds a client should look at its run again.

    Args:
        runs: How many runs are in hand.
    """
    return min(max(_SHORTEST_WAIT, runs * 1000 // _LOOKS_PER_SECOND), _LONGEST_WAIT)
