"""What an upstream refuses: what is unknown, missing, of the wrong shape, not there, or not its own."""

from __future__ import annotations

from typing import Any, get_type_hints

import httpx
import openai
import pytest
from openai.types import responses
from openai.types.responses.response_create_params import ResponseCreateParamsStreaming
from openai.types.responses.response_input_item_param import FunctionCallOutput
from openai.types.responses.tool_param import CodeInterpreter

from . import items, tools
from .asking import Asking
from .conftest import Connect
from .peer import ResponsesPeer
from .script import Reject, call, run, say, search
from .test_answers import PYTHON, WEATHER

CALL = {"type": "function_call", "call_id": "call_1", "name": "weather", "arguments": "{}"}
OUTPUT = {"type": "function_call_output", "call_id": "call_1", "output": "sunny"}
STRICT = {**WEATHER, "strict": True, "parameters": {"type": "object", "properties": {"a": {}}}}

REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "unknown": ({"frobnicate": 1}, "Unknown parameter: 'frobnicate'"),
    "unknown in a tool": (
        {"tools": [{**WEATHER, "function": {}}]},
        r"Unknown parameter: 'tools\[0\].function'",
    ),
    "unknown in an item": (
        {"input": [{**CALL, "output": "x"}, OUTPUT]},
        r"Unknown parameter: 'input\[0\].output'",
    ),
    "missing": (
        {"input": [{"type": "function_call", "call_id": "c", "name": "f"}]},
        r"'input\[0\].arguments'",
    ),
    "an unsaid strict": (
        {"tools": [{"type": "function", "name": "f", "parameters": {}}]},
        r"'tools\[0\].strict'",
    ),
    "a schema that is not strict": ({"tools": [STRICT]}, "does not fit strict"),
    "content of the other side": (
        {"input": [{"role": "assistant", "content": [{"type": "input_text", "text": "a"}]}]},
        "output_text",
    ),
    "another's id": ({"input": [{"role": "user", "content": "a", "id": "item_1"}]}, r"'input\[0\].id'"),
    "an item of no kind": ({"input": [{"type": "thought"}]}, "input"),
    "too hot": ({"temperature": 3}, "'temperature'"),
    "too few tokens": ({"max_output_tokens": 1}, "'max_output_tokens'"),
    "too many results": (
        {"tools": [{"type": "file_search", "vector_store_ids": ["vs_1"], "max_num_results": 51}]},
        "max_num_results",
    ),
    "no stores": ({"tools": [{"type": "file_search", "vector_store_ids": []}]}, "vector_store_ids"),
    "a choice of nothing": ({"tool_choice": {"type": "function", "name": "f"}}, "Tool choice"),
    "an output without its call": ({"input": [OUTPUT]}, "No tool call found"),
    "a call without its output": ({"input": [CALL]}, "No tool output found"),
    "an output too many": ({"input": [CALL, OUTPUT, OUTPUT]}, "No tool call found"),
    "an output before its call": ({"input": [OUTPUT, CALL]}, "No tool call found"),
    "an unknown model": ({"model": "gpt-0"}, "does not exist"),
    "a container that is not there": (
        {"tools": [{"type": "code_interpreter", "container": "cntr_x"}]},
        "Container with id 'cntr_x'",
    ),
    "a store that is not there": (
        {"tools": [{"type": "file_search", "vector_store_ids": ["vs_nowhere"]}]},
        "Vector store with id 'vs_nowhere'",
    ),
    "a file that is not there": (
        {"tools": [{"type": "code_interpreter", "container": {"type": "auto", "file_ids": ["file-x"]}}]},
        "File with id 'file-x'",
    ),
    "a picture that is not there": (
        {
            "input": [
                {"role": "user", "content": [{"type": "input_image", "detail": "auto", "file_id": "file-x"}]}
            ]
        },
        "File with id 'file-x'",
    ),
    "an answer that is not there": ({"previous_response_id": "resp_x"}, "Previous response"),
    "a conversation that is not there": ({"conversation": "conv_x"}, "Conversation with id 'conv_x'"),
    "two pasts": ({"conversation": "conv_x", "previous_response_id": "resp_x"}, "Mutually exclusive"),
}


