"""Models by themselves: what is absent, what is written, and what is not of the contract's kind."""

from __future__ import annotations

from collections import OrderedDict
from copy import copy, deepcopy
from pickle import dumps, loads
from typing import Any

import attrs
import pytest
from assistants_v2_raw.errors import WrongKind
from assistants_v2_raw.models import (
    Assistant,
    FunctionTool,
    Message,
    MessageList,
    Run,
    RunCreateRequest,
    RunStep,
    RunUpdateRequest,
)
from assistants_v2_raw.types import UNSET, Unknown

from ..corpus.operations import OPERATIONS
from ..corpus.spoiling import OTHER_KINDS, Subject, assert_harmless, drop, may_be_refused, spoil
from ..corpus.walking import exact, misdeclared, paths
from .answers import ANSWERS, ASSISTANT, MESSAGE, RUN, page

SPARE: dict[str, Any] = {"id": "run_1", "status": "completed", "last_error": None, "of_tomorrow": 1}


def subject(operation: str) -> Subject:
    """Return a made-up answer to spoil."""
    return Subject(operation, OPERATIONS[operation].answer, ANSWERS[operation])


@pytest.mark.parametrize("operation", ANSWERS)
def test_a_complete_answer_is_as_declared(operation: str) -> None:
    """Every attribute is of its declared type, and what was read is written back."""
    parsed = OPERATIONS[operation].answer.from_dict(ANSWERS[operation])
    assert [] == misdeclared(parsed)
    assert ANSWERS[operation] == parsed.to_dict()


def test_an_absent_field_reads_none() -> None:
    """So does one that is null; nothing else is there to compare with."""
    run = Run.from_dict(SPARE)
    assert (None, None, None) == (run.required_action, run.last_error, run.parallel_tool_calls)


def test_what_was_absent_stays_absent_and_null_stays_null() -> None:
    """Written back, an object is what came."""
    assert SPARE == Run.from_dict(SPARE).to_dict()


def test_a_body_has_what_was_given() -> None:
    """None is null, and what is left out, or is UNSET, is not there."""
    body = RunCreateRequest(assistant_id="asst_1", instructions=None, model=UNSET)
    assert {"assistant_id": "asst_1", "instructions": None} == body.to_dict()
    assert (None, None) == (body.instructions, body.model)


def test_what_is_set_is_written_and_unset_takes_it_out() -> None:
    """A model is changed by setting its attributes."""
    run: Any = Run.from_dict(SPARE)
    run.model = "some-model"
    run.last_error = UNSET
    assert {"id": "run_1", "status": "completed", "model": "some-model", "of_tomorrow": 1} == run.to_dict()


@pytest.mark.parametrize(
    "copied",
    [copy, deepcopy, lambda model: loads(dumps(model)), attrs.evolve],
    ids=["copy", "deepcopy", "pickle", "evolve"],
)
@pytest.mark.parametrize("body", [SPARE, RUN], ids=["spare", "complete"])
def test_a_copy_is_the_same(copied: Any, body: dict[str, Any]) -> None:
    """It is equal, and is written as the original is."""
    run = Run.from_dict(body)
    assert run == copied(run)
    assert body == copied(run).to_dict()


def test_a_copy_may_differ() -> None:
    """`attrs.evolve` keeps what it was not told to change."""
    changed = attrs.evolve(Run.from_dict(SPARE), status="failed", model="some-model")
    assert {**SPARE, "status": "failed", "model": "some-model"} == changed.to_dict()


def test_a_copy_of_a_body_sends_no_more_than_the_body() -> None:
    """What nobody gave is not sent as null."""
    body = attrs.evolve(RunCreateRequest(assistant_id="asst_1"), model="some-model")
    assert {"assistant_id": "asst_1", "model": "some-model"} == body.to_dict()


def test_attrs_knows_the_fields() -> None:
    """Libraries that work with classes of attrs work with models."""
    kind: type = Run
    assert attrs.has(kind)
    assert "status" in [each.name for each in attrs.fields(Run)]
    assert "run_1" == attrs.asdict(Run.from_dict(SPARE))["id"]


