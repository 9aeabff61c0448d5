"""What makes a class of values: shown on small modules that use attrs with and without need."""

from __future__ import annotations

import pytest

from .values import find_plain_classes


@pytest.mark.parametrize(
    "text",
    [
        "@frozen\nclass Box:\n    size: int",
        "@define(eq=False)\nclass Box:\n    sizes: list[int] = field(factory=list[int])",
        "@attrs.frozen(kw_only=True)\nclass Box:\n    size: int = attrs.field(default=1)",
        "@frozen\nclass Box:\n    size: Size = Size(checked=True)",
    ],
)
def test_a_class_that_could_be_a_struct_is_found(text: str) -> None:
    """Fields with and without defaults are what every Struct has."""
    assert ["Box"] == find_plain_classes(text)


@pytest.mark.parametrize(
    "text",
    [
        "@frozen\nclass Box:\n    size: int = field(validator=above_zero)",
        "@frozen\nclass Box:\n    key: str = field(repr=False)",
        "@frozen\nclass Box:\n    id: str = field(default='', eq=False)",
        "@frozen(slots=False)\nclass Box:\n    size: int",
        "@frozen\nclass Box(Container):\n    size: int",
        "@define\nclass Box:\n    _size: int",
        "@frozen\nclass Box:\n    size: int\n    @cached_property\n    def area(self): ...",
        "class Box(Struct):\n    size: int",
        "@frozen\nclass Lid:\n    size: int\n@frozen\nclass Box:\n    key: str = field(repr=False)",
    ],
)
def test_a_class_that_needs_attrs_is_left(text: str) -> None:
    """So is one beside it, of the same family."""
    assert [] == find_plain_classes(text)
