"""Answers of a Python type: the strict schema to ask a model for, and the value out of its text. Pure.

Used by `bodies` where `response_format=` is a type, and by `outcomes` for `RunResult.parsed`.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Any

from ..errors import ToolError

if TYPE_CHECKING:
    from ..tools import Tool

_WRAPPER = "answer"
"""The member that holds an answer whose type is no JSON object by itself."""

_LONGEST_NAME = 64
"""How long the API lets the name of a schema be; it is of letters, digits, `_` and `-`."""

_OTHER_REMEDIES = (", or leave strict out", ", or bind it beforehand with functools.partial")
"""What helps with a tool, but not with an answer."""


def is_answer_type(value: object) -> bool:
    """Say whether a `response_format` is a Python type rather than something to send as it is."""
    aliases = ("__origin__", "__supertype__", "__value__")  # generics, NewType, `type X = ...`
    return isinstance(value, type | UnionType) or any(hasattr(value, name) for name in aliases)


def describe_format(kind: Any) -> dict[str, Any]:
    """Return the `response_format` that holds a model to the type.

    Raises:
        TypeError: The type has no form in JSON, or none in strict mode.
    """
    name = re.sub(r"[^a-zA-Z0-9_-]", "_", _name_type(kind))[:_LONGEST_NAME]
    schema = dict(_find_own_schema(kind) or _find_reader(kind).parameters)
    return {"type": "json_schema", "json_schema": {"name": name, "strict": True, "schema": schema}}


def parse_answer(kind: Any, text: str) -> Any:
    """Return the value of the type that a model's answer holds.

    A server that does not hold the model to the schema may answer with the value alone, where the schema asks
    for an object around it.

    Raises:
        ToolError: The text is no JSON, or does not fit; the message holds nothing of the text.
    """
    import msgspec

    try:
        alone = msgspec.json.encode({_WRAPPER: msgspec.json.decode(text, type=msgspec.Raw)}).decode()
        if _find_own_schema(kind) is not None or not _is_wrapped(text):
            return _read(kind, alone)
        try:
            return _read(kind, text)
        except ToolError:
            with suppress(ToolError):  # the type itself may have a member of this name
                return _read(kind, alone)
            raise
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise ToolError(f"the answer is no {_name_type(kind)}: it is not valid JSON.") from None
    except ToolError as error:
        raise ToolError(f"the answer is no {_name_type(kind)}: {error}") from error


def _read(kind: Any, wrapped: str) -> Any:
    """Return the value of the type that an object with the member that holds answers has there."""
    return _find_reader(kind).bind(wrapped).arguments[_WRAPPER]


def _is_wrapped(text: str) -> bool:
    """Say whether an answer is an object with the member that holds answers."""
    import msgspec

    said: Any = msgspec.json.decode(text)
    return isinstance(said, dict) and _WRAPPER in said


def _find_reader(kind: Any) -> Tool[..., Any]:
    """Return a tool whose one parameter is of the type: its schema and conversions are those of answers.

    Raises:
        TypeError: The type has no form in JSON, or none in strict mode.
    """
    try:
        hash(kind)
    except TypeError:  # an Annotated may hold anything
        return _make_reader(kind)
    return _recall_reader(kind)


def _make_reader(kind: Any) -> Tool[..., Any]:
    """Return the reader of a type that has none yet."""
    from ..tools import Tool

    def answer(answer: object) -> object:
        return answer

    answer.__annotations__ = {_WRAPPER: kind}
    try:
        return Tool(answer, strict=True)
    except TypeError as error:
        reason = str(error).partition(": parameter ")[2]
        for remedy in _OTHER_REMEDIES:
            reason = reason.removesuffix(remedy)
        raise TypeError(f"response_format={_name_type(kind)}: {reason}") from None


_recall_reader = cache(_make_reader)


def _name_type(kind: Any) -> str:
    """Return what to call a type."""
    return str(getattr(kind, "__name__", None) or _WRAPPER)


def _find_own_schema(kind: Any) -> dict[str, Any] | None:
    """Return the schema of the type itself, or None if that is no JSON object and has to be wrapped."""
    parameters = _find_reader(kind).parameters
    own: dict[str, Any] = parameters["properties"][_WRAPPER]
    if own.get("type") != "object":
        return None
    return {**own, "$defs": parameters["$defs"]} if "$defs" in parameters else own