def test_equal_is_what_looks_equal() -> None:
    """Whether a field was null or absent does not count, other properties do."""
    one, other = Run.from_dict(SPARE), Run.from_dict({**SPARE, "model": None})
    assert one == other
    other["of_tomorrow"] = 2
    assert one != other
    assert one != Assistant.from_dict({"id": "run_1"})


def test_further_properties_are_items() -> None:
    """Brackets read, set and delete what the contract does not name; they read and set fields too."""
    run = Run.from_dict(SPARE)
    assert ("of_tomorrow" in run, "status" in run, "statsu" in run) == (True, True, False)
    assert (1, "completed") == (run["of_tomorrow"], run["status"])
    run["more"], run["status"] = 2, "failed"
    assert "failed" == run.status
    del run["of_tomorrow"]
    assert ["more"] == run.additional_keys
    assert {"more": 2} == run.additional_properties
    assert [] == Run.from_dict({"id": "run_1"}).additional_keys


def test_an_attribute_that_is_no_field_is_a_mistake() -> None:
    """A misspelt name is neither read nor set."""
    run: Any = Run.from_dict(SPARE)
    with pytest.raises(AttributeError, match="statsu"):
        assert None is run.statsu
    with pytest.raises(AttributeError, match="statsu"):
        run.statsu = "failed"


def test_a_body_lacks_nothing_and_has_no_more() -> None:
    """A required field and an unknown one are noticed when the body is made."""
    make: Any = RunCreateRequest
    with pytest.raises(TypeError, match="assistant_id"):
        make()
    with pytest.raises(TypeError, match="colour"):
        make(assistant_id="asst_1", colour="blue")


def test_what_is_shown_is_what_is_there() -> None:
    """Neither None nor an empty rest is shown, at any depth."""
    run = Run.from_dict({"id": "run_1", "last_error": None, "tools": [{"type": "function", "function": {}}]})
    assert "Run(id='run_1', tools=[FunctionTool(type='function', function=FunctionDefinition())])" == repr(
        run
    )
    assert "Run(id='run_1', additional_properties={'more': 1})" == repr(
        Run.from_dict({"id": "run_1", "more": 1})
    )
    assert "RunUpdateRequest()" == repr(RunUpdateRequest())


@pytest.mark.parametrize(
    ("place", "complaint", "model", "body"),
    [
        ("id", "expected string, got nothing", Run, {}),
        ("id", "expected string, got null", Run, {"id": None}),
        ("id", "expected string, got number", Run, {"id": 7}),
        ("status", "expected string, got array", Run, {**RUN, "status": ["completed"]}),
        ("created_at", "expected number, got string", Run, {**RUN, "created_at": "x"}),
        ("parallel_tool_calls", "expected boolean, got number", Run, {**RUN, "parallel_tool_calls": 1}),
        ("max_prompt_tokens", "expected number, got boolean", Run, {**RUN, "max_prompt_tokens": True}),
        ("last_error", "expected object, got string", Run, {**RUN, "last_error": "x"}),
        ("tools[1]", "expected object, got null", Run, {**RUN, "tools": [{"type": "function"}, None]}),
        ("tool_choice", "expected string or object, got number", Run, {**RUN, "tool_choice": 7}),
        ("tool_choice.type", "expected string, got number", Run, {**RUN, "tool_choice": {"type": 7}}),
        ("response_format", "expected string or object, got array", Run, {**RUN, "response_format": []}),
        ("metadata{}", "expected string, got number", Run, {**RUN, "metadata": {"key": 7}}),
        ("metadata", "expected object, got array", Run, {**RUN, "metadata": []}),
        (
            "required_action.submit_tool_outputs.tool_calls[0].function",
            "expected object, got string",
            Run,
            spoil(RUN, ("required_action", "submit_tool_outputs", "tool_calls", 0, "function"), "x"),
        ),
        (
            "tool_resources.code_interpreter.file_ids[0]",
            "expected string, got object",
            Assistant,
            spoil(ASSISTANT, ("tool_resources", "code_interpreter", "file_ids", 0), {}),
        ),
        (
            "content[0].text.value",
            "expected string, got object",
            Message,
            spoil(MESSAGE, ("content", 0, "text", "value"), {}),
        ),
        ("data", "expected array or object, got nothing", MessageList, {"object": "list"}),
        ("data", "expected array, got number", MessageList, {"data": 7}),
        ("data[0]", "expected object, got null", MessageList, {"data": [None]}),
        ("data[0].content", "expected array, got string", MessageList, page({**MESSAGE, "content": "x"})),
        ("data[1].id", "expected string, got nothing", MessageList, {"data": [{"id": "msg_1"}, {}]}),
        (
            "step_details.tool_calls[0]",
            "expected object, got null",
            RunStep,
            {"id": "step_1", "step_details": {"type": "tool_calls", "tool_calls": [None]}},
        ),
    ],
)
def test_a_value_of_another_kind_is_named(place: str, complaint: str, model: Any, body: Any) -> None:
    """The error has its place, what is expected and what was found, and nothing of the value itself."""
    with pytest.raises(WrongKind) as caught:
        model.from_dict(body)
    assert (place, f"{place}: {complaint}") == (caught.value.place, str(caught.value))


