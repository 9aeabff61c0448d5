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
from .assistant_tool_resources import AssistantToolResources
from .code_interpreter_tool import CodeInterpreterTool
from .file_search_tool import FileSearchTool
from .function_tool import FunctionTool
from .reasoning_effort import ReasoningEffort
from .response_format_json_object import ResponseFormatJSONObject
from .response_format_json_schema import ResponseFormatJSONSchema
from .response_format_text import ResponseFormatText


@as_attrs(init=False, repr=False, eq=False)
class Assistant(APIObject):
    """A model with instructions and tools, ready to be run on threads.

    A field that was left out reads None, as one that is null does.

    Attributes:
        id: Id of the assistant, `asst_…` on most servers.
        object: Marks the object as an assistant.
        created_at: When it was created, in Unix seconds.
        name: Name for people.
        description: What it is for, for people.
        model: Id of the model that answers.
        instructions: What the model is told before every conversation.
        tools: Tools the model may call.
        metadata: Your own key-value pairs.
        temperature: Randomness of the answers, 0 to 2.
        top_p: Share of the likeliest tokens to choose from, 0 to 1.
        response_format: Form the answers must have.
        tool_resources: Files and vector stores behind the tools.
        reasoning_effort: How much a reasoning model thinks; null on other models, absent on older
            servers.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "id",
        "object",
        "created_at",
        "name",
        "description",
        "model",
        "instructions",
        "tools",
        "metadata",
        "temperature",
        "top_p",
        "response_format",
        "tool_resources",
        "reasoning_effort",
    )

    id: str
    object: Literal["assistant"] | str
    created_at: int
    name: str | None
    description: str | None
    model: str
    instructions: str | None
    tools: list[CodeInterpreterTool | FileSearchTool | FunctionTool | Unknown]
    metadata: dict[str, str] | None
    temperature: float | None
    top_p: float | None
    response_format: (
        Literal["auto"]
        | str
        | ResponseFormatText
        | ResponseFormatJSONObject
        | ResponseFormatJSONSchema
        | None
        | Unknown
    )
    tool_resources: AssistantToolResources | None
    reasoning_effort: ReasoningEffort | None

    def __init__(
        self,
        *,
        id: str,
        object: Literal["assistant"] | str,
        created_at: int,
        name: str | None,
        description: str | None,
        model: str,
        instructions: str | None,
        tools: list[CodeInterpreterTool | FileSearchTool | FunctionTool | Unknown],
        metadata: dict[str, str] | None,
        temperature: float | None,
        top_p: float | None,
        response_format: Literal["auto"]
        | str
        | ResponseFormatText
        | ResponseFormatJSONObject
        | ResponseFormatJSONSchema
        | None
        | Unknown,
        tool_resources: AssistantToolResources | None | Unset = UNSET,
        reasoning_effort: ReasoningEffort | None | Unset = UNSET,
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
            self.id = id_ = get("id")
            self.object = object_ = get("object")
            self.created_at = created_at_ = get("created_at")
            self.name = name_ = get("name")
            self.description = description_ = get("description")
            self.model = model_ = get("model")
            self.instructions = instructions_ = get("instructions")
            tools_ = get("tools")
            self.tools = None if tools_ is None else _read_tools(tools_)
            metadata_ = get("metadata")
            self.metadata = None if metadata_ is None else _read_metadata(metadata_)
            self.temperature = temperature_ = get("temperature")
            self.top_p = top_p_ = get("top_p")
            response_format_ = get("response_format")
            self.response_format = (
                None if response_format_ is None else _read_response_format(response_format_)
            )
            tool_resources_ = get("tool_resources")
            self.tool_resources = (
                None if tool_resources_ is None else _read_tool_resources(tool_resources_)
            )
            self.reasoning_effort = reasoning_effort_ = get("reasoning_effort")
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 14 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 14:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(id_) is str)
            and (type(object_) is str or object_ is None)
            and (type(created_at_) is int or type(created_at_) is float or created_at_ is None)
            and (name_ is None or type(name_) is str)
            and (description_ is None or type(description_) is str)
            and (type(model_) is str or model_ is None)
            and (instructions_ is None or type(instructions_) is str)
            and (temperature_ is None or type(temperature_) is float or type(temperature_) is int)
            and (top_p_ is None or type(top_p_) is float or type(top_p_) is int)
            and (reasoning_effort_ is None or type(reasoning_effort_) is str)
        ):
            require_kinds(
                src_dict,
                {
                    "id": (str,),
                    "object": (str,),
                    "created_at": (int, float),
                    "name": (str,),
                    "description": (str,),
                    "model": (str,),
                    "instructions": (str,),
                    "temperature": (float, int),
                    "top_p": (float, int),
                    "reasoning_effort": (str,),
                },
                ("id",),
            )
        return self


_FIELDS = frozenset(Assistant._fields)
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
_read_tool_resources = AssistantToolResources.from_dict
