"""Annotations, put into the words of the library that converts values."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Literal

import annotated_types
import msgspec
import pydantic
import pytest
from assistants_v2.rules.tools.annotations import convertible, description_of
from assistants_v2.rules.tools.choices import ChoiceMeta
from typing_extensions import Doc

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
    ],
)
def test_the_rest_is_translated(converted: object, annotation: object) -> None:
    """Plain descriptions, foreign constraints and loose types become what the library knows."""
    assert converted == convertible(annotation)


def test_unions_that_look_alike_become_choices() -> None:
    """A union that the library refuses becomes one type with the members."""
    date_or_text = convertible(list[msgspec.Raw | bytes | str])
    assert isinstance(date_or_text.__args__[0], ChoiceMeta)
    assert (msgspec.Raw, bytes, str) == date_or_text.__args__[0].members


@pytest.mark.parametrize("item", [3, None, msgspec.Meta(ge=1), annotated_types.Ge(1), pydantic.Field(ge=1)])
def test_what_says_nothing_in_words_is_no_description(item: object) -> None:
    """Constraints describe nothing."""
    assert description_of(item) is None
