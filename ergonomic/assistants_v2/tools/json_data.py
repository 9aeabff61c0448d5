"""JSON data and its schemas, for whoever walks through them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias, TypeGuard

Schema: TypeAlias = dict[str, Any]

JSON_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null"}
JSON_TYPES |= {dict: "object", list: "array"}
"""JSON's names for the types of its data in Python."""


def is_object(data: object) -> TypeGuard[dict[str, Any]]:
    """Say whether JSON data is an object."""
    return isinstance(data, dict)


def is_array(data: object) -> TypeGuard[list[Any]]:
    """Say whether JSON data is an array."""
    return isinstance(data, list)


def list_members(schema: Schema, defs: Schema) -> Iterator[Schema]:
    """Yield the schema, or the members of its union, without references."""
    if "$ref" in schema:
        schema = defs.get(schema["$ref"].removeprefix("#/$defs/"), {})
    if "anyOf" not in schema:
        yield schema
    for member in schema.get("anyOf", ()):
        yield from list_members(member, defs)


def list_types(schema: Schema) -> list[str]:
    """Return the JSON types that a schema names."""
    named: str | list[str] = schema.get("type", [])
    return [named] if isinstance(named, str) else named


def find_part(schema: Schema, step: str | int, defs: Schema) -> Schema:
    """Return the schema of a field, a key's value or an item; an empty one where nothing is said of it."""
    parts = [part for member in list_members(schema, defs) if (part := _find_in_member(member, step))]
    return parts[0] if len(parts) == 1 else {"anyOf": parts} if parts else {}


def _find_in_member(schema: Schema, step: str | int) -> Schema:
    """Return the schema of a part of what is not a union."""
    found: object = schema.get("items" if isinstance(step, int) else "additionalProperties")
    if step in schema.get("properties", {}):
        found = schema["properties"][step]
    elif isinstance(step, int) and step < len(schema.get("prefixItems", ())):
        found = schema["prefixItems"][step]
    return found if is_object(found) else {}
