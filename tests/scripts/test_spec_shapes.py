"""Schemas that say the same in other words have one shape."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from spec_shapes import Document, SpecError, reference_name, shape

from .documents import SCHEMAS, document, read, written

NO_PATHS = document({})
A_OR_B = {"type": "string", "enum": ["a", "b"]}


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "nullable": True},
        {"type": ["null", "string"]},
        {"anyOf": [{"type": "string"}, {"type": "null"}]},
        {"oneOf": [{"type": "string"}, {"const": None}]},
        {"allOf": [{"type": "string"}, {"nullable": True}]},
        {"allOf": [{"type": ["string", "null"]}, {"description": "words"}]},
        {"$ref": "#/components/schemas/Text", "nullable": True},
        {"anyOf": [{"$ref": "#/components/schemas/Text"}, {"type": "null"}]},
    ],
)
def test_every_spelling_of_null_is_the_same(schema: Any) -> None:
    """`nullable`, a list of types and a union with null all say that null is allowed."""
    found = shape(document({}, {"Text": {"type": "string"}}), schema)
    assert (True, ["string"]) == (found.nullable, [a.type for a in found.alternatives])


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string"},
        {"type": "string", "nullable": False},
        {"allOf": [{"type": ["string", "null"]}, {"type": "string"}]},
        {"type": "string", "enum": ["a"]},
    ],
)
def test_null_is_refused_where_nothing_allows_it(schema: Any) -> None:
    """Null needs to be allowed, and by every schema that says something about types."""
    assert not shape(NO_PATHS, schema).nullable


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"const": "a"}, {"type": "string", "enum": ["a"]}),
        ({"type": "string", "const": "a"}, {"enum": ["a"]}),
        (A_OR_B, {"anyOf": [{"const": "a"}, {"const": "b"}]}),
        (A_OR_B, {"oneOf": [{"type": "string", "enum": ["b"]}, {"enum": ["a"]}]}),
        ({"anyOf": [A_OR_B, {"type": "string"}]}, {"anyOf": [{"type": "string"}, A_OR_B]}),
        ({"properties": {"a": {}}}, {"type": "object", "properties": {"a": True}}),
        ({"items": {"type": "string"}}, {"type": "array", "items": {"type": "string"}}),
        (
            {"type": "number", "minimum": 0, "exclusiveMinimum": True},
            {"type": "number", "exclusiveMinimum": 0},
        ),
        ({"type": "number", "minimum": 0, "exclusiveMinimum": False}, {"type": "number", "minimum": 0}),
        (
            {
                "allOf": [
                    {"properties": {"a": {"type": "string"}}},
                    {"properties": {"b": {}}, "required": ["b"]},
                ]
            },
            {"type": "object", "properties": {"a": {"type": "string"}, "b": {}}, "required": ["b"]},
        ),
        ({"allOf": [{"type": "integer"}, {"type": "number"}]}, {"type": "integer"}),
        ({"allOf": [A_OR_B, {"enum": ["b", "c"]}]}, {"const": "b"}),
        ({"oneOf": [{"anyOf": [A_OR_B, {"type": "integer"}]}]}, {"anyOf": [{"type": "integer"}, A_OR_B]}),
        ({"title": "words", "type": "string", "description": "words"}, {"type": "string"}),
    ],
)
def test_what_means_the_same_is_no_difference(one: Any, other: Any) -> None:
    """A comparison sees through constants, compositions, implied types and the bounds of OpenAPI 3.0."""
    assert ([], [], [], []) == (written(one, other), written(other, one), read(one, other), read(other, one))


def test_a_list_of_values_beside_the_bare_type_is_open() -> None:
    """A union of a string with an enumeration of strings takes any string, and names some."""
    (found,) = shape(NO_PATHS, {"anyOf": [{"type": "string"}, A_OR_B]}).alternatives
    assert (("a", "b"), False) == (found.values, found.closed)


def test_a_property_called_description_is_compared() -> None:
    """Only a text under `description` is a remark; a property of that name is a property."""
    one = {"type": "object", "properties": {"description": {"type": "string"}}}
    other = {"type": "object", "properties": {"description": {"type": "integer"}}}
    assert ["breaking differs create body .description: type: string upstream, integer ours"] == written(
        one, other
    )


def test_members_of_a_union_are_told_apart_by_their_constant() -> None:
    """The tag may be any of the known properties, written out or referred to."""
    schemas = {
        "Kind": {"const": "round"},
        "Round": {"properties": {"type": {"$ref": "#/components/schemas/Kind"}}},
    }
    union = {"oneOf": [{"$ref": "#/components/schemas/Round"}, {"properties": {"event": {"enum": ["done"]}}}]}
    assert ["round", "done"] == [a.tag for a in shape(document({}, schemas), union).alternatives]


@pytest.mark.parametrize(
    ("schema", "name"),
    [
        ({"$ref": "#/components/schemas/Run"}, "Run"),
        ({"anyOf": [{"$ref": "#/components/schemas/Run"}, {"type": "null"}]}, "Run"),
        ({"allOf": [{"$ref": "#/components/schemas/Run"}, {"nullable": True}]}, "Run"),
        ({"anyOf": [{"$ref": "#/components/schemas/Run"}, {"$ref": "#/components/schemas/Thread"}]}, ""),
        ({"type": "object"}, ""),
    ],
)
def test_a_name_counts_with_null_beside_it(schema: Any, name: str) -> None:
    """A schema has the name it is referred to by, whether or not null is allowed as well."""
    assert name == reference_name(schema)


@pytest.mark.parametrize(
    ("reference", "problem"),
    [
        ("#/components/schemas/Missing", "leads nowhere: there is no 'Missing'"),
        ("other.yaml#/Run", "leaves the document; bundle the files into one first"),
    ],
)
def test_a_reference_that_cannot_be_followed_is_named(reference: str, problem: str) -> None:
    """The error names the reference and what is wrong with it."""
    with pytest.raises(SpecError) as error:
        shape(NO_PATHS, {"$ref": reference})
    assert f"$ref {reference} {problem}" == str(error.value)


def test_a_reference_to_itself_is_named() -> None:
    """A parameter or body whose reference never arrives is an error, not an endless loop."""
    endless = {"A": {"$ref": "#/components/schemas/B"}, "B": {"$ref": "#/components/schemas/A"}}
    with pytest.raises(SpecError, match="#/components/schemas/A refers to itself"):
        document({}, endless).resolved({"$ref": "#/components/schemas/A"})


def test_escaped_references_are_followed() -> None:
    """`~1`, `~0` and percent signs in a reference stand for other characters."""
    holder = Document({"paths": {"/a/{b}~c": {"get": "here"}}})
    assert "here" == holder.target("#/paths/~1a~1%7Bb%7D~0c/get")


@given(one=SCHEMAS, two=SCHEMAS)
def test_a_shape_can_always_be_found(one: Any, two: Any) -> None:
    """Whatever refers to whatever, taking a schema apart ends, with alternatives of one type each."""
    holder = document({}, {"One": one, "Two": two})
    assert all(
        isinstance(a.type, str) for a in shape(holder, {"$ref": "#/components/schemas/One"}).alternatives
    )
