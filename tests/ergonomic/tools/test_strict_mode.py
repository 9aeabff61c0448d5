"""Strict mode: schemas that servers take, and nulls that stand for defaults."""

import dataclasses
import datetime
import decimal
import enum
import json
from collections.abc import Iterator
from typing import Annotated, Any, Literal

import jsonschema
import pydantic
import pytest
from assistants_v2.errors import ToolError
from assistants_v2.tools import tool
from typing_extensions import TypedDict

from .takers import taker


class Colour(enum.Enum):
    RED = "r"
    BLUE = "b"


@dataclasses.dataclass
class Leaf:
    size: int = 1
    colour: Colour = Colour.RED


@dataclasses.dataclass
class Branch:
    """A branch.

    Attributes:
        twigs: What grows on it.
    """

    name: str
    leaf: Leaf = dataclasses.field(default_factory=Leaf)
    twigs: "list[Branch]" = dataclasses.field(default_factory=list)


class Circle(pydantic.BaseModel):
    type: Literal["circle"]
    radius: float = 1.0
    side: float = 0.0


class Square(pydantic.BaseModel):
    type: Literal["square"]
    radius: float | None
    side: float = 2.0


class Order(pydantic.BaseModel):
    number: int = pydantic.Field(ge=1)
    note: str = "none"
    kind: Literal["only"] = "only"
    parts: "list[Order]" = []


@tool(strict=True)
def plant(
    branch: Branch,
    order: Order,
    shape: Circle | Square,
    day: datetime.date | None = None,
    at: tuple[int, str] = (0, "here"),
    colour: Colour = Colour.BLUE,
    either: int | str = 0,
    several: Annotated[list[Leaf] | None, "Some leaves."] = None,
    depth: Annotated[int, pydantic.Field(ge=1)] = 3,
) -> None:
    """Plant something."""


OBJECTS = {"properties", "required", "additionalProperties"}
ALLOWED = OBJECTS | {"type", "anyOf", "enum", "items", "$defs", "description"}


def violations(schema: Any, path: str = "$") -> Iterator[str]:
    """Yield what OpenAI's rules for strict schemas, and Azure's narrower ones, object to."""
    if "$ref" in schema:
        if schema.keys() != {"$ref"}:
            yield f"{path}: keywords beside a $ref"
        return
    if not schema.keys() & {"type", "anyOf"}:
        yield f"{path}: no type"
    for keyword in schema.keys() - ALLOWED:
        yield f"{path}: {keyword}"
    if schema.get("type") == "object":
        if schema.get("additionalProperties") is not False:
            yield f"{path}: not closed"
        if list(schema["properties"]) != schema.get("required"):
            yield f"{path}: not all required"
    if schema.get("type") == "array" and not isinstance(schema.get("items"), dict):
        yield f"{path}: no items"
    for group in ("properties", "$defs"):
        for name, part in schema.get(group, {}).items():
            yield from violations(part, f"{path}.{name}")
    for part in [*schema.get("anyOf", []), *([schema["items"]] if "items" in schema else [])]:
        yield from violations(part, f"{path}[]")


def test_a_strict_schema_keeps_the_rules() -> None:
    """Every object is closed and complete, everything has a type, no keyword is one that servers refuse."""
    assert [] == list(violations(plant.parameters))
    assert plant.definition()["function"]["strict"] is True
    jsonschema.Draft202012Validator.check_schema(plant.parameters)


def test_the_rules_are_really_checked() -> None:
    """The same parameters without strict mode break them."""
    loose = tool(plant.function, name="loose")
    assert len(list(violations(loose.parameters))) > 10
    assert "strict" not in loose.definition()["function"]


def test_what_servers_refuse_is_told_in_words() -> None:
    """Limits, formats and defaults move into the description."""
    properties = plant.parameters["properties"]
    assert {
        "anyOf": [{"type": "integer"}, {"type": "null"}],
        "description": "(minimum: 1, default: 3)",
    } == properties["depth"]
    assert "(default: b)" == properties["colour"]["description"]
    assert {"type": "string", "description": "(format: date)"} == properties["day"]["anyOf"][0]
    assert properties["several"]["description"].startswith("Some leaves.")


WHOLE: dict[str, Any] = {
    "branch": {
        "name": "b",
        "leaf": {"size": 7, "colour": "b"},
        "twigs": [{"name": "t", "leaf": None, "twigs": None}],
    },
    "order": {
        "number": 1,
        "note": None,
        "kind": None,
        "parts": [{"number": 2, "note": "n", "kind": "only", "parts": None}],
    },
    "shape": {"type": "square", "radius": None, "side": None},
    "day": None,
    "at": None,
    "colour": None,
    "either": None,
    "several": [{"size": None, "colour": None}],
    "depth": None,
}


