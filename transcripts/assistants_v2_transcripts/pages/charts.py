"""When the steps of a run began and ended, as bars. Pure. Used by the page of a run.

Servers count whole seconds, so a bar is at least wide enough to be seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ..timeline import TimelineEntry

NARROWEST = 0.6
"""Hundredths of the width that a bar has at least."""


class Bar(Struct, frozen=True):
    """A bar of the chart.

    Attributes:
        entry: What it is about.
        start: Where it begins, in hundredths of the width.
        width: How wide it is, likewise.
        after: Seconds from the run's beginning to its own; None if they are not known.
    """

    entry: TimelineEntry
    start: float
    width: float
    after: float | None


def find_span(entries: Sequence[TimelineEntry]) -> tuple[float, float]:
    """Return when the first entry began, and how many seconds later the last of all was over."""
    begun = [entry.time for entry in entries if entry.time is not None]
    if not begun:
        return 0.0, 0.0
    over = [entry.time + (entry.seconds or 0.0) for entry in entries if entry.time is not None]
    return min(begun), max(over) - min(begun)


def list_bars(entries: Sequence[TimelineEntry]) -> Iterator[Bar]:
    """Yield a bar for each entry; those whose time is not known begin where the chart does."""
    start, span = find_span(entries)
    for entry in entries:
        after = None if entry.time is None else entry.time - start
        left = 100.0 * (after or 0.0) / span if span else 0.0
        width = 100.0 * (entry.seconds or 0.0) / span if span else 100.0
        left = min(left, 100.0 - NARROWEST)
        yield Bar(entry, round(left, 2), round(min(max(width, NARROWEST), 100.0 - left), 2), after)
