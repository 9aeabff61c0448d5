"""The fields of a request as JSON values; what JSON cannot say is refused by its place. Pure.

Used by `bodies`. Values that are none yet are made anew, so that iterables are read once for all tries of a
request. As the official SDK does it, pydantic models are dumped, datetimes are written in ISO 8601, and
NOT_GIVEN is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, KeysView, Mapping, Sequence, Set, ValuesView
from datetime import date
from enum import Enum
from math import isfinite
from numbers import Integral, Real
from typing import Any, cast

from assistants_v2_raw.types import UNSET, is_json
from msgspec import Struct

from .arguments import is_left_out

_PLAIN = frozenset({str, int, bool, type(None)})
"""Classes whose values are JSON values as they stand."""

_BUFFERS = (bytes, bytearray, memoryview)

_LISTS = (Sequence, Set, KeysView, ValuesView, Iterator)

_REMEDIES = (
    ("decode", "make a text of it with .decode()"),
    ("__fspath__", "pass str(...) of it, or the text that is in the file"),
    ("read", "pass the text that .read() returns"),
    ("__await__", "await it first"),
    ("__call__", "call it, and pass what it returns"),
)
"""What to do about a value that JSON has no form for, by what it has."""


def write_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a request as JSON values; those that are left out are not among them.

    Raises:
        TypeError: JSON has no form for a value; the error names its place, such as `messages[0].content`.
        ValueError: A number is infinite, or none at all.
    """
    return dict(fields) if is_json(fields) else _write_object(fields, "")


def _write(value: Any, place: str) -> Any:
    """Return a value as JSON has it."""
    kind = value.__class__  # asked first, since nearly all values are of Python's own classes
    if kind in _PLAIN:
        return value
    if kind is dict:
        return _write_object(value, place)
    if kind is list:
        return [_write(item, f"{place}[{at}]") for at, item in enumerate(value)]
    return _write_other(value, place)


def _write_object(value: Mapping[Any, Any], place: str) -> dict[str, Any]:
    """Return a mapping as a JSON object."""
    written: dict[str, Any] = {}
    for key, part in value.items():
        name = key if key.__class__ is str else _write_key(key, place)
        if part.__class__ in _PLAIN:
            written[name] = part
        elif part is UNSET or is_left_out(part):
            continue
        elif name.endswith("_id") and isinstance(getattr(part, "id", None), str):
            written[name] = part.id  # an object stands for its id
        else:
            written[name] = _write(part, f"{place}.{name}" if place else name)
    return written


def _write_key(key: object, place: str) -> str:
    """Return a key of a class that is not Python's own text; as in other JSON, numbers may be keys."""
    if isinstance(key, str):
        return str.__str__(key)
    if isinstance(key, int) and not isinstance(key, bool):
        return str(int(key))
    raise TypeError(f"{place} has a key of type {type(key).__name__}: keys are texts.")


def _write_other(value: Any, place: str) -> Any:
    """Return a value of any class as JSON has it."""
    parts: Any = value
    if isinstance(value, str | int | float):
        return _write_scalar(value, place)
    if isinstance(value, Mapping):
        return _write_object(parts, place)
    if isinstance(value, _LISTS) and not isinstance(value, _BUFFERS) and not hasattr(parts, "read"):
        return _write([*parts], place)
    if isinstance(value, Enum):
        return _write(value.value, place)
    if isinstance(value, date):  # datetimes too
        return value.isoformat()
    parts = None if isinstance(value, type) else _take_apart(value)
    return _write(parts, place) if isinstance(parts, dict | list | str) else _write_scalar(value, place)


def _write_scalar(value: Any, place: str) -> Any:
    """Return a number or a text, of whatever class, as one of Python's own; refuse everything else."""
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, Integral):  # NumPy's among them
        return int(value)
    if isinstance(value, Real):
        if not isfinite(value):
            raise ValueError(f"{place} is {float(value)}, which has no form in JSON.")
        return float(value)
    remedies = [remedy for name, remedy in _REMEDIES if hasattr(value, name)]
    remedy = remedies[0] if remedies else "pass str(...) or float(...) of it, or a list or a dict"
    raise TypeError(f"{place} is of type {type(value).__name__}, which has no form in JSON: {remedy}.")


def _take_apart(value: Any) -> Any:
    """Return an object of a class that has fields as a mapping; None if it has none."""
    if hasattr(value, "model_dump"):  # pydantic's
        return value.model_dump(mode="json", by_alias=True, exclude_unset=True)
    if hasattr(value, "to_dict"):  # the raw client's
        return value.to_dict()
    if isinstance(value, Struct):
        from ..tools.json_data import list_fields  # late: few requests hold one

        return list_fields(value)
    fields: Any = getattr(value, "__dataclass_fields__", None) or getattr(value, "__attrs_attrs__", None)
    if isinstance(fields, tuple):
        fields = [field.name for field in cast("Any", fields)]
    return {name: getattr(value, name) for name in fields} if fields else None
