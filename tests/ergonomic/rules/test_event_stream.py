"""Server-sent events: WHATWG's rules, whatever the chunks, and how much is kept."""

from __future__ import annotations

from itertools import pairwise
from tracemalloc import get_traced_memory, start, stop

import pytest
from assistants_v2.rules.event_stream import EventStreamDecoder
from hypothesis import given
from hypothesis import strategies as st


def decode(*chunks: bytes) -> list[tuple[str, str]]:
    """Return the events of a stream that comes in some chunks, with their data as text."""
    decoder = EventStreamDecoder()
    return [(name, data.decode(errors="replace")) for chunk in chunks for name, data in decoder.decode(chunk)]


def in_pieces(stream: bytes, size: int) -> list[bytes]:
    """Return a stream in pieces of equal size."""
    return [stream[at : at + size] for at in range(0, len(stream), size)]


RULES: dict[str, tuple[bytes, list[tuple[str, str]]]] = {
    "lines end in a line feed": (b"event: a\ndata: 1\n\nevent: b\ndata: 2\n\n", [("a", "1"), ("b", "2")]),
    "lines end in a carriage return": (b"event: a\rdata: 1\r\rdata: 2\r\r", [("a", "1"), ("message", "2")]),
    "lines end in both": (b"event: a\r\ndata: 1\r\n\r\ndata: 2\r\n\r\n", [("a", "1"), ("message", "2")]),
    "endings are mixed": (b"event: a\rdata: 1\r\n\ndata: 2\n\r\n", [("a", "1"), ("message", "2")]),
    "a byte order mark at the start is dropped": (b"\xef\xbb\xbfdata: 1\n\n", [("message", "1")]),
    "a byte order mark elsewhere is part of its line": (
        b"data: 1\n\n\xef\xbb\xbfdata: 2\n\ndata: \xef\xbb\xbf3\n\n",
        [("message", "1"), ("message", "\ufeff3")],
    ),
    "an event without data is none, and its name is not kept": (
        b"event: a\n\ndata: 1\n\n",
        [("message", "1")],
    ),
    "an id alone is no event": (b"id: 1\n\ndata: 1\n\n", [("message", "1")]),
    "a waiting time alone is no event": (b"retry: 10\n\ndata: 1\n\n", [("message", "1")]),
    "after an id, a blank line is no event": (
        b"id: 1\ndata: 1\n\n\n\ndata: 2\n\n",
        [("message", "1"), ("message", "2")],
    ),
    "after an id, a comment is no event": (
        b"id: 1\ndata: 1\n\n: here\n\ndata: 2\n\n",
        [("message", "1"), ("message", "2")],
    ),
    "an id with NUL is passed over": (b"id: 1\x002\ndata: 1\n\n", [("message", "1")]),
    "a comment within an event is passed over": (b": a\nevent: a\n:b\ndata: 1\n:\n\n", [("a", "1")]),
    "an unknown field is passed over": (b"colour: red\nnothing\ndata: 1\n\n", [("message", "1")]),
    "names of fields have no capitals or spaces": (
        b"Data: 1\n data: 2\ndata : 3\ndata: 4\n\n",
        [("message", "4")],
    ),
    "one space after the colon is dropped": (b"data:  1\ndata:2\ndata: 3 \n\n", [("message", " 1\n2\n3 ")]),
    "further colons belong to the value": (b"data: a: b:c\n\n", [("message", "a: b:c")]),
    "several lines of data are joined": (b"data: 1\ndata:\ndata: 3\n\n", [("message", "1\n\n3")]),
    "empty data is an event": (
        b"event: a\ndata:\n\ndata\n\ndata\ndata\n\n",
        [("a", ""), ("message", ""), ("message", "\n")],
    ),
    "the last name counts": (b"event: a\nevent: b\ndata: 1\n\n", [("b", "1")]),
    "an empty name is none": (
        b"event: \ndata: 1\n\nevent\ndata: 2\n\n",
        [("message", "1"), ("message", "2")],
    ),
    "an event without its blank line is none": (b"data: 1\n\ndata: 2\n", [("message", "1")]),
    "invalid UTF-8 is replaced": (
        b"event: \xff\ndata: a\xffb\xe2\x82\n\ndata: \xc3\n\n",
        [("\ufffd", "a\ufffdb\ufffd"), ("message", "\ufffd")],
    ),
    "no other character ends a line": (
        "data: a\u2028b\u2029c\x0bd\x0ce\x85f\x1cg\n\n".encode(),
        [("message", "a\u2028b\u2029c\x0bd\x0ce\x85f\x1cg")],
    ),
    "characters of several bytes": ("event: ä\ndata: 語🙂\n\n".encode(), [("ä", "語🙂")]),
    "blank lines before everything": (b"\n\n\r\n\ndata: 1\n\n", [("message", "1")]),
    "a comment with no blank line behind it": (
        b": keep-alive\n: keep-alive\nevent: a\ndata: 1\n\n",
        [("a", "1")],
    ),
}


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 10_000])
@pytest.mark.parametrize("rule", RULES)
def test_a_rule_of_event_streams(rule: str, size: int) -> None:
    """Each of WHATWG's rules holds, in whatever pieces the stream comes."""
    stream, events = RULES[rule]
    assert events == decode(*in_pieces(stream, size))


