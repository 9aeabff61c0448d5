"""Unions whose members look alike."""

import dataclasses
import datetime
from typing import Annotated, Any, TypedDict

import msgspec
import pydantic
import pytest
from assistants_v2.rules.tools.annotations import convertible
from assistants_v2.rules.tools.conversion import revive


@dataclasses.dataclass
class Dog:
    name: str


@dataclasses.dataclass
class Cat:
    name: str
    lives: int = 9


class Bird(TypedDict):
    song: str


class Fish(pydantic.BaseModel):
    depth: int


class Newt(pydantic.BaseModel):
    legs: int


class Named(pydantic.BaseModel):
    value: int = pydantic.Field(default=0, alias="no")


class Tagged(msgspec.Struct, rename="camel"):
    is_new: bool = False


@dataclasses.dataclass
class Ship:
    carrier: str = "dhl"


@dataclasses.dataclass
class Refund:
    amount: int = 0


@dataclasses.dataclass
class Shipping:
    action: Ship


@dataclasses.dataclass
class Refunding:
    action: Refund


@dataclasses.dataclass
class Left:
    inner: "Left | Right | Dog"


@dataclasses.dataclass
class Right:
    inner: "Left | Right | Dog"


def decoded(annotation: object, text: str) -> Any:
    return msgspec.json.decode(text, type=convertible(annotation), dec_hook=revive)


@pytest.mark.parametrize(
    ("value", "annotation", "text"),
    [
        (Dog("Rex"), Dog | Cat, '{"name": "Rex"}'),
        (Cat("Rex"), Cat | Dog, '{"name": "Rex", "age": 3}'),
        (Cat("Tom", 3), Dog | Cat, '{"name": "Tom", "lives": 3}'),
        (Cat("Tom", 3), Dog | Cat, '{"name": "Tom", "lives": "3"}'),
        ({"song": "la"}, Dog | Bird, '{"song": "la"}'),
        (Newt(legs=4), Fish | Newt | None, '{"legs": 4}'),
        (None, Fish | Newt | None, "null"),
        (datetime.date(2024, 2, 29), datetime.date | str, '"2024-02-29"'),
        ("tomorrow", datetime.date | str, '"tomorrow"'),
        ("2024-02-29", str | datetime.date, '"2024-02-29"'),
        (Refunding(Refund(5)), Shipping | Refunding, '{"action": {"amount": 5}}'),
        ([Refund(5)], list[Ship] | list[Refund], '[{"amount": 5}]'),
        ((Refund(5),), tuple[Ship] | tuple[Refund], '[{"amount": 5}]'),
        ({1: Refund(5)}, dict[int, Ship] | dict[int, Refund], '{"1": {"amount": 5}}'),
        (Named(no=3), Ship | Named, '{"no": 3}'),
        (Tagged(True), Ship | Tagged, '{"isNew": true}'),
        ([Dog("a"), Cat("b", 1)], list[Dog | Cat], '[{"name": "a"}, {"name": "b", "lives": 1}]'),
    ],
)
def test_the_member_that_uses_most_is_picked(value: object, annotation: object, text: str) -> None:
    """The member that leaves least of the value unused is picked, the first among equals."""
    assert value == decoded(annotation, text)


def test_a_value_that_fits_no_member_is_refused() -> None:
    """What is none of the members is an error like any other misfit."""
    with pytest.raises(msgspec.ValidationError):
        decoded(Dog | Cat, "3")


@pytest.mark.parametrize(("innermost", "fits"), [('{"name": "Rex"}', True), ("3", False)])
def test_unions_in_unions_are_tried_once_each(innermost: str, fits: bool) -> None:
    """A text that is nested deeply takes steps in proportion, whether it fits or not."""
    text = innermost
    for _ in range(40):
        text = f'{{"inner": {text}}}'
    if fits:
        assert isinstance(decoded(Left | Right | Dog, text), Left)
        return
    with pytest.raises(msgspec.ValidationError):
        decoded(Left | Right | Dog, text)


def test_a_member_that_cannot_be_converted_to_is_refused_at_once() -> None:
    """A type that no value could become is an error of the annotation, not of a call."""
    with pytest.raises(TypeError, match="min_length"):
        convertible(Annotated[int, msgspec.Meta(min_length=2)] | Dog)
