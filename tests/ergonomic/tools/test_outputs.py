"""Results and failures as texts for the model."""

import collections
import dataclasses
import datetime
import decimal
import enum
import functools
import json
import types
import uuid
from typing import Any, NamedTuple, TypedDict

import attrs
import msgspec
import pydantic
import pytest
from assistants_v2 import TimelinePart
from assistants_v2.errors import ToolError
from assistants_v2.tools.outputs import describe_failure, write_output
from assistants_v2_raw.models import MessageDeleted
from hypothesis import given
from hypothesis import strategies as st


class Colour(enum.Enum):
    RED = "r"


class Level(enum.IntEnum):
    HIGH = 3


class Mode(enum.StrEnum):
    FAST = "fast"


@dataclasses.dataclass
class Point:
    x: int
    tags: set[str] = dataclasses.field(default_factory=set)


@dataclasses.dataclass
class Note:
    x: int
    text: object


@attrs.define
class Room:
    name: str
    free_from: datetime.date | None = None
    _key: str = "s3cret"


class Shelf(msgspec.Struct, tag="shelf", rename="camel"):
    room_name: str
    seen_on: datetime.date | None = None
    height: int | msgspec.UnsetType = msgspec.UNSET
    _key: str = "s3cret"


class Order(pydantic.BaseModel):
    number: int = pydantic.Field(alias="no")
    due: datetime.date


class Row(TypedDict):
    x: decimal.Decimal


class Pair(NamedTuple):
    left: int
    right: str


@dataclasses.dataclass
class Cached:
    x: int

    @functools.cached_property
    def answer(self) -> str:
        return "s3cret"


class Loose(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(arbitrary_types_allowed=True)
    thing: object


class Shout(str):
    def __str__(self) -> str:
        return "not what it is"


DAY = datetime.date(2024, 2, 29)
PART = TimelinePart("code", "1")
ID = uuid.UUID(int=1)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("plain text", "plain text"),
        ("", ""),
        ('{"already": "json"}', '{"already": "json"}'),
        ("calm", Shout("calm")),
        ("null", None),
        ("true", True),
        ("3", 3),
        ("-0.5", -0.5),
        (str(10**30), 10**30),
        ('["Zürich", "東京"]', ["Zürich", "東京"]),
        ('{"a": [1, null]}', {"a": [1, None]}),
        ('{"1": "x"}', {1: "x"}),
        ('{"2024-02-29": 1}', {DAY: 1}),
        ("[1]", {1}),
        ("[1, 2]", (1, 2)),
        ("[1]", collections.deque([1])),
        ('{"a": 1}', types.MappingProxyType({"a": 1})),
        ('["calm"]', [Shout("calm")]),
        ('"2024-02-29"', DAY),
        ('"2024-02-29T12:00:00"', datetime.datetime(2024, 2, 29, 12)),
        ('"P1D"', datetime.timedelta(days=1)),
        ('"1.50"', decimal.Decimal("1.50")),
        (f'"{ID}"', ID),
        ('"r"', Colour.RED),
        ("3", Level.HIGH),
        ('"fast"', Mode.FAST),
        ('{"x": 1, "tags": ["a"]}', Point(1, {"a"})),
        ('{"name": "A", "free_from": "2024-02-29"}', Room("A", DAY)),
        ('{"type": "shelf", "roomName": "A", "seenOn": "2024-02-29"}', Shelf("A", DAY)),
        ('{"kind": "code", "text": "1", "label": "", "marks": [], "file_id": "", "file_name": ""}', PART),
        ('{"no": 7, "due": "2024-02-29"}', Order(no=7, due=DAY)),
        ('{"orders": [{"no": 7, "due": "2024-02-29"}]}', {"orders": [Order(no=7, due=DAY)]}),
        ('{"thing": {"name": "A", "free_from": null}}', Loose(thing=Room("A"))),
        ('{"thing": {"type": "shelf", "roomName": "A", "seenOn": null}}', Loose(thing=Shelf("A"))),
        ('{"x": "0.1"}', Row(x=decimal.Decimal("0.1"))),
        ('[1, "b"]', Pair(1, "b")),
        ('{"calm": 1}', {Shout("calm"): 1}),
    ],
)
def test_results_go_as_text_or_json(text: str, result: object) -> None:
    """A str goes as it is, everything else as JSON that any script can be read in."""
    assert text == write_output(result)


def cycle() -> list[Any]:
    made: list[Any] = []
    made.append(made)
    return made


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (b"s3cret", "type bytes.*decode it or use base64"),
        ({"file": bytearray(b"s3cret")}, "type bytearray.*base64"),
        (Note(1, text=b"s3cret"), "type bytes"),
        (object(), "type object.*dict, list or text"),
        ([types.SimpleNamespace(key="s3cret")], "type types.SimpleNamespace"),
        (ValueError("s3cret"), "type ValueError"),
        ((part for part in ["s3cret"]), "type generator"),
        ({("s3cret", 1): 1}, "a dict with a tuple as a key: use text"),
        (float("nan"), "NaN or Infinity.*return None or a text"),
        ({"s3cret": [float("-inf")]}, "NaN or Infinity"),
        pytest.param(10**5000, "too many digits: return it as a text", id="5,001 digits"),
        ("s3cret \ud800", "lone surrogate"),
        (["s3cret \ud800"], "lone surrogate"),
        (cycle(), "contains itself"),
        (Loose(thing=Loose(thing=cycle())), "inside itself"),
        (Loose(thing=object()), "type object.*dict, list or text"),
        (Shout("s3cret \ud800"), "lone surrogate"),
    ],
)
def test_what_has_no_form_in_json_is_refused(result: object, words: str) -> None:
    """The error names the type and the remedy, and tells nothing of the value."""
    with pytest.raises(ToolError, match=words) as refused:
        write_output(result)
    assert "s3cret" not in str(refused.value)


def test_only_the_fields_of_an_object_are_sent() -> None:
    """What an object caches beside its fields was never meant for the model."""
    result = Cached(1)
    assert "s3cret" == result.answer
    assert '{"x": 1}' == write_output(result)


def test_objects_of_the_api_are_sent_as_the_server_sent_them() -> None:
    """A tool may return what this client fetched; what the server left out stays out."""
    data = {"id": "msg_1", "object": "thread.message.deleted", "deleted": True, "later": [1]}
    assert data == json.loads(write_output(MessageDeleted.from_dict(data)))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(JSON.filter(lambda data: not isinstance(data, str)))
def test_json_data_comes_back_equal(data: object) -> None:
    """What is JSON already goes as the same JSON."""
    assert data == json.loads(write_output(data))


@given(st.text())
def test_text_is_never_touched(text: str) -> None:
    """A str is the output, quotes and all."""
    assert text == write_output(text)


def test_a_failure_is_reported_by_its_kind_only() -> None:
    """An exception's text may hold anything, so the model is told only what it was."""
    text = describe_failure(KeyError("s3cret"), "weather")
    assert "weather" in text
    assert "KeyError" in text
    assert "s3cret" not in text


def test_a_time_out_is_reported_as_such() -> None:
    """A tool that took too long did not fail otherwise."""
    assert "The tool weather did not finish in time." == describe_failure(TimeoutError("s3cret"), "weather")


def test_a_tool_error_speaks_for_itself() -> None:
    """What a tool raises on purpose is meant for the model."""
    assert "There is no such town." == describe_failure(ToolError("There is no such town."), "weather")


def test_a_failure_of_a_nameless_tool_is_reported_too() -> None:
    """Without a name, the report still says what happened."""
    assert "ZeroDivisionError" in describe_failure(ZeroDivisionError())
