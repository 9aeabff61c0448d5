"""The steps of a run as bars."""

from __future__ import annotations

from assistants_v2_transcripts.pages.charts import NARROWEST, list_bars
from assistants_v2_transcripts.timeline import TimelineEntry
from hypothesis import given
from hypothesis import strategies as st

MOMENTS = st.none() | st.floats(0, 1e10)
ENTRIES = st.builds(TimelineEntry, st.just("function"), st.just("f"), time=MOMENTS, seconds=MOMENTS)


def test_bars_are_as_long_as_what_they_are_about() -> None:
    """A step that took half of the time, from the middle on, has the second half."""
    run = TimelineEntry("run", "run", time=100.0, seconds=8.0)
    step = TimelineEntry("function", "f", time=104.0, seconds=4.0)
    assert [(0.0, 100.0, 0.0), (50.0, 50.0, 4.0)] == [
        (bar.start, bar.width, bar.after) for bar in list_bars([run, step])
    ]


@given(st.lists(ENTRIES))
def test_every_bar_can_be_seen_and_is_on_the_chart(entries: list[TimelineEntry]) -> None:
    """Whatever times a server sends."""
    bars = [*list_bars(entries)]
    assert entries == [bar.entry for bar in bars]
    for bar in bars:
        assert bar.start >= 0
        assert bar.width >= NARROWEST / 2
        assert bar.start + bar.width <= 100.01
