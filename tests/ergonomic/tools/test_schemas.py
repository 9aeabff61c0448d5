"""JSON schemas of Python types: as models read them best, and as a second library judges them."""

import asyncio
import dataclasses
import datetime
import decimal
import enum
import json
import uuid
from typing import Annotated, Any, Literal, LiteralString, NamedTuple, Never, NewType, Required

import attrs
import jsonschema
import pydantic
import pytest
from assistants_v2.errors import ToolError
from typing_extensions import TypedDict

from .takers import schema_of, taken

Schema = dict[str, Any]


class Colour(enum.Enum):
    """What paint there is."""

    RED = "r"
    BLUE = "b"


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 3


@dataclasses.dataclass
class Point:
    """A place.

    Attributes:
        x: East.
        y: North.
    """

    x: int
    y: Annotated[int, "North, in metres."] = 0
    tags: list[str] = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Tree:
    value: int
    children: "list[Tree]" = dataclasses.field(default_factory=list)


@attrs.define
class Room:
    name: str
    free_from: datetime.date | None = None


class Row(TypedDict, total=False):
    reason: Required[Annotated[str, "Why."]]
    amount: float
    answer: Required[bool]


class Pair(NamedTuple):
    left: int
    right: str = "none"


class Circle(pydantic.BaseModel):
    type: Literal["circle"]
    radius: float


class Square(pydantic.BaseModel, extra="forbid"):
    type: Literal["square"]
    side: float


class Order(pydantic.BaseModel):
    """What is wanted."""

    number: int = pydantic.Field(ge=1, description="Of the catalogue.", alias="no")
    place: Point | None = None
    parts: "list[Order]" = []


Metres = NewType("Metres", float)


POINT = {
    "type": "object",
    "description": "A place.",
    "properties": {
        "x": {"type": "integer", "description": "East."},
        "y": {"type": "integer", "description": "North, in metres.", "default": 0},
        "tags": {"type": "array", "items": {"type": "string"}},
    },
    "required": ["x"],
}


@pytest.mark.parametrize(
    ("schema", "annotation"),
    [
        ({"type": "integer"}, int),
        ({"type": "number"}, float),
        ({"type": "number"}, Metres),
        ({"type": "boolean"}, bool),
        ({"type": "string"}, str),
        ({"type": "null"}, None),
        ({}, Any),
        ({}, object),
        ({"type": "string", "format": "date-time"}, datetime.datetime),
        ({"type": "string", "format": "date"}, datetime.date),
        ({"type": "string", "format": "time"}, datetime.time),
        ({"type": "string", "format": "duration"}, datetime.timedelta),
        ({"type": "string", "format": "uuid"}, uuid.UUID),
        ({"type": "string", "format": "decimal"}, decimal.Decimal),
        ({"type": "string", "contentEncoding": "base64"}, bytes),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, int | None),
        ({"type": "string", "enum": ["c", "f"]}, Literal["c", "f"]),
        ({"type": ["integer", "string", "null"], "enum": [1, "b", None]}, Literal[1, "b", None]),
        ({"type": "string", "enum": ["r", "b"], "description": "What paint there is."}, Colour),
        ({"type": "integer", "enum": [1, 3]}, Level),
        ({"type": "array", "items": {}}, list),
        ({"type": "array", "items": {"type": "integer"}}, tuple[int, ...]),
        ({"type": "array", "items": {"type": "string"}, "uniqueItems": True}, set[str]),
        ({"type": "array", "items": {}, "minItems": 0, "maxItems": 0}, tuple[()]),
        ({"type": "object"}, dict),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, dict[int, int]),
        ({"type": "object", "propertyNames": {"format": "date"}}, dict[datetime.date, Any]),
        (POINT, Point),
        (
            {"type": "string", "minLength": 1, "pattern": "^a"},
            Annotated[str, pydantic.Field(min_length=1, pattern="^a")],
        ),
        ({"type": "number", "exclusiveMinimum": 0}, Annotated[float, pydantic.Field(gt=0)]),
        (
            {"type": "array", "items": {"type": "integer"}, "maxItems": 2},
            Annotated[list[int], pydantic.Field(max_length=2)],
        ),
        ({"type": "integer", "description": "How many."}, Annotated[int, "How many."]),
    ],
)
def test_types_and_their_schemas(schema: Schema, annotation: object) -> None:
    """Everything is typed, every array has items, and nothing has a title."""
    assert schema == schema_of(annotation)


def test_a_tuple_has_items_for_servers_without_prefix_items() -> None:
    """A server that knows no `prefixItems` still learns what may be in the array."""
    integer, text = {"type": "integer"}, {"type": "string", "default": "none"}
    assert {
        "type": "array",
        "prefixItems": [integer, text],
        "items": {"anyOf": [integer, text]},
        "minItems": 1,
        "maxItems": 2,
    } == schema_of(Pair)
    assert integer == schema_of(tuple[int, int])["items"]


