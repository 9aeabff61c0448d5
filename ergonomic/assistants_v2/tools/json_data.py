"""JSON data and its schemas, for whoever walks through them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias, TypeGuard

from msgspec import UNSET, Struct

Schema: TypeAlias = dict[str, Any]

JSON_TYPES: dict[type[Any], str] = {str: "string", bool: "boolean", int: "integer", float: "number"}
JSON_TYPES.update({type(None): "null", dict: "object", list: "array"})  # by the types of data in Python


def is_object(data: object) -> TypeGuard[dict[str, Any]]:
    """Say whether JSON data is an object."""
    return isinstance(data, dict)


def is_array(data: object) -> TypeGuard[list[Any]]:
    """Say whether JSON data is an array."""
    return isinstance(data, list)


def list_fields(value: Struct) -> dict[str, Any]:
    """Return the fields of a Struct by their names in JSON, its tag first, without those that are unset.

    Their values are as they are, and may be no JSON data.
    """
    config, names = value.__struct_config__, value.__struct_encode_fields__
    parts = [getattr(value, field) for field in value.__struct_fields__]
    tag = {config.tag_field: config.tag} if config.tag_field else {}
    return tag | {name: part for name, part in zip(names, parts, strict=True) if part is not UNSET}


def list_types(schema: Schema) -> list[str]:
    """Return the JSON types that a schema names."""
    named: str | list[str] = schema.get("type", [])
    return [named] if isinstance(named, str) else named


def list_members(schema: Schema, defs: Schema) -> Iterator[Schema]:
    """Yield the schema, or the members of its union, without references."""
    if "$ref" in schema:
        schema = defs.get(schema["$ref"].removeprefix("#/$defs/"), {})
    if "anyOf" not in schema:
        yield schema
    for member in schema.get("anyOf", ()):
        yield from list_members(member, defs)


def count_branches(schema: object) -> int:
    """Return how many members that contain it themselves a union inside a schema has, at the most."""
    if is_array(schema):
        return max(map(count_branches, schema), default=1)
    members: object = schema.get("anyOf") if is_object(schema) else None
    own = len([member for member in members if "$ref" in str(member)]) if is_array(members) else 1
    return max([own, *map(count_branches, schema.values() if is_object(schema) else ())])


def find_part(schema: Schema, step: str | int, defs: Schema) -> Schema:
    """Return the schema of a field, a key's value or an item; an empty one where nothing is said of it."""
    parts: list[Schema] = []
    for member in list_members(schema, defs):
        found: object = member.get("items" if isinstance(step, int) else "additionalProperties")
        if isinstance(step, int) and step < len(member.get("prefixItems", ())):
            found = member["prefixItems"][step]
        found = member.get("properties", {}).get(step, found)
        parts += [found] if is_object(found) and found else []
    return parts[0] if len(parts) == 1 else {"anyOf": parts} if parts else {}
