"""The validator: the texts it refuses with, and the same verdicts as a general JSON Schema library."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
from assistants_v2_server.requests.operations import load_contract
from assistants_v2_server.requests.validation import UnsupportedSchema, Validator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ..driving import rooted

CONTRACT = load_contract()
VALIDATOR = Validator(CONTRACT.schemas)


def first_fault(schema: str, value: Any) -> tuple[str, str | None, str | None]:
    """Message, param and code of the first fault of a value."""
    fault = next(VALIDATOR.find_faults({"$ref": f"#/components/schemas/{schema}"}, value))
    return fault.message, fault.param, fault.code


@pytest.mark.parametrize(
    ("schema", "value", "message", "param", "code"),
    [
        (
            "ThreadUpdateRequest",
            {"metadata": {"modified": True}},
            "Invalid type for 'metadata.modified': expected a string, but got a boolean instead.",
            "metadata.modified",
            "invalid_type",
        ),
        (
            "ThreadUpdateRequest",
            {"metadata": {f"k{n}": "v" for n in range(17)}},
            "Invalid 'metadata': too many properties. Expected an object with at most 16 properties, "
            "but got an object with 17 properties instead.",
            "metadata",
            "object_above_max_properties",
        ),
        (
            "ThreadUpdateRequest",
            {"metadata": {"k" * 65: "v"}},
            f"Invalid property name in 'metadata': '{'k' * 65}' is too long. Expected a string with maximum "
            "length 64, but got a string with length 65 instead.",
            f"metadata.{'k' * 65}",
            "string_above_max_length",
        ),
        (
            "ThreadUpdateRequest",
            {"metadata": {"k": "v" * 600}},
            "Invalid 'metadata.k': string too long. Expected a string with maximum length 512, "
            "but got a string with length 600 instead.",
            "metadata.k",
            "string_above_max_length",
        ),
        (
            "MessageCreateRequest",
            {"role": "user", "content": "x" * 256_001},
            "Invalid 'content': string too long. Expected a string with maximum length 256000, "
            "but got a string with length 256001 instead.",
            "content",
            "string_above_max_length",
        ),
        (
            "MessageCreateRequest",
            {"role": "human", "content": "x"},
            "Invalid value: 'human'. Supported values are: 'user' and 'assistant'.",
            "role",
            "invalid_value",
        ),
        (
            "MessageCreateRequest",
            {"role": "user", "content": []},
            "Invalid 'content': empty array. Expected an array with minimum length 1, "
            "but got an empty array instead.",
            "content",
            "empty_array",
        ),
        (
            "MessageCreateRequest",
            {"role": "user", "content": 7},
            "Invalid type for 'content': expected one of a string or an array, but got an integer instead.",
            "content",
            "invalid_type",
        ),
        (
            "AssistantCreateRequest",
            {"model": "m", "tools": [{"type": "retrieval"}]},
            "Invalid value: 'retrieval'. Supported values are: 'code_interpreter', 'file_search', "
            "and 'function'.",
            "tools[0].type",
            "invalid_value",
        ),
        (
            "AssistantCreateRequest",
            {"model": "m", "tools": [{"function": {"name": "f"}}]},
            "Missing required parameter: 'tools[0].type'.",
            "tools[0].type",
            "missing_required_parameter",
        ),
        (
            "AssistantCreateRequest",
            {"model": "m", "tools": [{"type": "function", "function": {"name": "no spaces"}}]},
            "Invalid 'tools[0].function.name': string does not match pattern. Expected a string that matches "
            "the pattern '^[a-zA-Z0-9_-]+$'.",
            "tools[0].function.name",
            "invalid_value",
        ),
        (
            "AssistantCreateRequest",
            {"model": "m", "file_ids": []},
            "Unknown parameter: 'file_ids'. Version 2 has 'tool_resources' instead: {'code_interpreter': "
            "{'file_ids': […]}} for files that code works on, {'file_search': {'vector_store_ids': […]}} for "
            "files that are searched.",
            "file_ids",
            "unknown_parameter",
        ),
        (
            "MessageCreateRequest",
            {"role": "user", "content": "q", "file_ids": []},
            "Unknown parameter: 'file_ids'. Version 2 has 'attachments' instead: [{'file_id': …, 'tools': "
            "[{'type': 'file_search'}]}].",
            "file_ids",
            "unknown_parameter",
        ),
        (
            "AssistantCreateRequest",
            {"model": "m", "colour": "red"},
            "Unknown parameter: 'colour'.",
            "colour",
            "unknown_parameter",
        ),
        (
            "AssistantCreateRequest",
            {"model": "m", "temperature": 2.5},
            "Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got 2.5 instead.",
            "temperature",
            "decimal_above_max_value",
        ),
        (
            "AssistantCreateRequest",
            {"model": "m", "tools": [{"type": "code_interpreter"}] * 129},
            "Invalid 'tools': array too long. Expected an array with maximum length 128, "
            "but got an array with length 129 instead.",
            "tools",
            "array_above_max_length",
        ),
        (
            "AssistantCreateRequest",
            {"model": "m", "name": 1.5},
            "Invalid type for 'name': expected a string, but got a decimal instead.",
            "name",
            "invalid_type",
        ),
        (
            "AssistantCreateRequest",
            {"model": "m", "response_format": "json"},
            "Invalid value: 'json'. Supported values are: 'auto'.",
            "response_format",
            "invalid_value",
        ),
        (
            "AssistantCreateRequest",
            {
                "model": "m",
                "tool_resources": {"file_search": {"vector_store_ids": [], "vector_stores": []}},
            },
            "Invalid 'tool_resources.file_search': give either "
            "'tool_resources.file_search.vector_store_ids' or 'tool_resources.file_search.vector_stores', "
            "not both.",
            "tool_resources.file_search",
            "invalid_value",
        ),
        (
            "RunCreateRequest",
            {"assistant_id": "asst_1", "max_prompt_tokens": 10**200},
            "Invalid 'max_prompt_tokens': integer above maximum value. "
            f"Expected a value <= 9223372036854775807, but got 1{'0' * 96}... instead.",
            "max_prompt_tokens",
            "integer_above_max_value",
        ),
        (
            "MessageCreateRequest",
            {"role": "user", "content": [{"type": "text", "text": None}]},
            "Invalid type for 'content[0].text': expected a string, but got null instead.",
            "content[0].text",
            "invalid_type",
        ),
        (
            "AssistantCreateRequest",
            {"model": "m", "tools": [{"type": "function", "function": {"name": None}}]},
            "Invalid type for 'tools[0].function.name': expected a string, but got null instead.",
            "tools[0].function.name",
            "invalid_type",
        ),
        (
            "RunCreateRequest",
            {},
            "Missing required parameter: 'assistant_id'.",
            "assistant_id",
            "missing_required_parameter",
        ),
        (
            "RunCreateRequest",
            {"assistant_id": "asst_1", "max_prompt_tokens": 0},
            "Invalid 'max_prompt_tokens': integer below minimum value. Expected a value >= 1, "
            "but got 0 instead.",
            "max_prompt_tokens",
            "integer_below_min_value",
        ),
        (
            "RunCreateRequest",
            [],
            "Invalid type for the request body: expected an object, but got an array instead.",
            None,
            "invalid_type",
        ),
        (
            "RunSubmitToolOutputsRequest",
            {"tool_outputs": [{"tool_call_id": "call_1", "output": None}]},
            "Invalid type for 'tool_outputs[0].output': expected a string, but got null instead.",
            "tool_outputs[0].output",
            "invalid_type",
        ),
    ],
)
def test_a_fault_is_told_in_the_words_of_the_api(
    schema: str, value: Any, message: str, param: str | None, code: str
) -> None:
    """Each kind of fault has the message, the param and the code the API has for it."""
    assert (message, param, code) == first_fault(schema, value)


@pytest.mark.parametrize(
    "url",
    ["", "file:///etc/passwd", "javascript:x", "data:text/html,x", "http://", "/picture.png", " http://h"],
)
def test_an_image_is_where_a_model_can_get_it(url: str) -> None:
    """The address of an image is of http or https, or holds the image."""
    part = {"type": "image_url", "image_url": {"url": url}}
    message, param, code = first_fault("MessageCreateRequest", {"role": "user", "content": [part]})
    assert ("content[0].image_url.url", "invalid_value") == (param, code)
    assert "Expected an http:// or https:// address, or a data:image/… URL." in message


@pytest.mark.parametrize("url", ["http://h/p.png", "HTTPS://h", "data:image/png;base64,aGk="])
def test_the_address_of_an_image_is_taken(url: str) -> None:
    """What a model can be given is let in."""
    part = {"type": "image_url", "image_url": {"url": url}}
    schema = {"$ref": "#/components/schemas/MessageCreateRequest"}
    assert [] == [*VALIDATOR.find_faults(schema, {"role": "user", "content": [part]})]


def test_a_long_offending_value_is_cut_in_the_message() -> None:
    """A message repeats no more than a hundred characters of what was sent."""
    message, _, _ = first_fault("MessageCreateRequest", {"role": "x" * 5000, "content": "x"})
    assert f"Invalid value: '{'x' * 97}...'." in message


def test_a_newline_behind_a_name_does_not_slip_through() -> None:
    """The end of a pattern is the end of the text, not the place before a last newline."""
    tool = {"type": "function", "function": {"name": "f\n"}}
    assert "invalid_value" == first_fault("AssistantCreateRequest", {"model": "m", "tools": [tool]})[2]


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "uniqueItems": True},
        {"not": {"type": "string"}},
        {"type": "object", "propertyNames": {"pattern": "x"}},
        {"$ref": "#/components/schemas/X", "maxLength": 3},
        {"oneOf": [{"type": "string", "maxLength": 3}, {"type": "string", "minLength": 5}]},
        {"oneOf": [{"type": "object", "required": ["a"]}, {"type": "object", "required": ["b"]}]},
        {"type": "array", "items": {"type": "string", "contentEncoding": "base64"}},
    ],
)
def test_a_schema_that_would_not_be_checked_in_full_is_refused(schema: Any) -> None:
    """A keyword the validator does not know, or a union it cannot decide, is found when it is loaded."""
    with pytest.raises(UnsupportedSchema, match="New"):
        Validator({"X": {"type": "string"}, "New": schema})


REQUESTS = sorted(name for name in CONTRACT.schemas if name.endswith("Request"))
SCALARS: st.SearchStrategy[Any] = (
    st.none()
    | st.booleans()
    | st.integers(-2, 300)
    | st.floats(-1, 3, allow_nan=False)
    | st.sampled_from(
        ["", "auto", "user", "function", "code_interpreter", "file_search", "text", "json_schema", "static"]
    )
    | st.text(max_size=70).filter(lambda text: not text.endswith("\n"))
)
NAMES = st.sampled_from(
    sorted({name for item in CONTRACT.schemas.values() for name in item.get("properties", {})})
) | st.text(max_size=70)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


FORMATS = jsonschema.FormatChecker(formats=[])


@FORMATS.checks("uri")
def is_image_url(value: object) -> bool:
    """Whether a text is an address as images have it."""
    return not isinstance(value, str) or value.startswith(("http://h", "https://h", "data:image/"))


def agree(schema: Any, value: Any) -> None:
    """Fail unless the validator and the library come to the same verdict."""
    valid = jsonschema.Draft202012Validator(rooted(schema), format_checker=FORMATS).is_valid(value)
    faults = list(VALIDATOR.find_faults(schema, value))
    assert valid == (not faults), [fault.message for fault in faults]


@st.composite
def close_to_valid(draw: Callable[[st.SearchStrategy[Any]], Any], schema: Any, depth: int = 0) -> Any:
    """A value that mostly follows a schema, with a chance to leave it at every point."""
    if depth > 6 or draw(st.integers(0, 14)) == 0:
        return draw(ANYTHING)
    while "$ref" in schema:
        schema = CONTRACT.schemas[schema["$ref"].rpartition("/")[2]]
    members = schema.get("oneOf") or schema.get("anyOf")
    if members:
        return draw(close_to_valid(draw(st.sampled_from(members)), depth + 1))
    if "const" in schema or "enum" in schema:
        return draw(st.sampled_from([schema["const"]] if "const" in schema else schema["enum"]))
    kinds = schema.get("type", "string")
    kind = kinds if isinstance(kinds, str) else draw(st.sampled_from(kinds))
    if kind == "array":
        count = draw(st.integers(0, 3))
        return [draw(close_to_valid(schema["items"], depth + 1)) for _ in range(count)]
    if kind == "object":
        wanted = {
            name: draw(close_to_valid(item, depth + 1))
            for name, item in schema.get("properties", {}).items()
            if name in schema.get("required", ()) or draw(st.booleans())
        }
        return wanted | draw(st.dictionaries(NAMES, SCALARS, max_size=1))
    texts = st.text(max_size=8) | st.sampled_from(["http://h", "https://h/x", "data:image/png;base64,x"])
    plain = {"string": texts, "integer": st.integers(-1, 3000), "boolean": st.booleans()}
    return draw(plain.get(kind, st.none() if kind == "null" else st.floats(-1, 3)))


@pytest.mark.parametrize("name", REQUESTS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_it_agrees_with_jsonschema_on_what_almost_is_a_request(name: str, data: st.DataObject) -> None:
    """On values near each request schema the validator's verdict is the library's."""
    schema = {"$ref": f"#/components/schemas/{name}"}
    agree(schema, data.draw(close_to_valid(schema)))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(REQUESTS), ANYTHING)
def test_it_agrees_with_jsonschema_on_anything(name: str, value: Any) -> None:
    """On arbitrary JSON the validator's verdict is the library's."""
    agree({"$ref": f"#/components/schemas/{name}"}, value)
