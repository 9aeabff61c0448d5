"""From the model's JSON to the values that a function takes."""

import dataclasses
import datetime
import decimal
import enum
import functools
import json
import tracemalloc
import uuid
from collections.abc import Callable, Iterable
from typing import Annotated, Any, Literal, NamedTuple, Optional

import attrs
import jsonschema
import pydantic
import pytest
from assistants_v2.errors import ToolError
from assistants_v2.tools import Tool, tool
from assistants_v2.tools.outputs import write_output
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import TypeAliasType, TypedDict

from .takers import taken, taker

Text = TypeAliasType("Text", str)


class Colour(enum.Enum):
    RED = "r"
    BLUE = "b"


@dataclasses.dataclass
class Line:
    article: str
    count: int = 1


@attrs.define
class Room:
    name: str
    free_from: datetime.date | None = None


class Row(TypedDict):
    amount: decimal.Decimal


class Pair(NamedTuple):
    left: int
    right: str


class Order(pydantic.BaseModel):
    lines: list[Line]
    due: datetime.date | None = None


@attrs.define
class Weight:
    kilos: float


class Price(pydantic.BaseModel):
    amount: decimal.Decimal


class Exact(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(strict=True)
    day: datetime.date


@tool
def weather(
    city: str, unit: Literal["c", "f"] = "c", *, days: int = 3, anything: Any = None, **labels: float
) -> str:
    return f"{city} {unit} {days} {anything} {labels}"


@tool
def nothing() -> None: ...


@tool
def everything(
    whole: int,
    number: float,
    yes: bool,
    colour: Colour,
    day: datetime.date,
    moment: datetime.datetime,
    span: datetime.timedelta,
    price: decimal.Decimal,
    id: uuid.UUID,
    lines: list[Line],
    room: Room,
    row: Row,
    pair: Pair,
    order: Order,
    names: set[str],
    levels: dict[int, tuple[str, ...]],
    maybe: int | None,
) -> None: ...


def test_values_become_what_the_annotations_say() -> None:
    """Every argument has the annotated type when the function sees it."""
    sent: dict[str, Any] = {
        "whole": 3,
        "number": 2,
        "yes": True,
        "colour": "b",
        "day": "2024-02-29",
        "moment": "2024-02-29T12:00:00Z",
        "span": "PT90S",
        "price": "0.10",
        "id": "00000000-0000-0000-0000-000000000001",
        "lines": [{"article": "pen"}],
        "room": {"name": "A", "free_from": "2024-02-29"},
        "row": {"amount": 0.5},
        "pair": [1, "b"],
        "order": {"lines": [{"article": "pen", "count": 2}]},
        "names": ["a", "a"],
        "levels": {"1": ["x"]},
        "maybe": None,
    }
    assert {
        "whole": 3,
        "number": 2.0,
        "yes": True,
        "colour": Colour.BLUE,
        "day": datetime.date(2024, 2, 29),
        "moment": datetime.datetime(2024, 2, 29, 12, tzinfo=datetime.UTC),
        "span": datetime.timedelta(seconds=90),
        "price": decimal.Decimal("0.10"),
        "id": uuid.UUID(int=1),
        "lines": [Line("pen")],
        "room": Room("A", datetime.date(2024, 2, 29)),
        "row": {"amount": decimal.Decimal("0.5")},
        "pair": Pair(1, "b"),
        "order": Order(lines=[Line("pen", 2)]),
        "names": {"a"},
        "levels": {1: ("x",)},
        "maybe": None,
    } == everything.bind(json.dumps(sent)).arguments


def test_defaults_are_filled_in() -> None:
    """A call shows every argument, those that the model left out too."""
    assert {"city": "Oslo", "unit": "c", "days": 3, "anything": None} == weather.bind(
        '{"city": "Oslo"}'
    ).arguments


def test_other_keyword_arguments_are_converted_too() -> None:
    """`**labels: float` makes a float of each."""
    arguments = weather.bind('{"city": "Oslo", "wind": 3, "rain": 0.5}').arguments
    assert (3.0, 0.5) == (arguments["wind"], arguments["rain"])
    assert isinstance(arguments["wind"], float)


@pytest.mark.parametrize("text", ["", "  ", "{}", "null", " null "])
def test_nothing_to_pass_may_be_said_in_several_ways(text: str) -> None:
    """Models send an empty text, or null, as often as an empty object."""
    assert {} == nothing.bind(text).arguments


@pytest.mark.parametrize("days", ["5", "5.0", '"5"'])
def test_a_number_may_be_written_loosely(days: str) -> None:
    """`5.0` and `"5"` are taken for 5."""
    assert 5 == weather.bind(f'{{"city": "Oslo", "days": {days}}}').arguments["days"]


def test_a_text_that_looks_like_a_number_stays_a_text() -> None:
    """Looseness never changes what fits as it stands."""

    @tool
    def find(what: str | int) -> None: ...

    assert {"what": "5"} == find.bind('{"what": "5"}').arguments
    assert {"what": 5} == find.bind('{"what": 5}').arguments


def test_a_strict_pydantic_model_takes_json() -> None:
    """A model that refuses texts for dates from Python takes them from JSON, and this is JSON."""

    @tool
    def book(exact: Exact) -> None: ...

    assert {"exact": Exact(day=datetime.date(2024, 2, 29))} == book.bind(
        '{"exact": {"day": "2024-02-29"}}'
    ).arguments


Tree = TypeAliasType("Tree", "list[Tree]")


@dataclasses.dataclass
class Dog:
    name: str


@dataclasses.dataclass
class Cat:
    name: str
    lives: int = 9


@dataclasses.dataclass
class Left:
    inner: "Left | Right | Dog"


@dataclasses.dataclass
class Right:
    inner: "Left | Right | Dog"


@pytest.mark.parametrize(
    ("value", "annotation", "text"),
    [
        (Dog("Rex"), Dog | Cat, '{"name": "Rex"}'),
        (Cat("Tom", 3), Dog | Cat, '{"name": "Tom", "lives": "3"}'),
        (Room("A"), Room | Row, '{"name": "A"}'),
        ([Dog("a"), Cat("b", 1)], list[Dog | Cat], '[{"name": "a"}, {"name": "b", "lives": 1}]'),
        ({1: Line("x", 2)}, dict[int, Line] | list[str], '{"1": {"article": "x", "count": "2"}}'),
        (datetime.date(2024, 2, 29), datetime.date | int, '"2024-02-29"'),
        (5, Optional[Annotated[int, "How many."]], "5.0"),  # noqa: UP045  # not of classes
        ("5", Text, '"5"'),
        ([1, 2], Iterable[int], "[1, 2]"),
        (b"\x00\xff", bytes, '"AP8="'),
    ],
)
def test_the_member_that_fits_best_is_picked(value: object, annotation: Any, text: str) -> None:
    """Of a union, the member that uses most of the value; whatever stands for a type is one."""
    assert value == taken(annotation, text)


@pytest.mark.parametrize("depth", [3, 40, 150, 500, 5_000])
def test_unions_that_contain_themselves_take_no_time(depth: int) -> None:
    """pydantic tries each member anew in each union around it, so what is nested too deeply is refused."""
    text = '{"inner": ' * depth + '{"name": "Rex"}' + "}" * depth
    if depth < 10:
        assert isinstance(taken(Left | Right | Dog, text), Left)
        return
    with pytest.raises(ToolError, match=r"nested too deeply|not valid JSON"):
        taken(Left | Right | Dog, text)


@pytest.mark.parametrize("annotation", [Any, list[Any], Tree])
@pytest.mark.parametrize("depth", [300, 100_000])
def test_data_that_is_nested_too_deeply_is_refused(annotation: Any, depth: int) -> None:
    """It is an error like any other misfit, and no traceback."""
    with pytest.raises(ToolError, match=r"nested too deeply|not valid JSON"):
        taken(annotation, "[" * depth + "]" * depth)


@pytest.mark.parametrize("digits", ["0.1", "1.50", "12345678901234567890.123456789", "1e3"])
def test_decimals_keep_every_digit(digits: str) -> None:
    """A number that no float could hold is what was written, also in classes, lists and models."""
    exact = decimal.Decimal(digits)
    assert (exact, digits.startswith("1.50")) == (taken(decimal.Decimal, digits), str(exact) == "1.50")
    assert {"amount": exact} == taken(Row, f'{{"amount": {digits}}}')
    assert [exact, None] == taken(list[decimal.Decimal | None], f"[{digits}, null]")
    assert [exact, 3] == taken(list[decimal.Decimal | int], f"[{digits}, 3]")
    assert Price(amount=exact) == taken(Price, f'{{"amount": {digits}}}')


@pytest.mark.parametrize(
    ("annotation", "text"),
    [
        (int, "1e400"),
        (float, "-1e400"),
        (list[float], "[1e400]"),
        (Weight, '{"kilos": 1e400}'),
        (decimal.Decimal, "1e99999999999999999999"),
        (Row, '{"amount": -1e99999999999999999999}'),
        (Price, '{"amount": 1e99999999999999999999}'),
    ],
)
def test_numbers_without_end_are_refused(annotation: Any, text: str) -> None:
    """No number becomes infinite on its way into a tool."""
    with pytest.raises(ToolError, match=r"does not fit: expected (integer|number|string)"):
        taken(annotation, text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x", "weather: the arguments are not valid JSON"),
        ('{"city": "Oslo"', "not valid JSON"),
        ('{"city": NaN}', "not valid JSON"),
        ('{"city": "\\ud800"}', "not valid JSON"),
        ('{"city": "\ud800"}', "not valid JSON"),
        ("[" * 100_000, "not valid JSON|one JSON object"),
        ("[1]", "must be one JSON object"),
        ('"Oslo"', "must be one JSON object"),
        ("", "weather: the parameter 'city' is missing"),
        ("{}", "the parameter 'city' is missing"),
        ('{"city": 5}', "the parameter 'city' does not fit: expected string, got integer"),
        ('{"city": null}', "'city' does not fit: expected string, got null"),
        ('{"city": "Oslo", "unit": "k"}', '\'unit\' does not fit: expected "c" or "f"'),
        ('{"city": "Oslo", "days": 2.5}', "'days' does not fit: expected integer, got number"),
        ('{"city": "Oslo", "days": "many"}', "'days' does not fit: expected integer, got string"),
        ('{"city": "Oslo", "wind": "strong"}', "'labels' does not fit: expected number, got string"),
    ],
)
def test_misfits_are_told_by_name(text: str, words: str) -> None:
    """The error names the tool, the parameter and what was expected."""
    with pytest.raises(ToolError, match=words) as refused:
        weather.bind(text)
    assert "weather" == refused.value.tool_name


