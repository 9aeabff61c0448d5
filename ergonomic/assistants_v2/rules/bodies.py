"""Request bodies out of keyword arguments. Pure. Used by the flows that send one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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
    elif hasattr(values.get("response_format"), "model_dump"):
        kind = type(values["response_format"]).__name__
        raise TypeError(f"response_format is an object of {kind}: pass the class itself, {kind}")
    if "tool_outputs" in values:
        values["tool_outputs"] = _list_outputs(values["tool_outputs"])
    if values.get("tools") is not None:
        values["tools"] = _define_tools(list_tools(values["tools"]))
    return model(**write_fields(values))


def list_tools(tools: Any) -> list[Any]:
    """Return the tools of an iterable or a Toolbox as a list; raise TypeError for one that stands alone."""
    alone: Any = tools
    if callable(alone) or isinstance(alone, dict | str | APIObject):
        kind = type(tools).__name__
        raise TypeError(f"tools is a list of tools or a Toolbox, got {kind}: put it into a list")
    return [*(cast("Mapping[str, Any]", tools).values() if isinstance(tools, Mapping) else tools)]


def _list_outputs(outputs: Any) -> Any:
    """Return tool outputs as a list; raise TypeError for what is none, such as a dict of texts by call id."""
    kind = type(outputs).__name__
    is_one = isinstance(outputs, Mapping | str | bytes) or not isinstance(outputs, Iterable)
    listed: list[Any] = [] if is_one else [*cast("Iterable[Any]", outputs)]
    if is_one or any(isinstance(output, str) for output in listed):
        raise TypeError(
            "tool_outputs is a list with a dict for each call, {'tool_call_id': ..., 'output': ...}, "
            f"got {kind}{'' if is_one else ' of texts'}"
        )
    return listed


def _define_tools(tools: list[Any]) -> list[Any]:
    """Return the definitions of tools; raise an error for one that cannot be meant.

    Raises:
        TypeError: One is a text.
        ValueError: A function has the name of another: a model could not tell them apart.
    """
    for place, tool in enumerate(tools):
        if isinstance(tool, str):
            built_in = tool if tool in ("code_interpreter", "file_search") else "file_search"
            raise TypeError(f"tools[{place}] is a text: pass a function, or a dict: {{'type': {built_in!r}}}")
    defined = [_tool_definition(tool) for tool in tools]
    of_functions = [
        made["function"]["name"] for tool, made in zip(tools, defined, strict=True) if tool is not made
    ]
    for name in of_functions:
        if of_functions.count(name) > 1:
            raise ValueError(f"two tools are called {name!r}: give one another with @tool(name=...)")
    return defined


def _tool_definition(tool: Any) -> Any:
    """Return the definition of a function or a pydantic model that is a tool; other values as they are."""
    if not callable(tool):
        return tool
    from ..tools import as_tool, define_model, is_model

    if is_model(tool):
        return define_model(tool)
    return as_tool(tool).definition()
