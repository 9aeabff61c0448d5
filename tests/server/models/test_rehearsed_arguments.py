"""Arguments read out of a sentence by schema and rules."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from assistants_v2_server.models.rehearsed_arguments import fill_arguments, split_words
from hypothesis import given
from hypothesis import strategies as st


def fill(text: str, *required: str, **properties: Any) -> dict[str, Any]:
    """Arguments for an object schema."""
    return fill_arguments({"type": "object", "properties": properties, "required": list(required)}, text)


STRING = {"type": "string"}
INTEGER = {"type": "integer"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("get_leave_balance", ["get", "leave", "balance"]),
        ("getLeaveBalance", ["get", "leave", "balance"]),
        ("HTTPStatus-code2", ["http", "status", "code", "2"]),
        ("___", []),
    ],
)
def test_an_identifier_is_made_of_words(name: str, words: list[str]) -> None:
    """Underscores, hyphens, capitals and digits separate words."""
    assert words == split_words(name)


@pytest.mark.parametrize(
    ("text", "name", "schema", "expected"),
    [
        ("Balance of E-1001, please", "employee_id", STRING, "E-1001"),
        ("order number 4711", "order_number", STRING, "4711"),
        ("ask ada@x.test.", "email", STRING, "ada@x.test"),
        ("ask ada@x.test.", "recipient", {"type": "string", "format": "email"}, "ada@x.test"),
        ("see https://x.test/a?b=1.", "url", STRING, "https://x.test/a?b=1"),
        ("from 2026-03-01 on", "start_date", STRING, "2026-03-01"),
        (
            "at 2026-03-01T10:00:00Z",
            "when",
            {"type": "string", "format": "date-time"},
            "2026-03-01T10:00:00Z",
        ),
        ('look up "remote work"', "topic", STRING, "remote work"),
        ("look up “remote work”", "topic", STRING, "remote work"),
        ("it's Ada's 'desk'", "topic", STRING, "desk"),
        ("the topic is holidays", "topic", STRING, "holidays"),
        ("Topic: Remote Work is", "topic", STRING, "Remote Work"),
        ("the weather in New York today", "city", STRING, "New York"),
        ("employee Ada Lovelace is away", "employee_name", STRING, "Ada Lovelace"),
        ("in celsius", "unit", {"type": "string", "enum": ["fahrenheit", "celsius"]}, "celsius"),
        ("sick leave", "kind", {"type": "string", "enum": ["annual", "sick_leave"]}, "sick_leave"),
        ("priority 2", "priority", {"type": "integer", "enum": [1, 2, 3]}, 2),
        ("give me 5 days", "days", INTEGER, 5),
        ("days: 12, please", "days", INTEGER, 12),
        ("room 3 for 2 hours", "hours", INTEGER, 2),
        ("-3.5 degrees", "degrees", {"type": "number"}, -3.5),
        ("E-1001 takes 3", "count", INTEGER, 3),
        ("on 2026-03-01 for 4", "count", INTEGER, 4),
        ("urgent: yes", "urgent", {"type": "boolean"}, True),
        ("urgent is false", "urgent", {"type": "boolean"}, False),
        ("this is not urgent", "urgent", {"type": "boolean"}, False),
        ("an urgent one", "urgent", {"type": "boolean"}, True),
        ("E-1 and E-2 and E-3", "employee_ids", {"type": "array", "items": STRING}, ["E-1", "E-2", "E-3"]),
        ("add 1, 2 and 3", "numbers", {"type": "array", "items": INTEGER}, [1, 2, 3]),
        (
            "red or blue",
            "colours",
            {"type": "array", "items": {"enum": ["blue", "green", "red"]}},
            ["blue", "red"],
        ),
        ("anything", "version", {"const": "v2"}, "v2"),
        ("5 days", "days", {"anyOf": [{"type": "null"}, INTEGER]}, 5),
        ("5 days", "days", {"type": ["integer", "null"]}, 5),
    ],
)
def test_a_value_is_found_by_what_the_schema_promises(
    text: str, name: str, schema: Any, expected: Any
) -> None:
    """Type, format and name of a parameter say where in the sentence its value is."""
    assert {name: expected} == fill(text, name, **{name: schema})


@pytest.mark.parametrize(
    ("schema", "default"),
    [
        (STRING, ""),
        (INTEGER, 0),
        ({"type": "integer", "minimum": 3}, 3),
        ({"type": "number"}, 0.0),
        ({"type": "boolean"}, False),
        ({"type": "array", "items": STRING}, []),
        ({"type": "object", "properties": {"deep": STRING}, "required": ["deep"]}, {"deep": ""}),
        ({"type": "string", "enum": ["a_b", "c_d"]}, "a_b"),
        ({"type": "string", "default": "x"}, "x"),
        ({"$ref": "#/nowhere/at/all"}, ""),
    ],
)
def test_what_is_required_and_not_found_gets_a_plain_default(schema: Any, default: Any) -> None:
    """A required parameter always has a value of its type; an optional one is left out."""
    assert {"zyx": default} == fill("nothing here", "zyx", zyx=schema)
    assert {} == fill("nothing here", zyx={key: value for key, value in schema.items() if key != "default"})


def test_no_value_is_used_twice() -> None:
    """Two parameters of one kind get two values, in the order of the schema."""
    found = fill(
        "from 2026-03-01 to 2026-03-05", "start_date", "end_date", start_date=STRING, end_date=STRING
    )
    assert {"start_date": "2026-03-01", "end_date": "2026-03-05"} == found


def test_what_is_required_is_served_first() -> None:
    """An optional parameter that is listed earlier does not take a required one's value."""
    assert {"order_id": "A-1"} == fill("order A-1", "order_id", customer_id=STRING, order_id=STRING)


