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


@as_attrs(init=False, repr=False, eq=False)
class Run(APIObject):
    """An assistant at work on a thread, from the queue to its end.

    A field that was left out reads None, as one that is null does.

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

    __slots__ = _fields = (
        "id",
        "object",
        "created_at",
        "thread_id",
        "assistant_id",
        "status",
        "last_error",
        "started_at",
        "expires_at",
        "completed_at",
        "cancelled_at",
        "failed_at",
        "model",
        "instructions",
        "tools",
        "metadata",
        "temperature",
        "top_p",
        "tool_choice",
        "response_format",
        "required_action",
        "incomplete_details",
        "tool_resources",
        "usage",
        "reasoning_effort",
        "max_prompt_tokens",
        "max_completion_tokens",
        "truncation_strategy",
        "parallel_tool_calls",
    )

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
    required_action: RequiredAction | None
    incomplete_details: RunIncompleteDetails | None
    tool_resources: AssistantToolResources | None
    usage: RunUsage | None
    reasoning_effort: ReasoningEffort | None
    max_prompt_tokens: int | None
    max_completion_tokens: int | None
    truncation_strategy: TruncationStrategy | None
    parallel_tool_calls: bool | None

    def __init__(
        self,
        *,
        id: str,
        object: Literal["thread.run"] | str,
        created_at: int,
        thread_id: str,
        assistant_id: str,
        status: RunStatus,
        last_error: RunLastError | None,
        started_at: int | None,
        expires_at: int | None,
        completed_at: int | None,
        cancelled_at: int | None,
        failed_at: int | None,
        model: str,
        instructions: str | None,
        tools: list[CodeInterpreterTool | FileSearchTool | FunctionTool | Unknown],
        metadata: dict[str, str] | None,
        temperature: float | None,
        top_p: float | None,
        tool_choice: AssistantToolChoiceMode | AssistantToolChoice | None,
        response_format: Literal["auto"]
        | str
        | ResponseFormatText
        | ResponseFormatJSONObject
        | ResponseFormatJSONSchema
        | None
        | Unknown,
        required_action: RequiredAction | None | Unset = UNSET,
        incomplete_details: RunIncompleteDetails | None | Unset = UNSET,
        tool_resources: AssistantToolResources | None | Unset = UNSET,
        usage: RunUsage | None | Unset = UNSET,
        reasoning_effort: ReasoningEffort | None | Unset = UNSET,
        max_prompt_tokens: int | None | Unset = UNSET,
        max_completion_tokens: int | None | Unset = UNSET,
        truncation_strategy: TruncationStrategy | None | Unset = UNSET,
        parallel_tool_calls: bool | None | Unset = UNSET,
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
            self.thread_id = thread_id_ = get("thread_id")
            self.assistant_id = assistant_id_ = get("assistant_id")
            self.status = status_ = get("status")
            last_error_ = get("last_error")
            self.last_error = None if last_error_ is None else _read_last_error(last_error_)
            self.started_at = started_at_ = get("started_at")
            self.expires_at = expires_at_ = get("expires_at")
            self.completed_at = completed_at_ = get("completed_at")
            self.cancelled_at = cancelled_at_ = get("cancelled_at")
            self.failed_at = failed_at_ = get("failed_at")
            self.model = model_ = get("model")
            self.instructions = instructions_ = get("instructions")
            tools_ = get("tools")
            self.tools = None if tools_ is None else _read_tools(tools_)
            metadata_ = get("metadata")
            self.metadata = None if metadata_ is None else _read_metadata(metadata_)
            self.temperature = temperature_ = get("temperature")
            self.top_p = top_p_ = get("top_p")
            tool_choice_ = get("tool_choice")
            self.tool_choice = None if tool_choice_ is None else _read_tool_choice(tool_choice_)
            response_format_ = get("response_format")
            self.response_format = (
                None if response_format_ is None else _read_response_format(response_format_)
            )
            required_action_ = get("required_action")
            self.required_action = (
                None if required_action_ is None else _read_required_action(required_action_)
            )
            incomplete_details_ = get("incomplete_details")
            self.incomplete_details = (
                None
                if incomplete_details_ is None
                else _read_incomplete_details(incomplete_details_)
            )
            tool_resources_ = get("tool_resources")
            self.tool_resources = (
                None if tool_resources_ is None else _read_tool_resources(tool_resources_)
            )
            usage_ = get("usage")
            self.usage = None if usage_ is None else _read_usage(usage_)
            self.reasoning_effort = reasoning_effort_ = get("reasoning_effort")
            self.max_prompt_tokens = max_prompt_tokens_ = get("max_prompt_tokens")
            self.max_completion_tokens = max_completion_tokens_ = get("max_completion_tokens")
            truncation_strategy_ = get("truncation_strategy")
            self.truncation_strategy = (
                None
                if truncation_strategy_ is None
                else _read_truncation_strategy(truncation_strategy_)
            )
            self.parallel_tool_calls = parallel_tool_calls_ = get("parallel_tool_calls")
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 29 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 29:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(id_) is str)
            and (type(object_) is str or object_ is None)
            and (type(created_at_) is int or type(created_at_) is float or created_at_ is None)
            and (type(thread_id_) is str or thread_id_ is None)
            and (type(assistant_id_) is str or assistant_id_ is None)
            and (type(status_) is str or status_ is None)
            and (started_at_ is None or type(started_at_) is int or type(started_at_) is float)
            and (expires_at_ is None or type(expires_at_) is int or type(expires_at_) is float)
            and (
                completed_at_ is None or type(completed_at_) is int or type(completed_at_) is float
            )
            and (
                cancelled_at_ is None or type(cancelled_at_) is int or type(cancelled_at_) is float
            )
            and (failed_at_ is None or type(failed_at_) is int or type(failed_at_) is float)
            and (type(model_) is str or model_ is None)
            and (instructions_ is None or type(instructions_) is str)
            and (temperature_ is None or type(temperature_) is float or type(temperature_) is int)
            and (top_p_ is None or type(top_p_) is float or type(top_p_) is int)
            and (reasoning_effort_ is None or type(reasoning_effort_) is str)
            and (
                max_prompt_tokens_ is None
                or type(max_prompt_tokens_) is int
                or type(max_prompt_tokens_) is float
            )
            and (
                max_completion_tokens_ is None
                or type(max_completion_tokens_) is int
                or type(max_completion_tokens_) is float
            )
            and (parallel_tool_calls_ is None or type(parallel_tool_calls_) is bool)
        ):
            require_kinds(
                src_dict,
                {
                    "id": (str,),
                    "object": (str,),
                    "created_at": (int, float),
                    "thread_id": (str,),
                    "assistant_id": (str,),
                    "status": (str,),
                    "started_at": (int, float),
                    "expires_at": (int, float),
                    "completed_at": (int, float),
                    "cancelled_at": (int, float),
                    "failed_at": (int, float),
                    "model": (str,),
                    "instructions": (str,),
                    "temperature": (float, int),
                    "top_p": (float, int),
                    "reasoning_effort": (str,),
                    "max_prompt_tokens": (int, float),
                    "max_completion_tokens": (int, float),
                    "parallel_tool_calls": (bool,),
                },
                ("id",),
            )
        return self


_FIELDS = frozenset(Run._fields)
_read_last_error = RunLastError.from_dict
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
_read_tool_choice = plain_or(
    AssistantToolChoice.from_dict,
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
_read_required_action = RequiredAction.from_dict
_read_incomplete_details = RunIncompleteDetails.from_dict
_read_tool_resources = AssistantToolResources.from_dict
_read_usage = RunUsage.from_dict
_read_truncation_strategy = TruncationStrategy.from_dict
