"""Reads the bodies of requests: what is let in can be stored, and shown again to the last character.

`operations` is its user. JSON lets more through than can be kept: halves of surrogate pairs, numbers that
are infinite for most readers, nesting that no stack can hold. Such a body is refused as a whole.
"""

from __future__ import annotations

import codecs
import json
import math
import re
from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from . import refusals
from .faults import LARGEST, join_path, make_depth_fault, make_number_fault, make_surrogate_fault

MOST_LEVELS = 100
"""Objects and arrays inside of each other in a body: fewer than a database call needs of the stack."""

_MOST_DIGITS = 400
_SURROGATE = re.compile("[\ud800-\udfff]")


class _Place(Struct, frozen=True):
    """An object or array within a body.

    Attributes:
        value: The object or array.
        name: Its name in the object, or its index in the array, that holds it.
        holder: The place of what holds it; None for the body itself.
        level: How many objects and arrays it is inside of, itself counted.
    """

    value: Any
    name: str | int
    holder: _Place | None
    level: int


def read_body(body: bytes) -> tuple[bool, Any]:
    """Read the body of a request.

    Args:
        body: UTF-8, with or without a byte order mark.

    Returns:
        Whether there was no body, and the value of the JSON; an empty object for no body.

    Raises:
        RequestError: 400, it is not JSON, or it holds what cannot be kept.
    """
    text = _decode(body)
    if not text:
        return True, {}
    try:
        value = json.loads(text, parse_constant=float, parse_int=_read_integer)
    except json.JSONDecodeError as error:
        raise refusals.malformed_json(f"{error.msg} (line {error.lineno}, column {error.colno})") from None
    except RecursionError:
        raise make_depth_fault("", MOST_LEVELS) from None
    _check_values(value)
    return False, value


def _decode(body: bytes) -> str:
    try:
        return body.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        raise refusals.malformed_json(f"it is not UTF-8 text (byte {error.start + 1})") from None


def _read_integer(digits: str) -> int | float:
    return int(digits) if len(digits) < _MOST_DIGITS else math.inf


def _check_values(body: Any) -> None:
    """Refuse a body that holds what cannot be kept, however deep it is."""
    pending = [_Place(body, "", None, 1)] if isinstance(body, dict | list) else []
    while pending:
        place = pending.pop()
        if place.level > MOST_LEVELS:
            raise make_depth_fault(_write_path(place), MOST_LEVELS)
        for name, item in _list_items(place):
            if isinstance(item, dict | list):
                pending.append(_Place(item, name, place, place.level + 1))
            elif isinstance(item, str):
                if not item.isascii() and _SURROGATE.search(item):
                    raise make_surrogate_fault(_write_path(place, name))
            elif item is not None and not -LARGEST <= item <= LARGEST:  # nor is NaN
                raise make_number_fault(_write_path(place, name))


def _list_items(place: _Place) -> Iterable[tuple[str | int, Any]]:
    """Return what an object or array holds, by name or index."""
    items = place.value
    if _is_array(items):
        return [(index, items[index]) for index in range(len(items))]
    if any(not name.isascii() and _SURROGATE.search(name) for name in items):
        raise make_surrogate_fault(_write_path(place))
    members: Iterable[tuple[str, Any]] = items.items()
    return members


def _is_array(value: Any) -> bool:
    return isinstance(value, list)


def _write_path(place: _Place, *inner: str | int) -> str:
    """Return the path of a place, or of what is inside it; of one in the depths, the beginning."""
    names = [*inner]
    while place.holder is not None:
        names.append(place.name)
        place = place.holder
    path = ""
    for name in names[:-11:-1]:
        path = f"{path}[{name}]" if isinstance(name, int) else join_path(path, name)
    return path
