"""What was read is what the type hints say: no raw dict in a model's place, no Unknown without need."""

from __future__ import annotations

from typing import Any

import pytest
from assistants_v2_raw.models import Run

from .operations import OPERATIONS
from .recorded import Exchange
from .walking import misdeclared, unknown

Answers = dict[str, list[Exchange]]

INVENTED = {
    "handwritten getRunStep step_details.tool_calls[2].file_search: expected object, got array",
}
"""What handwritten answers get wrong, and no recorded one."""

NEWER_THAN_THE_CONTRACT = {
    ("Assistant.tools", "bing_grounding"),
    ("Assistant.tools", "mcp"),
    ("Text.annotations", "url_citation"),
    ("ToolCallsStepDetails.tool_calls", "browser"),
}
"""What servers send beyond the contract: the attributes and the tags of the recorded objects."""


def read(exchange: Exchange) -> object:
    """Read a recorded answer as the model of its operation."""
    return OPERATIONS[exchange.operation].answer.from_dict(exchange.body)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_attribute_is_of_its_declared_type(operation: str, answers: Answers) -> None:
    """At any depth of any recorded answer, an attribute holds an instance of its declared type."""
    assert answers[operation]
    for exchange in answers[operation]:
        assert [] == misdeclared(read(exchange)), exchange.id


def test_only_what_is_invented_cannot_be_read(misread: dict[str, str]) -> None:
    """Values of another kind are in no recorded answer, and where they are is said."""
    assert INVENTED == {*misread.values()}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_nothing_known_is_read_as_unknown(operation: str, answers: Answers) -> None:
    """An object is Unknown only if its tag is none of those that the contract has at that place."""
    for exchange in answers[operation]:
        assert [] == [(place, tag) for place, tag, known in unknown(read(exchange)) if known], exchange.id


def test_unknown_objects_are_those_beyond_the_contract(answers: Answers) -> None:
    """Over all recorded answers, the Unknown objects are exactly those whose tags the contract lacks."""
    found = {
        (place, tag)
        for operation in OPERATIONS
        for exchange in answers[operation]
        for place, tag, _ in unknown(read(exchange))
    }
    assert NEWER_THAN_THE_CONTRACT == found


def test_the_walk_finds_what_is_wrong() -> None:
    """A raw dict in place of a model, a wrong item of a list and an absent field are all reported."""
    run: Any = Run.from_dict({"id": "run_1", "tools": [{"type": "function", "function": {"name": "f"}}]})
    assert "Run.status at ()" in [complaint.partition(":")[0] for complaint in misdeclared(run)]
    run.tools[0].function = {"name": "f"}
    run.metadata = {"a": 1}
    wrong = [complaint.partition(":")[0] for complaint in misdeclared(run)]
    assert "FunctionTool.function at ('tools', 0)" in wrong
    assert "Run.metadata at ()" in wrong


def test_the_walk_tells_known_tags_from_unknown_ones() -> None:
    """An Unknown of a tag that the contract has at its place is told from one of another tag."""
    run: Any = Run.from_dict(
        {"id": "run_1", "tools": [{"type": "mcp"}, {"type": "file_search"}, {"type": "mcp"}]}
    )
    run.tools[2].raw["type"] = "function"
    assert [("Run.tools", "mcp", False), ("Run.tools", "function", True)] == list(unknown(run))
