"""Each kind of difference, from either side, in what callers write and in what they read."""

from __future__ import annotations

from typing import Any

import pytest
from spec_schemas import Meaning

from .documents import CAT, DOG, TEXT, holding, read, written

BREAKING, WIDENING, COSMETIC = (meaning.value for meaning in Meaning)

KINDS: list[tuple[Any, Any, str, str, str, str]] = [
    # what upstream says, what we say, meaning to writers, meaning to readers, side, place and words
    (holding(a=TEXT), holding(), WIDENING, WIDENING, "only upstream", ".a: property"),
    (holding(), holding(a=TEXT), BREAKING, BREAKING, "only ours", ".a: property"),
    (holding(True, a=TEXT), holding(), BREAKING, WIDENING, "only upstream", ".a: required property"),
    (holding(), holding(True, a=TEXT), BREAKING, BREAKING, "only ours", ".a: required property"),
    (
        *(holding(True, a=TEXT), holding(a=TEXT), BREAKING, WIDENING),
        *("only upstream", ".a: required: upstream, not ours"),
    ),
    (
        *(holding(a=TEXT), holding(True, a=TEXT), WIDENING, BREAKING),
        *("only ours", ".a: required: ours, not upstream"),
    ),
    (
        *({"type": ["string", "null"]}, TEXT, WIDENING, BREAKING),
        *("only upstream", ": null: allowed upstream, not ours"),
    ),
    (
        *(TEXT, {"type": "string", "nullable": True}, BREAKING, WIDENING),
        *("only ours", ": null: allowed ours, not upstream"),
    ),
    (TEXT, {"type": "integer"}, BREAKING, BREAKING, "differs", ": type: string upstream, integer ours"),
    (TEXT, {}, BREAKING, WIDENING, "differs", ": type: string upstream, anything ours"),
    ({}, TEXT, WIDENING, BREAKING, "differs", ": type: anything upstream, string ours"),
    ({"enum": ["a", "b"]}, {"enum": ["a"]}, WIDENING, WIDENING, "only upstream", ": value b"),
    ({"const": "a"}, {"enum": ["a", "b"]}, BREAKING, BREAKING, "only ours", ": value b"),
    ({"enum": ["a", "b"]}, TEXT, BREAKING, COSMETIC, "differs", ": values: only a; b upstream, any ours"),
    (TEXT, {"enum": ["a", "b"]}, WIDENING, COSMETIC, "differs", ": values: any upstream, only a; b ours"),
    (
        *({"anyOf": [TEXT, {"enum": ["a", "b"]}]}, TEXT, COSMETIC, COSMETIC),
        *("differs", ": values: any (2 named) upstream, any ours"),
    ),
    ({"oneOf": [DOG, CAT]}, {"oneOf": [DOG]}, WIDENING, WIDENING, "only upstream", ": union member cat"),
    ({"oneOf": [DOG]}, {"oneOf": [DOG, CAT]}, BREAKING, BREAKING, "only ours", ": union member cat"),
    ({"type": ["string", "array"]}, TEXT, WIDENING, WIDENING, "only upstream", ": union member array"),
    (
        *({"type": "integer", "minimum": 256}, {"type": "integer", "minimum": 1}, BREAKING, COSMETIC),
        *("differs", ": minimum: 256 upstream, 1 ours"),
    ),
    (
        *({"type": "integer", "minimum": 1}, {"type": "integer", "minimum": 256}, WIDENING, COSMETIC),
        *("differs", ": minimum: 1 upstream, 256 ours"),
    ),
    (
        *({"type": "string", "maxLength": 9}, TEXT, BREAKING, COSMETIC),
        *("only upstream", ": maxLength: 9 upstream, none ours"),
    ),
    (
        *(TEXT, {"type": "string", "maxLength": 9}, WIDENING, COSMETIC),
        *("only ours", ": maxLength: none upstream, 9 ours"),
    ),
    (
        *({"type": "array", "maxItems": 5}, {"type": "array", "maxItems": 9}, BREAKING, COSMETIC),
        *("differs", ": maxItems: 5 upstream, 9 ours"),
    ),
    (
        *({"type": "string", "pattern": "a"}, {"type": "string", "pattern": "b"}, BREAKING, COSMETIC),
        *("differs", ": pattern: a upstream, b ours"),
    ),
    (
        *({"type": "integer", "default": 20}, {"type": "integer"}, COSMETIC, COSMETIC),
        *("only upstream", ": default: 20 upstream, none ours"),
    ),
    (
        *({"type": "integer"}, {"type": "integer", "format": "int64"}, COSMETIC, COSMETIC),
        *("only ours", ": format: none upstream, int64 ours"),
    ),
    (
        *({"type": "object", "additionalProperties": False}, {"type": "object"}, BREAKING, COSMETIC),
        *("differs", ": other properties: refused upstream, allowed ours"),
    ),
    (
        *({"type": "object"}, {"type": "object", "additionalProperties": False}, WIDENING, COSMETIC),
        *("differs", ": other properties: allowed upstream, refused ours"),
    ),
    (
        *({"type": "object", "additionalProperties": TEXT}, {"type": "object"}, BREAKING, WIDENING),
        *("differs", "{}: type: string upstream, anything ours"),
    ),
    (
        *(
            {"type": "object", "oneOf": [{"required": ["a"]}, {"required": ["b"]}]},
            {"type": "object", "not": {"required": ["a", "b"]}},
        ),
        *(BREAKING, COSMETIC, "differs"),
        ': conditions: oneOf [{"required": ["a"]}, {"required": ["b"]}] upstream, '
        'not {"required": ["a", "b"]} ours',
    ),
]


@pytest.mark.parametrize(("upstream", "ours", "to_writers", "to_readers", "side", "words"), KINDS)
def test_each_kind_of_difference(
    upstream: Any, ours: Any, to_writers: str, to_readers: str, side: str, words: str
) -> None:
    """A difference says where it is, who has what, and what it means to those who write and who read."""
    blank = "" if words.startswith(":") else " "
    assert [f"{to_writers} {side} create body{blank}{words}"] == written(upstream, ours)
    assert [f"{to_readers} {side} get answer{blank}{words}"] == read(upstream, ours)
