"""Every recorded stream is decoded, read and accumulated to the same, wherever the network cuts it."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from assistants_v2 import APIStreamError
from assistants_v2.rules.accumulation import Accumulator
from assistants_v2.rules.configuration import Settings
from assistants_v2.rules.stream_events import EventReader
from hypothesis import given, settings
from hypothesis import strategies as st

from .recorded import TRUSTED, Exchange, read_exchanges
from .walking import exact

if TYPE_CHECKING:
    from collections.abc import Iterable

SETTINGS = Settings(base_url="https://recorded.test/v1", api_key="")

COMPLETED = {"thread.message.completed", "thread.message.incomplete", "thread.run.step.completed"}
"""Events with all of a message or step."""

STREAMS = [
    pytest.param(exchange, id=exchange.id)
    for exchange in read_exchanges()
    if exchange.stream and exchange.provenance in TRUSTED
]


def receive(chunks: Iterable[bytes]) -> tuple[list[Any], list[Any], str | None]:
    """Return the events of a stream, what it has said after each, and the error that it ends in, as JSON."""
    reader, so_far = EventReader(SETTINGS), Accumulator()
    events, seen = [], []
    try:
        for chunk in chunks:
            for event in reader.read(chunk):
                milestones = [milestone.name for milestone in so_far.add(event)]
                events.append(event.to_dict())
                now = [each.to_dict() for each in (*so_far.messages, *so_far.run_steps)]
                seen.append((exact(now), milestones))
    except APIStreamError as error:
        return events, seen, error.message
    return events, seen, None


def bytes_of(exchange: Exchange) -> bytes:
    """Return a stream as it was sent; the recordings lack the last blank line."""
    return (exchange.stream or "").rstrip("\n").encode() + b"\n\n"


def in_pieces(stream: bytes, size: int) -> list[bytes]:
    """Return a stream in pieces of equal size."""
    return [stream[at : at + size] for at in range(0, len(stream), size)]


@pytest.mark.parametrize("exchange", STREAMS)
def test_a_recorded_stream_is_the_same_whatever_the_split(exchange: Exchange) -> None:
    """Events, snapshots and milestones do not depend on the chunks, nor on how lines end."""
    stream = bytes_of(exchange)
    whole = receive([stream])
    for size in (1, 2, 3, 7, 64):
        assert whole == receive(in_pieces(stream, size))
    assert whole == receive(in_pieces(stream.replace(b"\n", b"\r\n"), 7))


@settings(max_examples=5)
@given(st.lists(st.integers(0, 20_000), max_size=20))
@pytest.mark.parametrize("exchange", STREAMS)
def test_a_recorded_stream_may_be_cut_anywhere(exchange: Exchange, cuts: list[int]) -> None:
    """The same, with cuts at random places."""
    stream = bytes_of(exchange)
    ends = [0, *sorted(cuts), max([len(stream), *cuts])]
    assert receive([stream]) == receive(stream[a:b] for a, b in pairwise(ends))


@pytest.mark.parametrize("exchange", STREAMS)
def test_a_recorded_stream_may_be_enveloped(exchange: Exchange) -> None:
    """With the names in the data, as some servers send them, it is the same stream."""
    enveloped = [b"data: " + json.dumps(event).encode() + b"\n\n" for event in exchange.events]
    assert receive([bytes_of(exchange)]) == receive(enveloped)


@pytest.mark.parametrize("exchange", STREAMS)
def test_recorded_events_are_all_there(exchange: Exchange) -> None:
    """Each event is read, and written back equal; an error is raised."""
    recorded = exchange.events
    events, _, error = receive([bytes_of(exchange)])
    names = [event["event"] for event in recorded]
    if error is not None:
        recorded = recorded[: names.index("error")]
    assert ("error" in names) == (error is not None)
    assert exact(recorded) == exact(events)


@pytest.mark.parametrize("exchange", STREAMS)
def test_what_was_accumulated_is_what_was_completed(exchange: Exchange) -> None:
    """The last snapshot of a message or step has all that the completed one has, which then takes its place.

    Only the results of a search, the outputs of functions and what Azure calls activities come in no pieces.
    """
    reader, so_far = EventReader(SETTINGS), Accumulator()
    try:
        for event in reader.read(bytes_of(exchange)):
            seen: Any = (*so_far.messages, *so_far.run_steps)
            known: dict[str, Any] = {each.id: each for each in seen}
            so_far.add(event)
            final: Any = event.data
            if event.event in COMPLETED:
                if final.id in known:
                    assert grown_parts(final) == grown_parts(known[final.id])
                assert final in (*so_far.messages, *so_far.run_steps)
    except APIStreamError:
        pass


def grown_parts(found: Any) -> str:
    """Return of a message or step what comes in pieces."""
    data = found.to_dict()
    if "content" in data:
        return exact(data["content"])
    calls = data["step_details"].get("tool_calls")
    for call in calls or ():
        call.get("file_search", {}).pop("results", None)
        call.get("function", {}).pop("output", None)
    return exact(calls)


@pytest.mark.parametrize("exchange", STREAMS)
def test_everything_begins_and_ends_once(exchange: Exchange) -> None:
    """Nothing ends that has not begun, and nothing twice; only a stream after outputs begins with an end."""
    _, seen, _ = receive([bytes_of(exchange)])
    told = [milestone for _, milestones in seen for milestone in milestones]
    for thing in ("message", "text", "tool_call", "run_step"):
        created, done = told.count(f"{thing}_created"), told.count(f"{thing}_done")
        assert created >= done or (thing == "run_step" and exchange.operation == "submitToolOutputsToRun")
    ids = {event["data"]["id"] for event in exchange.events if event["event"].startswith("thread.message.")}
    assert len(ids) == told.count("message_created")
