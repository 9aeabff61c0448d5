"""Classes with fields, made from JSON by calling them."""

import dataclasses
import datetime
import decimal
from collections.abc import Iterable
from typing import Annotated, Any, Generic, NamedTuple, NewType, NotRequired, TypeVar

import annotated_types
import attrs
import pydantic
import pytest
from assistants_v2.errors import ToolError
from typing_extensions import TypedDict

from .takers import schema_of, taken, taker

T = TypeVar("T")
Percentage = Annotated[int, annotated_types.Le(100)]


def properties(annotation: object) -> dict[str, Any]:
    """Return the schemas of a class's fields."""
    found: dict[str, Any] = schema_of(annotation)["properties"]
    return found


@dataclasses.dataclass
class Circle:
    radius: float


@dataclasses.dataclass
class Square:
    side: float


@dataclasses.dataclass
class Drawing:
    shape: Circle | Square
    when: datetime.date | str = "now"
    marks: Iterable[int] = ()
    share: Percentage = 100
    note: object = None


@attrs.define
class Sketch:
    shape: Circle | Square
    share: Percentage = 100


class Plan(TypedDict):
    shape: Circle | Square
    share: NotRequired[Percentage]


class Spot(NamedTuple):
    shape: Circle | Square
    share: Percentage = 100


@dataclasses.dataclass
class Line:
    price: float
    count: int
    total: float = dataclasses.field(init=False)
    approved: bool = dataclasses.field(init=False, default=False)

    def __post_init__(self) -> None:
        self.total = self.price * self.count


@attrs.define
class Ticket:
    seat: int
    paid: bool = attrs.field(init=False, default=False)


def in_order(names: list[str]) -> list[str]:
    return sorted(names)


