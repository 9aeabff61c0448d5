"""Two documents: which of their parts are held against each other, and how often a difference is reported."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from ruamel.yaml import YAML
from spec_comparison import compare, outside
from spec_diff import CONTRACT, read_document
from spec_shapes import Document

from .documents import (
    CAT,
    DOG,
    SCHEMAS,
    TEXT,
    Json,
    document,
    holding,
    json_body,
    reading,
    texts,
    writing,
    written,
)


def test_a_place_is_a_path_that_people_can_follow() -> None:
    """Properties, items, members of unions and values of maps have a sign each."""
    union = {
        "oneOf": [DOG, {**CAT, "properties": {**CAT["properties"], "toys": {"additionalProperties": TEXT}}}]
    }
    upstream = holding(pets={"type": "array", "items": union})
    ours = deepcopy(upstream)
    ours["properties"]["pets"]["items"]["oneOf"][1]["properties"]["toys"]["additionalProperties"] = {
        "type": "string",
        "maxLength": 9,
    }
    expected = "widening only ours create body .pets[]<cat>.toys{}: maxLength: none upstream, 9 ours"
    assert [expected] == written(upstream, ours)


def test_a_shared_schema_is_reported_once() -> None:
    """A schema used in three places shows its difference at the first of them."""
    pet = {"$ref": "#/components/schemas/Pet"}
    upstream = writing(holding(a=pet, b=pet, c=pet), {"Pet": holding(True, name=TEXT)})
    ours = writing(holding(a=pet, b=pet, c=pet), {"Pet": holding(name=TEXT)})
    assert ["breaking only upstream create body .a.name: required: upstream, not ours"] == texts(
        compare(upstream, ours)
    )


def test_a_shared_schema_that_is_read_and_written_shows_the_worse_meaning() -> None:
    """To demand a property breaks writers and only helps readers: what counts is that it breaks."""
    pet = {"$ref": "#/components/schemas/Pet"}
    paths = {
        "/things": {
            "get": {"operationId": "get", "responses": {"200": json_body(pet)}},
            "post": {"operationId": "create", "requestBody": json_body(pet)},
        }
    }
    upstream = document(paths, {"Pet": holding(True, name=TEXT)})
    ours = document(paths, {"Pet": holding(name=TEXT)})
    assert ["breaking only upstream create body .name: required: upstream, not ours"] == texts(
        compare(upstream, ours)
    )


def test_unnamed_schemas_that_look_alike_are_reported_each() -> None:
    """Two properties of our own are two places, however alike they are."""
    nullable = {"type": ["string", "null"]}
    expected = [f"breaking only ours create body .{n}: null: allowed ours, not upstream" for n in ("a", "b")]
    assert expected == written(holding(a=TEXT, b=TEXT), holding(a=nullable, b=nullable))


def test_a_difference_names_the_schema_to_look_into() -> None:
    """The schema is ours, by the name nearest to the place."""
    ours = {"Owner": holding(pet={"$ref": "#/components/schemas/Pet"}), "Pet": holding(name=TEXT)}
    (difference,) = compare(
        reading(holding(pet=holding())), reading({"$ref": "#/components/schemas/Owner"}, ours)
    )
    assert ("get answer .pet.name", "Pet") == (difference.where, difference.schema)


def test_operations_of_our_part_of_the_api_are_compared_and_others_counted() -> None:
    """What upstream has under other paths is no difference, but nobody should think that it was compared."""
    get = {"operationId": "get"}
    ours = document({"/things/{id}": {"get": get}, "/gone": {"get": {"operationId": "gone"}}})
    upstream = document(
        {
            "/things/{thing}": {"get": get, "delete": {"operationId": "delete"}},
            "/chat": {"post": {"operationId": "chat"}, "get": {"operationId": "chats"}},
        }
    )
    expected = [
        "breaking only ours gone: operation GET /gone",
        "widening only upstream delete: operation DELETE /things/{thing}",
    ]
    assert (expected, 2) == (texts(compare(upstream, ours)), outside(upstream, ours))


def test_an_operation_has_another_id_or_is_deprecated() -> None:
    """Neither changes anything for callers."""
    upstream = document({"/things": {"get": {"operationId": "fetch", "deprecated": True}}})
    ours = document({"/things": {"get": {"operationId": "get"}}})
    expected = [
        "cosmetic differs get: operationId: fetch upstream, get ours",
        "cosmetic only upstream get: deprecated: true upstream, none ours",
    ]
    assert expected == texts(compare(upstream, ours))


def test_not_deprecated_is_the_same_as_silent() -> None:
    """`deprecated: false` says what saying nothing says."""
    silent = document({"/things": {"get": {"operationId": "get"}}})
    explicit = document({"/things": {"get": {"operationId": "get", "deprecated": False}}})
    assert [] == compare(explicit, silent)


def with_parameters(*parameters: Json, path: str = "/things") -> Document:
    """Return a document with one operation that takes *parameters*."""
    return document({path: {"get": {"operationId": "get", "parameters": list(parameters)}}})


def query(name: str, **keywords: Any) -> Json:
    """Return a query parameter."""
    return {"name": name, "in": "query", "schema": TEXT, **keywords}


@pytest.mark.parametrize(
    ("upstream", "ours", "expected"),
    [
        ([query("a")], [], "widening only upstream get query a: parameter"),
        ([query("a", required=True)], [], "breaking only upstream get query a: required parameter"),
        ([], [query("a")], "breaking only ours get query a: parameter"),
        (
            *([query("a", required=True)], [query("a", required=False)]),
            "breaking only upstream get query a: required: upstream, not ours",
        ),
        (
            *([query("a", schema={"enum": ["x", "y"]})], [query("a", schema={"enum": ["x"]})]),
            "widening only upstream get query a: value y",
        ),
    ],
)
def test_parameters(upstream: list[Json], ours: list[Json], expected: str) -> None:
    """Parameters are held against each other by place and name, with their schemas."""
    assert [expected] == texts(compare(with_parameters(*upstream), with_parameters(*ours)))


def test_a_parameter_of_the_path_may_have_another_name() -> None:
    """It is the place in the path that counts."""
    upstream = with_parameters({"name": "id", "in": "path", "schema": TEXT}, path="/things/{id}")
    ours = with_parameters({"name": "thing_id", "in": "path", "schema": TEXT}, path="/things/{thing_id}")
    assert ["cosmetic differs get path thing_id: name: id upstream, thing_id ours"] == texts(
        compare(upstream, ours)
    )


def test_parameters_of_the_path_item_and_by_reference_are_the_operations_own() -> None:
    """It does not matter where a parameter is written."""
    shared = Document(
        {
            "paths": {
                "/things": {
                    "parameters": [{"$ref": "#/components/parameters/A"}],
                    "get": {"operationId": "get"},
                }
            },
            "components": {"parameters": {"A": query("a")}},
        }
    )
    assert [] == compare(shared, with_parameters(query("a")))


def test_bodies_and_media_types() -> None:
    """A body, or a kind of body, that only one side has is a difference of its own."""
    both = {"content": {"application/json; charset=utf-8": {"schema": TEXT}, "text/plain": {"schema": TEXT}}}
    plain = document({"/things": {"post": {"operationId": "create"}}})
    rich = document(
        {"/things": {"post": {"operationId": "create", "requestBody": {**both, "required": True}}}}
    )
    assert ["breaking only upstream create body: required request body"] == texts(compare(rich, plain))
    assert ["breaking only ours create body: required request body"] == texts(compare(plain, rich))
    assert [
        "breaking only upstream create body: required: upstream, not ours",
        "widening only upstream create body: media type text/plain",
    ] == texts(compare(rich, writing(TEXT)))


def test_errors_are_held_against_our_default() -> None:
    """A `default` answer of ours stands for each status upstream documents."""
    upstream = document(
        {"/things": {"get": {"operationId": "get", "responses": {"429": json_body(holding(a=TEXT))}}}}
    )
    ours = document(
        {"/things": {"get": {"operationId": "get", "responses": {"default": json_body(holding())}}}}
    )
    assert [
        "widening only upstream get error .a: property",
        "cosmetic differs get error: statuses: 429 upstream, default ours",
    ] == texts(compare(upstream, ours))


def test_another_status_of_success_is_no_obstacle() -> None:
    """The answers are compared whatever 2xx they come with."""
    upstream = document(
        {"/things": {"post": {"operationId": "create", "responses": {"201": json_body(TEXT)}}}}
    )
    ours = document({"/things": {"post": {"operationId": "create", "responses": {"200": json_body(TEXT)}}}})
    assert ["cosmetic differs create answer: status: 201 upstream, 200 ours"] == texts(
        compare(upstream, ours)
    )


def event(name: str) -> Json:
    """Return the schema of an event of a stream."""
    return {"type": "object", "properties": {"event": {"const": name}, "data": TEXT}}


def test_events_are_found_though_upstream_refers_to_them_nowhere() -> None:
    """Upstream's events lie among its schemas, in groups; ours are what an operation streams."""
    groups = [{"oneOf": [event("thread.created"), event("thread.new")]}, event("done")]
    upstream = document(
        {"/things": {"post": {"operationId": "create"}}}, {"AssistantStreamEvent": {"oneOf": groups}}
    )
    answer = {
        "content": {"text/event-stream": {"schema": {"oneOf": [event("thread.created"), event("done")]}}}
    }
    ours = document({"/things": {"post": {"operationId": "create", "responses": {"200": answer}}}})
    assert [
        "breaking only ours create answer: media type text/event-stream",
        "widening only upstream stream: union member thread.new",
        "cosmetic only ours create answer: status: none upstream, 200 ours",
    ] == texts(compare(upstream, ours))


