"""What makes a class of values: shown on small modules that use attrs with and without need."""

from __future__ import annotations

import pytest

from .values import find_mixed_classes, find_plain_classes

IMPORTS = """\
import attrs
import attr as a
from attrs import Factory, define, field, frozen, frozen as f, mutable
"""


@pytest.mark.parametrize(
    "text",
    [
        "@frozen\nclass Box:\n    size: int",
        "@define(eq=False)\nclass Box:\n    sizes: list[int] = field(factory=list[int])",
        "@mutable\nclass Box:\n    sizes: list[int] = Factory(list[int])",
        "@attrs.frozen(kw_only=True)\nclass Box:\n    size: int = attrs.field(default=1)",
        "@a.define\nclass Box:\n    size: int",
        "@f\nclass Box:\n    size: int",
        "@frozen\nclass Box:\n    size: Size = Size(checked=True)",
        "@frozen\nclass Box(Generic[T]):\n    size: T",
        "@frozen\nclass Box:\n    size: int\n    @property\n    def area(self): ...",
        "@frozen\nclass Key:\n    text: str = field(repr=False)\n@frozen\nclass Box:\n    size: int",
    ],
)
def test_a_class_that_could_be_a_struct_is_found(text: str) -> None:
    """Fields with and without defaults are what every Struct has, whatever else stands in the module."""
    assert ["Box"] == find_plain_classes(IMPORTS + text)


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
        "@frozen\nclass Box:\n    size: int\n    @functools.cached_property\n    def area(self): ...",
        "@frozen\nclass Box:\n    size: int = field()\n    @size.validator\n    def check(self): ...",
        "@frozen\nclass Box:\n    size: int = field()\n    @size.default\n    def choose(self): ...",
        "@frozen\nclass Box:\n    size: int = Factory(lambda self: 1, takes_self=True)",
        "@define\nclass Box:\n    size: int\n    def __init__(self): ...",
        "class Box(Struct):\n    size: int",
        "@dataclass\nclass Box:\n    size: int",
    ],
)
def test_a_class_that_needs_attrs_is_left(text: str) -> None:
    """So is what attrs does not make."""
    assert [] == find_plain_classes(IMPORTS + text)


@pytest.mark.parametrize(
    ("plain", "needing"), [("BoxOpened", "LidOpened"), ("Options", "BoxOptions"), ("_Box", "PlainBox")]
)
def test_a_class_of_the_family_of_one_that_needs_attrs_is_left(plain: str, needing: str) -> None:
    """Kinds of one thing are made in one way."""
    made = f"@frozen\nclass {plain}:\n    size: int\n@frozen\nclass {needing}:\n    _size: int"
    assert [] == find_plain_classes(IMPORTS + made)


@pytest.mark.parametrize(
    "default", ["field(factory=list[int])", "attrs.field(default=1)", "Factory(list[int])"]
)
def test_a_struct_with_a_field_of_attrs_is_found(default: str) -> None:
    """Neither library nor type checker says that one has taken the other's description for a value."""
    assert ["Box"] == find_mixed_classes(f"{IMPORTS}class Box(Struct):\n    sizes: list[int] = {default}")


@pytest.mark.parametrize(
    "text",
    [
        "from msgspec import field\nclass Box(Struct):\n    sizes: list[int] = field(default_factory=list)",
        "from attrs import field\nclass Box(Struct):\n    size: int = 1\n    sizes: list[int]",
        "from attrs import field\nclass Box:\n    size: int = field(default=1)",
    ],
)
def test_a_class_with_fields_of_its_own_library_is_none(text: str) -> None:
    """Whatever else the module imports."""
    assert [] == find_mixed_classes(text)
