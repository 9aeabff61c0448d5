"""From JSON to values of the types that annotations become."""

import dataclasses
import datetime
import decimal
from typing import Any

import msgspec
import pytest
from assistants_v2.rules.tools.annotations import convertible
from assistants_v2.rules.tools.conversion import converter

made: list[str] = []


@dataclasses.dataclass
class Line:
    count: int
    price: decimal.Decimal | None = None
    weight: float = 0
    note: Any = None


@dataclasses.dataclass
class Order:
    lines: list[Line]


@dataclasses.dataclass
class Picky:
    name: str

    def __post_init__(self) -> None:
        made.append(self.name)
        raise ValueError("no")


def converted(annotation: object, text: str) -> Any:
    return converter(convertible(annotation))(msgspec.Raw(text.encode()))


@pytest.mark.parametrize(
    ("value", "annotation", "text"),
    [
        (5, int, '"5"'),
        ("5", str | int, '"5"'),
        (Order([Line(5)]), Order, '{"lines": [{"count": "5"}]}'),
        ({"a": [Order([Line(5)])]}, dict[str, list[Order]], '{"a": [{"lines": [{"count": 5.0}]}]}'),
        (Order([Line(1)]), Order | datetime.date, '{"lines": [{"count": "1"}]}'),
        ({1: Line(2)}, dict[int, Line], '{"1": {"count": 2}}'),
    ],
)
def test_what_does_not_fit_as_it_stands_is_taken_for_what_it_says(
    value: object, annotation: object, text: str
) -> None:
    """Numbers written as text fit in classes, at any depth, as they do outside of them."""
    assert value == converted(annotation, text)


def test_a_class_is_asked_once() -> None:
    """Whoever refused a value is not asked again with the same one."""
    made.clear()
    with pytest.raises(msgspec.ValidationError):
        converted(list[Picky], '[{"name": "a"}]')
    assert ["a"] == made


@pytest.mark.parametrize("digits", ["0.1", "12345678901234567890.5", "0.10000000000000000000001"])
def test_digits_are_kept_where_they_are_asked_for(digits: str) -> None:
    """A decimal has all that was written, and a float beside it is a float."""
    line = converted(Line, f'{{"count": 1, "price": {digits}, "weight": {digits}, "note": 0.1}}')
    assert decimal.Decimal(digits) == line.price
    assert (float(digits), float) == (line.weight, type(line.weight))
    assert isinstance(line.note, float)


@pytest.mark.parametrize("number", ["1e400", "-1e99999999999999999999"])
def test_numbers_without_end_are_refused(number: str) -> None:
    """No number becomes infinite on its way into a class."""
    with pytest.raises(msgspec.ValidationError):
        converted(Line, f'{{"count": 1, "weight": {number}}}')
    with pytest.raises(msgspec.ValidationError):
        converted(Line, f'{{"count": 1, "price": {number}}}')
