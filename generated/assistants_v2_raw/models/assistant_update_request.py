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
class AssistantUpdateRequest:
    """What to change about an assistant; what is left out stays.

    Attributes:
        model: Id of the model that answers.
        name: Name for people, up to 256 characters.
        description: What it is for, for people, up to 512 characters.
        instructions: What the model is told before every conversation, up to 256,000 characters.
        tools: Tools the model may call, up to 128; the whole list, not only what is added.
        tool_resources: Files and vector stores behind the tools.
        metadata: Your own key-value pairs, merged into those already there.
        temperature: Randomness of the answers, 0 to 2.
        top_p: Share of the likeliest tokens to choose from, 0 to 1; change this or the temperature, not
            both.
        reasoning_effort: How much a reasoning model thinks.
        response_format: Form the answers must have.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    model: str | Unset = UNSET
    name: str | None | Unset = UNSET
    description: str | None | Unset = UNSET
    instructions: str | None | Unset = UNSET
    tools: list[CodeInterpreterTool | FileSearchTool | FunctionTool | Unknown] | Unset = UNSET
    tool_resources: AssistantToolResources | None | Unset = UNSET
    metadata: dict[str, str] | None | Unset = UNSET
    temperature: float | None | Unset = UNSET
    top_p: float | None | Unset = UNSET
    reasoning_effort: ReasoningEffort | None | Unset = UNSET
    response_format: (
        Literal["auto"]
        | str
        | ResponseFormatText
        | ResponseFormatJSONObject
        | ResponseFormatJSONSchema
        | None
        | Unknown
        | Unset
    ) = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a JSON object; nothing it holds is refused and nothing is lost."""
        rest = dict(src_dict)
        take: Any = rest.pop
        self = cls.__new__(cls)
        self.model = take("model", UNSET)
        self.name = take("name", UNSET)
        self.description = take("description", UNSET)
        self.instructions = take("instructions", UNSET)
        self.tools = _read_tools(take("tools", UNSET))
        self.tool_resources = _read_tool_resources(take("tool_resources", UNSET))
        self.metadata = take("metadata", UNSET)
        self.temperature = take("temperature", UNSET)
        self.top_p = take("top_p", UNSET)
        self.reasoning_effort = take("reasoning_effort", UNSET)
        self.response_format = _read_response_format(take("response_format", UNSET))
        self.additional_properties = rest or {}  # the emptied copy would keep its table
        return self

    def to_dict(self) -> dict[str, Any]:
        """Write the JSON object: what was set or read, and nothing else."""
        data: dict[str, Any] = {}
        if self.model is not UNSET:
            data["model"] = self.model
        if self.name is not UNSET:
            data["name"] = self.name
        if self.description is not UNSET:
            data["description"] = self.description
        if self.instructions is not UNSET:
            data["instructions"] = self.instructions
        if self.tools is not UNSET:
            data["tools"] = write(self.tools)
        if self.tool_resources is not UNSET:
            data["tool_resources"] = write(self.tool_resources)
        if self.metadata is not UNSET:
            data["metadata"] = self.metadata
        if self.temperature is not UNSET:
            data["temperature"] = self.temperature
        if self.top_p is not UNSET:
            data["top_p"] = self.top_p
        if self.reasoning_effort is not UNSET:
            data["reasoning_effort"] = self.reasoning_effort
        if self.response_format is not UNSET:
            data["response_format"] = write(self.response_format)
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
_read_tool_resources = one(AssistantToolResources)
_read_response_format = tagged(
    "type",
    {
        "text": ResponseFormatText,
        "json_object": ResponseFormatJSONObject,
        "json_schema": ResponseFormatJSONSchema,
    },
)
