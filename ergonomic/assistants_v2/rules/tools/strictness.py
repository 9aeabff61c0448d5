"""The strict mode of function calling: what its schemas may say, and what its nulls mean.

A strict schema closes every object and requires every property; what a caller may leave out is nullable
instead, and null then stands for the default. Limits and formats, which some servers refuse, move into
the descriptions: the model still reads them, and arguments are validated on this side anyway.
Used by `tools` and `arguments`.
"""

from __future__ import annotations

from json import dumps
from typing import Any

from .json_data import Schema, is_array, is_object

OBJECT = frozenset({"properties", "required", "additionalProperties"})
SPOKEN = OBJECT | {"type", "items", "enum", "anyOf", "$ref", "$defs"}
"""The keywords that every server with a strict mode takes, besides descriptions."""

REDUNDANT = frozenset({"uniqueItems", "oneOf"})
"""Keywords that say nothing the model could act on."""


def strict(schema: Schema, where: str) -> Schema:
    """Return the schema as strict mode wants it.

    Args:
        schema: A schema as `schemas` writes it.
        where: What to call its place in errors.

    Raises:
        TypeError: It allows what strict mode forbids: anything at all, or keys not known beforehand.
    """
    if "$ref" in schema:
        return dict(schema)
    if not schema.keys() & {"type", "enum", "anyOf"}:
        raise TypeError(
            f"{where!r} takes anything, which strict mode forbids: annotate it, or leave strict out"
        )
    result = {key: value for key, value in schema.items() if key in SPOKEN}
    if schema.get("type") == "object":
        result |= closed(schema, where)
    if "items" in schema:
        result["items"] = strict(schema["items"], f"{where}[...]")
    if "anyOf" in schema:
        result["anyOf"] = [strict(member, where) for member in schema["anyOf"]]
    if "$defs" in schema:
        result["$defs"] = {name: strict(part, name) for name, part in schema["$defs"].items()}
    description = in_words(schema)
    return {**result, "description": description} if description else result


def closed(schema: Schema, where: str) -> Schema:
    """Return the keywords of an object that has all its properties and no others."""
    if "properties" not in schema or schema.get("additionalProperties"):
        raise TypeError(
            f"{where!r} takes keys that are not known beforehand, which strict mode forbids: "
            "take a TypedDict, a dataclass or a list of pairs, or leave strict out"
        )
    required = schema.get("required", [])
    properties: Schema = {}
    for name, part in schema["properties"].items():
        written = strict(part, f"{where}.{name}" if where else name)
        properties[name] = written if name in required else nullable(written)
    return {"properties": properties, "required": list(properties), "additionalProperties": False}


def nullable(schema: Schema) -> Schema:
    """Return the schema with null allowed."""
    if takes_null(schema):
        return schema
    if "anyOf" in schema:
        return {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]}
    inner = {key: value for key, value in schema.items() if key != "description"}
    outer = {"description": schema["description"]} if "description" in schema else {}
    return {"anyOf": [inner, {"type": "null"}], **outer}


def takes_null(schema: Schema) -> bool:
    """Tell whether null is among what the schema allows."""
    types = schema.get("type", ())
    if types == "null" or (is_array(types) and "null" in types):
        return True
    return any(map(takes_null, schema.get("anyOf", ())))


def in_words(schema: Schema) -> str:
    """Return the description, with the keywords that strict mode has no place for."""
    unspoken = schema.keys() - SPOKEN - REDUNDANT - {"description"}
    stated = [f"{key}: {spelled(value)}" for key, value in schema.items() if key in unspoken]
    return " ".join(filter(None, (schema.get("description"), f"({', '.join(stated)})" if stated else "")))


def spelled(value: object) -> str:
    """Return a keyword's value as it reads best in a sentence."""
    return value if isinstance(value, str) else dumps(value, ensure_ascii=False)


def without_nulls(value: Any, schema: Schema, defs: Schema) -> Any:
    """Return JSON data without the nulls that stand for "left out".

    Args:
        value: What the model sent under the strict form of *schema*.
        schema: The schema before it was made strict, which still tells what may be left out.
        defs: Its `$defs`.
    """
    if "$ref" in schema:
        return without_nulls(value, defs[schema["$ref"].removeprefix("#/$defs/")], defs)
    for member in schema.get("anyOf", ()):
        value = without_nulls(value, member, defs)
    if is_array(value) and "items" in schema:
        return [without_nulls(item, schema["items"], defs) for item in value]
    if not is_object(value) or not describes(schema, value):
        return value
    properties, required = schema["properties"], schema.get("required", [])
    return {
        name: without_nulls(part, properties[name], defs)
        for name, part in value.items()
        if part is not None or name in required
    }


def describes(schema: Schema, value: dict[str, Any]) -> bool:
    """Tell whether a schema, which may be one of several, is the one that an object was written by."""
    if "properties" not in schema:
        return False
    properties: Schema = schema["properties"]
    tags = {
        name: [*part["enum"], None] for name, part in properties.items() if len(part.get("enum", ())) == 1
    }
    return value.keys() <= properties.keys() and all(value.get(name) in tags[name] for name in tags)
