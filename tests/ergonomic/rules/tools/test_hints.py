"""The annotations of a class's fields, as they are for the class at hand."""

from typing import Annotated, Generic, TypeVar

import pytest
from assistants_v2.rules.tools.hints import hints_of

T = TypeVar("T")
U = TypeVar("U")


class Box(Generic[T]):
    item: T
    more: "list[T]"


class Pair(Box[int], Generic[T, U]):
    left: T
    right: Annotated[U, "The other."]


class Whole(Pair[str, bytes]):
    size: int


@pytest.mark.parametrize(
    ("hints", "kind"),
    [
        ({"item": T, "more": list[T]}, Box),
        ({"item": str, "more": list[str]}, Box[str]),
        (
            {"item": int, "more": list[int], "left": str, "right": Annotated[bytes, "The other."]},
            Pair[str, bytes],
        ),
        (
            {
                "item": int,
                "more": list[int],
                "left": str,
                "right": Annotated[bytes, "The other."],
                "size": int,
            },
            Whole,
        ),
    ],
)
def test_type_variables_mean_what_the_class_says(hints: dict[str, object], kind: object) -> None:
    """A variable is what its own class was given, though another class has one of the same name."""
    assert hints == hints_of(kind)


def test_an_annotation_that_nothing_defines_is_an_error() -> None:
    """A name that cannot be looked up is told."""

    class Lost:
        where: "Nowhere"  # noqa: F821  # which is the point

    with pytest.raises(NameError, match="Nowhere"):
        hints_of(Lost)
