"""How long clients are told to wait before they look at a run again: the longer, the more is in hand.

Each client that polls looks at its own run and knows nothing of the others. So the server says what all of
them together may ask for. Pure; `server` is the user.
"""

from __future__ import annotations

_LOOKS_PER_SECOND = 200
"""Looks a second that clients are asked for, all together: a fifth of a core, or less."""

_SHORTEST_WAIT = 100
"""Milliseconds between two looks at a run while little is in hand."""

_LONGEST_WAIT = 5000
"""Milliseconds between two looks at a run, however much is in hand."""


def choose_poll_wait(in_hand: int) -> int:
    """Return after how many milliseconds a client should look at its run again.

    Args:
        in_hand: How many runs are worked on, and requests wait for their answers.
    """
    return min(max(_SHORTEST_WAIT, in_hand * 1000 // _LOOKS_PER_SECOND), _LONGEST_WAIT)
