"""From a function to its definition, and what cannot be defined."""

import asyncio
import dataclasses
import functools
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, Optional, TypedDict, TypeVar, Unpack

import attrs
import msgspec
import pydantic
import pytest
from assistants_v2.tools import Tool
from typing_extensions import Doc

from .takers import schema_of

T = TypeVar("T")


@dataclasses.dataclass
class Line:
    """A line of an order."""

    article: str


@dataclasses.dataclass
class Tree:
    children: "list[Tree]"


@dataclasses.dataclass
class Sum:
    of: "Session | Tree"


class Session:
    """A connection to something."""


class Struct(msgspec.Struct):
    size: int


@attrs.define
class Box(Generic[T]):
    item: T


@attrs.define
class Passing:
    total: int

    def __init__(self, **fields: Any) -> None: ...


class Unclear(pydantic.BaseModel):
    call: Callable[[], int]


class Options(TypedDict):
    size: int


def order(
    line: Line, other: Line, count: Annotated[int, "How many."] = 1, tree: Tree | None = None, **rest: float
) -> None:
    """Order something.

    Args:
        line: What to order.
        count: Not read: the annotation is closer.
        rest: Weights.

    Returns:
        Nothing.
    """


def test_a_definition_has_all_that_is_known() -> None:
    """Types, defaults and descriptions come together; what is said nearest to a parameter counts."""
    definition = Tool(order)
    line = {"type": "object", "properties": {"article": {"type": "string"}}, "required": ["article"]}
    tree = {"$ref": "#/$defs/Tree"}
    assert "Order something." == definition.description
    assert {
        "type": "object",
        "properties": {
            "line": {**line, "description": "What to order."},
            "other": {**line, "description": "A line of an order."},
            "count": {"type": "integer", "description": "How many.", "default": 1},
            "tree": {"anyOf": [tree, {"type": "null"}]},
        },
        "required": ["line", "other"],
        "additionalProperties": {"type": "number", "description": "Weights."},
        "$defs": {
            "Tree": {
                "type": "object",
                "properties": {"children": {"type": "array", "items": tree}},
                "required": ["children"],
            }
        },
    } == definition.parameters


def test_a_function_without_parameters_takes_an_empty_object() -> None:
    """Nothing to pass is an object that is closed and empty."""

    def now() -> None: ...

    assert {"type": "object", "properties": {}, "additionalProperties": False} == Tool(now).parameters
    assert [] == Tool(now, strict=True).parameters["required"]


def test_anything_is_described_although_it_has_no_type() -> None:
    """A parameter without annotation takes any JSON, and what the docstring says of it is told."""

    def note(anything, other=None, **more):  # type: ignore[no-untyped-def]  # which is the point
        """Note it.

        :param anything: Whatever you like.
        """

    parameters = Tool(note).parameters
    assert {"anything": {"description": "Whatever you like."}, "other": {}} == parameters["properties"]
    assert parameters["additionalProperties"] is True


def test_a_default_that_json_cannot_express_stays_untold() -> None:
    """The function knows its default; the model only that it may leave the parameter out."""

    def wait(seconds: float = float("inf"), what: Any = Session()) -> None: ...  # noqa: B008  # on purpose

    properties = Tool(wait).parameters["properties"]
    assert {"seconds": {"type": "number"}, "what": {}} == properties


def with_session(text: str, session: Session) -> None: ...
def with_queue(queues: list[asyncio.Queue[int]]) -> None: ...
def with_callback(done: Callable[[], None] | None = None) -> None: ...
def with_options(**options: Unpack[Options]) -> None: ...
def with_either(either: "Sum | Line") -> None: ...
def with_sum(sum: Sum) -> None: ...
def with_unclear(unclear: Unclear) -> None: ...
def with_odd_keys(table: dict[Line, int]) -> None: ...
def with_rest(text: str, **rest: Session) -> None: ...
def with_struct(struct: Struct) -> None: ...
def with_generic(box: Box[int]) -> None: ...
def with_anything_inside(passing: Passing) -> None: ...
def with_bad_limit(text: Annotated[int, pydantic.Field(min_length=2)]) -> None: ...


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (with_session, r"with_session: parameter 'session' .*Session has no form.*functools\.partial"),
        (with_queue, "with_queue: parameter 'queues' .*JSON"),
        (with_callback, "with_callback: parameter 'done' .*JSON"),
        (with_options, "with_options: parameter 'options' .*annotate it with str, int, .*or pydantic model"),
        (with_either, "with_either: parameter 'either' .*Session has no form"),
        (with_sum, "with_sum: parameter 'sum' .*Session has no form"),
        (with_unclear, "with_unclear: parameter 'unclear' .*annotate it"),
        (with_odd_keys, "with_odd_keys: parameter 'table' .*no dicts with object keys"),
        (with_rest, "with_rest: parameter 'rest' .*Session"),
        (with_struct, "with_struct: parameter 'struct' .*Struct has no form in JSON"),
        (with_generic, "with_generic: parameter 'box' .*is generic"),
        (with_anything_inside, r"with_anything_inside: parameter 'passing' .*Passing takes \*\*fields"),
        (
            with_bad_limit,
            "with_bad_limit: parameter 'text' .*minLength is no limit of a value of type integer",
        ),
    ],
)
def test_parameters_without_a_form_in_json_are_refused(function: Callable[..., Any], words: str) -> None:
    """When the tool is made, and not when it is called, with function, parameter and remedy named."""
    with pytest.raises(TypeError, match=words):
        Tool(function)


def test_the_remedy_for_a_session_works() -> None:
    """What is bound with `functools.partial` is neither described nor asked for."""
    bound = functools.partial(with_session, session=Session())
    assert ["text"] == list(Tool(bound, strict=True).parameters["properties"])


def loose(anything: Any) -> None: ...
def table(rows: dict[str, int]) -> None: ...
def open_ended(text: str, **rest: int) -> None: ...


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (loose, "loose: parameter 'anything' takes anything, which strict mode forbids"),
        (table, "table: parameter 'rows' takes keys that are not known beforehand"),
        (open_ended, r"open_ended: strict mode allows no \*\*rest"),
    ],
)
def test_what_strict_mode_forbids_is_refused(function: Callable[..., Any], words: str) -> None:
    """A strict tool cannot take just anything; the same tool without strict can."""
    with pytest.raises(TypeError, match=words):
        Tool(function, strict=True)
    assert Tool(function)


@pytest.mark.parametrize(
    "annotation",
    [
        list[Annotated[int, "How many."]],
        Sequence[Annotated[int, Doc("How many.")]],
        tuple[Annotated[int, pydantic.Field(description="How many.")], ...],
        Annotated[list[Annotated[int, "How many."]], pydantic.Field(max_length=9)],
        Optional[list[Annotated[int, "How many."]]],  # noqa: UP045  # the older form counts too
    ],
)
def test_notes_are_told_wherever_they_are(annotation: object) -> None:
    """A description inside of a type belongs to the part that it stands at."""
    schema = schema_of(annotation)
    (items,) = [part["items"] for part in (schema, *schema.get("anyOf", ())) if "items" in part]
    assert {"type": "integer", "description": "How many."} == items
