"""JSON's types, and what is wrong with a text or a number, by a schema of the contract. Pure.

`validation` is the user; it says what is wrong with objects, arrays and unions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from .faults import TYPE_NAMES, make_fault, make_url_fault, shorten
from .refusals import RequestError

Schema = Mapping[str, Any]

_LARGEST_INTEGER = 2**63 - 1
"""What an integer may be where the contract sets no limit: more fits into no database."""

_IMAGE_URL = re.compile(r"https?://[^/\s]|data:image/", re.IGNORECASE)
"""How an address begins that a model can be given: `format: uri` is only said of images."""


def list_types(schema: Schema) -> Sequence[str]:
    """Return the JSON types that a schema allows; all of them if it names none."""
    kind = schema.get("type", list(TYPE_NAMES))
    return [kind] if isinstance(kind, str) else kind


_TYPE_CHECKS: Mapping[str, Callable[[Any], bool]] = {
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: _is_number(value) and (isinstance(value, int) or value.is_integer()),
    "number": lambda value: _is_number(value),
    "string": lambda value: isinstance(value, str),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def has_type(value: Any, types: Sequence[str]) -> bool:
    """Say whether a value is of one of some JSON types."""
    return any(_TYPE_CHECKS[kind](value) for kind in types)


def is_same(expected: Any, value: Any) -> bool:
    """Say whether two values are equal in JSON, where true is not 1."""
    return isinstance(expected, bool) == isinstance(value, bool) and bool(expected == value)


def find_string_faults(schema: Schema, value: str, path: str) -> Iterator[RequestError]:
    """Yield what is wrong with a text: its length, its pattern, or that it is no address of an image."""
    length = len(value)
    if length > schema.get("maxLength", length):
        wanted = f"Expected a string with maximum length {schema['maxLength']}"
        got = f"but got a string with length {length} instead."
        yield make_fault(path, f"string too long. {wanted}, {got}", "string_above_max_length")
    if length < schema.get("minLength", 0):
        wanted = f"Expected a string with minimum length {schema['minLength']}"
        got = "an empty string" if not value else f"a string with length {length}"
        kind = "empty string" if not value else "string too short"
        code = "empty_string" if not value else "string_below_min_length"
        yield make_fault(path, f"{kind}. {wanted}, but got {got} instead.", code)
    if "pattern" in schema and not re.search(_translate_pattern(schema["pattern"]), value):
        wanted = f"Expected a string that matches the pattern '{schema['pattern']}'."
        yield make_fault(path, f"string does not match pattern. {wanted}", "invalid_value")
    if schema.get("format") == "uri" and not _IMAGE_URL.match(value):
        yield make_url_fault(path)


def find_number_faults(schema: Schema, value: float, path: str) -> Iterator[RequestError]:
    """Yield what is wrong with a number: it is too large or too small."""
    kind = "integer" if "integer" in list_types(schema) else "decimal"
    largest = schema.get("maximum", _LARGEST_INTEGER if kind == "integer" else value)
    if value > largest:
        bound = f"above maximum value. Expected a value <= {largest}"
        got = f"but got {shorten(str(value))} instead."
        yield make_fault(path, f"{kind} {bound}, {got}", f"{kind}_above_max_value")
    if value < schema.get("minimum", value):
        bound = f"below minimum value. Expected a value >= {schema['minimum']}"
        got = f"but got {shorten(str(value))} instead."
        yield make_fault(path, f"{kind} {bound}, {got}", f"{kind}_below_min_value")


def _translate_pattern(pattern: str) -> str:
    """Return a pattern for Python, whose `$` would let a newline at the end pass."""
    return f"{pattern[:-1]}\\Z" if pattern.endswith("$") else pattern


def find_type(value: Any) -> str:
    """Return the JSON type of a value; a number without a fraction is an integer."""
    return next(kind for kind, has_type in _TYPE_CHECKS.items() if has_type(value))


def describe_type(value: Any) -> str:
    """Return the JSON type of a value in words."""
    return TYPE_NAMES["number" if isinstance(value, float) else find_type(value)]