def test_fields_come_in_the_order_written() -> None:
    """Models fill fields in order, so the order that somebody chose is kept, and so are the descriptions."""
    schema = schema_of(Row)
    assert ["reason", "amount", "answer"] == list(schema["properties"])
    assert ["reason", "answer"] == schema["required"]
    assert {"type": "string", "description": "Why."} == schema["properties"]["reason"]


def test_members_of_a_tagged_union_show_their_tag() -> None:
    """A tag is a property with one value, and a closed class is a closed object."""
    circle, square = schema_of(Circle | Square)["anyOf"]
    assert {"type": "string", "enum": ["circle"]} == circle["properties"]["type"]
    assert ["type", "side"] == square["required"]
    assert square["additionalProperties"] is False


def test_only_recursive_classes_are_named() -> None:
    """A class is written out where it is used, unless it contains itself."""
    schema = schema_of(dict[str, tuple[Tree, Point]])
    assert ["Tree"] == list(schema["$defs"])
    tree = {"$ref": "#/$defs/Tree"}
    assert [tree, POINT] == schema["additionalProperties"]["prefixItems"]
    assert {"type": "array", "items": tree} == schema["$defs"]["Tree"]["properties"]["children"]


def test_a_pydantic_model_looks_like_every_other_class() -> None:
    """Its own schema is used, without titles, under the aliases, recursion named."""
    schema = schema_of(Order)
    assert {"$ref": "#/$defs/Order"} == {key: value for key, value in schema.items() if key != "$defs"}
    order = schema["$defs"]["Order"]
    assert "title" not in json.dumps(schema)
    assert "What is wanted." == order["description"]
    assert {"type": "integer", "minimum": 1, "description": "Of the catalogue."} == order["properties"]["no"]
    assert {"$ref": "#/$defs/Order"} == order["properties"]["parts"]["items"]
    assert "$ref" not in json.dumps(order["properties"]["place"])


@pytest.mark.parametrize(
    "annotation",
    [
        *(type, type[int], asyncio.Queue, tuple[range], Never, LiteralString, any, (int, str), [int], 5),
        enum.Enum,  # without members
        *(dict[Point, int], dict[Pair, int], dict[tuple[int, int], str], dict[frozenset[int], str]),
    ],
    ids=str,
)
@pytest.mark.filterwarnings("default")  # as in a program, where a warning of pydantic's stops nothing
def test_types_without_a_form_in_json_are_refused(annotation: object) -> None:
    """No schema is made up for what no JSON could become, nor for what is not a type at all."""
    with pytest.raises(TypeError, match=r"\(.*JSON.*\): annotate it with"):
        schema_of(annotation)


class Planet(enum.Enum):
    EARTH = (5.97e24, 6.37e6)


class Day(enum.Enum):
    FIRST = datetime.date(2024, 1, 1)


@pytest.mark.parametrize("annotation", [Planet, Day, Literal[Colour.RED], Literal["g", Colour.RED]])
def test_members_that_no_json_is_read_as_are_refused(annotation: object) -> None:
    """pydantic describes them by their values, and then refuses these values."""
    with pytest.raises(TypeError, match="its members are not all str, int, float, bool or None"):
        schema_of(annotation)


class Access(enum.Flag):
    READ = 1
    VIEW = 1
    WRITE = 2
    BOTH = 3


class Word(enum.StrEnum):
    YES = "yes"


@pytest.mark.parametrize(
    ("schema", "value", "annotation"),
    [
        ({"type": "integer", "enum": [1, 2, 3]}, Access.BOTH, Access),
        ({"type": "string", "enum": ["yes"]}, Word.YES, Literal[Word.YES]),
        ({"type": "integer", "enum": [3]}, Level.HIGH, Literal[Level.HIGH]),
    ],
)
def test_members_are_told_once_and_read(schema: Schema, value: enum.Enum, annotation: object) -> None:
    """Another name for a member is no other value; a Literal may have members of text and numbers."""
    assert schema == schema_of(annotation)
    assert value is taken(annotation, json.dumps(value.value))


class Plain(pydantic.BaseModel):
    data: bytes


class Hex(pydantic.BaseModel, val_json_bytes="hex"):
    data: bytes
    plain: Plain | None = None


@dataclasses.dataclass
class Attachment:
    data: bytes
    plain: Plain | None = None


@pytest.mark.parametrize(
    ("encoding", "text", "annotation"),
    [(None, "abc", Plain), ("base16", "616263", Hex), ("base64", "YWJj", Attachment)],
)
def test_bytes_are_described_as_they_are_read(encoding: str | None, text: str, annotation: object) -> None:
    """pydantic's own classes say how, whatever they are in or have in them."""
    data = schema_of(annotation)["properties"]["data"]
    assert {"type": "string"} | ({"contentEncoding": encoding} if encoding else {}) == data
    assert b"abc" == taken(annotation, json.dumps({"data": text})).data
    inner = schema_of(annotation)["properties"].get("plain", {"anyOf": [schema_of(Plain)]})["anyOf"][0]
    assert {"type": "string"} == inner["properties"]["data"]


