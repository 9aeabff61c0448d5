"""The annotations of a class's fields, as they are for the class at hand.

`typing.get_type_hints` looks up names, but leaves the type variables of generic classes as they are. Used
by `records` and `schemas`.
"""

from __future__ import annotations

from inspect import get_annotations
from typing import Any, Generic, TypeVar, get_args, get_origin, get_type_hints


def hints_of(kind: Any) -> dict[str, Any]:
    """Return the annotations by name, in the order written, the extras of `Annotated` included.

    Args:
        kind: A class, or a generic class with what its variables stand for, such as `Box[int]`.

    Raises:
        NameError: An annotation names what cannot be found in the class's module.
    """
    cls = get_origin(kind) or kind
    hints = get_type_hints(cls, include_extras=True)
    known = meanings(kind) if isinstance(cls, type) else {}
    if not any(known.values()):
        return hints
    return {name: substituted(hint, known.get(owner(cls, name), {})) for name, hint in hints.items()}


def owner(cls: type[Any], name: str) -> type[Any]:
    """Return the class, of *cls* and its bases, that an annotation was written in."""
    return next((base for base in cls.__mro__ if name in get_annotations(base)), cls)


def meanings(kind: Any) -> dict[type[Any], dict[Any, Any]]:
    """Return what type variables stand for, in a class and in each of its bases."""
    cls = get_origin(kind) or kind
    own = dict(zip(getattr(cls, "__parameters__", ()), get_args(kind), strict=False))
    found: dict[type[Any], dict[Any, Any]] = {}
    for base in cls.__dict__.get("__orig_bases__", cls.__bases__):
        if isinstance(get_origin(base) or base, type) and get_origin(base) is not Generic:
            found |= meanings(substituted(base, own))
    return found | {cls: own}


def substituted(hint: Any, known: dict[Any, Any]) -> Any:
    """Return an annotation with type variables replaced by what they stand for."""
    if isinstance(hint, TypeVar):
        return known.get(hint, hint)
    variables = getattr(hint, "__parameters__", ())
    if not variables or isinstance(hint, type):
        return hint
    return hint[tuple(known.get(variable, variable) for variable in variables)]
