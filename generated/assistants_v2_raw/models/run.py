from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self

from attrs import define, field

from ..types import UNSET, Unknown, Unset, many, one, tagged, write
from .assistant_tool_choice import AssistantToolChoice
from .assistant_tool_choice_mode import AssistantToolChoiceMode
from .assistant_tool_resources import AssistantToolResources
from .code_interpreter_tool import CodeInterpreterTool
from .file_search_tool import FileSearchTool
from .function_tool import FunctionTool
from .reasoning_effort import ReasoningEffort
from .required_action import RequiredAction
from .response_format_json_object import ResponseFormatJSONObject
from .response_format_json_schema import ResponseFormatJSONSchema
from .response_format_text import ResponseFormatText
from .run_incomplete_details import RunIncompleteDetails
from .run_last_error import RunLastError
from .run_status import RunStatus
from .run_usage import RunUsage
from .truncation_strategy import TruncationStrategy


@define(kw_only=True)
class Run:
    """An assistant at work on a thread, from the queue to its end.

    Attributes:
        id: Id of the run, `run_…` on most servers.
        object: Marks the object as a run.
        created_at: When it was created, in Unix seconds.
        thread_id: Id of the thread it works on.
        assistant_id: Id of the assistant at work.
        status: Where it stands.
        last_error: Why it failed; null unless it did.
        started_at: When work began, or last went on, in Unix seconds; null before.
        expires_at: When it expires unless it has ended before, in Unix seconds, about ten minutes after
            creation; null once it has ended.
        completed_at: When it finished, in Unix seconds; null unless completed or incomplete.
        cancelled_at: When it was cancelled, in Unix seconds; null unless it was.
        failed_at: When it failed, in Unix seconds; null unless it did.
        model: Id of the model that answers in this run.
        instructions: What the model is told in this run; null when neither assistant nor run has
            instructions.
        tools: Tools the model may call in this run.
        metadata: Your own key-value pairs.
        temperature: Randomness of the answers, 0 to 2.
        top_p: Share of the likeliest tokens to choose from, 0 to 1.
        tool_choice: Whether and which tools must be called.
        response_format: Form the answers must have.
        required_action: What it waits for; null unless the status is `requires_action`.
        incomplete_details: Why it ended early; null unless it did.
        tool_resources: Files and vector stores behind the tools; some servers send it empty whatever
            there is.
        usage: Tokens spent, the sum of its steps; null until it has ended.
        reasoning_effort: How much a reasoning model thinks; null on other models, absent on older
            servers.
        max_prompt_tokens: Prompt tokens it may use over all its model calls; null when unlimited.
        max_completion_tokens: Completion tokens it may use over all its model calls; null when
            unlimited.
        truncation_strategy: How a long thread is shortened for the model.
        parallel_tool_calls: Whether the model may call several functions at once.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    id: str
    object: Literal["thread.run"] | str
    created_at: int
    thread_id: str
    assistant_id: str
    status: RunStatus
    last_error: RunLastError | None
    started_at: int | None
    expires_at: int | None
    completed_at: int | None
    cancelled_at: int | None
    failed_at: int | None
    model: str
    instructions: str | None
    tools: list[CodeInterpreterTool | FileSearchTool | FunctionTool | Unknown]
    metadata: dict[str, str] | None
    temperature: float | None
    top_p: float | None
    tool_choice: AssistantToolChoiceMode | AssistantToolChoice | None
    response_format: (
        Literal["auto"]
        | str
        | ResponseFormatText
        | ResponseFormatJSONObject
        | ResponseFormatJSONSchema
        | None
        | Unknown
    )
    required_action: RequiredAction | None | Unset = UNSET
    incomplete_details: RunIncompleteDetails | None | Unset = UNSET
    tool_resources: AssistantToolResources | None | Unset = UNSET
    usage: RunUsage | None | Unset = UNSET
    reasoning_effort: ReasoningEffort | None | Unset = UNSET
    max_prompt_tokens: int | None | Unset = UNSET
    max_completion_tokens: int | None | Unset = UNSET
    truncation_strategy: TruncationStrategy | None | Unset = UNSET
    parallel_tool_calls: bool | Unset = UNSET
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
        self.thread_id = take("thread_id", UNSET)
        self.assistant_id = take("assistant_id", UNSET)
        self.status = take("status", UNSET)
        self.last_error = _read_last_error(take("last_error", UNSET))
        self.started_at = take("started_at", UNSET)
        self.expires_at = take("expires_at", UNSET)
        self.completed_at = take("completed_at", UNSET)
        self.cancelled_at = take("cancelled_at", UNSET)
        self.failed_at = take("failed_at", UNSET)
        self.model = take("model", UNSET)
        self.instructions = take("instructions", UNSET)
        self.tools = _read_tools(take("tools", UNSET))
        self.metadata = take("metadata", UNSET)
        self.temperature = take("temperature", UNSET)
        self.top_p = take("top_p", UNSET)
        self.tool_choice = _read_tool_choice(take("tool_choice", UNSET))
        self.response_format = _read_response_format(take("response_format", UNSET))
        self.required_action = _read_required_action(take("required_action", UNSET))
        self.incomplete_details = _read_incomplete_details(take("incomplete_details", UNSET))
        self.tool_resources = _read_tool_resources(take("tool_resources", UNSET))
        self.usage = _read_usage(take("usage", UNSET))
        self.reasoning_effort = take("reasoning_effort", UNSET)
        self.max_prompt_tokens = take("max_prompt_tokens", UNSET)
        self.max_completion_tokens = take("max_completion_tokens", UNSET)
        self.truncation_strategy = _read_truncation_strategy(take("truncation_strategy", UNSET))
        self.parallel_tool_calls = take("parallel_tool_calls", UNSET)
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
        if self.thread_id is not UNSET:
            data["thread_id"] = self.thread_id
        if self.assistant_id is not UNSET:
            data["assistant_id"] = self.assistant_id
        if self.status is not UNSET:
            data["status"] = self.status
        if self.last_error is not UNSET:
            data["last_error"] = write(self.last_error)
        if self.started_at is not UNSET:
            data["started_at"] = self.started_at
        if self.expires_at is not UNSET:
            data["expires_at"] = self.expires_at
        if self.completed_at is not UNSET:
            data["completed_at"] = self.completed_at
        if self.cancelled_at is not UNSET:
            data["cancelled_at"] = self.cancelled_at
        if self.failed_at is not UNSET:
            data["failed_at"] = self.failed_at
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
        if self.tool_choice is not UNSET:
            data["tool_choice"] = write(self.tool_choice)
        if self.response_format is not UNSET:
            data["response_format"] = write(self.response_format)
        if self.required_action is not UNSET:
            data["required_action"] = write(self.required_action)
        if self.incomplete_details is not UNSET:
            data["incomplete_details"] = write(self.incomplete_details)
        if self.tool_resources is not UNSET:
            data["tool_resources"] = write(self.tool_resources)
        if self.usage is not UNSET:
            data["usage"] = write(self.usage)
        if self.reasoning_effort is not UNSET:
            data["reasoning_effort"] = self.reasoning_effort
        if self.max_prompt_tokens is not UNSET:
            data["max_prompt_tokens"] = self.max_prompt_tokens
        if self.max_completion_tokens is not UNSET:
            data["max_completion_tokens"] = self.max_completion_tokens
        if self.truncation_strategy is not UNSET:
            data["truncation_strategy"] = write(self.truncation_strategy)
        if self.parallel_tool_calls is not UNSET:
            data["parallel_tool_calls"] = self.parallel_tool_calls
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


_read_last_error = one(RunLastError)
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
_read_tool_choice = one(AssistantToolChoice)
_read_response_format = tagged(
    "type",
    {
        "text": ResponseFormatText,
        "json_object": ResponseFormatJSONObject,
        "json_schema": ResponseFormatJSONSchema,
    },
)
_read_required_action = one(RequiredAction)
_read_incomplete_details = one(RunIncompleteDetails)
_read_tool_resources = one(AssistantToolResources)
_read_usage = one(RunUsage)
_read_truncation_strategy = one(TruncationStrategy)
