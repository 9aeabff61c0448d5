"""What a run is told to do, from the assistant and from the request."""

from __future__ import annotations

from typing import Any

import pytest
from assistants_v2_server.builtin_tools import BuiltinTools
from assistants_v2_server.requests.refusals import RequestError
from assistants_v2_server.service.run_settings import resolve_settings
from assistants_v2_server.store import AssistantRow
from msgspec.structs import replace

from ..driving import function

NONE = BuiltinTools()
ASSISTANT = AssistantRow(
    id="asst_1",
    created_at=1,
    name=None,
    description=None,
    model="m",
    instructions="Be brief.",
    tools=[function("f")],
    tool_resources={"file_search": {"vector_store_ids": ["vs_1"]}},
    metadata={},
    temperature=0.5,
    top_p=0.9,
    reasoning_effort="low",
    response_format={"type": "json_object"},
)
DEFAULTS: dict[str, Any] = {
    "model": "m",
    "instructions": "Be brief.",
    "tools": [function("f")],
    "tool_resources": {"file_search": {"vector_store_ids": ["vs_1"]}},
    "temperature": 0.5,
    "top_p": 0.9,
    "reasoning_effort": "low",
    "max_completion_tokens": None,
    "max_prompt_tokens": None,
    "truncation_strategy": {"type": "auto", "last_messages": None},
    "response_format": {"type": "json_object"},
    "tool_choice": "auto",
    "parallel_tool_calls": True,
}
OPTIONAL = ("model", "instructions", "tools", "temperature", "top_p", "response_format", "tool_choice")


@pytest.mark.parametrize("body", [{}, dict.fromkeys((*OPTIONAL, "truncation_strategy", "metadata"))])
def test_what_the_request_leaves_open_the_assistant_says(body: dict[str, Any]) -> None:
    """An absent field and a null one both leave it to the assistant, or to the default."""
    assert DEFAULTS == resolve_settings(ASSISTANT, body, NONE)


def test_what_the_request_says_goes_first() -> None:
    """Every field of the request overrides the assistant's."""
    body: dict[str, Any] = {
        "model": "n",
        "instructions": "Be long.",
        "tools": [],
        "temperature": 0,
        "top_p": 1,
        "reasoning_effort": "high",
        "max_completion_tokens": 16,
        "max_prompt_tokens": 300,
        "truncation_strategy": {"type": "last_messages", "last_messages": 3},
        "response_format": "auto",
        "tool_choice": "none",
        "parallel_tool_calls": False,
    }
    assert {**DEFAULTS, **body} == resolve_settings(ASSISTANT, body, NONE)


@pytest.mark.parametrize("name", ["temperature", "top_p"])
@pytest.mark.parametrize(
    ("own", "given", "expected"),
    [(None, None, None), (0.5, None, 0.5), (None, 1, 1.0), (0.5, 1.0, 1.0), (1.0, None, 1.0), (1.0, 0, 0.0)],
)
def test_sampling_is_set_by_the_request_else_by_the_assistant_else_by_nobody(
    name: str, own: float | None, given: float | None, expected: float | None
) -> None:
    """The API's default is a value like any other where somebody has set it."""
    settings: dict[str, Any] = {name: own}
    assistant = replace(ASSISTANT, **settings)
    for body in ({name: given}, {} if given is None else {name: float(given)}):
        assert expected == resolve_settings(assistant, body, NONE)[name]


@pytest.mark.parametrize(
    ("own", "given", "additional", "expected"),
    [
        ("a", None, "c", "a\nc"),
        ("a", "b", "c", "b\nc"),
        (None, None, "c", "c"),
        ("a", "", "c", "c"),
        ("a", "", None, None),
        (None, None, None, None),
    ],
)
def test_additional_instructions_follow_on_a_new_line(
    own: str | None, given: str | None, additional: str | None, expected: str | None
) -> None:
    """They are added to whichever instructions hold, and an empty text holds nothing."""
    body = {"instructions": given, "additional_instructions": additional}
    assistant = replace(ASSISTANT, instructions=own)
    assert expected == resolve_settings(assistant, body, NONE)["instructions"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"tool_choice": {"type": "code_interpreter", "function": None}}, "code_interpreter"),
        ({"tools": [{"type": "file_search"}], "tool_choice": {"type": "file_search"}}, "file_search"),
        ({"tools": [{"type": "file_search"}], "tool_choice": "required"}, "file_search"),
    ],
)
def test_a_tool_that_is_not_executed_cannot_be_forced(body: dict[str, Any], kind: str) -> None:
    """A run that could only invent its answer is not made."""
    with pytest.raises(RequestError) as caught:
        resolve_settings(ASSISTANT, body, NONE)
    expected = (
        f"Unsupported value: 'tool_choice' forces {kind}, but this server does not have that tool. "
        "Leave 'tool_choice' out, or choose a function."
    )
    assert (400, "tool_choice", expected) == (caught.value.status, caught.value.param, caught.value.message)


def test_functions_can_be_required_beside_a_tool_that_is_not_executed() -> None:
    """The model can call the function."""
    body = {"tools": [*ASSISTANT.tools, {"type": "file_search"}], "tool_choice": "required"}
    assert "required" == resolve_settings(ASSISTANT, body, NONE)["tool_choice"]


@pytest.mark.parametrize(
    ("body", "param", "code"),
    [
        (
            {"truncation_strategy": {"type": "last_messages"}},
            "truncation_strategy.last_messages",
            "missing_required_parameter",
        ),
        ({"tool_choice": {"type": "function"}}, "tool_choice.function", "missing_required_parameter"),
        ({"tool_choice": {"type": "function", "function": {"name": "g"}}}, "tool_choice", "invalid_value"),
        (
            {"tools": [], "tool_choice": {"type": "function", "function": {"name": "f"}}},
            "tool_choice",
            "invalid_value",
        ),
    ],
)
def test_a_choice_without_sense_is_refused(body: dict[str, Any], param: str, code: str) -> None:
    """A strategy without its number, or a function nobody offers, is found before the run is made."""
    with pytest.raises(RequestError) as caught:
        resolve_settings(ASSISTANT, body, NONE)
    assert (400, param, code) == (caught.value.status, caught.value.param, caught.value.code)
