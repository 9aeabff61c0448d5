"""What a `/responses` endpoint is sent for a prompt."""

from __future__ import annotations

from typing import Any

import pytest
from assistants_v2_server import (
    AssistantMessage,
    AttachedFilePart,
    FunctionCall,
    FunctionTool,
    ImageFilePart,
    ImageUrlPart,
    NamedFunction,
    Prompt,
    SystemMessage,
    TextPart,
    ToolMessage,
    UserMessage,
)
from assistants_v2_server.models.hosted import HostedTool
from assistants_v2_server.models.responses_requests import build_request, list_results
from msgspec.structs import replace

ASKED = Prompt(model="run-model", messages=(UserMessage((TextPart("q"),)),))
SEARCH = HostedTool(kind="file_search", store_ids=("vs_1",))
CODE = HostedTool(kind="code_interpreter")


def build(prompt: Prompt = ASKED, **changes: Any) -> dict[str, Any]:
    """The body that is sent for a prompt."""
    return build_request(replace(prompt, **changes), "m")


def test_a_bare_prompt_sends_no_more_than_it_says() -> None:
    """What the prompt leaves open is not mentioned."""
    question = {"type": "message", "role": "user", "content": "q"}
    assert {"model": "m", "input": [question]} == build()


def test_everything_a_prompt_says_is_sent() -> None:
    """Each kind of message and each setting has its place; instructions are no message here."""
    parts = (TextPart("look"), ImageUrlPart("https://x.test/a.png", "low"), ImageFilePart("f", url="data:,"))
    notes = (TextPart("see"), ImageFilePart("file-1"), AttachedFilePart("file-2", "/mnt/data/t.csv"))
    messages = (
        SystemMessage("Be brief."),
        UserMessage(parts),
        AssistantMessage("Let me see.", (FunctionCall("call_1", "f", '{"a": 1}'),)),
        ToolMessage("call_1", "f", "42"),
        AssistantMessage("", (FunctionCall("call_2", "f", "{}"),)),
        ToolMessage("call_2", "f", ""),
        AssistantMessage("Done."),
        UserMessage(notes),
    )
    said = build(
        messages=messages,
        functions=(FunctionTool("f", "does f", {"type": "object"}, True), FunctionTool("g")),
        tool_choice=NamedFunction("f"),
        parallel_tool_calls=False,
        temperature=0.0,
        top_p=0.5,
        reasoning_effort="low",
        max_completion_tokens=40,
        response_format={"type": "json_object"},
    )
    empty = {"type": "object", "properties": {}}
    assert {
        "model": "m",
        "instructions": "Be brief.",
        "input": [
            {
                "type": "message",
                "role": "user",
                "content": [
                    {"type": "input_text", "text": "look"},
                    {"type": "input_image", "image_url": "https://x.test/a.png", "detail": "low"},
                    {"type": "input_image", "image_url": "data:,", "detail": "auto"},
                ],
            },
            {"type": "message", "role": "assistant", "content": "Let me see."},
            {"type": "function_call", "call_id": "call_1", "name": "f", "arguments": '{"a": 1}'},
            {"type": "function_call_output", "call_id": "call_1", "output": "42"},
            {"type": "function_call", "call_id": "call_2", "name": "f", "arguments": "{}"},
            {"type": "function_call_output", "call_id": "call_2", "output": ""},
            {"type": "message", "role": "assistant", "content": "Done."},
            {
                "type": "message",
                "role": "user",
                "content": "see\n[image file file-1: not available]\n[attached file file-2: /mnt/data/t.csv]",
            },
        ],
        "tools": [
            {
                "type": "function",
                "name": "f",
                "description": "does f",
                "parameters": {"type": "object"},
                "strict": True,
            },
            {"type": "function", "name": "g", "parameters": empty, "strict": False},
        ],
        "tool_choice": {"type": "function", "name": "f"},
        "parallel_tool_calls": False,
        "temperature": 0.0,
        "top_p": 0.5,
        "reasoning": {"effort": "low"},
        "max_output_tokens": 40,
        "text": {"format": {"type": "json_object"}},
    } == said


def test_a_schema_has_no_level_of_its_own() -> None:
    """Name, schema and strictness stand beside the type; what nobody said is left out."""
    schema = {"name": "n", "schema": {"type": "object"}, "strict": True, "description": None}
    said = build(response_format={"type": "json_schema", "json_schema": schema})
    expected = {"type": "json_schema", "name": "n", "schema": {"type": "object"}, "strict": True}
    assert {"format": expected} == said["text"]


