"""Request bodies out of keyword arguments. Pure. Used by the flows that send one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from assistants_v2_raw.types import APIObject

from .answer_types import describe_format, is_answer_type
from .json_values import write_fields

M = TypeVar("M")


def make_body(model: Callable[..., M], fields: Mapping[str, Any], returns: str = "") -> M:
    """Return the request *model* with *fields*; Python functions among its tools become their definitions.

    Args:
        model: A request model of the generated client.
        fields: What the caller passed; nothing else is sent.
        returns: What the calling method returns, named if the caller asked for a stream instead.

    Raises:
        TypeError: A value has no form in JSON, or `stream=True` was passed.
    """
    if fields.get("stream"):
        raise TypeError(
            f"stream=True: this method returns {returns or 'an object'}, not a stream; leave it out"
        )
    values = dict(fields)
    if is_answer_type(values.get("response_format")):
        values["response_format"] = describe_format(values["response_format"])
    if values.get("tools") is not None:
        values["tools"] = [_tool_definition(tool) for tool in list_tools(values["tools"])]
    return model(**write_fields(values))


def list_tools(tools: Any) -> list[Any]:
    """Return the tools of an iterable or a Toolbox as a list; raise TypeError for one that stands alone."""
    alone: Any = tools
    if callable(alone) or isinstance(alone, dict | str | APIObject):
        kind = type(tools).__name__
        raise TypeError(f"tools is a list of tools or a Toolbox, got {kind}: put it into a list")
    return [*(cast("Mapping[str, Any]", tools).values() if isinstance(tools, Mapping) else tools)]


def _tool_definition(tool: Any) -> Any:
    """Return the definition of a function or a pydantic model that is a tool; other values as they are."""
    if not callable(tool):
        return tool
    from ..tools import as_tool, define_model, is_model

    if is_model(tool):
        return define_model(tool)
    return as_tool(tool).definition()
