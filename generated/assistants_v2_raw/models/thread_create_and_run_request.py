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
from .response_format_json_object import ResponseFormatJSONObject
from .response_format_json_schema import ResponseFormatJSONSchema
from .response_format_text import ResponseFormatText
from .thread_create_request import ThreadCreateRequest
from .truncation_strategy import TruncationStrategy


@as_attrs(init=False, repr=False, eq=False)
class ThreadCreateAndRunRequest(APIObject):
    """Which assistant to run, on what new thread.

    A field that was left out reads None, as one that is null does.

    Attributes:
        assistant_id: Id of the assistant to set to work.
        thread: The thread to open; an empty one by default.
        model: Id of the model for this run; the assistant's by default.
        instructions: Replaces the assistant's instructions in this run.
        tools: Replaces the assistant's tools in this run, up to 20.
        tool_resources: Replaces the files and vector stores behind the assistant's tools in this run.
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

    __slots__ = _fields = (
        "assistant_id",
        "thread",
        "model",
        "instructions",
        "tools",
        "tool_resources",
        "metadata",
        "temperature",
        "top_p",
        "stream",
        "max_prompt_tokens",
        "max_completion_tokens",
        "truncation_strategy",
        "tool_choice",
        "parallel_tool_calls",
        "response_format",
    )

    assistant_id: str
    thread: ThreadCreateRequest | None
    model: str | None
    instructions: str | None
    tools: list[CodeInterpreterTool | FileSearchTool | FunctionTool | Unknown] | None
    tool_resources: AssistantToolResources | None
    metadata: dict[str, str] | None
    temperature: float | None
    top_p: float | None
    stream: bool | None
    max_prompt_tokens: int | None
    max_completion_tokens: int | None
    truncation_strategy: TruncationStrategy | None
    tool_choice: AssistantToolChoiceMode | AssistantToolChoice | None
    parallel_tool_calls: bool | None
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
        assistant_id: str,
        thread: ThreadCreateRequest | None | Unset = UNSET,
        model: str | None | Unset = UNSET,
        instructions: str | None | Unset = UNSET,
        tools: list[CodeInterpreterTool | FileSearchTool | FunctionTool | Unknown]
        | None
        | Unset = UNSET,
        tool_resources: AssistantToolResources | None | Unset = UNSET,
        metadata: dict[str, str] | None | Unset = UNSET,
        temperature: float | None | Unset = UNSET,
        top_p: float | None | Unset = UNSET,
        stream: bool | None | Unset = UNSET,
        max_prompt_tokens: int | None | Unset = UNSET,
        max_completion_tokens: int | None | Unset = UNSET,
        truncation_strategy: TruncationStrategy | None | Unset = UNSET,
        tool_choice: AssistantToolChoiceMode | AssistantToolChoice | None | Unset = UNSET,
        parallel_tool_calls: bool | None | Unset = UNSET,
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
            self.assistant_id = assistant_id_ = get("assistant_id")
            thread_ = get("thread")
            self.thread = None if thread_ is None else _read_thread(thread_)
            self.model = model_ = get("model")
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
            self.stream = stream_ = get("stream")
            self.max_prompt_tokens = max_prompt_tokens_ = get("max_prompt_tokens")
            self.max_completion_tokens = max_completion_tokens_ = get("max_completion_tokens")
            truncation_strategy_ = get("truncation_strategy")
            self.truncation_strategy = (
                None
                if truncation_strategy_ is None
                else _read_truncation_strategy(truncation_strategy_)
            )
            tool_choice_ = get("tool_choice")
            self.tool_choice = None if tool_choice_ is None else _read_tool_choice(tool_choice_)
            self.parallel_tool_calls = parallel_tool_calls_ = get("parallel_tool_calls")
            response_format_ = get("response_format")
            self.response_format = (
                None if response_format_ is None else _read_response_format(response_format_)
            )
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 16 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 16:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(assistant_id_) is str or assistant_id_ is None)
            and (model_ is None or type(model_) is str)
            and (instructions_ is None or type(instructions_) is str)
            and (temperature_ is None or type(temperature_) is float or type(temperature_) is int)
            and (top_p_ is None or type(top_p_) is float or type(top_p_) is int)
            and (stream_ is None or type(stream_) is bool)
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
                    "assistant_id": (str,),
                    "model": (str,),
                    "instructions": (str,),
                    "temperature": (float, int),
                    "top_p": (float, int),
                    "stream": (bool,),
                    "max_prompt_tokens": (int, float),
                    "max_completion_tokens": (int, float),
                    "parallel_tool_calls": (bool,),
                },
                (),
            )
        return self


_FIELDS = frozenset(ThreadCreateAndRunRequest._fields)
_read_thread = ThreadCreateRequest.from_dict
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
_read_tool_resources = AssistantToolResources.from_dict
_read_metadata = named(
    str,
)
_read_truncation_strategy = TruncationStrategy.from_dict
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
