"""The strict mode of function calling: what its schemas may say, and what its nulls mean.

A strict schema closes every object and requires every property; what a caller may leave out is nullable
instead, and null then stands for the default. Limits and formats, which some servers refuse, move into
the descriptions: the model still reads them, and arguments are validated on this side anyway.
Used by `definitions` and `arguments`.
"""

from __future__ import annotations

from json import dumps
from typing import Any

from .json_data import Schema, is_array, is_object, list_members, list_types

_OBJECT = {"properties", "required", "additionalProperties"}
_SPOKEN = {"type", "items", "enum", "anyOf", "$ref", "$defs", *_OBJECT}
"""The keywords that every server with a strict mode takes, besides descriptions."""


def make_strict(schema: Schema, where: str) -> Schema:
    """Return the schema as strict mode wants it; raises TypeError, with *where*, for what it forbids."""
    if "$ref" in schema:
        return schema
    if not schema.keys() & {"type", "enum", "anyOf"}:
        remedy = "which strict mode forbids: annotate it, or leave strict out"
        raise TypeError(f"{where!r} takes anything, {remedy}")
    result = {key: value for key, value in schema.items() if key in _SPOKEN}
    if schema.get("type") == "object":
        result |= _close(schema, where)
    if "items" in schema:
        result["items"] = make_strict(schema["items"], f"{where}[...]")
    if "anyOf" in schema:
        result["anyOf"] = [make_strict(member, where) for member in schema["anyOf"]]
    if "$defs" in schema:
        result["$defs"] = {name: make_strict(part, f"...{name}") for name, part in schema["$defs"].items()}
    description = _put_in_words(schema)
    return {**result, "description": description} if description else result


def _close(schema: Schema, where: str) -> Schema:
    """Return the keywords of an object that has all its properties and no others."""
    if "properties" not in schema or schema.get("additionalProperties"):
        raise TypeError(
            f"{where!r} takes keys that are not known beforehand, which strict mode forbids: "
            "take a TypedDict, a dataclass or a list of pairs, or leave strict out"
        )
    properties: Schema = {}
    for name, part in schema["properties"].items():
        written = make_strict(part, f"{where}.{name}" if where else name)
        properties[name] = written if name in schema.get("required", ()) else _make_nullable(written)
    return {"properties": properties, "required": list(properties), "additionalProperties": False}


def _make_nullable(schema: Schema) -> Schema:
    """Return the schema with null allowed."""
    if any("null" in list_types(member) for member in list_members(schema, {})):
        return schema
    inner = {key: value for key, value in schema.items() if key != "description"}
    outer = {"description": schema["description"]} if "description" in schema else {}
    return {"anyOf": [*inner.get("anyOf", [inner]), {"type": "null"}], **outer}


def _put_in_words(schema: Schema) -> str:
    """Return the description, with the keywords that strict mode has no place for."""
    told = [key for key in schema if key not in {*_SPOKEN, "description", "uniqueItems"}]
    words = {key: schema[key] if isinstance(schema[key], str) else dumps(schema[key]) for key in told}
    stated = f"({', '.join(f'{key}: {text}' for key, text in words.items())})" if words else None
    return " ".join(filter(None, (schema.get("description"), stated)))


def drop_nulls(value: Any, schema: Schema, defs: Schema) -> Any:
    """Return JSON data that was written by a strict schema without the nulls that stand for "left out".

    *schema*, with its *defs*, is the one before it was made strict: it still tells what may be left out.
    """
    for member in list_members(schema, defs):
        if is_array(value) and "items" in member:
            value = [drop_nulls(item, member["items"], defs) for item in value]
        elif is_object(value) and "properties" in member and _describes(member, value):
            parts, required = member["properties"], member.get("required", ())
            sent = {name: part for name, part in value.items() if part is not None or name in required}
            value = {name: drop_nulls(part, parts[name], defs) for name, part in sent.items()}
    return value


def _describes(schema: Schema, value: dict[str, Any]) -> bool:
    """Say whether a schema, which may be one of several, is the one that an object was written by."""
    properties: Schema = schema["properties"]
    tags = {name: part["enum"] for name, part in properties.items() if len(part.get("enum", ())) == 1}
    return value.keys() <= properties.keys() and all(value.get(name) in [*tags[name], None] for name in tags)
