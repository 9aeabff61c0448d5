"""Every recorded event of a stream is read as the model that its name stands for."""

from __future__ import annotations

from typing import Any

import pytest

from .operations import EVENTS, SCHEMAS
from .recorded import TRUSTED, Exchange
from .walking import exact, misdeclared, unknown

NEWER_THAN_THE_CONTRACT = {
    ("Run.tools", "bing_grounding"),
    ("Run.tools", "mcp"),
    ("RunStep.step_details", "activities"),
    ("ToolCallsDelta.tool_calls", "bing_grounding"),
    ("ToolCallsDelta.tool_calls", "mcp"),
    ("ToolCallsStepDetails.tool_calls", "bing_grounding"),
    ("ToolCallsStepDetails.tool_calls", "mcp"),
}
"""What servers stream beyond the contract: attributes and tags."""


@pytest.fixture(scope="session")
def events(exchanges: list[Exchange]) -> list[tuple[str, dict[str, Any]]]:
    """Return the events of all streams, each with the id of its exchange."""
    found = [
        (exchange.id, event)
        for exchange in exchanges
        if exchange.provenance in TRUSTED
        for event in exchange.events
    ]
    assert found
    return found


def test_the_contract_has_a_model_for_each_event() -> None:
    """The members of the contract's union of events are the models that are found by an event's name."""
    union = SCHEMAS["AssistantStreamEvent"]
    members = {member["$ref"].rpartition("/")[2] for member in union.get("oneOf", union.get("anyOf"))}
    assert members == {model.__name__ for model in EVENTS.values()}


def test_recorded_events_come_back_equal(events: list[tuple[str, dict[str, Any]]]) -> None:
    """Each event is read as the model of its name, which writes it back equal."""
    for source, recorded in events:
        parsed = EVENTS[recorded["event"]].from_dict(recorded)
        assert exact(recorded) == exact(parsed.to_dict()), source


def test_every_attribute_of_an_event_is_of_its_declared_type(
    events: list[tuple[str, dict[str, Any]]],
) -> None:
    """At any depth of any recorded event, an attribute holds an instance of its declared type."""
    for source, recorded in events:
        assert [] == misdeclared(EVENTS[recorded["event"]].from_dict(recorded)), source


def test_unknown_objects_are_those_beyond_the_contract(events: list[tuple[str, dict[str, Any]]]) -> None:
    """Over all events, the Unknown objects are exactly those whose tags the contract lacks."""
    found = [
        mark for _, recorded in events for mark in unknown(EVENTS[recorded["event"]].from_dict(recorded))
    ]
    assert [] == [(place, tag) for place, tag, known in found if known]
    assert NEWER_THAN_THE_CONTRACT == {(place, tag) for place, tag, _ in found}
