"""What JSON data is to a type checker, for the modules that walk through schemas and arguments."""

from __future__ import annotations

from typing import Any, TypeAlias, TypeGuard

Schema: TypeAlias = dict[str, Any]


def is_object(data: object) -> TypeGuard[dict[str, Any]]:
    """Tell whether JSON data is an object."""
    return isinstance(data, dict)


def is_array(data: object) -> TypeGuard[list[Any]]:
    """Tell whether JSON data is an array."""
    return isinstance(data, list)
