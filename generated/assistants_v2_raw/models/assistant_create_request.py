from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Literal, Self

from .. import errors
from ..types import (
    NONE,
    NOTHING,
    UNSET,
    APIObject,
    Unknown,
    Unset,
    as_attrs,
    many,
    named,
    new,
    others,
    plain_or,
    require_kind,
    require_kinds,
    tagged,
)
from .assistant_create_tool_resources import AssistantCreateToolResources
from .code_interpreter_tool import CodeInterpreterTool
from .file_search_tool import FileSearchTool
from .function_tool import FunctionTool
from .reasoning_effort import ReasoningEffort
from .response_format_json_object import ResponseFormatJSONObject
from .response_format_json_schema import ResponseFormatJSONSchema
from .response_format_text import ResponseFormatText


@as_attrs(init=False, repr=False, eq=False)
class AssistantCreateRequest(APIObject):
    """What a new assistant is made of.

    A field that was left out reads None, as one that is null does.

    Attributes:
        model: Id of the model that answers.
        name: Name for people, up to 256 characters.
        description: What it is for, for people, up to 512 characters.
        instructions: What the model is told before every conversation, up to 256,000 characters.
        tools: Tools the model may call, up to 128; none by default.
        tool_resources: Files and vector stores behind the tools.
        metadata: Your own key-value pairs.
        temperature: Randomness of the answers, 0 to 2; 1 by default.
        top_p: Share of the likeliest tokens to choose from, 0 to 1; 1 by default; change this or the
            temperature, not both.
        reasoning_effort: How much a reasoning model thinks; most models take `medium` by default.
        response_format: Form the answers must have; `auto` by default.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "model",
        "name",
        "description",
        "instructions",
        "tools",
        "tool_resources",
        "metadata",
        "temperature",
        "top_p",
        "reasoning_effort",
        "response_format",
    )

    model: str
    name: str | None
    description: str | None
    instructions: str | None
    tools: list[CodeInterpreterTool | FileSearchTool | FunctionTool | Unknown] | None
    tool_resources: AssistantCreateToolResources | None
    metadata: dict[str, str] | None
    temperature: float | None
    top_p: float | None
    reasoning_effort: ReasoningEffort | None
    response_format: (
        Literal["auto"]
        | str
        | ResponseFormatText
        | ResponseFormatJSONObject
        | ResponseFormatJSONSchema
        | None
        | Unknown
    )

    def __init__(
        self,
        *,
        model: str,
        name: str | None | Unset = UNSET,
        description: str | None | Unset = UNSET,
        instructions: str | None | Unset = UNSET,
        tools: list[CodeInterpreterTool | FileSearchTool | FunctionTool | Unknown]
        | None
        | Unset = UNSET,
        tool_resources: AssistantCreateToolResources | None | Unset = UNSET,
        metadata: dict[str, str] | None | Unset = UNSET,
        temperature: float | None | Unset = UNSET,
        top_p: float | None | Unset = UNSET,
        reasoning_effort: ReasoningEffort | None | Unset = UNSET,
        response_format: Literal["auto"]
        | str
        | ResponseFormatText
        | ResponseFormatJSONObject
        | ResponseFormatJSONSchema
        | None
        | Unknown
        | Unset = UNSET,
        additional_properties: Mapping[str, Any] = NOTHING,
        _absent: Set[str] = NONE,
    ) -> None:
        self._fill(locals())

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a JSON object; nothing is lost. Raises errors.WrongKind for another kind of value than here."""
        if type(src_dict) is not dict:
            require_kind(src_dict, Mapping)
        get = src_dict.get
        self = new(cls)
        try:
            self.model = model_ = get("model")
            self.name = name_ = get("name")
            self.description = description_ = get("description")
            self.instructions = instructions_ = get("instructions")
            tools_ = get("tools")
            self.tools = None if tools_ is None else _read_tools(tools_)
            tool_resources_ = get("tool_resources")
            self.tool_resources = (
                None if tool_resources_ is None else _read_tool_resources(tool_resources_)
            )
            metadata_ = get("metadata")
            self.metadata = None if metadata_ is None else _read_metadata(metadata_)
            self.temperature = temperature_ = get("temperature")
            self.top_p = top_p_ = get("top_p")
            self.reasoning_effort = reasoning_effort_ = get("reasoning_effort")
            response_format_ = get("response_format")
            self.response_format = (
                None if response_format_ is None else _read_response_format(response_format_)
            )
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 11 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 11:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(model_) is str or model_ is None)
            and (name_ is None or type(name_) is str)
            and (description_ is None or type(description_) is str)
            and (instructions_ is None or type(instructions_) is str)
            and (temperature_ is None or type(temperature_) is float or type(temperature_) is int)
            and (top_p_ is None or type(top_p_) is float or type(top_p_) is int)
            and (reasoning_effort_ is None or type(reasoning_effort_) is str)
        ):
            require_kinds(
                src_dict,
                {
                    "model": (str,),
                    "name": (str,),
                    "description": (str,),
                    "instructions": (str,),
                    "temperature": (float, int),
                    "top_p": (float, int),
                    "reasoning_effort": (str,),
                },
                (),
            )
        return self


_FIELDS = frozenset(AssistantCreateRequest._fields)
_read_tools = many(
    tagged(
        "type",
        {
            "code_interpreter": CodeInterpreterTool,
            "file_search": FileSearchTool,
            "function": FunctionTool,
        },
    )
)
_read_tool_resources = AssistantCreateToolResources.from_dict
_read_metadata = named(
    str,
)
_read_response_format = plain_or(
    tagged(
        "type",
        {
            "text": ResponseFormatText,
            "json_object": ResponseFormatJSONObject,
            "json_schema": ResponseFormatJSONSchema,
        },
    ),
    str,
)
