"""Small OpenAPI documents around one schema, and strategies for schemas of every kind."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from spec_comparison import Difference, compare
from spec_shapes import Document

Json = dict[str, Any]

TEXT = {"type": "string"}
DOG: Json = {"type": "object", "properties": {"type": {"const": "dog"}}}
CAT: Json = {"type": "object", "properties": {"type": {"const": "cat"}}}


def holding(required: bool = False, **properties: Any) -> Json:
    """Return the schema of an object with *properties*."""
    return {"type": "object", "properties": properties, "required": list(properties) if required else []}


def document(paths: Json, schemas: Json | None = None) -> Document:
    """Return a document of *paths*, with named schemas."""
    return Document({"openapi": "3.1.0", "paths": paths, "components": {"schemas": schemas or {}}})


def json_body(schema: Any) -> Json:
    """Return a body that is JSON by *schema*."""
    return {"content": {"application/json": {"schema": schema}}}


def writing(schema: Any, schemas: Json | None = None) -> Document:
    """Return a document with one operation, `create`, that takes *schema*."""
    return document(
        {"/things": {"post": {"operationId": "create", "requestBody": json_body(schema)}}}, schemas
    )


def reading(schema: Any, schemas: Json | None = None) -> Document:
    """Return a document with one operation, `get`, that answers *schema*."""
    answers = {"200": json_body(schema)}
    return document({"/things": {"get": {"operationId": "get", "responses": answers}}}, schemas)


def texts(differences: list[Difference]) -> list[str]:
    """Return differences as texts such as `breaking only ours create body .size: property`."""
    return [f"{d.meaning.value} {d.side.value} {d.where}: {d.what}" for d in differences]


def written(upstream: Any, ours: Any) -> list[str]:
    """Return the differences between two schemas of what callers write."""
    return texts(compare(writing(upstream), writing(ours)))


def read(upstream: Any, ours: Any) -> list[str]:
    """Return the differences between two schemas of what callers read."""
    return texts(compare(reading(upstream), reading(ours)))


NAMES = st.sampled_from(["type", "size", "colour", "description"])
LEAVES = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"type": st.sampled_from(["string", "integer", "number", "boolean"])}),
    st.fixed_dictionaries({"type": st.just("string")}, optional={"maxLength": st.integers(0, 9)}),
    st.fixed_dictionaries({"enum": st.lists(st.sampled_from(["a", "b", 1, None]), min_size=1, unique=True)}),
    st.fixed_dictionaries({"type": st.just("integer"), "nullable": st.booleans()}),
    st.fixed_dictionaries({"const": st.sampled_from(["a", 1, True, None])}),
    st.just({"type": ["string", "null"], "default": None}),
    st.fixed_dictionaries(
        {"$ref": st.sampled_from(["#/components/schemas/One", "#/components/schemas/Two"])}
    ),
)


def branches(schemas: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return a strategy of schemas that hold *schemas*."""
    members = st.lists(schemas, min_size=1, max_size=3)
    return st.one_of(
        st.fixed_dictionaries(
            {"type": st.just("object"), "properties": st.dictionaries(NAMES, schemas, max_size=3)},
            optional={
                "required": st.lists(NAMES, unique=True),
                "additionalProperties": schemas | st.booleans(),
            },
        ),
        st.fixed_dictionaries({"type": st.just("array"), "items": schemas}),
        st.sampled_from(["anyOf", "oneOf", "allOf"]).flatmap(
            lambda key: st.fixed_dictionaries({key: members})
        ),
    )


SCHEMAS = st.recursive(LEAVES, branches, max_leaves=12)
"""Schemas that may refer to the schemas One and Two, which may be these very ones."""
