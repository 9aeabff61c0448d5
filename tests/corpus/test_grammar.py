"""The grammar of streams accepts every stream that OpenAI's servers were recorded to send."""

from __future__ import annotations

import pytest

from ..grammar import Event, check_stream
from .recorded import Exchange

OPENAIS = {"wire", "captured-body"}
"""Provenances of the streams of OpenAI's servers; others have events of their own."""

UNCOMPARED = ("'code_interpreter', 'code_interpreter':", "'type': 'file_search'", "'file_citation'")
"""What deltas may be of that the grammar does not compare with the whole."""


def whole_streams(recorded: list[Exchange]) -> list[tuple[str, str, list[Event]]]:
    """Return the id, operation and events of every stream of OpenAI's servers."""
    found = [
        (exchange.id, exchange.operation, [(event["event"], event["data"]) for event in exchange.events])
        for exchange in recorded
        if exchange.stream and exchange.provenance in OPENAIS
    ]
    if not found:
        pytest.skip("this source has no stream of OpenAI's servers")
    return found


def is_accepted(operation: str, events: list[Event]) -> bool:
    """Say whether the grammar accepts a stream."""
    try:
        check_stream(operation, events)
    except AssertionError:
        return False
    return True


def test_every_recorded_stream_is_accepted(recorded: list[Exchange]) -> None:
    """Whatever order of events the servers sent, the grammar knows it."""
    for source, operation, events in whole_streams(recorded):
        try:
            check_stream(operation, events)
        except AssertionError as wrong:
            raise AssertionError(f"{source}: {wrong}") from wrong


def test_streams_with_a_fault_are_not_accepted(recorded: list[Exchange]) -> None:
    """The grammar does not pass everything: a stream without one of its events is none."""
    for source, operation, events in whole_streams(recorded):
        if events[-1][0] != "done" or any(name == "error" for name, _ in events):
            continue
        for left_out, (name, _) in enumerate(events):
            if name.endswith(".delta") and any(kind in str(events) for kind in UNCOMPARED):
                continue
            assert not is_accepted(operation, [*events[:left_out], *events[left_out + 1 :]]), (source, name)
