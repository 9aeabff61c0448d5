"""Unions whose members look alike."""

import dataclasses
import datetime
from typing import Any, TypedDict

import msgspec
import pydantic
import pytest
from assistants_v2.rules.tools.annotations import convertible
from assistants_v2.rules.tools.choices import revive


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


def test_a_member_that_cannot_be_converted_to_is_refused_at_once() -> None:
    """A type that no value could become is an error of the annotation, not of a call."""

    @dataclasses.dataclass
    class Pair:
        pet: Dog | Cat

    with pytest.raises(TypeError, match="more than one dataclass"):
        convertible(Pair | Dog)