def parsed(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@attrs.define
class Code:
    iso: str = attrs.field(converter=str.upper)  # type: ignore[misc]  # mypy knows no methods here
    tags: list[str] = attrs.field(converter=in_order, factory=list)
    day: datetime.date = attrs.field(converter=parsed, default="2024-02-29")  # type: ignore[assignment]  # attrs converts it
    label: str = attrs.field(default=attrs.Factory(lambda self: f"<{self.iso}>", takes_self=True))
    _hidden: int = 1


build_code: Any = Code  # of whose private attribute pyright knows nothing


@dataclasses.dataclass
class Sum:
    total: int

    def __init__(self, price: int, count: Annotated[int, "How many."] = 2) -> None:
        self.total = price * count


@dataclasses.dataclass
class Scaled:
    size: int
    scale: dataclasses.InitVar[int] = 2

    def __post_init__(self, scale: int) -> None:
        self.size *= scale


@dataclasses.dataclass
class Node(Generic[T]):
    value: T
    next: "Node[T] | None" = None


class Odd(TypedDict("Odd", {"a-b": int, "class": NotRequired[str]})):
    """Keys that are no names in Python."""


@dataclasses.dataclass
class Sale:
    prices: list[decimal.Decimal | None]


@pydantic.dataclasses.dataclass
class Transfer:
    amount: int = pydantic.Field(le=100)
    to: str = pydantic.Field(default="alice", alias="for")

    @pydantic.field_validator("to")
    @classmethod
    def known(cls, to: str) -> str:
        assert to in ("alice", "bob")
        return to


@dataclasses.dataclass
class Order:
    transfers: list[Transfer]


Known = NewType("Known", Ticket)


@pytest.mark.parametrize(
    ("value", "annotation", "text"),
    [
        (Drawing(Square(2.0)), Drawing, '{"shape": {"side": 2}}'),
        (
            Drawing(Circle(1.0), datetime.date(2024, 2, 29), [1], 3, {"a": [1]}),
            Drawing,
            '{"shape": {"radius": 1}, "when": "2024-02-29", "marks": [1], "share": 3, "note": {"a": [1]}}',
        ),
        (Sketch(Square(2.0), 5), Sketch, '{"shape": {"side": 2}, "share": "5"}'),
        ({"shape": Square(2.0)}, Plan, '{"shape": {"side": 2}, "size": 1}'),
        (Spot(Square(2.0)), Spot, '[{"side": 2}]'),
        (Line(2.0, 3), Line, '{"price": 2, "count": 3}'),
        (Line(2.0, 3), Line, '{"price": 2, "count": 3, "total": 1, "approved": true}'),
        (Ticket(3), Ticket, '{"seat": 3, "paid": true}'),
        (Ticket(3), Known, '{"seat": 3}'),
        (Code("de", ["b", "a"]), Code, '{"iso": "de", "tags": ["b", "a"]}'),
        (
            build_code("de", day="2024-03-01", hidden=2),
            Code,
            '{"iso": "de", "day": "2024-03-01", "_hidden": 2}',
        ),
        (Sum(3, 5), Sum, '{"price": 3, "count": 5}'),
        (Sum(3), Sum, '{"price": "3", "total": 7}'),
        (Scaled(3, 4), Scaled, '{"size": 3, "scale": 4}'),
        (Node(1, Node(2)), Node[int], '{"value": 1, "next": {"value": "2"}}'),
        (Node(Square(2.0)), Node[Circle | Square], '{"value": {"side": 2}}'),
        ({"a-b": 1}, Odd, '{"a-b": 1}'),
        (Transfer(3, **{"for": "bob"}), Transfer, '{"amount": 3, "for": "bob"}'),
        (Order([Transfer(3)]), Order, '{"transfers": [{"amount": "3"}]}'),
    ],
)
def test_the_class_itself_makes_its_instances(value: object, annotation: object, text: str) -> None:
    """Fields are converted, then the class is called: its converters, defaults and hooks have their say."""
    assert value == taken(annotation, text)


@pytest.mark.parametrize(
    ("words", "annotation", "text"),
    [
        (r"'item.share' .*integer \(maximum 100\)", Drawing, '{"shape": {"side": 2}, "share": 101}'),
        (r"'item.share' .*integer \(maximum 100\)", Sketch, '{"shape": {"side": 2}, "share": 101}'),
        (r"'item.share' .*integer \(maximum 100\)", Plan, '{"shape": {"side": 2}, "share": 101}'),
        (r"'item\[1\]' .*integer \(maximum 100\)", Spot, '[{"side": 2}, 101]'),
        (r"'item' .*maxItems 2", Spot, '[{"side": 2}, 1, 2]'),
        ("'item' .*the field 'a-b' is missing", Odd, "{}"),
        ("'item' .*the field 'price' is missing", Sum, '{"total": 3}'),
        ("'item' .*its class refused the value", Code, '{"iso": "de", "day": "tomorrow"}'),
        (
            "'item.next.value' .*expected integer, got string",
            Node[int],
            '{"value": 1, "next": {"value": "x"}}',
        ),
        (r"'item.amount' .*integer \(maximum 100\)", Transfer, '{"amount": 101}'),
        ("'item.for' .*its class refused the value", Transfer, '{"amount": 1, "for": "mallory"}'),
        (r"'item.transfers\[0\]' .*the field 'amount' is missing", Order, '{"transfers": [{}]}'),
    ],
)
def test_misfits_are_told_with_their_place(words: str, annotation: object, text: str) -> None:
    """Limits of fields hold, and the error leads to the field."""
    with pytest.raises(ToolError, match=words):
        taken(annotation, text)


@pytest.mark.parametrize(
    ("names", "annotation"),
    [
        (["price", "count"], Line),
        (["seat"], Ticket),
        (["iso", "tags", "day", "label", "_hidden"], Code),
        (["price", "count"], Sum),
        (["size", "scale"], Scaled),
        (["amount", "for"], Transfer),
    ],
)
def test_a_model_is_asked_for_what_the_class_takes(names: list[str], annotation: object) -> None:
    """What a class fills in by itself is not in its schema, and what only its `__init__` takes is."""
    assert names == list(properties(annotation))


def test_fields_have_their_limits_and_unions_in_the_schema() -> None:
    """A field is described as a parameter of its type would be."""
    found = properties(Drawing)
    assert {"type": "integer", "maximum": 100, "default": 100} == found["share"]
    assert {"type": "array", "items": {"type": "integer"}, "default": []} == found["marks"]
    assert ["radius", "side"] == [name for part in found["shape"]["anyOf"] for name in part["properties"]]
    assert {"type": "integer", "description": "How many.", "default": 2} == properties(Sum)["count"]
    assert {"type": "integer", "maximum": 100} == properties(Transfer)["amount"]
    assert {"type": "string", "default": "2024-02-29"} == properties(Code)["day"]


@pytest.mark.parametrize("digits", ["12345678901234567890.123456789", "0.1", "1e3"])
def test_decimals_in_classes_keep_every_digit(digits: str) -> None:
    """A number that no float could hold reaches its field as it was written."""
    assert Sale([decimal.Decimal(digits), None]) == taken(Sale, f'{{"prices": [{digits}, null]}}')


@attrs.define
class Shelf:
    tickets: "dict[str, Ticket]"
    upper: "Shelf | None" = None


class Hall(TypedDict):
    shelves: list[Shelf]
    line: NotRequired[Line]


@pydantic.dataclasses.dataclass
class House:
    hall: Annotated[list[int], "Sizes."]


@dataclasses.dataclass
class Town:
    """A town.

    Attributes:
        halls: What it has.
        named: Who is known.
    """

    halls: tuple[Hall, ...]
    named: dict[str, Known]
    house: House | None = None


def test_classes_are_called_wherever_they_are() -> None:
    """Also inside of containers, dataclasses, TypedDicts and each other, and described there."""
    text = """{"halls": [{"shelves": [{"tickets": {"a": {"seat": "1"}}, "upper": {"tickets": {}}}]}],
        "named": {"b": {"seat": 2}}, "house": {"hall": [1]}}"""
    shelf = Shelf({"a": Ticket(1)}, Shelf({}))
    assert Town(({"shelves": [shelf]},), {"b": Known(Ticket(2))}, House([1])) == taken(Town, text)
    parameters = taker(Town).parameters
    assert ["Shelf"] == list(parameters["$defs"])
    assert "A town." == parameters["properties"]["item"]["description"]
    town = properties(Town)
    assert ["What it has.", "Who is known."] == [town[name]["description"] for name in ("halls", "named")]


def test_pydantic_does_not_take_the_classes_otherwise() -> None:
    """What is lent to a class while a tool is made changes nothing for the rest of the program."""
    taker(Ticket), taker(Sum)
    with pytest.raises(pydantic.errors.PydanticSchemaGenerationError):
        pydantic.TypeAdapter(Ticket)
    assert ["total"] == list(pydantic.TypeAdapter(Sum).json_schema()["properties"])
    config = pydantic.ConfigDict(arbitrary_types_allowed=True)
    assert [Ticket(1)] == pydantic.TypeAdapter(list[Ticket], config=config).validate_python([Ticket(1)])


@attrs.define
class Sized:
    size: object = attrs.field(validator=attrs.validators.instance_of(str))


def test_a_type_error_of_a_class_is_a_refusal() -> None:
    """A validator may say with it that a value does not fit."""
    with pytest.raises(ToolError, match="'item' does not fit: its class refused the value"):
        taken(Sized, '{"size": 1}')