def test_unknown_arguments_are_refused() -> None:
    """Without `**kwargs`, an argument that no parameter takes is an error that names the parameters."""

    @tool
    def find(what: str, where: str = "here") -> None: ...

    with pytest.raises(ToolError, match="for no parameter; the parameters are: what, where"):
        find.bind('{"what": "pen", "how": "fast"}')
    with pytest.raises(ToolError, match="the parameters are: none"):
        nothing.bind('{"how": "fast"}')


def rows(query: str, tenant: str, **filters: str) -> str:
    return f"{query} of {tenant}: {filters}"


class Table:
    def rows(self, query: str, **filters: str) -> str:
        return f"{query}: {filters}"

    marked = tool(rows)


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("tenant", functools.partial(rows, tenant="mine")),
        ("query", functools.partial(rows, "all", tenant="mine")),
        ("region", functools.partial(rows, tenant="mine", region="eu")),
        ("tenant", functools.partial(tool(rows), tenant="mine")),
        ("self", Table().rows),
        ("self", Table().marked),
    ],
    ids=["keyword", "positional", "among the rest", "of a tool", "instance", "instance of a tool"],
)
def test_what_is_bound_already_cannot_be_sent(name: str, function: Callable[..., Any]) -> None:
    """A model that guesses a bound name is refused, also where `**kwargs` takes whatever else there is."""
    with pytest.raises(ToolError, match="one of the arguments is for no parameter; the parameters are: "):
        tool(function, name="rows").bind(json.dumps({name: "other"}))


