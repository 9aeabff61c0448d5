"""Times and durations as people read them. Pure. Used by the renderings."""

from __future__ import annotations

from datetime import UTC, datetime

from .stamps import read_seconds


def read_time(stamp: float | None) -> float | None:
    """Return a time as servers send it in Unix seconds; None if there is none."""
    return None if stamp is None else read_seconds(stamp)


def read_duration(begin: float | None, end: float | None) -> float | None:
    """Return the seconds between two times as servers send them; None if they make no sense."""
    if begin is None or end is None:
        return None
    seconds = read_seconds(end) - read_seconds(begin)
    return seconds if seconds >= 0 else None


def write_time(seconds: float | None) -> str:
    """Return a time in UTC as ISO 8601 has it; an empty text if it is none, or beyond the calendar."""
    if seconds is None:
        return ""
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):  # a server may send any number
        return ""
    return moment.isoformat(timespec="milliseconds" if seconds % 1 else "seconds").replace("+00:00", "Z")


def write_duration(seconds: float | None) -> str:
    """Return a duration in the units that people would use for it; an empty text if it is not known."""
    if seconds is None:
        return ""
    if seconds == 0:  # servers count whole seconds
        return "under 1 s"
    if seconds < 0.001:
        return "under 1 ms"
    if seconds < 1:
        return f"{1000 * seconds:.3g} ms"
    if seconds < 60:
        return f"{seconds:.3g} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest} s"
    return f"{minutes // 60} h {minutes % 60} min"
