"""Walks JSON values and the objects read from them, and says what is not as declared."""

from __future__ import annotations

import json
from functools import cache
from types import GenericAlias, UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs
from assistants_v2_raw.types import Unknown
from typeguard import CollectionCheckStrategy, TypeCheckError, check_type

from .operations import tag_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Path = tuple[str | int, ...]
"""Where a value stands in a JSON value: the keys and indices that lead to it."""


def declared_types(kind: type) -> dict[str, Any]:
    """Return the declared types of a class, by attribute."""
    declared = get_type_hints(kind)
    return {each.name: declared[each.name] for each in attrs.fields(kind) if not each.name.startswith("_")}


hints: Callable[[type], dict[str, Any]] = cache(declared_types)
"""Returns the same, once found."""


def exact(value: Any) -> str:
    """Return JSON as text in which 1, 1.0 and true differ, and the order of properties does not count."""
    return json.dumps(value, sort_keys=True)


def paths(value: Any, at: Path = ()) -> Iterator[Path]:
    """Yield the place of each value within a JSON value, from the outside in."""
    if isinstance(value, dict):
        inner: Any = value.items()
    else:
        inner = enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield (*at, key)
        yield from paths(part, (*at, key))


def found_at(value: Any, path: Path) -> Any:
    """Return the part of a JSON value that stands at *path*."""
    for key in path:
        value = value[key]
    return value


def objects(value: Any, at: Path = (), declared: Any = None) -> Iterator[tuple[Path, Any, Any]]:
    """Yield each object in what was read: its place, itself, and the type of the attribute it stands in."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from objects(item, (*at, index), declared)
    elif attrs.has(value.__class__):
        yield at, value, declared
        for name, hint in ({} if isinstance(value, Unknown) else hints(type(value))).items():
            yield from objects(getattr(value, name), (*at, name), hint)


def misdeclared(value: Any) -> list[str]:
    """Describe each attribute, at any depth, whose value is no instance of its declared type."""
    complaints = []
    for at, found, _ in objects(value):
        for name, hint in hints(type(found)).items():
            try:
                check_type(
                    getattr(found, name),
                    hint if is_constant(type(found), name) else as_read(hint),
                    collection_check_strategy=CollectionCheckStrategy.ALL_ITEMS,
                )
            except TypeCheckError as error:
                complaints.append(f"{type(found).__name__}.{name} at {at}: {error}")
    return complaints


def is_constant(kind: type, name: str) -> bool:
    """Say whether an attribute is a constant of its class; enums are declared by their names."""
    return "Literal[" in str(kind.__annotations__.get(name))


def as_read(declared: Any) -> Any:
    """Return a declared type as it may be read: an enum has values of tomorrow, which are their strings."""
    origin: Any = get_origin(declared)
    parts = get_args(declared)
    if origin is Literal:
        return Union[declared, str]  # noqa: UP007  # made at run time
    if origin in (Union, UnionType):
        return Union[tuple(map(as_read, parts))]  # noqa: UP007  # made at run time
    return GenericAlias(origin, tuple(map(as_read, parts))) if origin in (list, dict) else declared


def members(declared: Any) -> Iterator[type]:
    """Yield the classes named anywhere in a declared type."""
    if isinstance(declared, type) and not get_args(declared):
        yield declared
    for part in get_args(declared):
        yield from members(part)


def unknown(value: Any) -> Iterator[tuple[str, str | None, bool]]:
    """Yield each Unknown in what was read: its attribute, its tag, whether the contract has that there."""
    owners = {at: type(found).__name__ for at, found, _ in objects(value)}
    for at, found, declared in objects(value):
        if not isinstance(found, Unknown):
            continue
        place = at[:-1] if isinstance(at[-1], int) else at
        tags = {tag for member in members(declared) if (tag := tag_of(member))}
        known = any(found.raw.get(name) == constant for name, constant in tags)
        yield f"{owners[place[:-1]]}.{place[-1]}", found.raw.get("type"), known
