"""What the official SDK's tests ask of an answer, for our classes. Stands for their `tests.utils`."""

from __future__ import annotations

from typing import Any, get_args, get_origin


def assert_matches_type(expected: Any, value: Any, *, path: list[str]) -> None:
    """Hold an answer against a class, or a page against the class of its items, in brackets."""
    assert isinstance(value, get_origin(expected) or expected), path
    kinds = get_args(expected)
    for item, kind in [(item, kinds[0]) for item in value.data] if kinds else [(value, expected)]:
        assert isinstance(item, kind), path
        if hasattr(kind, "model_validate"):
            assert item == kind.model_validate(item.to_dict()), path
