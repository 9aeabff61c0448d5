"""Answers of a Python type: the schema to ask for, and the value out of the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypedDict

import attrs
import pydantic
import pytest
from assistants_v2 import ToolError
from assistants_v2.rules.structured import is_answer_type, parsed, response_format


@dataclass
class Balance:
    """What somebody has left."""

    employee: str
    days: int
    unit: Literal["days", "hours"] = "days"


@attrs.define
class Attrs:
    days: int


class Model(pydantic.BaseModel):
    days: int


class Mapping(TypedDict):
    days: int


def test_a_type_becomes_a_strict_schema() -> None:
    """The schema is the type's own, named after it, with every property required and none besides."""
    wire = response_format(Balance)
    assert ("json_schema", "Balance", True) == (
        wire["type"],
        wire["json_schema"]["name"],
        wire["json_schema"]["strict"],
    )
    schema = wire["json_schema"]["schema"]
    assert ("object", ["employee", "days", "unit"], False) == (
        schema["type"],
        schema["required"],
        schema["additionalProperties"],
    )


@pytest.mark.parametrize(
    ("kind", "value"), [(Attrs, Attrs(3)), (Model, Model(days=3)), (Mapping, {"days": 3})]
)
def test_the_answer_is_a_value_of_the_type(kind: type, value: object) -> None:
    """Dataclasses, attrs classes, pydantic models and TypedDicts are read from the answer's text."""
    assert value == parsed(kind, '{"days": 3}')


def test_a_default_is_filled_in_for_null() -> None:
    """Strict mode makes optional fields nullable; null stands for the default."""
    assert Balance("E-1", 3) == parsed(Balance, '{"employee": "E-1", "days": 3, "unit": null}')


def test_a_type_that_is_no_object_is_wrapped() -> None:
    """The API wants an object at the top, so a list comes as the member of one."""
    schema = response_format(list[int])["json_schema"]["schema"]
    assert ["answer"] == list(schema["properties"])
    assert [1, 2] == parsed(list[int], '{"answer": [1, 2]}')


@pytest.mark.parametrize("text", ["", "I cannot say.", '{"days": "many"}', '{"other": 1}', "[3]"])
def test_an_answer_that_does_not_fit_is_refused(text: str) -> None:
    """The error names the type and holds nothing of the answer."""
    with pytest.raises(ToolError, match="Attrs") as refused:
        parsed(Attrs, text)
    assert "many" not in str(refused.value)
    assert "cannot say" not in str(refused.value)


@pytest.mark.parametrize(("value", "expected"), [(Balance, True), (list[int], True), (dict, True)])
def test_types_are_told_apart_from_formats(value: object, expected: bool) -> None:
    """A class or a generic alias is a type to parse."""
    assert expected == is_answer_type(value)


@pytest.mark.parametrize("value", [None, "auto", {"type": "json_object"}])
def test_formats_are_sent_as_they_are(value: object) -> None:
    """A name or a mapping is no type."""
    assert not is_answer_type(value)
