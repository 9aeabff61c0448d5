"""Pydantic's `Field(...)` in the place of a default: recognised, and asked for the default inside."""

from typing import Any

import pydantic
import pytest
from assistants_v2.rules.tools.pydantic_fields import default, factory, is_field

MISSING = object()


class Query(type(pydantic.Field())):  # type: ignore[misc]  # FastAPI's kinds of fields are made like this
    """A kind of field of somebody else's."""


class FieldInfo:
    """A class of the same name that is not pydantic's."""


@pytest.mark.parametrize(
    ("expected", "stated"),
    [
        (True, pydantic.Field()),
        (True, pydantic.Field(5, ge=1)),
        (True, Query(default=5)),
        (False, FieldInfo()),
        (False, pydantic.fields.FieldInfo),
        (False, 5),
        (False, None),
    ],
)
def test_fields_are_recognised_by_their_class(expected: bool, stated: object) -> None:
    """What `Field(...)` returns is one, and so is what is derived from it; no other default is."""
    assert expected == is_field(stated)


@pytest.mark.parametrize(
    ("expected", "field"),
    [
        (5, pydantic.Field(5)),
        (None, pydantic.Field(None)),
        (MISSING, pydantic.Field(...)),
        (MISSING, pydantic.Field(description="What.")),
    ],
)
def test_a_field_has_a_default_or_none(expected: object, field: Any) -> None:
    """`...` and saying nothing mean that there is none; None is one."""
    assert expected == default(field, missing=MISSING)


def test_a_factory_makes_the_default() -> None:
    """A field without a factory has none to call."""
    assert list is factory(pydantic.Field(default_factory=list))
    assert factory(pydantic.Field(5)) is None