JUDGED: list[tuple[object, list[object], list[object]]] = [
    (int, [3, -1, 10**12], ["x", 1.5, None, [], {}]),
    (float, [1.5, 2, -0.0], ["x", None, [1]]),
    (bool, [True, False], ["x", 2, None]),
    (str, ["x", ""], [3, None, ["x"]]),
    (int | None, [3, None], ["x", []]),
    (int | str | list[int], [3, "x", [1]], [None, ["x"], {}]),
    (Literal["c", "f"], ["c"], ["d", None, 1]),
    (Colour, ["r"], ["RED", None]),
    (Level, [3], [2, None]),
    (list[int], [[], [1, 2]], [["x"], 1, {}, None]),
    (list[list[bool]], [[[True]], []], [[True], [["x"]]]),
    (tuple[int, str], [[1, "a"]], [[1], [1, "a", 2], ["a", 1], "x"]),
    (tuple[int, ...], [[], [1, 2]], [["x"]]),
    (frozenset[int], [[], [1, 2]], [["x"], 1]),
    (dict[str, int], [{}, {"a": 1}], [{"a": "x"}, [], None]),
    (dict[str, dict[str, bool]], [{"a": {"b": True}}], [{"a": {"b": "x"}}, {"a": 1}]),
    (datetime.date, ["2024-02-29"], ["2024-02-30", "today", None, []]),
    (uuid.UUID, ["12345678-1234-5678-1234-567812345678"], ["x", None, []]),
    (Point, [{"x": 1}, {"x": 1, "y": 2, "tags": ["a"]}], [{}, {"x": "a"}, {"x": 1, "tags": [1]}, [1], None]),
    (Tree, [{"value": 1, "children": [{"value": 2}]}], [{"value": 1, "children": [{}]}, {"children": []}]),
    (Row, [{"reason": "a", "answer": True}], [{}, {"reason": 1, "answer": True}, {"reason": "a"}]),
    (Pair, [[1], [1, "a"]], [[], ["a"], [1, 2], [1, "a", 3]]),
    (
        Order,
        [{"no": 1}, {"no": 1, "parts": [{"no": 2}], "place": {"x": 1}}],
        [{}, {"no": 0}, {"no": 1, "parts": [{}]}],
    ),
    (Point | Tree, [{"x": 1}, {"value": 1}], [{}, {"x": "a"}, 3]),
    (Annotated[int, pydantic.Field(ge=1, lt=4)], [1, 3], [0, 4]),
    (Annotated[str, pydantic.Field(min_length=2, pattern="^a")], ["ab"], ["a", "ba"]),
    (Annotated[list[int], pydantic.Field(max_length=1)], [[1]], [[1, 2]]),
]
VALID = [(annotation, value) for annotation, valid, _ in JUDGED for value in valid]
INVALID = [(annotation, value) for annotation, _, invalid in JUDGED for value in invalid]


def judge(annotation: Any, value: Any) -> dict[str, bool]:
    """Return who takes the value: our schema, the second library's, and a call."""

    def is_taken() -> bool:
        try:
            taken(annotation, json.dumps(value))
        except ToolError:
            return False
        return True

    def valid(schema: Schema) -> bool:
        checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
        jsonschema.Draft202012Validator.check_schema(schema)
        return bool(jsonschema.Draft202012Validator(schema, format_checker=checker).is_valid(value))

    second = pydantic.TypeAdapter(annotation).json_schema()
    return {"ours": valid(schema_of(annotation)), "pydantic's": valid(second), "a call": is_taken()}


@pytest.mark.parametrize(("annotation", "value"), VALID)
def test_valid_values_are_taken_by_all(annotation: object, value: object) -> None:
    """Our schema and calls take what pydantic's schema of the same type takes."""
    assert {"ours": True, "pydantic's": True, "a call": True} == judge(annotation, value)


@pytest.mark.parametrize(("annotation", "value"), INVALID)
def test_invalid_values_are_refused_by_all(annotation: object, value: object) -> None:
    """Our schema and calls refuse what pydantic's schema of the same type refuses."""
    assert {"ours": False, "pydantic's": False, "a call": False} == judge(annotation, value)


def test_attrs_classes_are_described_like_dataclasses() -> None:
    """An attrs class has its fields' types and what may be left out."""
    date = {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]}
    assert {
        "type": "object",
        "properties": {"name": {"type": "string"}, "free_from": date},
        "required": ["name"],
    } == schema_of(Room)
