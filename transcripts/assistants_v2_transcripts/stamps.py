"""A time as servers send it, whatever they count in. Pure. Used by `times`, and by the client's rules."""

from __future__ import annotations

MILLISECONDS = 1e11
"""Unix times from here on are in milliseconds: as seconds they would be after the year 5000."""


def read_seconds(stamp: float) -> float:
    """Return a time of a server in Unix seconds; some count in milliseconds."""
    return stamp / 1000 if stamp > MILLISECONDS else stamp