def test_null_stands_for_the_default() -> None:
    """Wherever a default exists, null means it, at any depth; where null is a value, it is one."""
    jsonschema.validate(WHOLE, plant.parameters)
    assert {
        "branch": Branch("b", Leaf(7, Colour.BLUE), [Branch("t")]),
        "order": Order(number=1, parts=[Order(number=2, note="n")]),
        "shape": Square(type="square", radius=None),
        "day": None,
        "at": (0, "here"),
        "colour": Colour.BLUE,
        "either": 0,
        "several": [Leaf()],
        "depth": 3,
    } == plant.bind(json.dumps(WHOLE)).arguments


def test_null_is_no_value_where_something_is_required() -> None:
    """A required parameter is not nullable."""
    with pytest.raises(ToolError, match=r"'branch\.name' does not fit: expected string, got null"):
        plant.bind(json.dumps({**WHOLE, "branch": {**WHOLE["branch"], "name": None}}))


def test_numbers_keep_their_digits() -> None:
    """Taking nulls out changes nothing else."""

    @tool(strict=True)
    def sum_up(big: int, exact: decimal.Decimal, note: str | None = None) -> None: ...

    text = '{"big": 123456789012345678901234567890, "exact": 1.00000000000000000000000001, "note": null}'
    exact = decimal.Decimal("1.00000000000000000000000001")
    assert {"big": 123456789012345678901234567890, "exact": exact, "note": None} == sum_up.bind(
        text
    ).arguments


@pytest.mark.parametrize("annotation", [Leaf | None, Leaf | int, Leaf | list[Leaf] | None, Leaf | Branch])
def test_an_object_of_nulls_alone_is_one_of_defaults(annotation: object) -> None:
    """Also beside other members of a union, which an object without a key left might be taken for."""
    bound = taker(annotation, strict=True).bind('{"item": {"size": null, "colour": null}}')
    assert {"item": Leaf()} == bound.arguments


def test_a_number_without_end_is_refused_like_any_misfit() -> None:
    """An exponent that nothing can hold is told by the parameter's name, in strict mode too."""

    @tool(strict=True)
    def heat(to: float, exact: decimal.Decimal = decimal.Decimal(0)) -> None: ...

    with pytest.raises(ToolError, match="the parameter 'to' does not fit: expected number"):
        heat.bind('{"to": 1e99999999999999999999, "exact": null}')
    with pytest.raises(ToolError, match="the parameter 'exact' does not fit"):
        heat.bind('{"to": 1.5, "exact": 1e99999999999999999999}')


def test_limits_hold_although_the_schema_does_not_say_them() -> None:
    """What moved into words is still checked."""
    with pytest.raises(ToolError, match=r"'depth' does not fit: expected integer \(minimum 1\)"):
        plant.bind(json.dumps({**WHOLE, "depth": 0}))


@dataclasses.dataclass
class Ring:
    links: dict[str, "Ring"]


class Loose(TypedDict):
    y: Any


@pytest.mark.parametrize(
    ("annotation", "words"),
    [
        (Any, "'item' takes anything.*annotate it, or leave strict out"),
        (Annotated[object, "Whatever."], "'item' takes anything"),
        (list[Any], r"'item\[...\]' takes anything"),
        (dict[str, Any], "'item' takes keys that are not known beforehand.*TypedDict"),
        (dict[str, str], "'item' takes keys"),
        (Loose, "'item.y' takes anything"),
        (dict[str, int] | None, "'item' takes keys"),
        (Ring, r"'\.\.\.Ring\.links' takes keys"),
    ],
)
def test_what_strict_mode_forbids_is_refused(annotation: object, words: str) -> None:
    """Neither free values nor free keys can be promised; the error names the place and the remedy."""
    with pytest.raises(TypeError, match=words):
        taker(annotation, strict=True)


def test_a_nullable_schema_is_not_made_nullable_twice() -> None:
    """What takes null already stays as it is."""

    @tool(strict=True)
    def find(a: Literal["x", None] = None, b: str | None = None, c: None = None) -> None: ...

    assert {
        "a": {"type": ["string", "null"], "enum": ["x", None]},
        "b": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        "c": {"type": "null"},
    } == find.parameters["properties"]
