"""Answers of a Python type: the schema to ask for, and the value out of the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal, NewType, Optional, TypedDict

import attrs
import pydantic
import pytest
from assistants_v2 import ToolError
from assistants_v2.rules.answer_types import describe_format, is_answer_type, parse_answer


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
    wire = describe_format(Balance)
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
    assert value == parse_answer(kind, '{"days": 3}')


def test_a_default_is_filled_in_for_null() -> None:
    """Strict mode makes optional fields nullable; null stands for the default."""
    assert Balance("E-1", 3) == parse_answer(Balance, '{"employee": "E-1", "days": 3, "unit": null}')


def test_a_type_that_is_no_object_is_wrapped() -> None:
    """The API wants an object at the top, so a list comes as the member of one."""
    schema = describe_format(list[int])["json_schema"]["schema"]
    assert ["answer"] == list(schema["properties"])
    assert [1, 2] == parse_answer(list[int], '{"answer": [1, 2]}')


@attrs.define
class Quiz:
    answer: int


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (int, "4", 4),
        (str, '"yes"', "yes"),
        (list[int], " [1, 2]\n", [1, 2]),
        (Literal["yes", "no"], '"no"', "no"),
        (Balance | None, '{"employee": "E-1", "days": 3, "unit": "days"}', Balance("E-1", 3)),
        (Balance | None, "null", None),
        (Quiz | None, '{"answer": 4}', Quiz(4)),
        (Quiz | None, '{"answer": {"answer": 4}}', Quiz(4)),
    ],
    ids=str,
)
def test_an_answer_without_the_wrapper_is_taken(kind: Any, text: str, value: object) -> None:
    """The object around it is ours, and a server that ignores schemas knows nothing of it."""
    assert value == parse_answer(kind, text)


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (int, '"four"', "expected integer, got string"),
        (int, '{"other": 4}', "expected integer, got object"),
        (int, '{"answer": "four"}', "expected integer, got string"),
        (str, "yes", "not valid JSON"),
        (Quiz, "4", "expected object .*, got integer"),
        (Quiz, '{"answer": {"answer": 4}}', "expected integer, got object"),
    ],
    ids=str,
)
def test_an_answer_of_another_type_is_refused(kind: Any, text: str, said: str) -> None:
    """With and without the wrapper, the error says what was there instead; a type with fields has none."""
    with pytest.raises(ToolError, match=said):
        parse_answer(kind, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I cannot say.",
        '{"days": 1}, "answer": {"days": 2}',
        '{"days": "many"}',
        '{"other": 1}',
        "[3]",
        "[" * 100_000,
        '{"days": ' * 10_000,
    ],
    ids=lambda text: text[:20],
)
def test_an_answer_that_does_not_fit_is_refused(text: str) -> None:
    """The error names the type and holds nothing of the answer."""
    with pytest.raises(ToolError, match="Attrs") as refused:
        parse_answer(Attrs, text)
    assert "many" not in str(refused.value)
    assert "cannot say" not in str(refused.value)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Balance | None, '{"answer": null}', None),
        (Balance | None, '{"answer": {"employee": "E-1", "days": 3, "unit": "days"}}', Balance("E-1", 3)),
        (
            Optional[int],  # noqa: UP045  # the older form counts too
            '{"answer": 7}',
            7,
        ),
        (Literal["yes", "no"], '{"answer": "no"}', "no"),
        (NewType("Days", int), '{"answer": 7}', 7),
        (Annotated[Model, {"of": "ours"}], '{"days": 3}', Model(days=3)),
    ],
    ids=str,
)
def test_whatever_stands_for_a_type_is_one(kind: Any, text: str, value: object) -> None:
    """Unions, literals, new types and annotated ones are types to parse, hashable or not."""
    assert is_answer_type(kind)
    assert "json_schema" == describe_format(kind)["type"]
    assert value == parse_answer(kind, text)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Gr__e", type("Größe", (Model,), {})),
        ("M" * 64, type("M" * 70, (Model,), {})),
        ("Page_int_", type("Page[int]", (Model,), {})),
        ("answer", int | None),
    ],
)
def test_the_schema_has_a_name_that_the_api_takes(name: str, kind: Any) -> None:
    """At most 64 letters, digits, `_` and `-`."""
    assert name == describe_format(kind)["json_schema"]["name"]


@pytest.mark.parametrize("kind", [dict, object, range])
def test_a_type_that_no_schema_holds_is_refused(kind: type) -> None:
    """The error names the type, and gives no advice that cannot be followed."""
    with pytest.raises(TypeError, match=f"^response_format={kind.__name__}: ") as refused:
        describe_format(kind)
    assert "leave strict out" not in str(refused.value)
    assert "functools" not in str(refused.value)
    assert "locals" not in str(refused.value)


@pytest.mark.parametrize("value", [Balance, list[int], dict])
def test_types_are_told_apart_from_formats(value: object) -> None:
    """A class or a generic alias is a type to parse."""
    assert is_answer_type(value)


@pytest.mark.parametrize("value", [None, "auto", {"type": "json_object"}])
def test_formats_are_sent_as_they_are(value: object) -> None:
    """A name or a mapping is no type."""
    assert not is_answer_type(value)
