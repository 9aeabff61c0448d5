"""From JSON to values of the types that `annotations` makes.

msgspec converts what it knows; the stand-ins and pydantic's models, which it does not, are converted from
here. Used by `arguments`.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from math import isinf
from typing import TYPE_CHECKING, Any, get_args

import msgspec

from . import pydantic_models
from .choices import Choice, NoMemberFitsError
from .records import Record
from .stand_ins import MisfitError, original

if TYPE_CHECKING:
    from collections.abc import Callable


class Conversion:
    """The conversion of one piece of JSON data.

    Attributes:
        picked: What choices have made of parts of the data. Each choice around one tries it anew, and without
            this a few nested ones would take for ever.
    """

    def __init__(self) -> None:
        self.picked: dict[tuple[Choice, int], Any] = {}

    def convert(self, value: Any, kind: Any, *, strict: bool) -> Any:
        """Return JSON data as a type.

        Raises:
            msgspec.ValidationError: The data does not fit.
        """
        hook = partial(self.revive, strict=strict)
        return msgspec.convert(value, kind, strict=strict, str_keys=True, dec_hook=hook)

    def revive(self, kind: Any, value: Any, *, strict: bool) -> Any:
        """Return JSON data as a type that msgspec knows nothing of."""
        known = original(kind)
        if known is not None:
            return known.load(value, self, strict=strict)
        return pydantic_models.load(kind, value)


def revive(kind: Any, value: Any, *, strict: bool = True) -> Any:
    """Convert JSON data to a type that msgspec knows nothing of: its `dec_hook`.

    Args:
        kind: A stand-in, or a pydantic model.
        value: The data.
        strict: Whether the data must fit as it stands, and not only by what it says.

    Raises:
        ValueError: The data does not fit.
    """
    return Conversion().revive(kind, value, strict=strict)


def converter(kind: Any) -> Callable[[msgspec.Raw], Any]:
    """Return what converts JSON to a type.

    Models write `5.0` or `"5"` where 5 is asked for: what does not fit as it stands is tried again with
    such values taken for what they say.

    Raises:
        TypeError: msgspec refuses the type.
    """
    exact, lenient = decoder(kind, strict=True), decoder(kind, strict=False)

    def convert(value: msgspec.Raw) -> Any:
        try:
            return exact.decode(value)
        except msgspec.ValidationError as error:
            # A class that refused its values would refuse them again.
            if innermost(error).__cause__ is not None:
                raise
            try:
                return lenient.decode(value)
            except msgspec.ValidationError:
                raise error from error.__cause__

    return convert


def decoder(kind: Any, *, strict: bool) -> msgspec.json.Decoder[Any]:
    """Return a decoder of a type, in one of two modes, with all its parts in the same."""
    digits = number if holds_decimals(kind, set()) else None
    hook = partial(revive, strict=strict)
    return msgspec.json.Decoder(kind, strict=strict, dec_hook=hook, float_hook=digits)


def innermost(error: msgspec.ValidationError) -> msgspec.ValidationError:
    """Return what msgspec said of the part that did not fit, and not of the classes around it."""
    while isinstance(error.__cause__, MisfitError):
        error = error.__cause__.error
    return error


def holds_decimals(kind: Any, seen: set[Record], *, inside: bool = False) -> bool:
    """Tell whether a stand-in inside a type has a decimal, which must keep every digit on its way there."""
    if kind is Decimal:
        return inside
    known = original(kind)
    parts = known.members if isinstance(known, Choice) else get_args(kind)
    if isinstance(known, Record) and known not in seen:
        seen.add(known)
        parts = tuple(field.type for field in known.fields)
    return any(holds_decimals(part, seen, inside=inside or known is not None) for part in parts)


def number(text: str) -> float | Decimal:
    """Return a number of JSON as a float, or as a decimal if a float would lose digits."""
    value = float(text)
    if isinf(value):
        raise NoMemberFitsError
    exact = Decimal(text)
    return value if Decimal(repr(value)) == exact else exact