ANY_LINES = st.lists(
    st.sampled_from(
        [
            b"\n",
            b"\r",
            b"\r\n",
            b"\n\n",
            b"event: a",
            b"event:",
            b"data: 1",
            b"data",
            b"data:2",
            b":",
            b"id: 7",
        ]
    )
    | st.binary(max_size=4),
    max_size=30,
).map(b"".join)


@given(ANY_LINES, st.lists(st.integers(0, 200), max_size=6))
def test_no_split_changes_what_is_decoded(stream: bytes, cuts: list[int]) -> None:
    """Where a network cuts a stream has no influence; empty chunks have none either."""
    ends = [0, *sorted(cuts), len(stream)]
    assert decode(stream) == decode(*(stream[a:b] for a, b in pairwise(ends)))


@given(ANY_LINES)
def test_the_ways_to_end_a_line_mean_the_same(stream: bytes) -> None:
    """A stream with other line ends has the same events."""
    plain = stream.replace(b"\r", b"")
    assert decode(plain) == decode(plain.replace(b"\n", b"\r\n")) == decode(plain.replace(b"\n", b"\r"))


@pytest.mark.parametrize("size", [1, 5, 1_000])
def test_an_event_that_is_too_long_is_refused(size: int) -> None:
    """One of just the longest length is decoded; one with a byte more is not, complete or not."""
    fits, more = b"data: 56789\n\n", b"data: 567890\n\n"

    def run(stream: bytes) -> tuple[bool, list[tuple[str, bytes]]]:
        decoder = EventStreamDecoder(longest=11)
        events = [event for chunk in in_pieces(stream, size) for event in decoder.decode(chunk)]
        return decoder.is_too_long, events

    assert (False, [("message", b"56789")]) == run(fits)
    assert (True, []) == run(more)
    assert (True, []) == run(b"data: 567890123")
    assert (True, []) == run(more + fits)


def test_what_came_before_an_event_that_is_too_long_is_given() -> None:
    """The events before it are returned even if all came in one piece."""
    decoder = EventStreamDecoder(longest=20)
    events = decoder.decode(b"data: 1\n\ndata: 2\n\ndata: " + b"3" * 30)
    assert [("message", b"1"), ("message", b"2")] == events
    assert decoder.is_too_long


def test_events_that_were_given_are_not_kept() -> None:
    """A stream of any length takes the memory of its longest event."""
    decoder = EventStreamDecoder()
    chunk = b"event: a\ndata: " + b"1" * 1_000 + b"\n\nevent: b\nda"
    start()
    try:
        for _ in range(2_000):
            for _ in decoder.decode(chunk):
                pass
            for _ in decoder.decode(b"ta: 2\n\n"):
                pass
        assert 100_000 > get_traced_memory()[0]
    finally:
        stop()
