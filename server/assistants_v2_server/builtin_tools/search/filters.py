"""Which files of a store a search is narrowed to, by their attributes. Pure; `engine` is the user.

The filter is the contract's object. A value is only ever compared with one of its own type: a string, a
number, or true and false, which are no numbers. What the hosted API does with a file that lacks the attribute
is not documented; here `ne` and `nin` hold of it, and nothing else does.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from ...requests.faults import join_path, make_depth_fault, make_fault, make_type_fault, make_value_fault
from ...requests.refusals import missing_parameter

MOST_LEVELS = 16
"""How deep conditions may be nested."""

MOST_CONDITIONS = 256
"""How many conditions a filter may have."""

Predicate: TypeAlias = Callable[[Mapping[str, Any]], bool]
"""Says whether attributes fulfil a condition."""

_ORDER: Mapping[str, Callable[[Any, Any], bool]] = {
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
}
_COMPARISONS = ("eq", "ne", *_ORDER, "in", "nin")
_COMPOUNDS: Mapping[str, Callable[[Any], bool]] = {"and": all, "or": any}


def compile_filter(found: Any, path: str = "filters") -> Predicate:
    """Return what a filter says of the attributes of a file.

    Args:
        found: The filter, as JSON was read; None for one that all files fulfil.
        path: Where it is in the request, `filters` by default.

    Raises:
        RequestError: It is none; the error names the place.
    """
    return _Compiler().compile(found, path, 1) if found is not None else _accept


class _Compiler:
    """Compiles one filter, and counts its conditions."""

    def __init__(self) -> None:
        self._count = 0

    def compile(self, found: Any, path: str, level: int) -> Predicate:
        """Return the predicate of a condition at a place."""
        if level > MOST_LEVELS:
            raise make_depth_fault(path, MOST_LEVELS)
        self._count += 1
        if self._count > MOST_CONDITIONS:
            problem = f"too many conditions. Expected at most {MOST_CONDITIONS}."
            raise make_fault(path, problem, "invalid_value")
        kind = _take(_check_type(found, path, "object", Mapping), "type", path)
        if isinstance(kind, str) and kind in _COMPOUNDS:
            return self._compile_all(_COMPOUNDS[kind], found, path, level)
        if not isinstance(kind, str) or kind not in _COMPARISONS:
            raise make_value_fault(join_path(path, "type"), [*_COMPARISONS, *_COMPOUNDS], kind)
        key = _check_type(_take(found, "key", path), join_path(path, "key"), "string", str)
        value = _take(found, "value", path)
        return _compile_comparison(kind, key, value, join_path(path, "value"))

    def _compile_all(
        self, join: Callable[[Any], bool], found: Mapping[str, Any], path: str, level: int
    ) -> Predicate:
        place = join_path(path, "filters")
        inner = _check_type(_take(found, "filters", path), place, "array", list)
        if not inner:
            raise make_fault(place, "empty. Expected at least one condition.", "empty_array")
        parts = [self.compile(each, f"{place}[{index}]", level + 1) for index, each in enumerate(inner)]
        return lambda attributes: join(part(attributes) for part in parts)


def _compile_comparison(kind: str, key: str, value: Any, path: str) -> Predicate:
    if kind in ("in", "nin"):
        values = _check_type(value, path, "array", list)
        for index, each in enumerate(values):
            _check_value(each, f"{path}[{index}]")
        wanted, is_in = {*map(_tag, values)}, kind == "in"
        return lambda attributes: (_tag(attributes.get(key)) in wanted) is is_in
    _check_value(value, path)
    if kind in _ORDER:
        compare = _ORDER[kind]
        return lambda attributes: _is_alike(attributes.get(key), value) and compare(attributes[key], value)
    is_same = kind == "eq"
    return lambda attributes: _is_equal(attributes.get(key), value) is is_same


def _accept(attributes: Mapping[str, Any]) -> bool:
    del attributes
    return True


def _is_equal(attribute: Any, value: Any) -> bool:
    return _is_alike(attribute, value) and bool(attribute == value)


def _tag(value: Any) -> tuple[str, Any]:
    """Return a value in a form that is equal to those of its own type only; one of none is a text."""
    kind = _name_kind(value)
    return kind, value if kind else ""


def _is_alike(attribute: Any, value: Any) -> bool:
    """Say whether two values can be compared."""
    return _name_kind(attribute) == _name_kind(value) != ""


def _name_kind(value: Any) -> str:
    """Return which of the three types a value has; an empty text for none of them."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    return "string" if isinstance(value, str) else ""


def _check_value(value: Any, path: str) -> Any:
    if not _name_kind(value):
        raise make_type_fault(path, ("string", "number", "boolean"), _describe(value))
    return value


def _check_type(value: Any, path: str, name: str, kind: type) -> Any:
    if not isinstance(value, kind):
        raise make_type_fault(path, (name,), _describe(value))
    return value


def _take(found: Mapping[str, Any], name: str, path: str) -> Any:
    if name not in found:
        raise missing_parameter(join_path(path, name))
    return found[name]


def _describe(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "an array"
    kinds = {"boolean": "a boolean", "number": "a decimal", "string": "a string"}
    return kinds.get(_name_kind(value), "something else")
