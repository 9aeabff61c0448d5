"""Values of a program as JSON values, and those that have no form there."""

from __future__ import annotations

import dataclasses
import enum
import io
import json
from collections import deque
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import msgspec
import openai
import pytest
from assistants_v2.rules.json_values import write_fields
from assistants_v2_raw import models
from assistants_v2_raw.types import UNSET
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st
from openai.types.beta.threads import TextContentBlock
from pydantic import BaseModel, Field

PART = {"type": "text", "text": "Hello"}


class Part(BaseModel):
    """A content part, with a field that has another name on the wire and one that is not set."""

    kind: Literal["text"] = Field(alias="type")
    text: str
    note: str | None = None


@dataclasses.dataclass
class DataPart:
    """A content part."""

    type: str
    text: str


@frozen
class AttrsPart:
    """A content part."""

    type: str
    text: str


class StructPart(msgspec.Struct, tag_field="type", tag="text"):
    """A content part."""

    text: str
    note: str | msgspec.UnsetType = msgspec.UNSET


class Colour(enum.Enum):
    """Members that are not texts themselves."""

    RED = "red"


class Level(enum.IntEnum):
    """Members that are numbers."""

    HIGH = 3


class Word(str):
    """A text of another class."""


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text().filter(lambda key: not key.endswith("_id")), inner)
    ),
)


@given(st.dictionaries(st.text(), JSON))
def test_json_is_written_as_it_is(fields: dict[str, Any]) -> None:
    """What is JSON already arrives unchanged."""
    assert fields == write_fields(fields)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (PART, Part(type="text", text="Hello")),
        (PART, DataPart("text", "Hello")),
        (PART, AttrsPart("text", "Hello")),
        (PART, StructPart("Hello")),
        (PART, MappingProxyType(PART)),
        ({"a": 1}, {"a": 1, "b": openai.omit, "c": openai.NOT_GIVEN, "d": UNSET}),
        ({"tool_call_id": "c", "output": "1"}, models.ToolOutput(tool_call_id="c", output="1")),
        (
            {"type": "text", "text": {"value": "Hello", "annotations": []}},
            TextContentBlock.construct(type="text", text={"value": "Hello", "annotations": []}),
        ),
        ([1, 2], (1, 2)),
        ([1, 2], deque([1, 2])),
        ([0, 1], range(2)),
        (["a"], {"a"}),
        (["a"], {"a": 1}.keys()),
        ([PART], (part for part in [Part(type="text", text="Hello")])),
        ("2026-08-26T14:00:00+00:00", datetime(2026, 8, 26, 14, tzinfo=UTC)),
        ("2026-08-26", date(2026, 8, 26)),
        ("red", Colour.RED),
        (3, Level.HIGH),
        ("word", Word("word")),
        (0.5, Fraction(1, 2)),
        ({"1": "a"}, {1: "a"}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_stands_for_json_is_written_as_that(written: Any, value: Any) -> None:
    """Objects become what they hold; pydantic models and datetimes as the official SDK sends them."""
    fields = write_fields({"a": value, "b": [written]})
    assert {"a": written, "b": [written]} == json.loads(json.dumps(fields))


def test_an_object_stands_for_its_id_at_any_depth() -> None:
    """Whoever passes the assistant itself means its id."""
    assistant = models.Assistant.from_dict({"id": "asst_1", "object": "assistant"})
    written = {"assistant_id": "asst_1", "thread": {"other_id": "asst_1"}}
    assert written == write_fields({"assistant_id": assistant, "thread": {"other_id": assistant}})


async def answer() -> str:
    """Return a text, later."""
    return "Hello"


@pytest.mark.parametrize(
    ("kind", "remedy", "make"),
    [
        ("bytes", "make a text of it with .decode()", lambda: b"Hello"),
        ("bytearray", "make a text of it with .decode()", lambda: bytearray(b"Hello")),
        ("memoryview", "pass str(...) or float(...) of it", lambda: memoryview(b"Hello")),
        ("Decimal", "pass str(...) or float(...) of it", lambda: Decimal("0.5")),
        ("timedelta", "pass str(...) or float(...) of it", lambda: timedelta(1)),
        ("PosixPath", "pass str(...) of it, or the text that is in the file", lambda: Path("secret")),
        ("StringIO", "pass the text that .read() returns", lambda: io.StringIO("secret")),
        ("function", "call it, and pass what it returns", lambda: answer),
        ("type", "call it, and pass what it returns", lambda: DataPart),
        ("object", "pass str(...) or float(...) of it", lambda: object()),
    ],
)
def test_what_json_cannot_say_is_refused_by_its_place(
    kind: str, remedy: str, make: Callable[[], Any]
) -> None:
    """The error says where the value is and what to do, never what it holds."""
    with pytest.raises(TypeError) as caught:
        write_fields({"model": "m", "messages": [{"content": "Hi"}, {"content": [{"text": make()}]}]})
    said = str(caught.value)
    assert said.startswith(
        f"messages[1].content[0].text is of type {kind}, which has no form in JSON: {remedy}"
    )
    assert "secret" not in said


def test_a_coroutine_that_was_not_awaited_is_told_as_such() -> None:
    """A forgotten await is the most usual of these."""
    forgotten = answer()
    with pytest.raises(
        TypeError, match=r"^content is of type coroutine, which has no form in JSON: await it first.$"
    ):
        write_fields({"content": forgotten})
    forgotten.close()


@pytest.mark.parametrize("inside", [DataPart("text", b"Hello"), models.ToolOutput(output=b"Hello")])  # type: ignore[arg-type]  # as an untyped program would
def test_a_value_inside_an_object_is_refused_too(inside: Any) -> None:
    """A class that holds it does not hide it."""
    with pytest.raises(TypeError, match=r"^parts\[0\]\.(text|output) is of type bytes"):
        write_fields({"parts": [inside]})


def test_a_key_that_is_no_text_is_refused() -> None:
    """JSON has no other keys."""
    with pytest.raises(TypeError, match=r"^metadata has a key of type bytes: keys are texts.$"):
        write_fields({"metadata": {b"a": "b"}})


@pytest.mark.parametrize("number", [float("nan"), float("-inf")])
def test_a_number_that_is_none_is_refused_by_its_place(number: float) -> None:
    """It would arrive as null."""
    with pytest.raises(ValueError, match=f"^temperature is {number}, which has no form in JSON.$"):
        write_fields({"temperature": number})
