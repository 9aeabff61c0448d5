"""The events of streams: the same in any split, and none without end."""

from __future__ import annotations

import pytest
from assistants_v2_server.models.event_streams import LONGEST_EVENT, EndlessAnswer, EventSplitter
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
