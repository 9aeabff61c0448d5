"""Why an argument was refused, in words that hold nothing of the argument.

The texts of the converting libraries quote the refused value, and a value may be a secret. So only the
place is taken from them, and what was expected there is told from the schema. Used by `arguments`.
"""

from __future__ import annotations

import re
from json import dumps
from typing import TYPE_CHECKING

from . import pydantic_models
from .choices import NoMemberFitsError
from .json_data import Schema, is_object
from .stand_ins import MisfitError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from msgspec import ValidationError

KEY = " - at `key` in `$"
PLACE = re.compile(r" - at `(?:key` in `)?\$([^`]*)`$")
"""Where msgspec says that it was, such as `$.lines[2].price` or `$[...]`."""

STEP = re.compile(r"\.([^.\[]+)|\[([^\]]*)\]")
"""One step of it: a field, or an index, or `...` for some key."""

MISSING = re.compile(r"Object missing required field `([^`]+)`( - at |$)")
GOT = re.compile(r", got `(\w+)`( - at |$)")

JSON_NAMES = {"str": "string", "int": "integer", "float": "number", "bool": "boolean", "decimal": "number"}
"""JSON's names for the types that msgspec says it got."""

STRUCTURE = frozenset({"type", "enum", "anyOf", "items", "prefixItems", "properties", "required"})
NOTES = frozenset({"additionalProperties", "propertyNames", "description", "default", "examples"})
"""Keywords that are no limits to tell beside a type, because they are told otherwise or lead too far."""


def refusal(error: ValidationError, schema: Schema, defs: Schema) -> tuple[str, str]:
    """Tell where conversion stopped, and why.

    Args:
        error: What msgspec raised.
        schema: The schema of the argument.
        defs: The `$defs` it refers to.

    Returns:
        The place inside the argument, such as `.lines[2].price` or an empty text, and a clause such as
        `expected integer, got string`.
    """
    text, cause = str(error), error.__cause__
    if cause is not None:
        return refused_by_class(error, cause, schema, defs)
    path = place(text)
    missing = MISSING.match(text)
    if missing:
        return path, f"the field {missing[1]!r} is missing"
    if KEY in text:
        return path, "a key of it is not of the expected form"
    got = GOT.search(text)
    found = f", got {JSON_NAMES.get(got[1], got[1])}" if got else ""
    return path, f"expected {expectation(follow(schema, steps(path), defs), defs)}{found}"


def place(text: str) -> str:
    """Return the path in msgspec's text, without its `$`."""
    found = PLACE.search(text)
    return found[1] if found else ""


def refused_by_class(
    error: ValidationError, cause: BaseException, schema: Schema, defs: Schema
) -> tuple[str, str]:
    """Tell where a class of the caller's own, such as a pydantic model, refused its data."""
    # msgspec puts the place after the class's text, which may hold anything.
    path = place(str(error).removeprefix(str(cause)))
    here = follow(schema, steps(path), defs)
    if isinstance(cause, MisfitError):
        inside, reason = refusal(cause.error, here, defs)
        return path + inside, reason
    if isinstance(cause, NoMemberFitsError):
        inside, reason = nearest_miss(cause, here, defs)
        return path + inside, reason
    problem = pydantic_models.first_problem(cause)
    if problem is None:
        return path, "its class refused the value"
    location, kind = problem
    if kind == "missing":
        return path + descend(here, location[:-1], defs)[0], f"the field {location[-1]!r} is missing"
    inside, there = descend(here, location, defs)
    if kind in ("value_error", "assertion_error"):
        return path + inside, "its class refused the value"
    return path + inside, f"expected {expectation(there, defs)}"


def nearest_miss(error: NoMemberFitsError, schema: Schema, defs: Schema) -> tuple[str, str]:
    """Tell why a value is none of what a union may be: by the one member that comes near, if any does."""
    depths = {misfit: depth(misfit) for misfit in error.errors}
    for near in (2, 1):
        nearest = [misfit for misfit in depths if depths[misfit] >= near]
        if len(nearest) == 1:
            return refusal(nearest[0], schema, defs)
    return "", f"expected {expectation(schema, defs)}"


def depth(error: ValidationError) -> int:
    """Return how near a value comes: 0 in another form, 1 with a part missing, 2 with a wrong part."""
    text, cause = str(error), error.__cause__
    if place(text if cause is None else text.removeprefix(str(cause))):
        return 2
    if isinstance(cause, MisfitError):
        return depth(cause.error)
    if cause is None:
        return 1 if MISSING.match(text) else 0
    problem = pydantic_models.first_problem(cause)
    if problem is None:
        return 0 if isinstance(cause, NoMemberFitsError) else 1
    location, kind = problem
    if kind == "missing":
        return 2 if location[1:] else 1
    return 2 if location else int(not kind.endswith("_type"))


def descend(schema: Schema, location: Iterable[str | int], defs: Schema) -> tuple[str, Schema]:
    """Return the path that pydantic's location stands for, and the schema there.

    Keys that the schema does not name come from the value and are not told; what is neither is pydantic's
    name for a member of a union, and no step at all.
    """
    path = ""
    for step in location:
        further = follow(schema, [str(step)], defs)
        if any(step in member.get("properties", {}) for member in members(schema, defs)):
            path += f".{step}"
        elif isinstance(step, int) and any("items" in member for member in members(schema, defs)):
            path += f"[{step}]"
        elif further:
            path += "[...]"
        schema = further or schema
    return path, schema


def steps(path: str) -> list[str]:
    """Return the fields and indexes of a path."""
    return [field or index for field, index in STEP.findall(path)]


def follow(schema: Schema, path: Iterable[str], defs: Schema) -> Schema:
    """Return the schema of a part, or an empty one where the path leaves what the schema tells."""
    for step in path:
        children = [found for member in members(schema, defs) if (found := child(member, step))]
        schema = {"anyOf": children} if children else {}
    return schema


def members(schema: Schema, defs: Schema) -> Iterable[Schema]:
    """Yield the schema, or the members of its union, without references."""
    if "$ref" in schema:
        schema = defs.get(schema["$ref"].removeprefix("#/$defs/"), {})
    if "anyOf" not in schema:
        yield schema
    for member in schema.get("anyOf", ()):
        yield from members(member, defs)


def child(schema: Schema, step: str) -> Schema:
    """Return the schema of a field, an item or a value."""
    prefix: list[Schema] = schema.get("prefixItems", [])
    found: object = schema.get("additionalProperties")
    if step in schema.get("properties", {}):
        found = schema["properties"][step]
    elif step.isdecimal() and int(step) < len(prefix):
        found = prefix[int(step)]
    elif "items" in schema and (step.isdecimal() or step == "..."):
        found = schema["items"]
    return found if is_object(found) else {}


def expectation(schema: Schema, defs: Schema) -> str:
    """Return what a schema asks for, in words: `integer (minimum 1)`, `"c" or "f"`."""
    alternatives = dict.fromkeys(wording(member) for member in members(schema, defs))
    return " or ".join(filter(None, alternatives)) or "another value"


def wording(schema: Schema) -> str:
    """Return what a schema without references and unions asks for."""
    if "enum" in schema:
        return " or ".join(dumps(value, ensure_ascii=False) for value in schema["enum"])
    named = schema.get("type", "")
    types = named if isinstance(named, str) else " or ".join(named)
    limits = [f"{key} {value}" for key, value in schema.items() if key not in STRUCTURE | NOTES]
    if schema.get("properties"):
        limits.append(f"fields {', '.join(schema['properties'])}")
    return f"{types} ({', '.join(limits)})" if limits else types