def test_references_are_followed_into_definitions() -> None:
    """Schemas made by common libraries keep nested types under `$defs`."""
    schema = {
        "$defs": {"Person": {"type": "object", "properties": {"email": STRING}, "required": ["email"]}},
        "properties": {"person": {"$ref": "#/$defs/Person"}},
        "required": ["person"],
    }
    assert {"person": {"email": "ada@x.test"}} == fill_arguments(schema, "ask ada@x.test")


def test_a_schema_that_refers_to_itself_comes_to_an_end() -> None:
    """A loop of references is an empty schema, and a tree is filled to some depth."""
    schema = {
        "$defs": {"a": {"$ref": "#/$defs/a"}},
        "properties": {"x": {"$ref": "#/$defs/a"}},
        "required": ["x"],
    }
    assert {"x": ""} == fill_arguments(schema, "nothing")
    tree = {"type": "object", "properties": {"child": {"$ref": "#"}, "id": STRING}, "required": ["id"]}
    assert {"id": "A-1"} == fill_arguments(tree, "A-1")
    assert {"id": "A-1", "child": {"id": "B-2"}} == fill_arguments(tree, "A-1 and B-2")
    assert fill_arguments({**tree, "required": ["child"]}, "nothing")


@pytest.mark.parametrize("schema", [None, {}, {"type": "object"}])
def test_a_function_without_parameters_has_no_arguments(schema: Any) -> None:
    """No schema, or one that says nothing, leads to an empty object."""
    assert {} == fill_arguments(schema, "E-1001 on 2026-03-01")


KINDS = st.sampled_from(
    [
        STRING,
        INTEGER,
        {"type": "number"},
        {"type": "boolean"},
        {"type": "string", "format": "email"},
        {"type": "string", "enum": ["a", "b"]},
        {"type": "array", "items": STRING},
        {"type": "array", "items": INTEGER},
        {"type": "object", "properties": {"inner": INTEGER}, "required": ["inner"]},
        {"type": ["string", "null"]},
    ]
)
NAMES = st.from_regex(r"[a-z]{1,6}(_[a-z]{1,6}){0,2}", fullmatch=True)


@given(st.dictionaries(NAMES, KINDS, max_size=5), st.text(max_size=80), st.data())
def test_whatever_is_said_the_arguments_fit_the_schema(
    properties: dict[str, Any], text: str, data: st.DataObject
) -> None:
    """For any sentence the arguments are JSON that the function's own schema accepts."""
    required = [name for name in properties if data.draw(st.booleans())]
    schema = {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
    jsonschema.validate(json.loads(json.dumps(fill_arguments(schema, text))), schema)