@pytest.mark.parametrize("asked", REFUSED.values(), ids=REFUSED)
def test_a_request_is_refused_with_its_reason(connect: Connect, asked: tuple[dict[str, Any], str]) -> None:
    """The error names what is wrong, and the script goes on with the next request."""
    upstream = ResponsesPeer(say("Hello"))
    client = connect(upstream)
    body = {"model": "gpt-4o", "input": "q", **asked[0]}
    with pytest.raises(openai.APIStatusError, match=asked[1]) as refused:
        client.post("/responses", body=body, cast_to=object)
    assert refused.value.status_code in (400, 404)
    assert "Hello" == client.responses.create(model="gpt-4o", input="q").output_text


def test_what_it_knows_is_what_the_sdk_knows() -> None:
    """No parameter, item or tool has a field here that the official SDK has not."""
    pairs: list[tuple[Any, Any]] = [
        (Asking, ResponseCreateParamsStreaming),
        (tools.Function, responses.FunctionToolParam),
        (tools.FileSearch, responses.FileSearchToolParam),
        (tools.CodeInterpreter, CodeInterpreter),
        (items.FunctionCall, responses.ResponseFunctionToolCallParam),
        (items.FunctionCallOutput, FunctionCallOutput),
        (items.Message, responses.ResponseOutputMessageParam),
        (items.Reasoning, responses.ResponseReasoningItemParam),
        (items.FileSearchCall, responses.ResponseFileSearchToolCallParam),
        (items.CodeInterpreterCall, responses.ResponseCodeInterpreterToolCallParam),
    ]
    for ours, theirs in pairs:
        assert set() == {*ours.model_fields} - {*get_type_hints(theirs)}, ours


def test_an_input_that_is_too_long(connect: Connect) -> None:
    """It is refused unless something may be left out."""
    client = connect(ResponsesPeer(say("Hello"), room=50))
    with pytest.raises(openai.BadRequestError, match="context window"):
        client.responses.create(model="gpt-4o", input="q" * 1000)
    answer = client.responses.create(model="gpt-4o", input="q" * 1000, truncation="auto")
    assert "Hello" == answer.output_text


def test_what_the_script_rejects(connect: Connect) -> None:
    """Status, code, text and headers are those of the script."""
    upstream = ResponsesPeer(
        Reject(status=429, code="rate_limit_exceeded", headers=(("retry-after-ms", "5"),))
    )
    with pytest.raises(openai.RateLimitError) as refused:
        connect(upstream).responses.create(model="gpt-4o", input="q")
    assert ("rate_limit_exceeded", "5") == (
        refused.value.code,
        refused.value.response.headers["retry-after-ms"],
    )
    assert 0 == upstream.turns_left


@pytest.mark.parametrize("entry", [call("f"), search("q"), run("1"), say("a")])
def test_a_script_that_does_not_fit_is_told(connect: Connect, entry: Any) -> None:
    """The model cannot call what is not offered, nor go on without a script."""
    upstream = ResponsesPeer() if entry == say("a") else ResponsesPeer(entry)
    with pytest.raises(openai.InternalServerError, match="The script cannot be played"):
        connect(upstream).responses.create(model="gpt-4o", input="q")
    assert 1 == len(upstream.off_script)


def test_keys_are_asked_for_and_noted() -> None:
    """Every request needs the key, in either header, and each key that came is known."""
    upstream = ResponsesPeer(say("Hello"), key="right")
    with upstream.serve() as url:
        for path in ("/models", "/files", "/vector_stores", "/conversations/x", "/responses/x"):
            assert 401 == httpx.get(url + path, headers={"authorization": "Bearer wrong"}).status_code
        assert 401 == httpx.get(f"{url}/models").status_code
        assert httpx.get(f"{url}/models", headers={"api-key": "right"}).is_success
        assert httpx.get(f"{url}/files", headers={"authorization": "Bearer right"}).is_success
    assert ["wrong"] * 5 + ["", "right", "right"] == [request.key for request in upstream.received]


def test_a_call_is_noted(connect: Connect) -> None:
    """Bodies of requests can be looked at."""
    upstream = ResponsesPeer(say("Hello"))
    connect(upstream).responses.create(model="gpt-4o", input="q", tools=[PYTHON])
    assert [{"model": "gpt-4o", "input": "q", "tools": [PYTHON]}] == upstream.asked
