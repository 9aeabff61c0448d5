"""The JSON schema that pydantic writes, in the form that models read best.

Models follow a schema best when nothing in it points elsewhere, so every part is written out where it is
used; only what contains itself stays in `$defs`. Titles go, every enumeration has a type, and every array
has `items`: servers refuse one without. Used by `definitions`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .json_data import JSON_TYPES, Schema, is_object

_NOISE = frozenset({"title", "discriminator", "$defs", "$schema", "$ref"})
"""Keywords that tell a model nothing, or that are resolved here."""

# Keywords with a schema, with a list of schemas, with schemas by name.
_ONE = ("additionalProperties", "items", "propertyNames", "not", "contains")
_SEVERAL = ("anyOf", "allOf", "oneOf", "prefixItems")
_NAMED = ("properties", "patternProperties")

_LENGTHS = {"minLength", "maxLength", "pattern", "minItems", "maxItems", "minProperties", "maxProperties"}
_BOUNDS = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}
_WITHOUT_LENGTH = ("date", "time", "date-time", "duration", "uuid", "decimal")
"""Formats of texts that become values of other types."""


class Inliner:
    """Writes out the schema of one tool.

    Attributes:
        recursive: The parts that contain themselves, for the `$defs` of the whole.
    """

    def __init__(self, defs: Mapping[str, Schema]) -> None:
        self._defs = defs
        self._open: set[str] = set()
        self.recursive: dict[str, Schema] = {}

    def inline(self, schema: Schema) -> Schema:
        """Return the schema with its parts written out; raises TypeError for keys and limits that cannot be."""
        told = {key: value for key, value in schema.items() if value is not None or key == "const"}
        own = {key: self._inline_value(key, value) for key, value in told.items() if key not in _NOISE}
        if "oneOf" in own:
            own["anyOf"] = own.pop("oneOf")
        if "const" in own:
            own["enum"] = [own.pop("const")]
        if "$ref" in schema:
            return with_keywords(self._inline_part(schema["$ref"].removeprefix("#/$defs/")), own)
        _refuse_unfit(own)
        return _complete(own)

    def _inline_value(self, key: str, value: Any) -> Any:
        """Return a keyword's value, with the schemas in it written out."""
        if key in _ONE and is_object(value):  # True and False are schemas too
            return self.inline(value)
        if key in _SEVERAL:
            return [self.inline(part) for part in value]
        return {name: self.inline(part) for name, part in value.items()} if key in _NAMED else value

    def _inline_part(self, name: str) -> Schema:
        """Return what a `$ref` points to, or a `$ref` if the part contains itself."""
        if name in self._open:
            self.recursive[name] = {}  # until it is written
        if name not in self.recursive:
            self._open.add(name)
            written = self.inline(self._defs[name])
            self._open.remove(name)
            if name not in self.recursive:
                return written
            self.recursive[name] = written
        return {"$ref": f"#/$defs/{name}"}


def with_keywords(schema: Schema, keywords: Schema) -> Schema:
    """Return the schema with keywords beside it; beside a `$ref` they would be ignored or refused."""
    return {**({"anyOf": [schema]} if keywords and "$ref" in schema else schema), **keywords}


def _complete(schema: Schema) -> Schema:
    """Return the schema with what servers insist on, and without what goes without saying."""
    if "enum" in schema:
        types = list(dict.fromkeys(JSON_TYPES[type(value)] for value in schema["enum"]))
        return {"type": types[0] if len(types) == 1 else types, **schema}
    if schema.get("type") == "array":
        prefix: list[Schema] = schema.get("prefixItems", [])
        distinct = [item for index, item in enumerate(prefix) if item not in prefix[:index]]
        return {
            "items": {"anyOf": distinct} if len(distinct) > 1 else distinct[0] if distinct else {},
            **schema,
        }
    if schema.get("additionalProperties") in (True, {}) and "properties" not in schema:
        return {key: value for key, value in schema.items() if key != "additionalProperties"}
    return schema


def _refuse_unfit(schema: Schema) -> None:
    """Raise TypeError for keys that no text becomes, and for limits that pydantic would fail on in a call."""
    keys = schema.get("propertyNames", {}).get("type")
    if keys in ("object", "array", "null"):
        raise TypeError(f"JSON has no dicts with {keys} keys")
    for keyword in schema.keys() & (_LENGTHS | _BOUNDS):
        for member in schema.get("anyOf", [schema]):
            kind, form = member.get("type"), member.get("format")
            has_length = kind in ("string", "array", "object") and form not in _WITHOUT_LENGTH
            is_number = kind in ("integer", "number") or form == "decimal"
            if kind and not (has_length if keyword in _LENGTHS else is_number):
                raise TypeError(f"{keyword} is no limit of a value of type {form or kind}")