def test_what_the_endpoint_asked_for_is_given_again_in_place_of_a_turn() -> None:
    """Items come back as they were, and outputs name calls as the endpoint does."""
    items = (
        {"type": "reasoning", "id": "rs_1", "encrypted_content": "xyz", "summary": []},
        {"type": "file_search_call", "id": "fs_1", "results": [{"text": "t"}]},
        {"type": "function_call", "id": "fc_1", "call_id": "theirs", "name": "f", "arguments": "{}"},
    )
    turn = AssistantMessage("Let me see.", (FunctionCall("ours", "f", "{}"),), items=items)
    said = build(messages=(turn, ToolMessage("ours", "f", "42")))
    output = {"type": "function_call_output", "call_id": "theirs", "output": "42"}
    assert [*items, output] == said["input"]


@pytest.mark.parametrize(
    ("thought", "is_sent"),
    [
        ({"encrypted_content": "x", "summary": []}, True),
        ({"content": [{"type": "reasoning_text", "text": "hm"}]}, True),
        ({"summary": []}, False),
        ({"summary": [], "encrypted_content": None}, False),
    ],
)
def test_a_thought_that_the_endpoint_kept_is_not_asked_for(thought: Any, is_sent: bool) -> None:
    """An endpoint that stores nothing would look for it in vain, and refuse the turn."""
    item = {"type": "reasoning", "id": "rs_1", **thought}
    assert ([item] if is_sent else []) == build(messages=(AssistantMessage(items=(item,)),))["input"]


def test_hosted_tools_are_asked_for_by_the_ids_that_the_endpoint_knows() -> None:
    """Beside functions: stores and what is said of their results, files for code."""
    options = {"max_num_results": 7, "ranking_options": {"ranker": "auto", "score_threshold": 0.5}}
    search = replace(SEARCH, options=options)
    code = replace(CODE, file_ids=("file-1",))
    said = build(functions=(FunctionTool("f"),), hosted_tools=(search, code))
    assert [
        {
            "type": "file_search",
            "vector_store_ids": ["vs_1"],
            "max_num_results": 7,
            "ranking_options": {"ranker": "auto", "score_threshold": 0.5},
        },
        {"type": "code_interpreter", "container": {"type": "auto", "file_ids": ["file-1"]}},
    ] == said["tools"][1:]


def test_hosted_tools_are_asked_for_with_no_more_than_was_said() -> None:
    """Without options there are none, and without files no list of them."""
    assert [
        {"type": "file_search", "vector_store_ids": ["vs_1"]},
        {"type": "code_interpreter", "container": {"type": "auto"}},
    ] == build(hosted_tools=(SEARCH, CODE))["tools"]


def test_a_search_without_stores_is_not_offered() -> None:
    """An assistant may have the tool before it has files; endpoints refuse an empty list of stores."""
    search = replace(SEARCH, store_ids=())
    said = build(hosted_tools=(search, CODE), tool_choice=search)
    assert [{"type": "code_interpreter", "container": {"type": "auto"}}] == said["tools"]
    assert "tool_choice" not in said
    assert "tools" not in build(hosted_tools=(search,))
    assert ["code_interpreter_call.outputs"] == list_results((search, CODE))


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ({"ranker": "default_2024_08_21", "score_threshold": 0.0}, "default-2024-11-15"),
        ({"ranker": "own", "score_threshold": 0.0}, "own"),
    ],
)
def test_rankers_have_another_name_here(given: Any, sent: str) -> None:
    """The one that the Assistants API names is asked for by its name of today; others as they are."""
    search = replace(SEARCH, options={"ranking_options": given})
    [tool] = build(hosted_tools=(search,))["tools"]
    assert {"ranker": sent, "score_threshold": 0.0} == tool["ranking_options"]


@pytest.mark.parametrize(
    ("choice", "sent"),
    [
        ("none", "none"),
        ("required", "required"),
        (SEARCH, {"type": "file_search"}),
        (CODE, {"type": "code_interpreter"}),
    ],
)
def test_a_choice_is_sent_in_this_apis_words(choice: Any, sent: Any) -> None:
    """A hosted tool can be forced like a function."""
    assert sent == build(hosted_tools=(SEARCH, CODE), tool_choice=choice)["tool_choice"]


def test_a_choice_without_tools_is_not_sent() -> None:
    """Endpoints refuse a choice among nothing."""
    assert "tool_choice" not in build(tool_choice="none")


def test_results_are_asked_for_beside_each_hosted_tool() -> None:
    """Without that an endpoint does not say what they came to."""
    assert ["file_search_call.results", "code_interpreter_call.outputs"] == list_results((SEARCH, CODE))
