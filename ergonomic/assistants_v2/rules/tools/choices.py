"""Unions whose members look alike in JSON, such as two dataclasses, or a date and a string.

msgspec takes such a union for one custom type; the type made here tries the members and keeps the one
that fits best. Used by `annotations`, `schemas` and `arguments`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from . import pydantic_models
from .json_data import is_object

if TYPE_CHECKING:
    from collections.abc import Iterator


class NoMemberFitsError(ValueError):
    """A value is none of what a union may be."""


class ChoiceMeta(type):
    """Makes whatever a choice picked count as its instance, as msgspec asks of a custom type's values."""

    members: tuple[Any, ...]

    def __instancecheck__(cls, instance: object) -> bool:
        return True


def choice(members: tuple[Any, ...]) -> ChoiceMeta:
    """Return a type for "one of *members*", tried in this order.

    Raises:
        TypeError: msgspec refuses one of them by itself.
    """
    for member in members:
        msgspec.json.Decoder(member)
    return ChoiceMeta("Choice", (), {"members": members})


def revive(kind: Any, value: Any) -> Any:
    """Convert JSON data to a type that msgspec knows nothing of: its `dec_hook`.

    Raises:
        ValueError: The value does not fit; NoMemberFitsError if it is for a union.
    """
    if isinstance(kind, ChoiceMeta):
        return pick(kind, value)
    return pydantic_models.load(kind, value)


def pick(kind: ChoiceMeta, value: Any) -> Any:
    """Convert to the member that leaves least of it unused, of equals the closest."""
    fits = [*fitting(kind, value, strict=True), *fitting(kind, value, strict=False)]
    if not fits:
        raise NoMemberFitsError
    return max(fits, key=lambda converted: used(converted, value))


def fitting(kind: ChoiceMeta, value: Any, *, strict: bool) -> Iterator[Any]:
    """Yield the value as each member that takes it, as it stands or taken for what it says."""
    for member in kind.members:
        try:
            yield msgspec.convert(value, member, strict=strict, str_keys=True, dec_hook=revive)
        except msgspec.ValidationError:
            continue


def used(converted: Any, value: Any) -> int:
    """Count the keys of a JSON object that live on in what it was converted to."""
    if not is_object(value):
        return 0
    if is_object(converted):
        return sum(key in converted for key in value)
    return sum(hasattr(converted, key) for key in value)
