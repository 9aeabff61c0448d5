"""A parameter's annotation in the terms of the library that converts values.

msgspec converts and describes most types as they stand. Here the rest is put into its words: plain
descriptions and foreign constraints in `Annotated`, the loosest and the abstract types, classes with
fields, and unions whose members it cannot tell apart. Used by `tools`, before `schemas` and `arguments`
see a type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import UnionType
from typing import Annotated, Any, Literal, NewType, Union, Unpack, cast, get_args, get_origin

import msgspec

from . import pydantic_models
from .choices import Choice, choice
from .records import has_fields, record
from .stand_ins import original

CONSTRAINTS = ("gt", "ge", "lt", "le", "multiple_of", "pattern", "min_length", "max_length")
"""What msgspec.Meta, annotated-types and pydantic's Field all call by the same names."""

LOOSE: dict[Any, Any] = {Iterable: list, object: Any}
"""Types that promise too little to convert to, and what is given to whoever asks for one."""


def convertible(annotation: Any) -> Any:
    """Return an annotation that msgspec takes and that converts as *annotation* says.

    The fields of a class are not looked at before they are asked for, as it may contain itself.

    Raises:
        TypeError: msgspec refuses a type inside it.
    """
    origin, arguments = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, NewType):
        return convertible(annotation.__supertype__)
    if is_alias(annotation):
        return aliased(annotation)
    if pydantic_models.is_dataclass(origin or annotation):
        return pydantic_models.checked(annotation)
    if has_fields(annotation):
        return record(annotation, convertible)
    if origin is Annotated:
        return annotated(arguments[0], arguments[1:])
    if origin in (Union, UnionType):
        return union(tuple(convertible(member) for member in arguments))
    if origin in (Literal, Callable, Unpack) or not arguments:
        return LOOSE.get(origin or annotation, annotation)
    return LOOSE.get(origin, origin)[tuple(map(inner, arguments))]


def is_alias(kind: Any) -> bool:
    """Tell whether a type is one that a `type` statement names; Python 3.11 has no class to ask for."""
    return type(kind).__name__ == "TypeAliasType"


def aliased(alias: Any) -> Any:
    """Return what a `type` statement names; one that names itself stays as it is, for msgspec to judge."""
    return alias if leads_to(alias, alias.__value__, set()) else convertible(alias.__value__)


def leads_to(alias: Any, kind: Any, followed: set[int]) -> bool:
    """Tell whether a type has an alias inside it, also by way of others."""
    if kind is alias:
        return True
    if not is_alias(kind):
        return any(leads_to(alias, part, followed) for part in get_args(kind))
    if id(kind) in followed:
        return False
    followed.add(id(kind))
    return leads_to(alias, kind.__value__, followed)


def inner(argument: Any) -> Any:
    """Return a generic's argument, converted where it is a type: `...` stands for itself."""
    return argument if argument is ... else convertible(argument)


def annotated(kind: Any, metadata: tuple[Any, ...]) -> Any:
    """Return *kind* with what its metadata says, as far as it is a description or a constraint.

    Raises:
        TypeError: A constraint fits neither the type nor, in a union, any member.
    """
    known, notes = convertible(kind), list[msgspec.Meta]()
    for item in flattened(metadata):
        meta = item if isinstance(item, msgspec.Meta) else translated(item)
        if meta is None:
            continue
        if members_of(known) and not takes(known, meta):
            known = limited(known, meta)
            meta = msgspec.Meta(description=meta.description, extra_json_schema=meta.extra_json_schema)
        notes.append(meta)
    for note in notes:
        known = known if note == msgspec.Meta() else Annotated[known, note]
    return known


def limited(kind: Any, meta: msgspec.Meta) -> Any:
    """Return a union with a constraint on each member that it fits: on the number, but not on None."""
    members = members_of(kind)
    fitting = [takes(member, meta) for member in members]
    if not any(fitting):
        # Raises what msgspec says of it.
        msgspec.json.Decoder(Annotated[kind, meta])
    bare = msgspec.Meta(**{name: getattr(meta, name) for name in CONSTRAINTS})
    pairs = zip(members, fitting, strict=True)
    return union(tuple(Annotated[member, bare] if fits else member for member, fits in pairs))


def members_of(kind: Any) -> tuple[Any, ...]:
    """Return the members of a union, none if the type is no union."""
    choice = original(kind)
    if isinstance(choice, Choice):
        return choice.members
    return get_args(kind) if get_origin(kind) in (Union, UnionType) else ()


def takes(kind: Any, meta: msgspec.Meta) -> bool:
    """Tell whether msgspec allows a type a constraint."""
    try:
        msgspec.json.Decoder(Annotated[kind, meta])
    except TypeError:
        return False
    return True


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
