"""Refusals say where and why, and hold nothing of what was refused."""

import dataclasses
import datetime
import enum
import ipaddress
import json
import pathlib
import re
import traceback
from typing import Annotated, Any, Literal, NamedTuple

import attrs
import pydantic
import pytest
from assistants_v2.errors import ToolError
from assistants_v2.tools import tool
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import TypedDict

from .takers import taken

SECRET = "s3cret"


class Colour(enum.Enum):
    RED = "r"


@dataclasses.dataclass
class Line:
    article: str
    count: int = 1


@dataclasses.dataclass
class Picky:
    text: str

    def __post_init__(self) -> None:
        raise ValueError(f"not {self.text}, at `$.nowhere`")


@dataclasses.dataclass
class Broken:
    text: str

    def __post_init__(self) -> None:
        raise KeyError(self.text)


@dataclasses.dataclass
class Talking:
    text: str

    def __post_init__(self) -> None:
        raise ToolError("Say please.")


@attrs.define
class Shoe:
    size: int


@attrs.define
class Positive:
    count: int = attrs.field(validator=attrs.validators.ge(0))


class Row(TypedDict):
    amount: float


class Left(pydantic.BaseModel):
    type: Literal["left"]
    x: int


class Right(pydantic.BaseModel):
    type: Literal["right"]
    x: int


class Part(pydantic.BaseModel):
    number: int = pydantic.Field(ge=1)
    notes: dict[str, int] = {}
    either: int | list[bool] = 0
    kind: Literal["a", "b"] = "a"
    at: tuple[int, str] = (0, "")
    parts: "list[Part]" = []
    code: str = "ok"

    @pydantic.field_validator("code")
    @classmethod
    def checked(cls, code: str) -> str:
        assert code == "ok", f"{code} is not ok"
        return code


class Closed(pydantic.BaseModel, extra="forbid"):
    size: int = 0


class Spot(NamedTuple):
    x: int
    y: int = 0


@dataclasses.dataclass
class Parcel:
    lines: list[Line]
    pet: Line | Shoe | None = None
    picky: Picky | None = None
    weight: float | list[Line] | Literal["none"] = 0


PEN = Line("pen")


@tool
def order(
    lines: list[Line] | None = None,
    picky: Picky | None = None,
    broken: Broken | None = None,
    talking: list[Talking] | None = None,
    positive: list[Positive] | None = None,
    rows: dict[str, Row] | None = None,
    keys: dict[int, int] | None = None,
    colour: Colour = Colour.RED,
    day: datetime.date | None = None,
    side: Annotated[Left | Right, pydantic.Field(discriminator="type")] | None = None,
    pet: Line | Shoe = PEN,
    part: Part | None = None,
    parts: dict[str, Part] | None = None,
    count: Annotated[int, pydantic.Field(ge=1, le=9)] = 1,
    pair: tuple[int, bool] = (0, True),
    parcel: Parcel | None = None,
    parcels: dict[str, Parcel | Shoe] | None = None,
    loose: Line | int | None = None,
    closed: Closed | None = None,
    spots: list[Spot] | None = None,
    mixed: dict[str, list[int]] | bool | None = None,
) -> None: ...


PENCIL = {"article": "pencil"}
PET = "expected object (fields article, count) or object (fields size) or null"
POSITIVE = "expected integer (minimum 1)"


