"""The events of streams: the same in any split, and none without end."""

from __future__ import annotations

from typing import Any

import pytest
from assistants_v2_server.models.event_streams import (
    LONGEST_EVENT,
    MOST_TOKENS,
    EndlessAnswer,
    EventSplitter,
    read_count,
)
from hypothesis import given
from hypothesis import strategies as st

DATA = [b'{"a":1}', '{"a":"\u2028é"}'.encode(), b"[DONE]"]


@given(st.data(), st.sampled_from([b"\n", b"\r\n"]))
def test_events_come_out_the_same_in_any_split(data: st.DataObject, end: bytes) -> None:
    """Comments, empty events and other fields are skipped; no separator but a line's end splits."""
    stream = b": hello" + end + end
    for event in DATA:
        stream += b"event: x" + end + b"data: " + event + end + end + end
    splitter, events = EventSplitter(), list[bytes]()
    while stream:
        size = data.draw(st.integers(1, len(stream)))
        events += splitter.feed(stream[:size])
        stream = stream[size:]
    assert DATA == [*events, *splitter.finish()]


def test_an_event_that_nothing_ends_counts() -> None:
    """Some servers close the connection after the last line; lines of one event belong together."""
    splitter = EventSplitter()
    assert [] == splitter.feed(b'data: {"a":\ndata: 1}')
    assert [b'{"a":\n1}'] == splitter.finish()


def test_an_event_without_end_is_refused() -> None:
    """A server that sends and sends is not kept in memory."""
    splitter = EventSplitter()
    with pytest.raises(EndlessAnswer):
        splitter.feed(b"data: " + b"x" * LONGEST_EVENT)


@pytest.mark.parametrize(
    ("expected", "count"),
    [
        (7, 7),
        (7, 7.0),
        (7, "7"),
        (MOST_TOKENS, MOST_TOKENS),
        (0, None),
        (0, -1),  # what some servers say of what they have not counted
        (0, MOST_TOKENS + 1),
        (0, 10**400),
        (0, float("inf")),
        (0, float("nan")),
    ],
)
def test_a_number_of_tokens_is_one_that_an_answer_can_cost(expected: int, count: Any) -> None:
    """Any other counts as not said: it would be summed up, and no counter goes down."""
    assert expected == read_count(count)


@pytest.mark.parametrize("count", ["many", [1], {"a": 1}])
def test_what_is_no_number_is_no_number_of_tokens(count: Any) -> None:
    """The caller says that the answer cannot be read."""
    with pytest.raises((ValueError, TypeError)):
        read_count(count)