def test_what_is_not_bound_is_still_taken_by_the_rest() -> None:
    """Only bound names are refused: `**filters` may be sent a filter called like itself."""
    made = tool(functools.partial(rows, tenant="mine"))
    assert (
        "all of mine: {'filters': 'a', 'args': 'b'}"
        == made.bind('{"query": "all", "filters": "a", "args": "b"}').run()
    )


def test_null_means_left_out_where_the_default_is_none() -> None:
    """`limit: int = None` says that None is fine, so null is; elsewhere it is no value."""

    @tool
    def find(limit: int = None, days: int = 3) -> None: ...  # type: ignore[assignment]  # noqa: RUF013  # as people write it

    assert {"limit": None, "days": 3} == find.bind('{"limit":  null }').arguments
    with pytest.raises(ToolError, match="'days' does not fit: expected integer, got null"):
        find.bind('{"days": null}')


def test_a_pydantic_field_as_default_is_taken_apart() -> None:
    """The function is called with the default inside `Field(...)`, made anew where a factory makes it."""
    limit: Any = pydantic.Field(5, ge=1, description="How many.")
    query: Any = pydantic.Field(description="What.")
    tags: Any = pydantic.Field(default_factory=list)

    @tool
    def find(query: str = query, limit: int = limit, tags: list[str] = tags) -> None: ...

    assert {
        "query": {"type": "string", "description": "What."},
        "limit": {"type": "integer", "minimum": 1, "description": "How many.", "default": 5},
        "tags": {"type": "array", "items": {"type": "string"}},
    } == find.parameters["properties"]
    assert ["query"] == find.parameters["required"]
    first, second = (find.bind('{"query": "pen"}').arguments for _ in range(2))
    assert {"query": "pen", "limit": 5, "tags": []} == first == second
    assert first["tags"] is not second["tags"]
    with pytest.raises(ToolError, match="the parameter 'query' is missing"):
        find.bind("{}")
    with pytest.raises(ToolError, match=r"'limit' does not fit: expected integer \(minimum 1\)"):
        find.bind('{"query": "pen", "limit": 0}')


