"""Annotations, put into the words of the library that converts values."""

import datetime
import sys
from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Literal, NewType

import annotated_types
import msgspec
import pydantic
import pytest
from assistants_v2.rules.tools.annotations import convertible, description_of
from assistants_v2.rules.tools.choices import Choice
from assistants_v2.rules.tools.stand_ins import original
from typing_extensions import Doc, TypeAliasType

Described = Annotated[int, msgspec.Meta(description="How many.")]


@pytest.mark.parametrize(
    "annotation",
    [int, None, Any, list, list[int], dict[str, list[int]], tuple[int, ...], Literal["a", 1], Sequence[int]],
)
def test_known_types_stay_as_they_are(annotation: object) -> None:
    """What the library knows is left to it."""
    assert annotation == convertible(annotation)


@pytest.mark.parametrize(
    ("converted", "annotation"),
    [
        (Any, object),
        (list, Iterable),
        (list[int], Iterable[int]),
        (dict[str, list[Any]], dict[str, Iterable[object]]),
        (list[int] | None, Iterable[int] | None),
        (Described, Annotated[int, "How many."]),
        (Described, Annotated[int, Doc("How many.")]),
        (Described, Annotated[int, pydantic.Field(description="How many.")]),
        (list[Described], list[Annotated[int, "How many."]]),
        (Annotated[int, msgspec.Meta(ge=1)], Annotated[int, annotated_types.Ge(1)]),
        (Annotated[str, msgspec.Meta(max_length=3)], Annotated[str, annotated_types.MaxLen(3)]),
        (Annotated[int, msgspec.Meta(multiple_of=5)], Annotated[int, annotated_types.MultipleOf(5)]),
        (Annotated[int, msgspec.Meta(gt=0), msgspec.Meta(lt=9)], Annotated[int, pydantic.Field(gt=0, lt=9)]),
        (Annotated[str, msgspec.Meta(pattern="^a")], Annotated[str, pydantic.Field(pattern="^a")]),
        (int, Annotated[int, 3, object()]),
        (int, NewType("Number", int)),
        (list[int], TypeAliasType("Numbers", Iterable[int])),
        (Annotated[int, msgspec.Meta(ge=0)] | None, Annotated[int | None, pydantic.Field(ge=0)]),
        (
            Annotated[Annotated[int, msgspec.Meta(ge=0)] | None, msgspec.Meta(description="How many.")],
            Annotated[int | None, msgspec.Meta(ge=0, description="How many.")],
        ),
        (
            Annotated[str, msgspec.Meta(max_length=2)]
            | Annotated[list[int], msgspec.Meta(max_length=2)]
            | None,
            Annotated[str | list[int] | None, annotated_types.MaxLen(2)],
        ),
    ],
)
def test_the_rest_is_translated(converted: object, annotation: object) -> None:
    """Plain descriptions, foreign constraints and loose types become what the library knows."""
    assert converted == convertible(annotation)


def test_unions_that_look_alike_become_choices() -> None:
    """A union that the library refuses becomes one type with the members."""
    date_or_text = convertible(list[msgspec.Raw | bytes | str])
    made = original(date_or_text.__args__[0])
    assert isinstance(made, Choice)
    assert (msgspec.Raw, bytes, str) == made.members


def test_a_limit_goes_to_the_members_of_a_choice_that_it_fits() -> None:
    """A date has no length, but the text beside it has."""
    made = original(convertible(Annotated[datetime.date | str, annotated_types.MaxLen(9)]))
    assert isinstance(made, Choice)
    assert (datetime.date, Annotated[str, msgspec.Meta(max_length=9)]) == made.members


def test_a_limit_that_fits_no_member_is_refused() -> None:
    """What could never hold is an error of the annotation."""
    with pytest.raises(TypeError, match="min_length"):
        convertible(Annotated[int | None, annotated_types.MinLen(1)])


@pytest.mark.skipif(sys.version_info < (3, 12), reason="there is no type statement yet")
def test_a_type_that_names_itself_is_left_alone() -> None:
    """A recursive alias is not followed for ever, nor are two that name each other."""
    names: dict[str, Any] = {}
    exec("type Endless = list[Endless]\ntype One = list[Two]\ntype Two = dict[str, One] | None", names)
    for name in ("Endless", "One", "Two"):
        assert names[name] is convertible(names[name])
    exec("type Outer = list[Inner]\ntype Inner = int", names)
    assert list[int] == convertible(names["Outer"])


@pytest.mark.parametrize("item", [3, None, msgspec.Meta(ge=1), annotated_types.Ge(1), pydantic.Field(ge=1)])
def test_what_says_nothing_in_words_is_no_description(item: object) -> None:
    """Constraints describe nothing."""
    assert description_of(item) is None
