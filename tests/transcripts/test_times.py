"""Times and durations as people read them."""

from __future__ import annotations

import pytest
from assistants_v2_transcripts.times import read_duration, read_time, write_duration, write_time
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("written", "stamp"),
    [
        ("2024-05-01T12:00:00Z", 1_714_564_800),
        ("2024-05-01T12:00:00.250Z", 1_714_564_800.25),
        ("2024-05-01T12:00:00.250Z", 1_714_564_800_250),
        ("", None),
    ],
    ids=["seconds", "floats", "milliseconds", "absent"],
)
def test_times_are_written_in_utc_whatever_a_server_counts_in(written: str, stamp: float | None) -> None:
    """Seconds, floats and milliseconds are the same moment."""
    assert written == write_time(read_time(stamp))


@given(st.floats() | st.integers())
def test_any_number_of_a_server_is_a_time_or_none(stamp: float) -> None:
    """A time that no calendar has is left out, and nothing fails."""
    written = write_time(read_time(stamp))
    assert "" == written or written.endswith("Z")


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("", None),
        ("under 1 s", 0),
        ("under 1 ms", 0.00002),
        ("42 ms", 0.042),
        ("2.35 s", 2.345678),
        ("59 s", 59),
        ("2 min 0 s", 119.7),
        ("1 h 1 min", 3_661),
    ],
)
def test_durations_have_the_units_that_people_use(written: str, seconds: float | None) -> None:
    """A short one is not 0.0 s, a long one not 3661 s."""
    assert written == write_duration(seconds)


@pytest.mark.parametrize(
    ("seconds", "begin", "end"), [(2, 1_000, 1_002), (None, 1_002, 1_000), (None, 1_000, None)]
)
def test_a_duration_that_makes_no_sense_is_not_told(
    seconds: float | None, begin: float, end: float | None
) -> None:
    """Some servers end a step before it began."""
    assert seconds == read_duration(begin, end)
