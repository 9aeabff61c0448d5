"""Types that stand for what msgspec does not convert by itself, or not the way it should be converted.

msgspec takes a stand-in for a custom type, and hands the JSON data of its values to `conversion`. What they
stand for is in `choices` (unions), `records` (classes) and `pydantic_models` (pydantic's dataclasses).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from msgspec import ValidationError

    from .conversion import Conversion


class Original(Protocol):
    """What a stand-in stands for."""

    def load(self, value: Any, conversion: Conversion, *, strict: bool) -> Any:
        """Return what JSON data is converted to.

        Args:
            value: The data.
            conversion: What it is a part of, which converts the parts of it.
            strict: Whether the data must fit as it stands, and not only by what it says.

        Raises:
            ValueError: The data does not fit.
        """
        ...


class StandIn(type):
    """Makes whatever was converted count as its instance, as msgspec asks of a custom type's values.

    Attributes:
        original: What it stands for.
    """

    original: Original

    def __instancecheck__(cls, instance: object) -> bool:
        return True


def stand_in(original: Original) -> StandIn:
    """Return a new type that stands for something."""
    return StandIn(type(original).__name__, (), {"original": original})


def original(kind: object) -> Original | None:
    """Return what a type stands for, None if only for itself."""
    return kind.original if isinstance(kind, StandIn) else None


class MisfitError(ValueError):
    """A part of the data does not fit into a class's fields.

    Attributes:
        error: What msgspec said, with the place as seen from the class.
    """

    def __init__(self, error: ValidationError) -> None:
        super().__init__("a misfit")
        self.error = error
