"""Waits until something is so: a test that waits for a fixed time fails on a busy machine."""

from __future__ import annotations

import time
from collections.abc import Callable

_PAUSE = 0.01


def wait_until(holds: Callable[[], bool], seconds: float = 60) -> None:
    """Return when something holds.

    Args:
        holds: Says whether it does.
        seconds: After how many it has to; 60 by default.
    """
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(_PAUSE)
