"""A schema that another library wrote, in the shape that `schemas` gives its own.

Pydantic's schemas point into `$defs`, carry a title for each field and leave `items` out of tuples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .json_data import Schema, is_object
from .references import with_keywords

if TYPE_CHECKING:
    from collections.abc import Hashable

    from .references import References

NOISE = frozenset({"title", "discriminator", "$defs", "$schema"})
"""Keywords that tell a model nothing."""

# Keywords with a schema, with a list of schemas, with schemas by name.
ONE = ("additionalProperties", "items", "propertyNames", "not", "contains")
SEVERAL = ("anyOf", "allOf", "prefixItems")
NAMED = ("properties", "patternProperties")


def adopted(schema: Schema, owner: Hashable, references: References) -> Schema:
    """Return the schema with its parts written out, those that contain themselves in *references*.

    Args:
        schema: As the other library wrote it.
        owner: The class it describes; classes may use one name for different parts.
        references: Of the tool that it becomes a piece of.
    """
    return Adoption(schema.get("$defs", {}), owner, references).of(schema)


class Adoption:
    """One foreign schema, on its way into ours."""

    def __init__(self, defs: dict[str, Schema], owner: Hashable, references: References) -> None:
        self.defs = defs
        self.owner = owner
        self.references = references

    def of(self, schema: Schema) -> Schema:
        """Return a part of the schema."""
        own = {key: value for key, value in schema.items() if key not in NOISE and key != "$ref"}
        if own.get("default", 0) is None:
            del own["default"]
        if "oneOf" in own:
            own["anyOf"] = own.pop("oneOf")
        if "const" in own:
            own["enum"] = [own.pop("const")]
        for key in own:
            own[key] = self.value(key, own[key])
        if "$ref" in schema:
            return with_keywords(self.part(schema["$ref"]), own)
        if len(own.get("allOf", ())) == 1:
            # How pydantic wrote a reference with keywords beside it, up to version 2.8.
            (only,) = own.pop("allOf")
            return with_keywords(only, own)
        return complete(own)

    def value(self, key: str, value: Any) -> Any:
        """Return a keyword's value, with the schemas in it."""
        if key in ONE:
            # True and False are schemas too.
            return self.of(value) if is_object(value) else value
        if key in SEVERAL:
            return [self.of(part) for part in value]
        if key in NAMED:
            return {name: self.of(part) for name, part in value.items()}
        return value

    def part(self, pointer: str) -> Schema:
        """Return what a `$ref` points to."""
        name = pointer.removeprefix("#/$defs/")
        return self.references.named((self.owner, name), name, lambda: self.of(self.defs[name]))


def complete(schema: Schema) -> Schema:
    """Return the schema with what servers insist on: `items` for an array."""
    if schema.get("type") != "array" or "items" in schema:
        return schema
    return {**schema, "items": {"anyOf": schema["prefixItems"]} if schema.get("prefixItems") else {}}