def test_streams_of_other_parts_of_the_api_are_not_ours() -> None:
    """An operation that we do not have may stream what it likes."""
    chat = {"operationId": "chat", "responses": {"200": {"content": {"text/event-stream": {"schema": TEXT}}}}}
    things = {"/things": {"get": {"operationId": "get"}}}
    assert [] == compare(document({**things, "/chat": {"post": chat}}), document(things))


@given(one=SCHEMAS, two=SCHEMAS, schema=SCHEMAS)
def test_a_document_does_not_differ_from_itself(one: Any, two: Any, schema: Any) -> None:
    """Whatever it holds, also references in circles."""
    schemas = {"One": one, "Two": two}
    assert [] == compare(writing(schema, schemas), writing(deepcopy(schema), deepcopy(schemas)))
    assert [] == compare(reading(schema, schemas), reading(schema, schemas))


@given(one=SCHEMAS, two=SCHEMAS, other_one=SCHEMAS, other_two=SCHEMAS)
def test_every_comparison_ends(one: Any, two: Any, other_one: Any, other_two: Any) -> None:
    """Two documents that both refer in circles are compared to the end, always with the same result."""
    start = {"$ref": "#/components/schemas/One"}
    upstream, ours = (
        writing(start, {"One": one, "Two": two}),
        writing(start, {"One": other_one, "Two": other_two}),
    )
    assert compare(upstream, ours) == compare(upstream, ours)


@given(
    one=SCHEMAS.filter(lambda s: "$ref" not in str(s)), other=SCHEMAS.filter(lambda s: "$ref" not in str(s))
)
def test_who_is_upstream_only_changes_the_side(one: Any, other: Any) -> None:
    """What one side has alone, the other lacks when the two change places."""
    swapped = {"only ours": "only upstream", "only upstream": "only ours", "differs": "differs"}
    there, back = compare(writing(one), writing(other)), compare(writing(other), writing(one))
    assert sorted((d.where, d.side.value) for d in there) == sorted(
        (d.where, swapped[d.side.value]) for d in back
    )


def test_the_names_of_schemas_do_not_matter() -> None:
    """Our contract with every schema renamed is still our contract."""
    text = CONTRACT.read_text("utf-8")
    renamed = text.replace("#/components/schemas/", "#/components/schemas/Other")
    content = YAML(typ="safe").load(renamed)
    content["components"]["schemas"] = {f"Other{k}": v for k, v in content["components"]["schemas"].items()}
    assert [] == compare(Document(content), read_document(str(CONTRACT)))