@pytest.mark.parametrize("made", [nothing, weather], ids=["unknown", "one of the rest"])
def test_a_name_that_a_model_made_up_is_not_repeated(made: Tool[..., Any]) -> None:
    """It may be a secret as well as any value: the error goes into logs."""
    with pytest.raises(ToolError) as refused:
        made.bind(json.dumps({"s3cret": "s3cret", "city": "Oslo"}))
    assert "s3cret" not in str(refused.value)


def test_a_factory_is_called_only_where_its_value_is_missing() -> None:
    """Not when other parameters are read; it may ask for the values of those before it."""
    calls: list[str] = []

    def begin() -> int:
        calls.append("begin")
        return 1

    def go_on(values: dict[str, int]) -> int:
        return values["start"] + 1

    start_field: Any = pydantic.Field(default_factory=begin)
    end_field: Any = pydantic.Field(default_factory=go_on)

    def count(start: int = start_field, end: int = end_field) -> None: ...

    made = tool(count)
    assert {"start": 5, "end": 6} == made.bind('{"start": 5}').arguments
    assert {"start": 5, "end": 7} == made.bind('{"start": 5, "end": 7}').arguments
    assert [] == calls
    assert {"start": 1, "end": 2} == made.bind("{}").arguments
    assert ["begin"] == calls


class Settings(TypedDict):
    default: Iterable[int]
    type: Iterable[int]


def test_an_iterable_is_a_list_whatever_its_field_is_called() -> None:
    """A name that is also a keyword of pydantic's schemas is a name all the same."""

    @tool
    def set_up(config: Iterable[int], metadata: Settings) -> None: ...

    arguments = {"config": [1], "metadata": {"default": [2], "type": [3]}}
    assert arguments == set_up.bind(json.dumps(arguments)).arguments
    with pytest.raises(ToolError, match=r"'metadata\.default\[0\]' does not fit: expected integer"):
        set_up.bind('{"config": [], "metadata": {"default": ["x"], "type": []}}')


def test_a_long_list_of_misfits_costs_no_more_than_a_short_one() -> None:
    """Its first item is told, so that nothing is kept of the others."""
    union = taker(list[Order | Line | Room | int])
    arguments = json.dumps({"item": ["x"] * 200_000})
    tracemalloc.start()
    try:
        with pytest.raises(ToolError, match=r"'item\[0\]' does not fit"):
            union.bind(arguments)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 20_000_000  # a list of that length takes two; a failure for each item takes hundreds


BUILT = {
    int: st.integers(),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    str: st.text(),
    decimal.Decimal: st.decimals(allow_nan=False, allow_infinity=False),
    datetime.date: st.dates(),
    datetime.datetime: st.datetimes(),
    datetime.time: st.times(),
    datetime.timedelta: st.timedeltas(),
    uuid.UUID: st.uuids(),
    Colour: st.sampled_from(Colour),
    Line: st.builds(Line, article=st.text(), count=st.integers()),
    Room: st.builds(Room, name=st.text(), free_from=st.none() | st.dates()),
    Pair: st.builds(Pair, left=st.integers(), right=st.text()),
    Order: st.builds(Order, lines=st.lists(st.builds(Line, article=st.text())), due=st.none() | st.dates()),
    list[Line]: st.lists(st.builds(Line, article=st.text(), count=st.integers())),
    set[int]: st.sets(st.integers()),
    dict[str, int]: st.dictionaries(st.text(), st.integers()),
    dict[int, bool]: st.dictionaries(st.integers(), st.booleans()),
    dict[uuid.UUID, datetime.date]: st.dictionaries(st.uuids(), st.dates()),
    tuple[str, int]: st.tuples(st.text(), st.integers()),
    int | str | None: st.none() | st.integers() | st.text(),
    Line | Room: st.builds(Line, article=st.text()) | st.builds(Room, name=st.text()),
}


@pytest.mark.parametrize("annotation", BUILT, ids=str)
@given(data=st.data())
def test_what_one_tool_returns_another_takes(annotation: Any, data: st.DataObject) -> None:
    """A value that goes out as JSON and comes back as an argument is the same value, and fits its schema."""

    made = taker(annotation)
    value = data.draw(BUILT[annotation])
    arguments = write_output({"item": value})
    jsonschema.validate(json.loads(arguments), made.parameters)
    assert value == made.bind(arguments).arguments["item"]
