"""Request bodies out of keyword arguments. Pure. Used by the flows that send one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, KeysView, Mapping, Set, ValuesView
from typing import Any, TypeVar, cast

from assistants_v2_raw.types import is_plain

from .answer_types import describe_format, is_answer_type
from .suggestions import suggest

M = TypeVar("M")


def make_body(model: Callable[..., M], fields: Mapping[str, Any], returns: str = "") -> M:
    """Return the request *model* with *fields*; Python functions among its tools become their definitions.

    Args:
        model: A request model of the generated client.
        fields: What the caller passed; nothing else is sent.
        returns: What the calling method returns, named if the caller asked for a stream instead.

    Raises:
        TypeError: A field is unknown or missing, or `stream=True` was passed.
    """
    known: set[str] = {*getattr(model, "__slots__", ())} - {"additional_properties", "__weakref__"}
    unknown = [name for name in fields if name not in known]
    if unknown:
        raise TypeError(f"unexpected field {unknown[0]!r}{suggest(unknown[0], known)}")
    if fields.get("stream"):
        raise TypeError(
            f"stream=True: this method returns {returns or 'an object'}, not a stream; leave it out"
        )
    values = {name: _as_sent(name, value) for name, value in fields.items()}
    if is_answer_type(values.get("response_format")):
        values["response_format"] = describe_format(values["response_format"])
    if values.get("tools"):
        values["tools"] = [_tool_definition(tool) for tool in _tools_of(values["tools"])]
    try:
        return model(**values)
    except TypeError as error:
        raise TypeError(f"a field is missing: {str(error).rpartition(': ')[2]}") from None


def _as_sent(name: str, value: Any) -> Any:
    """Return a field as it is sent: iterables as lists, read once for all tries; objects as their ids."""
    if is_plain(value):
        return value
    if name.endswith("_id"):
        return getattr(value, "id", value)
    if isinstance(value, dict):
        return {key: _as_sent(key, part) for key, part in cast("dict[str, Any]", value).items()}
    is_listed = isinstance(value, list | tuple | Iterator | KeysView | ValuesView | Set)
    return [_as_sent("", item) for item in cast("Iterable[Any]", value)] if is_listed else value


def _tools_of(tools: Any) -> Iterable[Any]:
    """Return the tools of a list or of a Toolbox; raise TypeError for a tool that stands alone."""
    alone: Any = tools
    if callable(alone) or isinstance(alone, dict | str):
        kind = type(tools).__name__
        raise TypeError(f"tools is a list of tools or a Toolbox, got {kind}: put it into a list")
    return cast("Mapping[str, Any]", tools).values() if isinstance(tools, Mapping) else tools


def _tool_definition(tool: Any) -> Any:
    """Return the definition of a Python function given as a tool; other values as they are."""
    if not callable(tool):
        return tool
    from ..tools import as_tool

    return as_tool(tool).definition()