@pytest.mark.parametrize("operation", ANSWERS)
def test_whatever_is_of_another_kind_is_named_or_does_no_harm(operation: str) -> None:
    """Each value, one after the other, is replaced by one of each other kind."""
    answer = subject(operation)
    for path in answer.places:
        for other in OTHER_KINDS:
            assert_harmless(answer, spoil(answer.body, path, other), path)


@pytest.mark.parametrize("operation", ANSWERS)
def test_whatever_is_null_or_absent_does_no_harm(operation: str) -> None:
    """Only ids, the data of lists and items of lists have to be there."""
    answer = subject(operation)
    for path in answer.places:
        refusable = may_be_refused(path)
        assert_harmless(answer, spoil(answer.body, path, None), path, refusable=refusable)
        if isinstance(path[-1], str):
            assert_harmless(answer, drop(answer.body, path), path, refusable=refusable)


def test_numbers_are_of_one_kind() -> None:
    """A whole number stands for a fraction, and the other way round."""
    run: Any = Run.from_dict({**RUN, "temperature": 1, "created_at": 1000.5})
    assert (1, 1000.5) == (run.temperature, run.created_at)


def test_what_is_new_stays_what_it_is() -> None:
    """Values of tomorrow are their texts, and objects of tomorrow are Unknown."""
    run: Any = Run.from_dict({**RUN, "status": "paused", "tools": [{"type": "magic"}, {}, {"type": 7}]})
    assert "paused" == run.status
    assert [Unknown({"type": "magic"}), Unknown({}), Unknown({"type": 7})] == run.tools


class Word(str):
    """A text of a library's own type."""


def test_a_dict_of_a_program_may_hold_subclasses() -> None:
    """A text of a library's own type is a text, and so is a dict an object."""
    tools = [OrderedDict(type="function", function=OrderedDict(name=Word("look_up")))]
    run: Any = Run.from_dict(
        {"id": Word("run_1"), "tools": tools, "metadata": OrderedDict(key=Word("value"))}
    )
    assert ("run_1", "look_up", {"key": "value"}) == (run.id, run.tools[0].function.name, run.metadata)


def test_a_subclass_is_read_as_itself() -> None:
    """Programs that add methods to a model read answers with it."""

    class Tool(FunctionTool):
        __slots__ = ()

        @property
        def name(self) -> str:
            return self.function.name

    body = {"type": "function", "function": {"name": "look_up"}}
    tool = Tool.from_dict(body)
    assert ("look_up", body) == (tool.name, tool.to_dict())


def test_places_are_found_in_every_answer() -> None:
    """The answers that are spoiled here have values of every kind, at many places."""
    places = [path for answer in ANSWERS.values() for path in paths(answer)]
    assert 400 < len(places)
    assert exact(ANSWERS["getRun"]) == exact(RUN)
