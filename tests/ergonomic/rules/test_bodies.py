"""Request bodies out of keyword arguments."""

from __future__ import annotations

from typing import Any

import pytest
from assistants_v2 import tool
from assistants_v2.rules.bodies import make_body
from assistants_v2_raw import models
from hypothesis import given
from hypothesis import strategies as st
from openai import pydantic_function_tool
from pydantic import BaseModel

from ..objects import an_assistant


class Query(BaseModel):
    """Look a city up."""

    city: str


def add(a: int, b: int = 0) -> int:
    """Add two numbers."""
    return a + b


DEFINITION = {
    "type": "function",
    "function": {
        "name": "add",
        "description": "Add two numbers.",
        "parameters": tool(add).parameters,
    },
}


def test_only_what_was_passed_is_sent() -> None:
    """A field that the caller left out is not in the request, and one set to None is null."""
    sent = make_body(models.AssistantCreateRequest, {"model": "m", "name": None})
    assert {"model": "m", "name": None} == sent.to_dict()


@given(
    st.dictionaries(st.text(), st.text()),
    st.one_of(st.text(), st.lists(st.fixed_dictionaries({"type": st.just("text"), "text": st.text()}))),
)
def test_values_are_sent_as_they_are(metadata: dict[str, str], content: Any) -> None:
    """Whatever metadata and content hold reaches the wire unchanged."""
    fields = {"role": "user", "content": content, "metadata": metadata}
    assert fields == make_body(models.MessageCreateRequest, fields).to_dict()


def test_models_are_written_as_json() -> None:
    """A value may be a model of the raw client instead of a mapping."""
    outputs = [models.ToolOutput(tool_call_id="call_1", output="3")]
    sent = make_body(models.RunSubmitToolOutputsRequest, {"tool_outputs": outputs})
    assert {"tool_outputs": [{"tool_call_id": "call_1", "output": "3"}]} == sent.to_dict()


@pytest.mark.parametrize("function", [add, tool(add)], ids=["function", "tool"])
def test_functions_among_the_tools_become_definitions(function: Any) -> None:
    """A Python function or a Tool stands for its definition; other tools are sent as they are."""
    fields = {"model": "m", "tools": (function, {"type": "code_interpreter"})}
    sent = make_body(models.AssistantCreateRequest, fields).to_dict()
    assert [DEFINITION, {"type": "code_interpreter"}] == sent["tools"]


def test_the_callers_fields_are_left_alone() -> None:
    """Making a body changes nothing of what the caller passed."""
    fields = {"model": "m", "tools": [add]}
    make_body(models.AssistantCreateRequest, fields)
    assert {"model": "m", "tools": [add]} == fields


def test_a_stream_is_refused() -> None:
    """stream=True cannot change what a method returns, so it is refused with what the method returns."""
    fields = {"assistant_id": "asst_1", "stream": True}
    with pytest.raises(TypeError, match="this method returns a Run, not a stream; leave it out"):
        make_body(models.RunCreateRequest, fields, "a Run")


def test_an_explicit_no_stream_is_sent() -> None:
    """stream=False is what the server does anyway, and is no error."""
    fields = {"assistant_id": "asst_1", "stream": False}
    assert fields == make_body(models.RunCreateRequest, fields).to_dict()


@pytest.mark.parametrize(
    "iterable",
    [
        lambda items: (item for item in items),
        lambda items: map(dict, items),
        lambda items: dict(enumerate(items)).values(),
    ],
    ids=["generator", "map", "values"],
)
def test_an_iterable_is_sent_as_a_list(iterable: Any) -> None:
    """It is read once, so that a request that is sent again says the same."""
    said = [{"role": "user", "content": "Hello"}, {"role": "user", "content": "Hello?"}]
    body = make_body(models.ThreadCreateRequest, {"messages": iterable(said)})
    assert said == body.to_dict()["messages"] == body.to_dict()["messages"]


def test_an_iterable_inside_is_sent_as_a_list() -> None:
    """Content parts are as often made by a generator as messages are."""
    parts = [{"type": "text", "text": "Hello"}]
    said = ({"role": "user", "content": (part for part in parts)} for _ in range(1))
    body = make_body(models.ThreadCreateRequest, {"messages": said})
    assert [{"role": "user", "content": parts}] == body.to_dict()["messages"]


def test_an_object_stands_for_its_id() -> None:
    """Whoever passes the assistant itself means its id."""
    assistant = an_assistant()
    body = make_body(models.RunCreateRequest, {"assistant_id": assistant})
    assert {"assistant_id": assistant.id} == body.to_dict()


@pytest.mark.parametrize("tools", [len, {"type": "file_search"}, "file_search"])
def test_a_tool_alone_is_refused(tools: Any) -> None:
    """The error says what is missing around it."""
    with pytest.raises(TypeError, match="tools is a list of tools or a Toolbox"):
        make_body(models.AssistantCreateRequest, {"model": "m", "tools": tools})


def test_a_pydantic_model_is_a_tool() -> None:
    """So is what the official SDK makes of one: both become the definition of a function."""
    body = make_body(
        models.AssistantCreateRequest, {"model": "m", "tools": [Query, pydantic_function_tool(Query)]}
    )
    ours, theirs = body.to_dict()["tools"]
    assert {"Query"} == {ours["function"]["name"], theirs["function"]["name"]}
    assert ["city"] == ours["function"]["parameters"]["required"]
