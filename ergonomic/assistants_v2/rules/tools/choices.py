"""Unions whose members look alike in JSON, such as two dataclasses, or a date and a string.

msgspec takes such a union for one custom type; the type made here tries the members and keeps the one
that fits best. Used by `annotations`, `schemas`, `conversion` and `refusals`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

import msgspec

from . import pydantic_models, records
from .json_data import is_array, is_object
from .outputs import key_text
from .stand_ins import StandIn, stand_in

if TYPE_CHECKING:
    from .conversion import Conversion


class NoMemberFitsError(ValueError):
    """A value is none of what a union may be.

    Attributes:
        errors: Why it is not, by member.
    """

    def __init__(self, errors: Sequence[msgspec.ValidationError] = ()) -> None:
        super().__init__("no member fits")
        self.errors = errors


class Choice:
    """A union.

    Attributes:
        members: What it may be, tried in this order.
    """

    def __init__(self, members: tuple[Any, ...]) -> None:
        self.members = members

    def load(self, value: Any, conversion: Conversion, *, strict: bool) -> Any:  # noqa: ARG002  # it tries both
        """Convert to the member that leaves least of the value unused, of equals the closest."""
        if not isinstance(value, (dict, list)):
            return pick(self, value, conversion)
        key = (self, id(cast("object", value)))
        if key not in conversion.picked:
            conversion.picked[key] = outcome(self, value, conversion)
        found = conversion.picked[key]
        if isinstance(found, NoMemberFitsError):
            raise NoMemberFitsError(found.errors)
        return found


def choice(members: tuple[Any, ...]) -> StandIn:
    """Return a type for "one of *members*", tried in this order.

    Raises:
        TypeError: msgspec refuses one of them by itself.
    """
    for member in members:
        msgspec.json.Decoder(member)
    return stand_in(Choice(members))


def outcome(union: Choice, value: Any, conversion: Conversion) -> Any:
    """Return what the value is, or the error that it is nothing."""
    try:
        return pick(union, value, conversion)
    except NoMemberFitsError as error:
        return error


def pick(union: Choice, value: Any, conversion: Conversion) -> Any:
    """Convert to the member that leaves least of the value unused, of equals the closest.

    Raises:
        NoMemberFitsError: No member takes it, as it stands or taken for what it says.
    """
    fits: list[Any] = []
    for strict in (True, False):
        errors: list[msgspec.ValidationError] = []
        for member in union.members:
            try:
                fits.append(conversion.convert(value, member, strict=strict))
            except msgspec.ValidationError as error:
                errors.append(error)
    if not fits:
        raise NoMemberFitsError(errors)
    return max(fits, key=lambda converted: used(converted, value))


def used(converted: Any, value: Any) -> int:
    """Count the keys of JSON objects, at any depth, that live on in what they were converted to."""
    if is_array(value):
        items = cast("Sequence[Any]", converted) if isinstance(converted, (list, tuple)) else ()
        return sum(map(used, items, value))
    if not is_object(value):
        return 0
    kept = by_key(converted)
    return sum(1 + used(kept[key], part) for key, part in value.items() if key in kept)


def by_key(converted: Any) -> Mapping[str, Any]:
    """Return the parts of a value by their keys in JSON."""
    if is_object(converted):
        return {key_text(key): part for key, part in converted.items()}
    names = attributes(type(cast("object", converted)))
    return {key: getattr(converted, name, None) for key, name in names.items()}


def attributes(cls: type[Any]) -> Mapping[str, str]:
    """Return the attributes of a class with fields by their names in JSON, none of any other class."""
    if issubclass(cls, msgspec.Struct):
        return {field.encode_name: field.name for field in msgspec.structs.fields(cls)}
    if pydantic_models.is_model(cls):
        return pydantic_models.attributes(cls)
    return records.attributes(cast("Any", cls))