@pytest.mark.parametrize(
    ("arguments", "place", "reason"),
    [
        ({"lines": [{"article": "a"}, {"article": 5}]}, "lines[1].article", "expected string, got integer"),
        ({"lines": [{}]}, "lines[0]", "the field 'article' is missing"),
        ({"lines": SECRET}, "lines", "expected array or null, got string"),
        ({"lines": [SECRET]}, "lines[0]", "expected object (fields article, count), got string"),
        ({"picky": {"text": SECRET}}, "picky", "its class refused the value"),
        ({"broken": {"text": SECRET}}, "broken", "its class failed with KeyError"),
        ({"positive": [{"count": -1}]}, "positive[0]", "its class refused the value"),
        ({"rows": {SECRET: {"amount": "x"}}}, "rows[...].amount", "expected number, got string"),
        ({"rows": {SECRET: {}}}, "rows[...]", "the field 'amount' is missing"),
        ({"keys": {SECRET: 1}}, "keys", "a key of it is not of the expected form"),
        ({"colour": SECRET}, "colour", 'expected "r"'),
        ({"day": SECRET}, "day", "expected string (format date) or null"),
        ({"side": {"type": SECRET}}, "side.type", 'expected "left" or "right"'),
        ({"side": {"x": 1}}, "side", "the field 'type' is missing"),
        ({"pet": {SECRET: 1}}, "pet", "expected object (fields article, count) or object (fields size)"),
        ({"part": {}}, "part", "the field 'number' is missing"),
        ({"part": {"number": 0}}, "part.number", POSITIVE),
        (
            {"part": {"number": 1, "notes": {SECRET: SECRET}}},
            "part.notes[...]",
            "expected integer, got string",
        ),
        ({"part": {"number": 1, "either": SECRET}}, "part.either", "expected integer or array, got string"),
        ({"part": {"number": 1, "kind": SECRET}}, "part.kind", 'expected "a" or "b"'),
        ({"part": {"number": 1, "at": [0, 1]}}, "part.at[1]", "expected string, got integer"),
        (
            {"part": {"number": 1, "parts": [{"number": SECRET}]}},
            "part.parts[0].number",
            f"{POSITIVE}, got string",
        ),
        ({"part": {"number": 1, "parts": [{}]}}, "part.parts[0]", "the field 'number' is missing"),
        ({"part": {"number": 1, "code": SECRET}}, "part.code", "its class refused the value"),
        ({"parts": {SECRET: {"number": SECRET}}}, "parts[...].number", f"{POSITIVE}, got string"),
        ({"count": 10}, "count", "expected integer (minimum 1, maximum 9)"),
        ({"pair": [1, SECRET]}, "pair[1]", "expected boolean, got string"),
        ({"pair": [1]}, "pair", "expected array (minItems 2, maxItems 2)"),
        ({"parcel": {"lines": [PENCIL, {}]}}, "parcel.lines[1]", "the field 'article' is missing"),
        ({"parcel": {"lines": [{"article": 5}]}}, "parcel.lines[0].article", "expected string, got integer"),
        ({"parcel": {"lines": [], "pet": {}}}, "parcel.pet", PET),
        ({"parcel": {"lines": [], "pet": [SECRET]}}, "parcel.pet", f"{PET}, got array"),
        ({"parcel": {"lines": [], "picky": {"text": SECRET}}}, "parcel.picky", "its class refused the value"),
        (
            {"parcels": {SECRET: {"lines": [{"article": 5}]}}},
            "parcels[...].lines[0].article",
            "expected string, got integer",
        ),
        ({"loose": {"article": 5}}, "loose.article", "expected string, got integer"),
        ({"loose": {}}, "loose", "the field 'article' is missing"),
        (
            {"loose": SECRET},
            "loose",
            "expected object (fields article, count) or integer or null, got string",
        ),
        ({"closed": {SECRET: 1}}, "closed", "a key of it is none of its fields, which are size"),
        ({"spots": [[SECRET]]}, "spots[0][0]", "expected integer, got string"),
        ({"spots": [[]]}, "spots[0]", "expected array (minItems 1, maxItems 2)"),
        ({"mixed": {SECRET: [SECRET]}}, "mixed[...][0]", "expected integer, got string"),
    ],
)
def test_the_place_and_the_expectation_are_told(arguments: dict[str, Any], place: str, reason: str) -> None:
    """The error leads to the value inside the argument, and says what would have fitted there."""
    with pytest.raises(ToolError) as refused:
        order.bind(json.dumps(arguments))
    assert f"order: the parameter {place!r} does not fit: {reason}." == str(refused.value)


def test_a_class_may_speak_to_the_model_on_purpose() -> None:
    """A ToolError raised inside a class goes to the model as it is."""
    with pytest.raises(ToolError, match=r"^Say please\.$"):
        order.bind('{"talking": [{"text": "now"}]}')


LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.just(SECRET)
KNOWN = [
    "article",
    "lines",
    "pet",
    "picky",
    "count",
    "text",
    "amount",
    "type",
    "x",
    "number",
    "notes",
    "parts",
    "at",
    "code",
]
FIELDS = st.sampled_from([SECRET, *KNOWN])
MARKED = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("annotation", "text", "reason"),
    [
        (pathlib.Path, "5", "expected string (format path), got integer"),
        (ipaddress.IPv4Address, f'"{SECRET}"', "expected string (format ipv4)"),
        (re.Pattern, "[]", "expected string (format regex), got array"),
        (
            Annotated[datetime.date, pydantic.AfterValidator(Picky)],
            '"2024-01-01"',
            "its class refused the value",
        ),
    ],
)
def test_what_a_class_of_the_standard_library_is_read_from_is_told(
    annotation: object, text: str, reason: str
) -> None:
    """pydantic reads them by functions, which are not somebody's validators."""
    with pytest.raises(ToolError) as refused:
        taken(annotation, text)
    assert f"take: the parameter 'item' does not fit: {reason}." == str(refused.value)


@given(st.dictionaries(st.sampled_from(list(order.parameters["properties"])), MARKED, min_size=1))
def test_no_error_ever_quotes_an_argument(arguments: dict[str, Any]) -> None:
    """Whatever is sent is taken, or refused in words of ours: no value, and no key inside one, is told."""
    try:
        order.bind(json.dumps(arguments))
    except ToolError as error:
        told = "".join(traceback.format_exception(error))
    else:
        told = ""
    assert SECRET not in told


@pytest.mark.parametrize("text", [SECRET, f'{{"count": "{SECRET}"}}', f'{{"count": "{SECRET} \ud800"}}'])
def test_nothing_of_the_arguments_hangs_on_the_error(text: str) -> None:
    """Error trackers follow the chain of causes, so there is none."""
    with pytest.raises(ToolError) as refused:
        order.bind(text)
    assert refused.value.__cause__ is None
    assert refused.value.__context__ is None
