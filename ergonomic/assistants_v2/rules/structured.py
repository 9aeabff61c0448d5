"""Answers of a Python type: the strict schema to ask a model for, and the value out of its text. Pure.

Used by `bodies` where `response_format=` is a type, and by `flows.execution` for `RunResult.parsed`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from ..errors import ToolError

if TYPE_CHECKING:
    from .tools import Tool

WRAPPER = "answer"
"""The member that holds an answer whose type is no JSON object by itself."""


def is_answer_type(value: object) -> bool:
    """Say whether a `response_format` is a Python type rather than something to send as it is."""
    return isinstance(value, type) or hasattr(value, "__origin__")


@cache
def reader(kind: Any) -> Tool[..., Any]:
    """Return a tool whose one parameter is of the type: its schema and conversions are those of answers."""
    from .tools import Tool

    def answer(answer: object) -> object:
        return answer

    answer.__annotations__ = {WRAPPER: kind}
    return Tool(answer, strict=True)


def response_format(kind: Any) -> dict[str, Any]:
    """Return the `response_format` that holds a model to the type.

    Raises:
        TypeError: The type has no form in JSON, or none in strict mode.
    """
    name = getattr(kind, "__name__", WRAPPER)
    schema = dict(answer_schema(kind) or reader(kind).parameters)
    return {"type": "json_schema", "json_schema": {"name": name, "strict": True, "schema": schema}}


def answer_schema(kind: Any) -> dict[str, Any] | None:
    """Return the schema of the type itself, or None if that is no JSON object and has to be wrapped."""
    parameters = reader(kind).parameters
    own: dict[str, Any] = parameters["properties"][WRAPPER]
    if own.get("type") != "object":
        return None
    return {**own, "$defs": parameters["$defs"]} if "$defs" in parameters else own


def parsed(kind: Any, text: str) -> Any:
    """Return the value of the type that a model's answer holds.

    Raises:
        ToolError: The text is no JSON, or does not fit; the message holds nothing of the text.
    """
    wrapped = text if answer_schema(kind) is None else f'{{"{WRAPPER}": {text}}}'
    try:
        return reader(kind).bind(wrapped).arguments[WRAPPER]
    except ToolError as error:
        raise ToolError(f"the answer is no {getattr(kind, '__name__', kind)}: {error}") from error
