from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self

from attrs import define, field

from ..types import UNSET, Unknown, Unset, many, one, tagged, write
from .assistant_tool_choice import AssistantToolChoice
from .assistant_tool_choice_mode import AssistantToolChoiceMode
from .code_interpreter_tool import CodeInterpreterTool
from .file_search_tool import FileSearchTool
from .function_tool import FunctionTool
from .message_create_request import MessageCreateRequest
from .reasoning_effort import ReasoningEffort
from .response_format_json_object import ResponseFormatJSONObject
from .response_format_json_schema import ResponseFormatJSONSchema
from .response_format_text import ResponseFormatText
from .truncation_strategy import TruncationStrategy


@define(kw_only=True)
class RunCreateRequest:
    """Which assistant to run, and what this run does differently from it.

    Attributes:
        assistant_id: Id of the assistant to set to work.
        model: Id of the model for this run; the assistant's by default.
        reasoning_effort: How much a reasoning model thinks; the assistant's by default.
        instructions: Replaces the assistant's instructions in this run.
        additional_instructions: Follows the instructions in this run, on a line of its own.
        additional_messages: Messages to add to the thread before the run begins.
        tools: Replaces the assistant's tools in this run, up to 20.
        metadata: Your own key-value pairs on the run.
        temperature: Randomness of the answers, 0 to 2; the assistant's by default.
        top_p: Share of the likeliest tokens to choose from, 0 to 1; the assistant's by default.
        stream: Whether to answer with events as they happen instead of the run; false by default.
        max_prompt_tokens: Prompt tokens the run may use over all its model calls before it ends
            incomplete; unlimited by default.
        max_completion_tokens: Completion tokens the run may use over all its model calls before it ends
            incomplete; unlimited by default.
        truncation_strategy: How a long thread is shortened for the model; `auto` by default.
        tool_choice: Whether and which tools must be called; `auto` by default.
        parallel_tool_calls: Whether the model may call several functions at once; true by default.
        response_format: Form the answers must have; the assistant's by default.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    assistant_id: str
    model: str | None | Unset = UNSET
    reasoning_effort: ReasoningEffort | None | Unset = UNSET
    instructions: str | None | Unset = UNSET
    additional_instructions: str | None | Unset = UNSET
    additional_messages: list[MessageCreateRequest] | None | Unset = UNSET
    tools: list[CodeInterpreterTool | FileSearchTool | FunctionTool | Unknown] | None | Unset = (
        UNSET
    )
    metadata: dict[str, str] | None | Unset = UNSET
    temperature: float | None | Unset = UNSET
    top_p: float | None | Unset = UNSET
    stream: bool | None | Unset = UNSET
    max_prompt_tokens: int | None | Unset = UNSET
    max_completion_tokens: int | None | Unset = UNSET
    truncation_strategy: TruncationStrategy | None | Unset = UNSET
    tool_choice: AssistantToolChoiceMode | AssistantToolChoice | None | Unset = UNSET
    parallel_tool_calls: bool | Unset = UNSET
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
        self.assistant_id = take("assistant_id", UNSET)
        self.model = take("model", UNSET)
        self.reasoning_effort = take("reasoning_effort", UNSET)
        self.instructions = take("instructions", UNSET)
        self.additional_instructions = take("additional_instructions", UNSET)
        self.additional_messages = _read_additional_messages(take("additional_messages", UNSET))
        self.tools = _read_tools(take("tools", UNSET))
        self.metadata = take("metadata", UNSET)
        self.temperature = take("temperature", UNSET)
        self.top_p = take("top_p", UNSET)
        self.stream = take("stream", UNSET)
        self.max_prompt_tokens = take("max_prompt_tokens", UNSET)
        self.max_completion_tokens = take("max_completion_tokens", UNSET)
        self.truncation_strategy = _read_truncation_strategy(take("truncation_strategy", UNSET))
        self.tool_choice = _read_tool_choice(take("tool_choice", UNSET))
        self.parallel_tool_calls = take("parallel_tool_calls", UNSET)
        self.response_format = _read_response_format(take("response_format", UNSET))
        self.additional_properties = rest or {}  # the emptied copy would keep its table
        return self

    def to_dict(self) -> dict[str, Any]:
        """Write the JSON object: what was set or read, and nothing else."""
        data: dict[str, Any] = {}
        if self.assistant_id is not UNSET:
            data["assistant_id"] = self.assistant_id
        if self.model is not UNSET:
            data["model"] = self.model
        if self.reasoning_effort is not UNSET:
            data["reasoning_effort"] = self.reasoning_effort
        if self.instructions is not UNSET:
            data["instructions"] = self.instructions
        if self.additional_instructions is not UNSET:
            data["additional_instructions"] = self.additional_instructions
        if self.additional_messages is not UNSET:
            data["additional_messages"] = write(self.additional_messages)
        if self.tools is not UNSET:
            data["tools"] = write(self.tools)
        if self.metadata is not UNSET:
            data["metadata"] = self.metadata
        if self.temperature is not UNSET:
            data["temperature"] = self.temperature
        if self.top_p is not UNSET:
            data["top_p"] = self.top_p
        if self.stream is not UNSET:
            data["stream"] = self.stream
        if self.max_prompt_tokens is not UNSET:
            data["max_prompt_tokens"] = self.max_prompt_tokens
        if self.max_completion_tokens is not UNSET:
            data["max_completion_tokens"] = self.max_completion_tokens
        if self.truncation_strategy is not UNSET:
            data["truncation_strategy"] = write(self.truncation_strategy)
        if self.tool_choice is not UNSET:
            data["tool_choice"] = write(self.tool_choice)
        if self.parallel_tool_calls is not UNSET:
            data["parallel_tool_calls"] = self.parallel_tool_calls
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


_read_additional_messages = many(one(MessageCreateRequest))
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
_read_truncation_strategy = one(TruncationStrategy)
_read_tool_choice = one(AssistantToolChoice)
_read_response_format = tagged(
    "type",
    {
        "text": ResponseFormatText,
        "json_object": ResponseFormatJSONObject,
        "json_schema": ResponseFormatJSONSchema,
    },
)
