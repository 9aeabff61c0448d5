from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self

from attrs import define, field

from ..types import UNSET, Unknown, Unset, many, one, tagged, write
from .assistant_tool_resources import AssistantToolResources
from .code_interpreter_tool import CodeInterpreterTool
from .file_search_tool import FileSearchTool
from .function_tool import FunctionTool
from .reasoning_effort import ReasoningEffort
from .response_format_json_object import ResponseFormatJSONObject
from .response_format_json_schema import ResponseFormatJSONSchema
from .response_format_text import ResponseFormatText


@define(kw_only=True)
class Assistant:
    """A model with instructions and tools, ready to be run on threads.

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
    tool_resources: AssistantToolResources | None | Unset = UNSET
    reasoning_effort: ReasoningEffort | None | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a JSON object; nothing it holds is refused and nothing is lost."""
        rest = dict(src_dict)
        take: Any = rest.pop
        self = cls.__new__(cls)
        self.id = take("id", UNSET)
        self.object = take("object", UNSET)
        self.created_at = take("created_at", UNSET)
        self.name = take("name", UNSET)
        self.description = take("description", UNSET)
        self.model = take("model", UNSET)
        self.instructions = take("instructions", UNSET)
        self.tools = _read_tools(take("tools", UNSET))
        self.metadata = take("metadata", UNSET)
        self.temperature = take("temperature", UNSET)
        self.top_p = take("top_p", UNSET)
        self.response_format = _read_response_format(take("response_format", UNSET))
        self.tool_resources = _read_tool_resources(take("tool_resources", UNSET))
        self.reasoning_effort = take("reasoning_effort", UNSET)
        self.additional_properties = rest or {}  # the emptied copy would keep its table
        return self

    def to_dict(self) -> dict[str, Any]:
        """Write the JSON object: what was set or read, and nothing else."""
        data: dict[str, Any] = {}
        if self.id is not UNSET:
            data["id"] = self.id
        if self.object is not UNSET:
            data["object"] = self.object
        if self.created_at is not UNSET:
            data["created_at"] = self.created_at
        if self.name is not UNSET:
            data["name"] = self.name
        if self.description is not UNSET:
            data["description"] = self.description
        if self.model is not UNSET:
            data["model"] = self.model
        if self.instructions is not UNSET:
            data["instructions"] = self.instructions
        if self.tools is not UNSET:
            data["tools"] = write(self.tools)
        if self.metadata is not UNSET:
            data["metadata"] = self.metadata
        if self.temperature is not UNSET:
            data["temperature"] = self.temperature
        if self.top_p is not UNSET:
            data["top_p"] = self.top_p
        if self.response_format is not UNSET:
            data["response_format"] = write(self.response_format)
        if self.tool_resources is not UNSET:
            data["tool_resources"] = write(self.tool_resources)
        if self.reasoning_effort is not UNSET:
            data["reasoning_effort"] = self.reasoning_effort
        data.update(self.additional_properties)
        return data

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties)

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties


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
_read_response_format = tagged(
    "type",
    {
        "text": ResponseFormatText,
        "json_object": ResponseFormatJSONObject,
        "json_schema": ResponseFormatJSONSchema,
    },
)
_read_tool_resources = one(AssistantToolResources)
