"""A parameter's annotation in the terms of the library that converts values.

msgspec converts and describes most types as they stand. Here the rest is put into its words: plain
descriptions and foreign constraints in `Annotated`, the loosest and the abstract types, and unions
whose members it cannot tell apart. Used by `tools`, before `schemas` and `arguments` see a type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import UnionType
from typing import Annotated, Any, Literal, Union, Unpack, cast, get_args, get_origin

import msgspec

from .choices import choice

CONSTRAINTS = ("gt", "ge", "lt", "le", "multiple_of", "pattern", "min_length", "max_length")
"""What msgspec.Meta, annotated-types and pydantic's Field all call by the same names."""

STAND_INS: dict[Any, Any] = {Iterable: list, object: Any}
"""Types that promise too little to convert to, and what is given to who asks for one."""


def convertible(annotation: Any) -> Any:
    """Return an annotation that msgspec takes and that converts as *annotation* says.

    Raises:
        TypeError: msgspec refuses a type inside it.
    """
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return annotated(arguments[0], arguments[1:])
    if origin in (Union, UnionType):
        return union(tuple(convertible(member) for member in arguments))
    if origin in (Literal, Callable, Unpack) or not arguments:
        return STAND_INS.get(origin or annotation, annotation)
    return STAND_INS.get(origin, origin)[tuple(map(inner, arguments))]


def inner(argument: Any) -> Any:
    """Return a generic's argument, converted where it is a type: `...` stands for itself."""
    return argument if argument is ... else convertible(argument)


def annotated(kind: Any, metadata: tuple[Any, ...]) -> Any:
    """Return *kind* with what its metadata says, as far as it is a description or a constraint."""
    known = convertible(kind)
    for item in flattened(metadata):
        meta = item if isinstance(item, msgspec.Meta) else translated(item)
        if meta is not None:
            known = Annotated[known, meta]
    return known


def flattened(metadata: Iterable[Any]) -> Iterable[Any]:
    """Yield the items, and before each the ones it carries itself, as pydantic's Field does."""
    for item in metadata:
        carried = getattr(item, "metadata", None)
        if isinstance(carried, (list, tuple)):
            yield from carried
        yield item


def translated(item: Any) -> msgspec.Meta | None:
    """Return the msgspec.Meta of a description or a foreign constraint, None if it is neither."""
    described = description_of(item)
    limits = {name: getattr(item, name, None) for name in CONSTRAINTS}
    stated = {name: limit for name, limit in limits.items() if limit is not None}
    if described is None and not stated:
        return None
    return msgspec.Meta(description=described, **stated)


def description_of(item: Any) -> str | None:
    """Return what an item of `Annotated` says: a plain string, Doc(...) or Field(description=...)."""
    for said in (item, getattr(item, "documentation", None), getattr(item, "description", None)):
        if isinstance(said, str):
            return said
    return None


def union(members: tuple[Any, ...]) -> Any:
    """Return the union, as one type of its own where msgspec could not tell its members apart."""
    whole = cast("Any", Union)[members]
    try:
        msgspec.json.Decoder(whole)
    except TypeError:
        return choice(members)
    return whole
