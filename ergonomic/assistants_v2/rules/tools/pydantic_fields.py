"""Pydantic's `Field(...)` in the place of a parameter's default, without depending on pydantic.

FastAPI made it a habit to write `limit: int = Field(5, ge=1)`: the default is inside, beside what belongs
to the type. Used by `signatures`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def is_field(stated: object) -> bool:
    """Tell whether a default is what `Field(...)` returns, or one of FastAPI's kinds of it."""
    return any(
        kind.__name__ == "FieldInfo" and kind.__module__.startswith("pydantic.")
        for kind in type(stated).__mro__
    )


def factory(field: Any) -> Callable[[], Any] | None:
    """Return a field's `default_factory`, or None."""
    found: Callable[[], Any] | None = field.default_factory
    return found


def default(field: Any, *, missing: Any) -> Any:
    """Return a field's default, or *missing* where it has none: pydantic says `...` or a mark of its own."""
    stated = field.default
    return missing if stated is ... or type(stated).__name__ == "PydanticUndefinedType" else stated
