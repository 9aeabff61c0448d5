"""What `assistants_v2.resources.runs` offers, for editors and type checkers; written by `make generate`."""

# pyright: reportPrivateUsage=false

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from datetime import date
from typing import Any, Literal

from assistants_v2.flows.port_values import ClosableAsyncIterator
from assistants_v2.io.raw_responses import APIResponse, AsyncAPIResponse, RawResponse
from assistants_v2.resources.event_streams import AsyncRunStream, RunStream
from assistants_v2.resources.pages import AsyncPage, AsyncPages, Page
from assistants_v2.resources.publishing import Resource
from assistants_v2.resources.signatures import NOT_GIVEN
from assistants_v2.resources.steps import (
    AsyncSteps,
    Steps,
    _RawAsyncSteps,
    _RawSteps,
    _StreamedAsyncSteps,
    _StreamedSteps,
)
from assistants_v2.rules.outcomes import RunResult
from assistants_v2.rules.parameters import OnActiveRun, OnDeadline, OnLeave, OnToolError, TimeLimits
from assistants_v2.tools import Toolbox
from assistants_v2_raw import models
from assistants_v2_raw.models import ListOrder, RequiredActionFunctionToolCall, Run, RunStepInclude
from assistants_v2_raw.params import (
    AssistantToolChoiceParam,
    CodeInterpreterToolParam,
    FileSearchToolParam,
    FunctionToolParam,
    MessageCreateParams,
    ResponseFormatJSONObjectParam,
    ResponseFormatJSONSchemaParam,
    ResponseFormatTextParam,
    ToolOutputParam,
    TruncationStrategyParam,
)
from assistants_v2_raw.types import Unknown

class _RawRuns:
    def create(
        self,
        thread_id: str,
        *,
        assistant_id: str,
        model: str | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
        additional_instructions: str | None = NOT_GIVEN,
        additional_messages: Sequence[MessageCreateParams | models.MessageCreateRequest] | None = NOT_GIVEN,
        tools: Sequence[
            CodeInterpreterToolParam
            | models.CodeInterpreterTool
            | FileSearchToolParam
            | models.FileSearchTool
            | FunctionToolParam
            | models.FunctionTool
            | Unknown
            | Callable[..., Any]
        ]
        | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        max_prompt_tokens: int | None = NOT_GIVEN,
        max_completion_tokens: int | None = NOT_GIVEN,
        truncation_strategy: TruncationStrategyParam | models.TruncationStrategy | None = NOT_GIVEN,
        tool_choice: models.AssistantToolChoiceMode
        | AssistantToolChoiceParam
        | models.AssistantToolChoice
        | None = NOT_GIVEN,
        parallel_tool_calls: bool = NOT_GIVEN,
        response_format: Literal["auto"]
        | ResponseFormatTextParam
        | models.ResponseFormatText
        | ResponseFormatJSONObjectParam
        | models.ResponseFormatJSONObject
        | ResponseFormatJSONSchemaParam
        | models.ResponseFormatJSONSchema
        | None
        | type[Any]
        | Unknown = NOT_GIVEN,
        include: Sequence[RunStepInclude] = NOT_GIVEN,
        on_active_run: OnActiveRun = "raise",
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Run]: ...
    def retrieve(
        self,
        run_id: str,
        *,
        thread_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Run]: ...
    def update(
        self,
        run_id: str,
        *,
        thread_id: str,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Run]: ...
    def cancel(
        self,
        run_id: str,
        *,
        thread_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Run]: ...
    def submit_tool_outputs(
        self,
        run_id: str,
        *,
        thread_id: str,
        tool_outputs: Sequence[ToolOutputParam | models.ToolOutput],
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Run]: ...
    def poll(
        self,
        run_id: str,
        thread_id: str,
        *,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "raise",
        on_poll: Callable[[Run], object] | None = None,
        cancel_on_exit: bool = False,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Run]: ...
    def create_and_poll(
        self,
        thread_id: str,
        *,
        assistant_id: str,
        model: str | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
        additional_instructions: str | None = NOT_GIVEN,
        additional_messages: Sequence[MessageCreateParams | models.MessageCreateRequest] | None = NOT_GIVEN,
        tools: Sequence[
            CodeInterpreterToolParam
            | models.CodeInterpreterTool
            | FileSearchToolParam
            | models.FileSearchTool
            | FunctionToolParam
            | models.FunctionTool
            | Unknown
            | Callable[..., Any]
        ]
        | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        max_prompt_tokens: int | None = NOT_GIVEN,
        max_completion_tokens: int | None = NOT_GIVEN,
        truncation_strategy: TruncationStrategyParam | models.TruncationStrategy | None = NOT_GIVEN,
        tool_choice: models.AssistantToolChoiceMode
        | AssistantToolChoiceParam
        | models.AssistantToolChoice
        | None = NOT_GIVEN,
        parallel_tool_calls: bool = NOT_GIVEN,
        response_format: Literal["auto"]
        | ResponseFormatTextParam
        | models.ResponseFormatText
        | ResponseFormatJSONObjectParam
        | models.ResponseFormatJSONObject
        | ResponseFormatJSONSchemaParam
        | models.ResponseFormatJSONSchema
        | None
        | type[Any]
        | Unknown = NOT_GIVEN,
        include: Sequence[RunStepInclude] = NOT_GIVEN,
        on_active_run: OnActiveRun = "raise",
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "cancel",
        on_poll: Callable[[Run], object] | None = None,
        cancel_on_exit: bool = True,
        on_text: Callable[[str], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Run]: ...
    def submit_tool_outputs_and_poll(
        self,
        run_id: str,
        *,
        thread_id: str,
        tool_outputs: Sequence[ToolOutputParam | models.ToolOutput],
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "raise",
        on_poll: Callable[[Run], object] | None = None,
        cancel_on_exit: bool = False,
        on_text: Callable[[str], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Run]: ...
    def execute(
        self,
        thread_id: str,
        *,
        assistant_id: str,
        model: str | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
        additional_instructions: str | None = NOT_GIVEN,
        additional_messages: Sequence[MessageCreateParams | models.MessageCreateRequest] | None = NOT_GIVEN,
        tools: Sequence[
            CodeInterpreterToolParam
            | models.CodeInterpreterTool
            | FileSearchToolParam
            | models.FileSearchTool
            | FunctionToolParam
            | models.FunctionTool
            | Unknown
            | Callable[..., Any]
        ]
        | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        max_prompt_tokens: int | None = NOT_GIVEN,
        max_completion_tokens: int | None = NOT_GIVEN,
        truncation_strategy: TruncationStrategyParam | models.TruncationStrategy | None = NOT_GIVEN,
        tool_choice: models.AssistantToolChoiceMode
        | AssistantToolChoiceParam
        | models.AssistantToolChoice
        | None = NOT_GIVEN,
        parallel_tool_calls: bool = NOT_GIVEN,
        response_format: Literal["auto"]
        | ResponseFormatTextParam
        | models.ResponseFormatText
        | ResponseFormatJSONObjectParam
        | models.ResponseFormatJSONObject
        | ResponseFormatJSONSchemaParam
        | models.ResponseFormatJSONSchema
        | None
        | type[Any]
        | Unknown = NOT_GIVEN,
        include: Sequence[RunStepInclude] = NOT_GIVEN,
        on_active_run: OnActiveRun = "raise",
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "cancel",
        on_poll: Callable[[Run], object] | None = None,
        cancel_on_exit: bool = True,
        on_text: Callable[[str], object] | None = None,
        functions: Iterable[Callable[..., Any]] | Mapping[str, Callable[..., Any]] | Toolbox = (),
        on_tool_error: OnToolError = "report",
        tool_timeout: float | None = None,
        max_parallel_tools: int = 8,
        max_rounds: int = 50,
        approve: Callable[[RequiredActionFunctionToolCall], object] | None = None,
        retry_failed: int = 0,
        retry_after_tools: bool = False,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[RunResult]: ...
    def resume(
        self,
        run_id: str,
        *,
        thread_id: str,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "raise",
        on_poll: Callable[[Run], object] | None = None,
        cancel_on_exit: bool = False,
        functions: Iterable[Callable[..., Any]] | Mapping[str, Callable[..., Any]] | Toolbox = (),
        on_tool_error: OnToolError = "report",
        tool_timeout: float | None = None,
        max_parallel_tools: int = 8,
        max_rounds: int = 50,
        approve: Callable[[RequiredActionFunctionToolCall], object] | None = None,
        on_text: Callable[[str], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[RunResult]: ...
    def list(
        self,
        thread_id: str,
        *,
        limit: int | None = None,
        order: ListOrder | None = None,
        after: str | None = None,
        max_items: int | None = None,
        since: date | str | float | None = None,
        until: date | str | float | None = None,
        prefetch: bool = True,
        before: str | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Page[Run]]: ...
    @property
    def steps(self) -> _RawSteps: ...

class _StreamedRuns:
    def create(
        self,
        thread_id: str,
        *,
        assistant_id: str,
        model: str | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
        additional_instructions: str | None = NOT_GIVEN,
        additional_messages: Sequence[MessageCreateParams | models.MessageCreateRequest] | None = NOT_GIVEN,
        tools: Sequence[
            CodeInterpreterToolParam
            | models.CodeInterpreterTool
            | FileSearchToolParam
            | models.FileSearchTool
            | FunctionToolParam
            | models.FunctionTool
            | Unknown
            | Callable[..., Any]
        ]
        | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        max_prompt_tokens: int | None = NOT_GIVEN,
        max_completion_tokens: int | None = NOT_GIVEN,
        truncation_strategy: TruncationStrategyParam | models.TruncationStrategy | None = NOT_GIVEN,
        tool_choice: models.AssistantToolChoiceMode
        | AssistantToolChoiceParam
        | models.AssistantToolChoice
        | None = NOT_GIVEN,
        parallel_tool_calls: bool = NOT_GIVEN,
        response_format: Literal["auto"]
        | ResponseFormatTextParam
        | models.ResponseFormatText
        | ResponseFormatJSONObjectParam
        | models.ResponseFormatJSONObject
        | ResponseFormatJSONSchemaParam
        | models.ResponseFormatJSONSchema
        | None
        | type[Any]
        | Unknown = NOT_GIVEN,
        include: Sequence[RunStepInclude] = NOT_GIVEN,
        on_active_run: OnActiveRun = "raise",
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[Run]]: ...
    def retrieve(
        self,
        run_id: str,
        *,
        thread_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[Run]]: ...
    def update(
        self,
        run_id: str,
        *,
        thread_id: str,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[Run]]: ...
    def cancel(
        self,
        run_id: str,
        *,
        thread_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[Run]]: ...
    def submit_tool_outputs(
        self,
        run_id: str,
        *,
        thread_id: str,
        tool_outputs: Sequence[ToolOutputParam | models.ToolOutput],
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[Run]]: ...
    def poll(
        self,
        run_id: str,
        thread_id: str,
        *,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "raise",
        on_poll: Callable[[Run], object] | None = None,
        cancel_on_exit: bool = False,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[Run]]: ...
    def create_and_poll(
        self,
        thread_id: str,
        *,
        assistant_id: str,
        model: str | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
        additional_instructions: str | None = NOT_GIVEN,
        additional_messages: Sequence[MessageCreateParams | models.MessageCreateRequest] | None = NOT_GIVEN,
        tools: Sequence[
            CodeInterpreterToolParam
            | models.CodeInterpreterTool
            | FileSearchToolParam
            | models.FileSearchTool
            | FunctionToolParam
            | models.FunctionTool
            | Unknown
            | Callable[..., Any]
        ]
        | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        max_prompt_tokens: int | None = NOT_GIVEN,
        max_completion_tokens: int | None = NOT_GIVEN,
        truncation_strategy: TruncationStrategyParam | models.TruncationStrategy | None = NOT_GIVEN,
        tool_choice: models.AssistantToolChoiceMode
        | AssistantToolChoiceParam
        | models.AssistantToolChoice
        | None = NOT_GIVEN,
        parallel_tool_calls: bool = NOT_GIVEN,
        response_format: Literal["auto"]
        | ResponseFormatTextParam
        | models.ResponseFormatText
        | ResponseFormatJSONObjectParam
        | models.ResponseFormatJSONObject
        | ResponseFormatJSONSchemaParam
        | models.ResponseFormatJSONSchema
        | None
        | type[Any]
        | Unknown = NOT_GIVEN,
        include: Sequence[RunStepInclude] = NOT_GIVEN,
        on_active_run: OnActiveRun = "raise",
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "cancel",
        on_poll: Callable[[Run], object] | None = None,
        cancel_on_exit: bool = True,
        on_text: Callable[[str], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[Run]]: ...
    def submit_tool_outputs_and_poll(
        self,
        run_id: str,
        *,
        thread_id: str,
        tool_outputs: Sequence[ToolOutputParam | models.ToolOutput],
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "raise",
        on_poll: Callable[[Run], object] | None = None,
        cancel_on_exit: bool = False,
        on_text: Callable[[str], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[Run]]: ...
    def execute(
        self,
        thread_id: str,
        *,
        assistant_id: str,
        model: str | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
        additional_instructions: str | None = NOT_GIVEN,
        additional_messages: Sequence[MessageCreateParams | models.MessageCreateRequest] | None = NOT_GIVEN,
        tools: Sequence[
            CodeInterpreterToolParam
            | models.CodeInterpreterTool
            | FileSearchToolParam
            | models.FileSearchTool
            | FunctionToolParam
            | models.FunctionTool
            | Unknown
            | Callable[..., Any]
        ]
        | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        max_prompt_tokens: int | None = NOT_GIVEN,
        max_completion_tokens: int | None = NOT_GIVEN,
        truncation_strategy: TruncationStrategyParam | models.TruncationStrategy | None = NOT_GIVEN,
        tool_choice: models.AssistantToolChoiceMode
        | AssistantToolChoiceParam
        | models.AssistantToolChoice
        | None = NOT_GIVEN,
        parallel_tool_calls: bool = NOT_GIVEN,
        response_format: Literal["auto"]
        | ResponseFormatTextParam
        | models.ResponseFormatText
        | ResponseFormatJSONObjectParam
        | models.ResponseFormatJSONObject
        | ResponseFormatJSONSchemaParam
        | models.ResponseFormatJSONSchema
        | None
        | type[Any]
        | Unknown = NOT_GIVEN,
        include: Sequence[RunStepInclude] = NOT_GIVEN,
        on_active_run: OnActiveRun = "raise",
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "cancel",
        on_poll: Callable[[Run], object] | None = None,
        cancel_on_exit: bool = True,
        on_text: Callable[[str], object] | None = None,
        functions: Iterable[Callable[..., Any]] | Mapping[str, Callable[..., Any]] | Toolbox = (),
        on_tool_error: OnToolError = "report",
        tool_timeout: float | None = None,
        max_parallel_tools: int = 8,
        max_rounds: int = 50,
        approve: Callable[[RequiredActionFunctionToolCall], object] | None = None,
        retry_failed: int = 0,
        retry_after_tools: bool = False,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[RunResult]]: ...
    def resume(
        self,
        run_id: str,
        *,
        thread_id: str,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "raise",
        on_poll: Callable[[Run], object] | None = None,
        cancel_on_exit: bool = False,
        functions: Iterable[Callable[..., Any]] | Mapping[str, Callable[..., Any]] | Toolbox = (),
        on_tool_error: OnToolError = "report",
        tool_timeout: float | None = None,
        max_parallel_tools: int = 8,
        max_rounds: int = 50,
        approve: Callable[[RequiredActionFunctionToolCall], object] | None = None,
        on_text: Callable[[str], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[RunResult]]: ...
    def list(
        self,
        thread_id: str,
        *,
        limit: int | None = None,
        order: ListOrder | None = None,
        after: str | None = None,
        max_items: int | None = None,
        since: date | str | float | None = None,
        until: date | str | float | None = None,
        prefetch: bool = True,
        before: str | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[Page[Run]]]: ...
    @property
    def steps(self) -> _StreamedSteps: ...

class Runs(Resource):
    """An assistant at work on a thread."""
    def create(
        self,
        thread_id: str,
        *,
        assistant_id: str,
        model: str | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
        additional_instructions: str | None = NOT_GIVEN,
        additional_messages: Sequence[MessageCreateParams | models.MessageCreateRequest] | None = NOT_GIVEN,
        tools: Sequence[
            CodeInterpreterToolParam
            | models.CodeInterpreterTool
            | FileSearchToolParam
            | models.FileSearchTool
            | FunctionToolParam
            | models.FunctionTool
            | Unknown
            | Callable[..., Any]
        ]
        | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        max_prompt_tokens: int | None = NOT_GIVEN,
        max_completion_tokens: int | None = NOT_GIVEN,
        truncation_strategy: TruncationStrategyParam | models.TruncationStrategy | None = NOT_GIVEN,
        tool_choice: models.AssistantToolChoiceMode
        | AssistantToolChoiceParam
        | models.AssistantToolChoice
        | None = NOT_GIVEN,
        parallel_tool_calls: bool = NOT_GIVEN,
        response_format: Literal["auto"]
        | ResponseFormatTextParam
        | models.ResponseFormatText
        | ResponseFormatJSONObjectParam
        | models.ResponseFormatJSONObject
        | ResponseFormatJSONSchemaParam
        | models.ResponseFormatJSONSchema
        | None
        | type[Any]
        | Unknown = NOT_GIVEN,
        include: Sequence[RunStepInclude] = NOT_GIVEN,
        on_active_run: OnActiveRun = "raise",
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Run:
        """Set an assistant to work on a thread and return at once; the run goes on at the server.

        Args:
            thread_id: Id of the thread.
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
            max_prompt_tokens: Prompt tokens the run may use over all its model calls before it ends
                incomplete; unlimited by default.
            max_completion_tokens: Completion tokens the run may use over all its model calls before it ends
                incomplete; unlimited by default.
            truncation_strategy: How a long thread is shortened for the model; `auto` by default.
            tool_choice: Whether and which tools must be called; `auto` by default.
            parallel_tool_calls: Whether the model may call several functions at once; true by default.
            response_format: Form the answers must have; the assistant's by default.
            include: What to add to run steps that servers leave out otherwise, such as the text that file
                search found.
            on_active_run: What to do while another run is active on the thread: `raise` ThreadBusy, `wait`
                until that run has ended, or `cancel` it. Default: 'raise'.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The run, queued. The thread is locked until it ends.

        Raises:
            ThreadBusy: Another run is active on the thread, and `on_active_run` is `raise`.
            BadRequestError: A field is wrong.
            NotFoundError: There is no such thread or assistant on this server.

        Endpoint: POST /threads/{thread_id}/runs
        """
    def retrieve(
        self,
        run_id: str,
        *,
        thread_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Run:
        """Fetch a run as it is now.

        Args:
            run_id: Id of the run.
            thread_id: Id of its thread.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            NotFoundError: The thread has no run with this id.

        Endpoint: GET /threads/{thread_id}/runs/{run_id}
        """
    def update(
        self,
        run_id: str,
        *,
        thread_id: str,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Run:
        """Change a run's metadata; servers refuse it while the run is at work.

        Args:
            run_id: Id of the run.
            thread_id: Id of its thread.
            metadata: Your own key-value pairs.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: POST /threads/{thread_id}/runs/{run_id}
        """
    def cancel(
        self,
        run_id: str,
        *,
        thread_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Run:
        """Ask the server to stop a run.

        Args:
            run_id: Id of the run.
            thread_id: Id of its thread.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The run, usually `cancelling`; `poll` waits until it is `cancelled`.

        Raises:
            BadRequestError: The run has ended already.

        Endpoint: POST /threads/{thread_id}/runs/{run_id}/cancel
        """
    def submit_tool_outputs(
        self,
        run_id: str,
        *,
        thread_id: str,
        tool_outputs: Sequence[ToolOutputParam | models.ToolOutput],
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Run:
        """Answer the tool calls that a run's `required_action` names, all of them in one request.

        Args:
            run_id: Id of the run.
            thread_id: Id of its thread.
            tool_outputs: One output for each pending call, in any order.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The run, queued again.

        Raises:
            BadRequestError: The run waits for no outputs, or for those of other calls.

        Endpoint: POST /threads/{thread_id}/runs/{run_id}/submit_tool_outputs
        """
    def poll(
        self,
        run_id: str,
        thread_id: str,
        *,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "raise",
        on_poll: Callable[[Run], object] | None = None,
        cancel_on_exit: bool = False,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Run:
        """Wait until a run has ended or waits for tool outputs.

        Args:
            run_id: Id of the run.
            thread_id: Id of its thread.
            poll_interval_ms: Milliseconds between two polls of the run; None for what the server
                recommends, or, if it recommends nothing, for a wait that grows from 150 to 5,000. Default:
                None.
            deadline: Seconds to wait for the run; None for 30 seconds beyond the run's own expiry, or 15
                minutes if it has none. Default: None.
            on_deadline: At the deadline: `raise` RunDeadlineExceeded, `cancel` the run and raise, or
                `return` it as it is. Default: 'raise'.
            on_poll: Function that is called with the run after each poll, or for each event about it if it
                is streamed. Default: None.
            cancel_on_exit: Whether the run is cancelled when Ctrl-C, the cancellation of the task, or an
                error in your functions (`on_poll`, `approve`) ends the call. Default: False.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The run. It has ended or has the status `requires_action`, unless `on_deadline="return"` cut it short.

        Raises:
            RunDeadlineExceeded: The run was still at work at the deadline. It goes on unless `on_deadline` is
                `cancel`.
            NotFoundError: The thread has no run with this id.
        """
    def create_and_poll(
        self,
        thread_id: str,
        *,
        assistant_id: str,
        model: str | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
        additional_instructions: str | None = NOT_GIVEN,
        additional_messages: Sequence[MessageCreateParams | models.MessageCreateRequest] | None = NOT_GIVEN,
        tools: Sequence[
            CodeInterpreterToolParam
            | models.CodeInterpreterTool
            | FileSearchToolParam
            | models.FileSearchTool
            | FunctionToolParam
            | models.FunctionTool
            | Unknown
            | Callable[..., Any]
        ]
        | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        max_prompt_tokens: int | None = NOT_GIVEN,
        max_completion_tokens: int | None = NOT_GIVEN,
        truncation_strategy: TruncationStrategyParam | models.TruncationStrategy | None = NOT_GIVEN,
        tool_choice: models.AssistantToolChoiceMode
        | AssistantToolChoiceParam
        | models.AssistantToolChoice
        | None = NOT_GIVEN,
        parallel_tool_calls: bool = NOT_GIVEN,
        response_format: Literal["auto"]
        | ResponseFormatTextParam
        | models.ResponseFormatText
        | ResponseFormatJSONObjectParam
        | models.ResponseFormatJSONObject
        | ResponseFormatJSONSchemaParam
        | models.ResponseFormatJSONSchema
        | None
        | type[Any]
        | Unknown = NOT_GIVEN,
        include: Sequence[RunStepInclude] = NOT_GIVEN,
        on_active_run: OnActiveRun = "raise",
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "cancel",
        on_poll: Callable[[Run], object] | None = None,
        cancel_on_exit: bool = True,
        on_text: Callable[[str], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Run:
        """Set an assistant to work on a thread and wait until the run has ended or waits for tool outputs.

        Args:
            thread_id: Id of the thread.
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
            max_prompt_tokens: Prompt tokens the run may use over all its model calls before it ends
                incomplete; unlimited by default.
            max_completion_tokens: Completion tokens the run may use over all its model calls before it ends
                incomplete; unlimited by default.
            truncation_strategy: How a long thread is shortened for the model; `auto` by default.
            tool_choice: Whether and which tools must be called; `auto` by default.
            parallel_tool_calls: Whether the model may call several functions at once; true by default.
            response_format: Form the answers must have; the assistant's by default.
            include: What to add to run steps that servers leave out otherwise, such as the text that file
                search found.
            on_active_run: What to do while another run is active on the thread: `raise` ThreadBusy, `wait`
                until that run has ended, or `cancel` it. Default: 'raise'.
            poll_interval_ms: Milliseconds between two polls of the run; None for what the server
                recommends, or, if it recommends nothing, for a wait that grows from 150 to 5,000. Default:
                None.
            deadline: Seconds to wait for the run; None for 30 seconds beyond the run's own expiry, or 15
                minutes if it has none. Default: None.
            on_deadline: At the deadline: `raise` RunDeadlineExceeded, `cancel` the run and raise, or
                `return` it as it is. Default: 'cancel'.
            on_poll: Function that is called with the run after each poll, or for each event about it if it
                is streamed. Default: None.
            cancel_on_exit: Whether the run is cancelled when Ctrl-C, the cancellation of the task, or an
                error in your functions (`on_poll`, `approve`) ends the call. Default: True.
            on_text: Function that is called with each piece of the text that the model writes, as it comes.
                Where the server has no streams, that is each whole text, when the run rests. None to wait for
                the end. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The run, whatever its `status`. (`execute` also answers tool calls, and raises for a run that failed.)

        Raises:
            RunDeadlineExceeded: The run was still at work at the deadline. It is cancelled unless `on_deadline`
                is `raise`.
            ThreadBusy: Another run is active on the thread, and `on_active_run` is `raise`.
        """
    def submit_tool_outputs_and_poll(
        self,
        run_id: str,
        *,
        thread_id: str,
        tool_outputs: Sequence[ToolOutputParam | models.ToolOutput],
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "raise",
        on_poll: Callable[[Run], object] | None = None,
        cancel_on_exit: bool = False,
        on_text: Callable[[str], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Run:
        """Answer the tool calls of a run, all in one request, and wait until it has ended or waits for more.

        Args:
            run_id: Id of the run.
            thread_id: Id of its thread.
            tool_outputs: One output for each pending call, in any order.
            poll_interval_ms: Milliseconds between two polls of the run; None for what the server
                recommends, or, if it recommends nothing, for a wait that grows from 150 to 5,000. Default:
                None.
            deadline: Seconds to wait for the run; None for 30 seconds beyond the run's own expiry, or 15
                minutes if it has none. Default: None.
            on_deadline: At the deadline: `raise` RunDeadlineExceeded, `cancel` the run and raise, or
                `return` it as it is. Default: 'raise'.
            on_poll: Function that is called with the run after each poll, or for each event about it if it
                is streamed. Default: None.
            cancel_on_exit: Whether the run is cancelled when Ctrl-C, the cancellation of the task, or an
                error in your functions (`on_poll`, `approve`) ends the call. Default: False.
            on_text: Function that is called with each piece of the text that the model writes, as it comes.
                Where the server has no streams, that is each whole text, when the run rests. None to wait for
                the end. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The run, whatever its `status`.

        Raises:
            RunDeadlineExceeded: The run was still at work at the deadline. It goes on unless `on_deadline` is
                `cancel`.
        """
    def execute(
        self,
        thread_id: str,
        *,
        assistant_id: str,
        model: str | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
        additional_instructions: str | None = NOT_GIVEN,
        additional_messages: Sequence[MessageCreateParams | models.MessageCreateRequest] | None = NOT_GIVEN,
        tools: Sequence[
            CodeInterpreterToolParam
            | models.CodeInterpreterTool
            | FileSearchToolParam
            | models.FileSearchTool
            | FunctionToolParam
            | models.FunctionTool
            | Unknown
            | Callable[..., Any]
        ]
        | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        max_prompt_tokens: int | None = NOT_GIVEN,
        max_completion_tokens: int | None = NOT_GIVEN,
        truncation_strategy: TruncationStrategyParam | models.TruncationStrategy | None = NOT_GIVEN,
        tool_choice: models.AssistantToolChoiceMode
        | AssistantToolChoiceParam
        | models.AssistantToolChoice
        | None = NOT_GIVEN,
        parallel_tool_calls: bool = NOT_GIVEN,
        response_format: Literal["auto"]
        | ResponseFormatTextParam
        | models.ResponseFormatText
        | ResponseFormatJSONObjectParam
        | models.ResponseFormatJSONObject
        | ResponseFormatJSONSchemaParam
        | models.ResponseFormatJSONSchema
        | None
        | type[Any]
        | Unknown = NOT_GIVEN,
        include: Sequence[RunStepInclude] = NOT_GIVEN,
        on_active_run: OnActiveRun = "raise",
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "cancel",
        on_poll: Callable[[Run], object] | None = None,
        cancel_on_exit: bool = True,
        on_text: Callable[[str], object] | None = None,
        functions: Iterable[Callable[..., Any]] | Mapping[str, Callable[..., Any]] | Toolbox = (),
        on_tool_error: OnToolError = "report",
        tool_timeout: float | None = None,
        max_parallel_tools: int = 8,
        max_rounds: int = 50,
        approve: Callable[[RequiredActionFunctionToolCall], object] | None = None,
        retry_failed: int = 0,
        retry_after_tools: bool = False,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RunResult:
        """Run an assistant on a thread to the end: create, follow, answer its tool calls, collect what it did.

        Functions that the assistant does not know yet are offered to the model in this run, unless `tools=`
        says what is offered; Python functions among `tools=` answer calls too. Calls of one turn run side by
        side; async functions need AsyncAssistants. A
        `response_format` that is a Python type is sent as its strict JSON schema, and the answer comes as
        `RunResult.parsed`.

        Args:
            thread_id: Id of the thread.
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
            max_prompt_tokens: Prompt tokens the run may use over all its model calls before it ends
                incomplete; unlimited by default.
            max_completion_tokens: Completion tokens the run may use over all its model calls before it ends
                incomplete; unlimited by default.
            truncation_strategy: How a long thread is shortened for the model; `auto` by default.
            tool_choice: Whether and which tools must be called; `auto` by default.
            parallel_tool_calls: Whether the model may call several functions at once; true by default.
            response_format: Form the answers must have; the assistant's by default.
            include: What to add to run steps that servers leave out otherwise, such as the text that file
                search found.
            on_active_run: What to do while another run is active on the thread: `raise` ThreadBusy, `wait`
                until that run has ended, or `cancel` it. Default: 'raise'.
            poll_interval_ms: Milliseconds between two polls of the run; None for what the server
                recommends, or, if it recommends nothing, for a wait that grows from 150 to 5,000. Default:
                None.
            deadline: Seconds to wait for the run; None for 30 seconds beyond the run's own expiry, or 15
                minutes if it has none. Default: None.
            on_deadline: At the deadline: `raise` RunDeadlineExceeded, `cancel` the run and raise, or
                `return` it as it is. Default: 'cancel'.
            on_poll: Function that is called with the run after each poll, or for each event about it if it
                is streamed. Default: None.
            cancel_on_exit: Whether the run is cancelled when Ctrl-C, the cancellation of the task, or an
                error in your functions (`on_poll`, `approve`) ends the call. Default: True.
            on_text: Function that is called with each piece of the text that the model writes, as it comes.
                Where the server has no streams, that is each whole text, when the run rests. None to wait for
                the end. Default: None.
            functions: Python functions, `@tool`s, a dict of functions by name, or a Toolbox that answer the
                model's calls. If none are passed and the model calls one, RunRequiresAction is raised. Default:
                ().
            on_tool_error: When a tool call fails: `report` that to the model, `raise` ToolError and leave
                the run waiting, or `cancel` the run and raise. Where no functions were passed, nothing is
                reported. Default: 'report'.
            tool_timeout: Seconds after which a tool call has failed; None for no limit. Default: None.
            max_parallel_tools: How many tool calls of a run are made at once. Default: 8.
            max_rounds: How often the run's tool calls are answered. If the model asks once more,
                RunRequiresAction is raised, and the run is left waiting. Default: 50.
            approve: Function that is called with each tool call before it is made. If it returns a false
                value, such as None, the call is not made, and the model is told so. None to make all calls.
                Default: None.
            retry_failed: How many further runs are made if runs fail because of a rate limit or a server
                error. Default: 0.
            retry_after_tools: Whether a further run is made even if tools were called already; it may call
                them again. Default: False.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The run with its messages, steps and text. With `on_deadline="return"` the run may still be at work.

        Raises:
            RunFailed, RunExpired, RunCancelled: The run ended in this status.
            RunIncomplete: The run was cut short by a token limit or a filter; `messages` holds what it wrote.
            RunRefused, RunAnswerInvalid: A type was asked for, and the model refused, or its answer does not fit
                the type; `messages` holds what it wrote.
            RunRequiresAction: The model called a function, and none was passed to this call. Or the run waits for
                something else than functions, or `max_rounds` is used up. The run is left waiting, and can be
                resumed, unless `on_tool_error` is `cancel`.
            RunDeadlineExceeded: The run was still at work at the deadline. It is cancelled unless `on_deadline`
                is `raise`.
            ToolError: A tool call failed, and `on_tool_error` is not `report`.
            ThreadBusy: Another run is active on the thread, and `on_active_run` is `raise`.
        """
    def resume(
        self,
        run_id: str,
        *,
        thread_id: str,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "raise",
        on_poll: Callable[[Run], object] | None = None,
        cancel_on_exit: bool = False,
        functions: Iterable[Callable[..., Any]] | Mapping[str, Callable[..., Any]] | Toolbox = (),
        on_tool_error: OnToolError = "report",
        tool_timeout: float | None = None,
        max_parallel_tools: int = 8,
        max_rounds: int = 50,
        approve: Callable[[RequiredActionFunctionToolCall], object] | None = None,
        on_text: Callable[[str], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RunResult:
        """Follow a run that another call or another process has begun, and answer its tool calls, to its end.

        Args:
            run_id: Id of the run, in any status.
            thread_id: Id of its thread.
            poll_interval_ms: Milliseconds between two polls of the run; None for what the server
                recommends, or, if it recommends nothing, for a wait that grows from 150 to 5,000. Default:
                None.
            deadline: Seconds to wait for the run; None for 30 seconds beyond the run's own expiry, or 15
                minutes if it has none. Default: None.
            on_deadline: At the deadline: `raise` RunDeadlineExceeded, `cancel` the run and raise, or
                `return` it as it is. Default: 'raise'.
            on_poll: Function that is called with the run after each poll, or for each event about it if it
                is streamed. Default: None.
            cancel_on_exit: Whether the run is cancelled when Ctrl-C, the cancellation of the task, or an
                error in your functions (`on_poll`, `approve`) ends the call. Default: False.
            functions: Python functions, `@tool`s, a dict of functions by name, or a Toolbox that answer the
                model's calls. If none are passed and the model calls one, RunRequiresAction is raised. Default:
                ().
            on_tool_error: When a tool call fails: `report` that to the model, `raise` ToolError and leave
                the run waiting, or `cancel` the run and raise. Where no functions were passed, nothing is
                reported. Default: 'report'.
            tool_timeout: Seconds after which a tool call has failed; None for no limit. Default: None.
            max_parallel_tools: How many tool calls of a run are made at once. Default: 8.
            max_rounds: How often the run's tool calls are answered. If the model asks once more,
                RunRequiresAction is raised, and the run is left waiting. Default: 50.
            approve: Function that is called with each tool call before it is made. If it returns a false
                value, such as None, the call is not made, and the model is told so. None to make all calls.
                Default: None.
            on_text: Function that is called with each piece of the text that the model writes, as it comes.
                Where the server has no streams, that is each whole text, when the run rests. None to wait for
                the end. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            As for `execute`.

        Raises:
            RunError, ToolError: As for `execute`, but RunDeadlineExceeded leaves the run at work unless
                `on_deadline` is `cancel`.
            NotFoundError: The thread has no run with this id.
        """
    def wait_all(
        self,
        runs: Iterable[Run],
        *,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "raise",
        on_poll: Callable[[Run], object] | None = None,
        requests_per_second: float = 50.0,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Iterator[Run]:
        """Follow many runs and yield each as soon as it has ended or waits for tool outputs.

        Args:
            runs: The runs, as `create` or `retrieve` returned them; they may be of different threads.
            poll_interval_ms: Milliseconds between two polls of the run; None for what the server
                recommends, or, if it recommends nothing, for a wait that grows from 150 to 5,000. Default:
                None.
            deadline: Seconds to wait for the run; None for 30 seconds beyond the run's own expiry, or 15
                minutes if it has none. Default: None.
            on_deadline: At the deadline: `raise` RunDeadlineExceeded, `cancel` the run and raise, or
                `return` it as it is. Default: 'raise'.
            on_poll: Function that is called with the run after each poll, or for each event about it if it
                is streamed. Default: None.
            requests_per_second: How many requests are sent in a second at most, on average. Default: 50.0.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            An iterator over the runs, each once, in the order of their ends.

        Raises:
            RunDeadlineExceeded: A run was still at work at its deadline, unless `on_deadline` is `return`, which
                yields it as it is. The others can be waited for again.
            APIError: A run cannot be fetched; the error names it.
            TypeError: `runs` holds something else than Run objects.
            ValueError: An option is out of range.
        """
    def stream(
        self,
        thread_id: str,
        *,
        assistant_id: str,
        model: str | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
        additional_instructions: str | None = NOT_GIVEN,
        additional_messages: Sequence[MessageCreateParams | models.MessageCreateRequest] | None = NOT_GIVEN,
        tools: Sequence[
            CodeInterpreterToolParam
            | models.CodeInterpreterTool
            | FileSearchToolParam
            | models.FileSearchTool
            | FunctionToolParam
            | models.FunctionTool
            | Unknown
            | Callable[..., Any]
        ]
        | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        max_prompt_tokens: int | None = NOT_GIVEN,
        max_completion_tokens: int | None = NOT_GIVEN,
        truncation_strategy: TruncationStrategyParam | models.TruncationStrategy | None = NOT_GIVEN,
        tool_choice: models.AssistantToolChoiceMode
        | AssistantToolChoiceParam
        | models.AssistantToolChoice
        | None = NOT_GIVEN,
        parallel_tool_calls: bool = NOT_GIVEN,
        response_format: Literal["auto"]
        | ResponseFormatTextParam
        | models.ResponseFormatText
        | ResponseFormatJSONObjectParam
        | models.ResponseFormatJSONObject
        | ResponseFormatJSONSchemaParam
        | models.ResponseFormatJSONSchema
        | None
        | type[Any]
        | Unknown = NOT_GIVEN,
        include: Sequence[RunStepInclude] = NOT_GIVEN,
        on_active_run: OnActiveRun = "raise",
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "cancel",
        on_poll: Callable[[Run], object] | None = None,
        on_leave: OnLeave = "cancel",
        event_handler: Any = None,
        functions: Iterable[Callable[..., Any]] | Mapping[str, Callable[..., Any]] | Toolbox = (),
        on_tool_error: OnToolError = "report",
        tool_timeout: float | None = None,
        max_parallel_tools: int = 8,
        max_rounds: int = 50,
        approve: Callable[[RequiredActionFunctionToolCall], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RunStream:
        """Set an assistant to work on a thread, and follow what it does by its events, over all its tool calls.

        Use what is returned in a `with` block, which sends the request. If the connection breaks, the run is
        looked at instead, and what was missed is told (`event.recovered`). With `functions` the model's calls are
        answered, and the events go on; without any, they end when the run waits for outputs.

        Args:
            thread_id: Id of the thread.
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
            max_prompt_tokens: Prompt tokens the run may use over all its model calls before it ends
                incomplete; unlimited by default.
            max_completion_tokens: Completion tokens the run may use over all its model calls before it ends
                incomplete; unlimited by default.
            truncation_strategy: How a long thread is shortened for the model; `auto` by default.
            tool_choice: Whether and which tools must be called; `auto` by default.
            parallel_tool_calls: Whether the model may call several functions at once; true by default.
            response_format: Form the answers must have; the assistant's by default.
            include: What to add to run steps that servers leave out otherwise, such as the text that file
                search found.
            on_active_run: What to do while another run is active on the thread: `raise` ThreadBusy, `wait`
                until that run has ended, or `cancel` it. Default: 'raise'.
            poll_interval_ms: Milliseconds between two polls of the run; None for what the server
                recommends, or, if it recommends nothing, for a wait that grows from 150 to 5,000. Default:
                None.
            deadline: Seconds to wait for the run; None for 30 seconds beyond the run's own expiry, or 15
                minutes if it has none. Default: None.
            on_deadline: At the deadline: `raise` RunDeadlineExceeded, `cancel` the run and raise, or
                `return` it as it is. Default: 'cancel'.
            on_poll: Function that is called with the run after each poll, or for each event about it if it
                is streamed. Default: None.
            on_leave: When the block is left before the run rests: `cancel` the run, or `keep` it at work.
                Default: 'cancel'.
            event_handler: An AssistantEventHandler, or an AsyncAssistantEventHandler, whose hooks are
                called with the events. Default: None.
            functions: Python functions, `@tool`s, a dict of functions by name, or a Toolbox that answer the
                model's calls. If none are passed and the model calls one, RunRequiresAction is raised. Default:
                ().
            on_tool_error: When a tool call fails: `report` that to the model, `raise` ToolError and leave
                the run waiting, or `cancel` the run and raise. Where no functions were passed, nothing is
                reported. Default: 'report'.
            tool_timeout: Seconds after which a tool call has failed; None for no limit. Default: None.
            max_parallel_tools: How many tool calls of a run are made at once. Default: 8.
            max_rounds: How often the run's tool calls are answered. If the model asks once more,
                RunRequiresAction is raised, and the run is left waiting. Default: 50.
            approve: Function that is called with each tool call before it is made. If it returns a false
                value, such as None, the call is not made, and the model is told so. None to make all calls.
                Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The events, one after the other, and what they have said so far.

        Raises:
            RunDeadlineExceeded: The run was still at work at the deadline. It is cancelled unless `on_deadline`
                is `raise`.
            ToolError: A tool call failed, and `on_tool_error` is not `report`.
            ThreadBusy: Another run is active on the thread, and `on_active_run` is `raise`.
        """
    def create_and_stream(
        self,
        thread_id: str,
        *,
        assistant_id: str,
        model: str | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
        additional_instructions: str | None = NOT_GIVEN,
        additional_messages: Sequence[MessageCreateParams | models.MessageCreateRequest] | None = NOT_GIVEN,
        tools: Sequence[
            CodeInterpreterToolParam
            | models.CodeInterpreterTool
            | FileSearchToolParam
            | models.FileSearchTool
            | FunctionToolParam
            | models.FunctionTool
            | Unknown
            | Callable[..., Any]
        ]
        | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        max_prompt_tokens: int | None = NOT_GIVEN,
        max_completion_tokens: int | None = NOT_GIVEN,
        truncation_strategy: TruncationStrategyParam | models.TruncationStrategy | None = NOT_GIVEN,
        tool_choice: models.AssistantToolChoiceMode
        | AssistantToolChoiceParam
        | models.AssistantToolChoice
        | None = NOT_GIVEN,
        parallel_tool_calls: bool = NOT_GIVEN,
        response_format: Literal["auto"]
        | ResponseFormatTextParam
        | models.ResponseFormatText
        | ResponseFormatJSONObjectParam
        | models.ResponseFormatJSONObject
        | ResponseFormatJSONSchemaParam
        | models.ResponseFormatJSONSchema
        | None
        | type[Any]
        | Unknown = NOT_GIVEN,
        include: Sequence[RunStepInclude] = NOT_GIVEN,
        on_active_run: OnActiveRun = "raise",
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "cancel",
        on_poll: Callable[[Run], object] | None = None,
        on_leave: OnLeave = "cancel",
        event_handler: Any = None,
        functions: Iterable[Callable[..., Any]] | Mapping[str, Callable[..., Any]] | Toolbox = (),
        on_tool_error: OnToolError = "report",
        tool_timeout: float | None = None,
        max_parallel_tools: int = 8,
        max_rounds: int = 50,
        approve: Callable[[RequiredActionFunctionToolCall], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RunStream:
        """Set an assistant to work on a thread, and follow what it does by its events, over all its tool calls.

        Use what is returned in a `with` block, which sends the request. If the connection breaks, the run is
        looked at instead, and what was missed is told (`event.recovered`). With `functions` the model's calls are
        answered, and the events go on; without any, they end when the run waits for outputs.

        Args:
            thread_id: Id of the thread.
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
            max_prompt_tokens: Prompt tokens the run may use over all its model calls before it ends
                incomplete; unlimited by default.
            max_completion_tokens: Completion tokens the run may use over all its model calls before it ends
                incomplete; unlimited by default.
            truncation_strategy: How a long thread is shortened for the model; `auto` by default.
            tool_choice: Whether and which tools must be called; `auto` by default.
            parallel_tool_calls: Whether the model may call several functions at once; true by default.
            response_format: Form the answers must have; the assistant's by default.
            include: What to add to run steps that servers leave out otherwise, such as the text that file
                search found.
            on_active_run: What to do while another run is active on the thread: `raise` ThreadBusy, `wait`
                until that run has ended, or `cancel` it. Default: 'raise'.
            poll_interval_ms: Milliseconds between two polls of the run; None for what the server
                recommends, or, if it recommends nothing, for a wait that grows from 150 to 5,000. Default:
                None.
            deadline: Seconds to wait for the run; None for 30 seconds beyond the run's own expiry, or 15
                minutes if it has none. Default: None.
            on_deadline: At the deadline: `raise` RunDeadlineExceeded, `cancel` the run and raise, or
                `return` it as it is. Default: 'cancel'.
            on_poll: Function that is called with the run after each poll, or for each event about it if it
                is streamed. Default: None.
            on_leave: When the block is left before the run rests: `cancel` the run, or `keep` it at work.
                Default: 'cancel'.
            event_handler: An AssistantEventHandler, or an AsyncAssistantEventHandler, whose hooks are
                called with the events. Default: None.
            functions: Python functions, `@tool`s, a dict of functions by name, or a Toolbox that answer the
                model's calls. If none are passed and the model calls one, RunRequiresAction is raised. Default:
                ().
            on_tool_error: When a tool call fails: `report` that to the model, `raise` ToolError and leave
                the run waiting, or `cancel` the run and raise. Where no functions were passed, nothing is
                reported. Default: 'report'.
            tool_timeout: Seconds after which a tool call has failed; None for no limit. Default: None.
            max_parallel_tools: How many tool calls of a run are made at once. Default: 8.
            max_rounds: How often the run's tool calls are answered. If the model asks once more,
                RunRequiresAction is raised, and the run is left waiting. Default: 50.
            approve: Function that is called with each tool call before it is made. If it returns a false
                value, such as None, the call is not made, and the model is told so. None to make all calls.
                Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The events, one after the other, and what they have said so far.

        Raises:
            RunDeadlineExceeded: The run was still at work at the deadline. It is cancelled unless `on_deadline`
                is `raise`.
            ToolError: A tool call failed, and `on_tool_error` is not `report`.
            ThreadBusy: Another run is active on the thread, and `on_active_run` is `raise`.
        """
    def submit_tool_outputs_stream(
        self,
        run_id: str,
        *,
        thread_id: str,
        tool_outputs: Sequence[ToolOutputParam | models.ToolOutput],
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "cancel",
        on_poll: Callable[[Run], object] | None = None,
        on_leave: OnLeave = "cancel",
        event_handler: Any = None,
        functions: Iterable[Callable[..., Any]] | Mapping[str, Callable[..., Any]] | Toolbox = (),
        on_tool_error: OnToolError = "report",
        tool_timeout: float | None = None,
        max_parallel_tools: int = 8,
        max_rounds: int = 50,
        approve: Callable[[RequiredActionFunctionToolCall], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RunStream:
        """Answer the tool calls of a run, all in one request, and follow by its events what it does then.

        Args:
            run_id: Id of the run.
            thread_id: Id of its thread.
            tool_outputs: One output for each pending call, in any order.
            poll_interval_ms: Milliseconds between two polls of the run; None for what the server
                recommends, or, if it recommends nothing, for a wait that grows from 150 to 5,000. Default:
                None.
            deadline: Seconds to wait for the run; None for 30 seconds beyond the run's own expiry, or 15
                minutes if it has none. Default: None.
            on_deadline: At the deadline: `raise` RunDeadlineExceeded, `cancel` the run and raise, or
                `return` it as it is. Default: 'cancel'.
            on_poll: Function that is called with the run after each poll, or for each event about it if it
                is streamed. Default: None.
            on_leave: When the block is left before the run rests: `cancel` the run, or `keep` it at work.
                Default: 'cancel'.
            event_handler: An AssistantEventHandler, or an AsyncAssistantEventHandler, whose hooks are
                called with the events. Default: None.
            functions: Python functions, `@tool`s, a dict of functions by name, or a Toolbox that answer the
                model's calls. If none are passed and the model calls one, RunRequiresAction is raised. Default:
                ().
            on_tool_error: When a tool call fails: `report` that to the model, `raise` ToolError and leave
                the run waiting, or `cancel` the run and raise. Where no functions were passed, nothing is
                reported. Default: 'report'.
            tool_timeout: Seconds after which a tool call has failed; None for no limit. Default: None.
            max_parallel_tools: How many tool calls of a run are made at once. Default: 8.
            max_rounds: How often the run's tool calls are answered. If the model asks once more,
                RunRequiresAction is raised, and the run is left waiting. Default: 50.
            approve: Function that is called with each tool call before it is made. If it returns a false
                value, such as None, the call is not made, and the model is told so. None to make all calls.
                Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The events, as for `stream`.

        Raises:
            BadRequestError: The run waits for no outputs, or for those of other calls.
            RunDeadlineExceeded, ToolError: As for `stream`.
        """
    def list(
        self,
        thread_id: str,
        *,
        limit: int | None = None,
        order: ListOrder | None = None,
        after: str | None = None,
        max_items: int | None = None,
        since: date | str | float | None = None,
        until: date | str | float | None = None,
        prefetch: bool = True,
        before: str | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Page[Run]:
        """List a thread's runs, newest first unless `order="asc"`; iterating fetches page after page.

        Args:
            thread_id: Id of the thread.
            limit: Items on a page, 1 to 100; None for as many as the server likes, usually 20. Default:
                None.
            order: `asc` for oldest first, `desc` or None for newest first. Default: None.
            after: Id of an item: the list begins with the one that follows it; None to begin at the start.
                Default: None.
            max_items: How many items iterating yields at most, over all pages; None for all of them.
                Default: None.
            since: Earliest time of creation of the items: a datetime, a date, a text such as `2026-08-26
                14:00`, or Unix seconds. Without a time zone it is local time. None for no limit. Default: None.
            until: Latest time of creation of the items, given like `since`; None for no limit. Default:
                None.
            prefetch: Whether the next page is fetched while one is read, if the server is slow. Default:
                True.
            before: Id of an item: iterating goes backwards from it, the nearest item first; None to go
                forwards. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            ValueError: `limit` or `max_items` is out of range.

        Endpoint: GET /threads/{thread_id}/runs
        """
    @property
    def steps(self) -> Steps:
        """What a run did."""
    @property
    def with_raw_response(self) -> _RawRuns:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedRuns:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""

class _RawAsyncRuns:
    async def create(
        self,
        thread_id: str,
        *,
        assistant_id: str,
        model: str | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
        additional_instructions: str | None = NOT_GIVEN,
        additional_messages: Sequence[MessageCreateParams | models.MessageCreateRequest] | None = NOT_GIVEN,
        tools: Sequence[
            CodeInterpreterToolParam
            | models.CodeInterpreterTool
            | FileSearchToolParam
            | models.FileSearchTool
            | FunctionToolParam
            | models.FunctionTool
            | Unknown
            | Callable[..., Any]
        ]
        | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        max_prompt_tokens: int | None = NOT_GIVEN,
        max_completion_tokens: int | None = NOT_GIVEN,
        truncation_strategy: TruncationStrategyParam | models.TruncationStrategy | None = NOT_GIVEN,
        tool_choice: models.AssistantToolChoiceMode
        | AssistantToolChoiceParam
        | models.AssistantToolChoice
        | None = NOT_GIVEN,
        parallel_tool_calls: bool = NOT_GIVEN,
        response_format: Literal["auto"]
        | ResponseFormatTextParam
        | models.ResponseFormatText
        | ResponseFormatJSONObjectParam
        | models.ResponseFormatJSONObject
        | ResponseFormatJSONSchemaParam
        | models.ResponseFormatJSONSchema
        | None
        | type[Any]
        | Unknown = NOT_GIVEN,
        include: Sequence[RunStepInclude] = NOT_GIVEN,
        on_active_run: OnActiveRun = "raise",
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Run]: ...
    async def retrieve(
        self,
        run_id: str,
        *,
        thread_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Run]: ...
    async def update(
        self,
        run_id: str,
        *,
        thread_id: str,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Run]: ...
    async def cancel(
        self,
        run_id: str,
        *,
        thread_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Run]: ...
    async def submit_tool_outputs(
        self,
        run_id: str,
        *,
        thread_id: str,
        tool_outputs: Sequence[ToolOutputParam | models.ToolOutput],
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Run]: ...
    async def poll(
        self,
        run_id: str,
        thread_id: str,
        *,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "raise",
        on_poll: Callable[[Run], object] | None = None,
        cancel_on_exit: bool = False,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Run]: ...
    async def create_and_poll(
        self,
        thread_id: str,
        *,
        assistant_id: str,
        model: str | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
        additional_instructions: str | None = NOT_GIVEN,
        additional_messages: Sequence[MessageCreateParams | models.MessageCreateRequest] | None = NOT_GIVEN,
        tools: Sequence[
            CodeInterpreterToolParam
            | models.CodeInterpreterTool
            | FileSearchToolParam
            | models.FileSearchTool
            | FunctionToolParam
            | models.FunctionTool
            | Unknown
            | Callable[..., Any]
        ]
        | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        max_prompt_tokens: int | None = NOT_GIVEN,
        max_completion_tokens: int | None = NOT_GIVEN,
        truncation_strategy: TruncationStrategyParam | models.TruncationStrategy | None = NOT_GIVEN,
        tool_choice: models.AssistantToolChoiceMode
        | AssistantToolChoiceParam
        | models.AssistantToolChoice
        | None = NOT_GIVEN,
        parallel_tool_calls: bool = NOT_GIVEN,
        response_format: Literal["auto"]
        | ResponseFormatTextParam
        | models.ResponseFormatText
        | ResponseFormatJSONObjectParam
        | models.ResponseFormatJSONObject
        | ResponseFormatJSONSchemaParam
        | models.ResponseFormatJSONSchema
        | None
        | type[Any]
        | Unknown = NOT_GIVEN,
        include: Sequence[RunStepInclude] = NOT_GIVEN,
        on_active_run: OnActiveRun = "raise",
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "cancel",
        on_poll: Callable[[Run], object] | None = None,
        cancel_on_exit: bool = True,
        on_text: Callable[[str], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Run]: ...
    async def submit_tool_outputs_and_poll(
        self,
        run_id: str,
        *,
        thread_id: str,
        tool_outputs: Sequence[ToolOutputParam | models.ToolOutput],
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "raise",
        on_poll: Callable[[Run], object] | None = None,
        cancel_on_exit: bool = False,
        on_text: Callable[[str], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Run]: ...
    async def execute(
        self,
        thread_id: str,
        *,
        assistant_id: str,
        model: str | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
        additional_instructions: str | None = NOT_GIVEN,
        additional_messages: Sequence[MessageCreateParams | models.MessageCreateRequest] | None = NOT_GIVEN,
        tools: Sequence[
            CodeInterpreterToolParam
            | models.CodeInterpreterTool
            | FileSearchToolParam
            | models.FileSearchTool
            | FunctionToolParam
            | models.FunctionTool
            | Unknown
            | Callable[..., Any]
        ]
        | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        max_prompt_tokens: int | None = NOT_GIVEN,
        max_completion_tokens: int | None = NOT_GIVEN,
        truncation_strategy: TruncationStrategyParam | models.TruncationStrategy | None = NOT_GIVEN,
        tool_choice: models.AssistantToolChoiceMode
        | AssistantToolChoiceParam
        | models.AssistantToolChoice
        | None = NOT_GIVEN,
        parallel_tool_calls: bool = NOT_GIVEN,
        response_format: Literal["auto"]
        | ResponseFormatTextParam
        | models.ResponseFormatText
        | ResponseFormatJSONObjectParam
        | models.ResponseFormatJSONObject
        | ResponseFormatJSONSchemaParam
        | models.ResponseFormatJSONSchema
        | None
        | type[Any]
        | Unknown = NOT_GIVEN,
        include: Sequence[RunStepInclude] = NOT_GIVEN,
        on_active_run: OnActiveRun = "raise",
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "cancel",
        on_poll: Callable[[Run], object] | None = None,
        cancel_on_exit: bool = True,
        on_text: Callable[[str], object] | None = None,
        functions: Iterable[Callable[..., Any]] | Mapping[str, Callable[..., Any]] | Toolbox = (),
        on_tool_error: OnToolError = "report",
        tool_timeout: float | None = None,
        max_parallel_tools: int = 8,
        max_rounds: int = 50,
        approve: Callable[[RequiredActionFunctionToolCall], object] | None = None,
        retry_failed: int = 0,
        retry_after_tools: bool = False,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[RunResult]: ...
    async def resume(
        self,
        run_id: str,
        *,
        thread_id: str,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "raise",
        on_poll: Callable[[Run], object] | None = None,
        cancel_on_exit: bool = False,
        functions: Iterable[Callable[..., Any]] | Mapping[str, Callable[..., Any]] | Toolbox = (),
        on_tool_error: OnToolError = "report",
        tool_timeout: float | None = None,
        max_parallel_tools: int = 8,
        max_rounds: int = 50,
        approve: Callable[[RequiredActionFunctionToolCall], object] | None = None,
        on_text: Callable[[str], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[RunResult]: ...
    async def list(
        self,
        thread_id: str,
        *,
        limit: int | None = None,
        order: ListOrder | None = None,
        after: str | None = None,
        max_items: int | None = None,
        since: date | str | float | None = None,
        until: date | str | float | None = None,
        prefetch: bool = True,
        before: str | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[AsyncPage[Run]]: ...
    @property
    def steps(self) -> _RawAsyncSteps: ...

class _StreamedAsyncRuns:
    def create(
        self,
        thread_id: str,
        *,
        assistant_id: str,
        model: str | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
        additional_instructions: str | None = NOT_GIVEN,
        additional_messages: Sequence[MessageCreateParams | models.MessageCreateRequest] | None = NOT_GIVEN,
        tools: Sequence[
            CodeInterpreterToolParam
            | models.CodeInterpreterTool
            | FileSearchToolParam
            | models.FileSearchTool
            | FunctionToolParam
            | models.FunctionTool
            | Unknown
            | Callable[..., Any]
        ]
        | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        max_prompt_tokens: int | None = NOT_GIVEN,
        max_completion_tokens: int | None = NOT_GIVEN,
        truncation_strategy: TruncationStrategyParam | models.TruncationStrategy | None = NOT_GIVEN,
        tool_choice: models.AssistantToolChoiceMode
        | AssistantToolChoiceParam
        | models.AssistantToolChoice
        | None = NOT_GIVEN,
        parallel_tool_calls: bool = NOT_GIVEN,
        response_format: Literal["auto"]
        | ResponseFormatTextParam
        | models.ResponseFormatText
        | ResponseFormatJSONObjectParam
        | models.ResponseFormatJSONObject
        | ResponseFormatJSONSchemaParam
        | models.ResponseFormatJSONSchema
        | None
        | type[Any]
        | Unknown = NOT_GIVEN,
        include: Sequence[RunStepInclude] = NOT_GIVEN,
        on_active_run: OnActiveRun = "raise",
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[Run]]: ...
    def retrieve(
        self,
        run_id: str,
        *,
        thread_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[Run]]: ...
    def update(
        self,
        run_id: str,
        *,
        thread_id: str,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[Run]]: ...
    def cancel(
        self,
        run_id: str,
        *,
        thread_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[Run]]: ...
    def submit_tool_outputs(
        self,
        run_id: str,
        *,
        thread_id: str,
        tool_outputs: Sequence[ToolOutputParam | models.ToolOutput],
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[Run]]: ...
    def poll(
        self,
        run_id: str,
        thread_id: str,
        *,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "raise",
        on_poll: Callable[[Run], object] | None = None,
        cancel_on_exit: bool = False,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[Run]]: ...
    def create_and_poll(
        self,
        thread_id: str,
        *,
        assistant_id: str,
        model: str | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
        additional_instructions: str | None = NOT_GIVEN,
        additional_messages: Sequence[MessageCreateParams | models.MessageCreateRequest] | None = NOT_GIVEN,
        tools: Sequence[
            CodeInterpreterToolParam
            | models.CodeInterpreterTool
            | FileSearchToolParam
            | models.FileSearchTool
            | FunctionToolParam
            | models.FunctionTool
            | Unknown
            | Callable[..., Any]
        ]
        | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        max_prompt_tokens: int | None = NOT_GIVEN,
        max_completion_tokens: int | None = NOT_GIVEN,
        truncation_strategy: TruncationStrategyParam | models.TruncationStrategy | None = NOT_GIVEN,
        tool_choice: models.AssistantToolChoiceMode
        | AssistantToolChoiceParam
        | models.AssistantToolChoice
        | None = NOT_GIVEN,
        parallel_tool_calls: bool = NOT_GIVEN,
        response_format: Literal["auto"]
        | ResponseFormatTextParam
        | models.ResponseFormatText
        | ResponseFormatJSONObjectParam
        | models.ResponseFormatJSONObject
        | ResponseFormatJSONSchemaParam
        | models.ResponseFormatJSONSchema
        | None
        | type[Any]
        | Unknown = NOT_GIVEN,
        include: Sequence[RunStepInclude] = NOT_GIVEN,
        on_active_run: OnActiveRun = "raise",
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "cancel",
        on_poll: Callable[[Run], object] | None = None,
        cancel_on_exit: bool = True,
        on_text: Callable[[str], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[Run]]: ...
    def submit_tool_outputs_and_poll(
        self,
        run_id: str,
        *,
        thread_id: str,
        tool_outputs: Sequence[ToolOutputParam | models.ToolOutput],
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "raise",
        on_poll: Callable[[Run], object] | None = None,
        cancel_on_exit: bool = False,
        on_text: Callable[[str], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[Run]]: ...
    def execute(
        self,
        thread_id: str,
        *,
        assistant_id: str,
        model: str | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
        additional_instructions: str | None = NOT_GIVEN,
        additional_messages: Sequence[MessageCreateParams | models.MessageCreateRequest] | None = NOT_GIVEN,
        tools: Sequence[
            CodeInterpreterToolParam
            | models.CodeInterpreterTool
            | FileSearchToolParam
            | models.FileSearchTool
            | FunctionToolParam
            | models.FunctionTool
            | Unknown
            | Callable[..., Any]
        ]
        | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        max_prompt_tokens: int | None = NOT_GIVEN,
        max_completion_tokens: int | None = NOT_GIVEN,
        truncation_strategy: TruncationStrategyParam | models.TruncationStrategy | None = NOT_GIVEN,
        tool_choice: models.AssistantToolChoiceMode
        | AssistantToolChoiceParam
        | models.AssistantToolChoice
        | None = NOT_GIVEN,
        parallel_tool_calls: bool = NOT_GIVEN,
        response_format: Literal["auto"]
        | ResponseFormatTextParam
        | models.ResponseFormatText
        | ResponseFormatJSONObjectParam
        | models.ResponseFormatJSONObject
        | ResponseFormatJSONSchemaParam
        | models.ResponseFormatJSONSchema
        | None
        | type[Any]
        | Unknown = NOT_GIVEN,
        include: Sequence[RunStepInclude] = NOT_GIVEN,
        on_active_run: OnActiveRun = "raise",
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "cancel",
        on_poll: Callable[[Run], object] | None = None,
        cancel_on_exit: bool = True,
        on_text: Callable[[str], object] | None = None,
        functions: Iterable[Callable[..., Any]] | Mapping[str, Callable[..., Any]] | Toolbox = (),
        on_tool_error: OnToolError = "report",
        tool_timeout: float | None = None,
        max_parallel_tools: int = 8,
        max_rounds: int = 50,
        approve: Callable[[RequiredActionFunctionToolCall], object] | None = None,
        retry_failed: int = 0,
        retry_after_tools: bool = False,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[RunResult]]: ...
    def resume(
        self,
        run_id: str,
        *,
        thread_id: str,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "raise",
        on_poll: Callable[[Run], object] | None = None,
        cancel_on_exit: bool = False,
        functions: Iterable[Callable[..., Any]] | Mapping[str, Callable[..., Any]] | Toolbox = (),
        on_tool_error: OnToolError = "report",
        tool_timeout: float | None = None,
        max_parallel_tools: int = 8,
        max_rounds: int = 50,
        approve: Callable[[RequiredActionFunctionToolCall], object] | None = None,
        on_text: Callable[[str], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[RunResult]]: ...
    def list(
        self,
        thread_id: str,
        *,
        limit: int | None = None,
        order: ListOrder | None = None,
        after: str | None = None,
        max_items: int | None = None,
        since: date | str | float | None = None,
        until: date | str | float | None = None,
        prefetch: bool = True,
        before: str | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[AsyncPage[Run]]]: ...
    @property
    def steps(self) -> _StreamedAsyncSteps: ...

class AsyncRuns(Resource):
    """An assistant at work on a thread."""
    async def create(
        self,
        thread_id: str,
        *,
        assistant_id: str,
        model: str | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
        additional_instructions: str | None = NOT_GIVEN,
        additional_messages: Sequence[MessageCreateParams | models.MessageCreateRequest] | None = NOT_GIVEN,
        tools: Sequence[
            CodeInterpreterToolParam
            | models.CodeInterpreterTool
            | FileSearchToolParam
            | models.FileSearchTool
            | FunctionToolParam
            | models.FunctionTool
            | Unknown
            | Callable[..., Any]
        ]
        | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        max_prompt_tokens: int | None = NOT_GIVEN,
        max_completion_tokens: int | None = NOT_GIVEN,
        truncation_strategy: TruncationStrategyParam | models.TruncationStrategy | None = NOT_GIVEN,
        tool_choice: models.AssistantToolChoiceMode
        | AssistantToolChoiceParam
        | models.AssistantToolChoice
        | None = NOT_GIVEN,
        parallel_tool_calls: bool = NOT_GIVEN,
        response_format: Literal["auto"]
        | ResponseFormatTextParam
        | models.ResponseFormatText
        | ResponseFormatJSONObjectParam
        | models.ResponseFormatJSONObject
        | ResponseFormatJSONSchemaParam
        | models.ResponseFormatJSONSchema
        | None
        | type[Any]
        | Unknown = NOT_GIVEN,
        include: Sequence[RunStepInclude] = NOT_GIVEN,
        on_active_run: OnActiveRun = "raise",
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Run:
        """Set an assistant to work on a thread and return at once; the run goes on at the server.

        Args:
            thread_id: Id of the thread.
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
            max_prompt_tokens: Prompt tokens the run may use over all its model calls before it ends
                incomplete; unlimited by default.
            max_completion_tokens: Completion tokens the run may use over all its model calls before it ends
                incomplete; unlimited by default.
            truncation_strategy: How a long thread is shortened for the model; `auto` by default.
            tool_choice: Whether and which tools must be called; `auto` by default.
            parallel_tool_calls: Whether the model may call several functions at once; true by default.
            response_format: Form the answers must have; the assistant's by default.
            include: What to add to run steps that servers leave out otherwise, such as the text that file
                search found.
            on_active_run: What to do while another run is active on the thread: `raise` ThreadBusy, `wait`
                until that run has ended, or `cancel` it. Default: 'raise'.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The run, queued. The thread is locked until it ends.

        Raises:
            ThreadBusy: Another run is active on the thread, and `on_active_run` is `raise`.
            BadRequestError: A field is wrong.
            NotFoundError: There is no such thread or assistant on this server.

        Endpoint: POST /threads/{thread_id}/runs
        """
    async def retrieve(
        self,
        run_id: str,
        *,
        thread_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Run:
        """Fetch a run as it is now.

        Args:
            run_id: Id of the run.
            thread_id: Id of its thread.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            NotFoundError: The thread has no run with this id.

        Endpoint: GET /threads/{thread_id}/runs/{run_id}
        """
    async def update(
        self,
        run_id: str,
        *,
        thread_id: str,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Run:
        """Change a run's metadata; servers refuse it while the run is at work.

        Args:
            run_id: Id of the run.
            thread_id: Id of its thread.
            metadata: Your own key-value pairs.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: POST /threads/{thread_id}/runs/{run_id}
        """
    async def cancel(
        self,
        run_id: str,
        *,
        thread_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Run:
        """Ask the server to stop a run.

        Args:
            run_id: Id of the run.
            thread_id: Id of its thread.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The run, usually `cancelling`; `poll` waits until it is `cancelled`.

        Raises:
            BadRequestError: The run has ended already.

        Endpoint: POST /threads/{thread_id}/runs/{run_id}/cancel
        """
    async def submit_tool_outputs(
        self,
        run_id: str,
        *,
        thread_id: str,
        tool_outputs: Sequence[ToolOutputParam | models.ToolOutput],
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Run:
        """Answer the tool calls that a run's `required_action` names, all of them in one request.

        Args:
            run_id: Id of the run.
            thread_id: Id of its thread.
            tool_outputs: One output for each pending call, in any order.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The run, queued again.

        Raises:
            BadRequestError: The run waits for no outputs, or for those of other calls.

        Endpoint: POST /threads/{thread_id}/runs/{run_id}/submit_tool_outputs
        """
    async def poll(
        self,
        run_id: str,
        thread_id: str,
        *,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "raise",
        on_poll: Callable[[Run], object] | None = None,
        cancel_on_exit: bool = False,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Run:
        """Wait until a run has ended or waits for tool outputs.

        Args:
            run_id: Id of the run.
            thread_id: Id of its thread.
            poll_interval_ms: Milliseconds between two polls of the run; None for what the server
                recommends, or, if it recommends nothing, for a wait that grows from 150 to 5,000. Default:
                None.
            deadline: Seconds to wait for the run; None for 30 seconds beyond the run's own expiry, or 15
                minutes if it has none. Default: None.
            on_deadline: At the deadline: `raise` RunDeadlineExceeded, `cancel` the run and raise, or
                `return` it as it is. Default: 'raise'.
            on_poll: Function that is called with the run after each poll, or for each event about it if it
                is streamed. Default: None.
            cancel_on_exit: Whether the run is cancelled when Ctrl-C, the cancellation of the task, or an
                error in your functions (`on_poll`, `approve`) ends the call. Default: False.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The run. It has ended or has the status `requires_action`, unless `on_deadline="return"` cut it short.

        Raises:
            RunDeadlineExceeded: The run was still at work at the deadline. It goes on unless `on_deadline` is
                `cancel`.
            NotFoundError: The thread has no run with this id.
        """
    async def create_and_poll(
        self,
        thread_id: str,
        *,
        assistant_id: str,
        model: str | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
        additional_instructions: str | None = NOT_GIVEN,
        additional_messages: Sequence[MessageCreateParams | models.MessageCreateRequest] | None = NOT_GIVEN,
        tools: Sequence[
            CodeInterpreterToolParam
            | models.CodeInterpreterTool
            | FileSearchToolParam
            | models.FileSearchTool
            | FunctionToolParam
            | models.FunctionTool
            | Unknown
            | Callable[..., Any]
        ]
        | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        max_prompt_tokens: int | None = NOT_GIVEN,
        max_completion_tokens: int | None = NOT_GIVEN,
        truncation_strategy: TruncationStrategyParam | models.TruncationStrategy | None = NOT_GIVEN,
        tool_choice: models.AssistantToolChoiceMode
        | AssistantToolChoiceParam
        | models.AssistantToolChoice
        | None = NOT_GIVEN,
        parallel_tool_calls: bool = NOT_GIVEN,
        response_format: Literal["auto"]
        | ResponseFormatTextParam
        | models.ResponseFormatText
        | ResponseFormatJSONObjectParam
        | models.ResponseFormatJSONObject
        | ResponseFormatJSONSchemaParam
        | models.ResponseFormatJSONSchema
        | None
        | type[Any]
        | Unknown = NOT_GIVEN,
        include: Sequence[RunStepInclude] = NOT_GIVEN,
        on_active_run: OnActiveRun = "raise",
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "cancel",
        on_poll: Callable[[Run], object] | None = None,
        cancel_on_exit: bool = True,
        on_text: Callable[[str], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Run:
        """Set an assistant to work on a thread and wait until the run has ended or waits for tool outputs.

        Args:
            thread_id: Id of the thread.
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
            max_prompt_tokens: Prompt tokens the run may use over all its model calls before it ends
                incomplete; unlimited by default.
            max_completion_tokens: Completion tokens the run may use over all its model calls before it ends
                incomplete; unlimited by default.
            truncation_strategy: How a long thread is shortened for the model; `auto` by default.
            tool_choice: Whether and which tools must be called; `auto` by default.
            parallel_tool_calls: Whether the model may call several functions at once; true by default.
            response_format: Form the answers must have; the assistant's by default.
            include: What to add to run steps that servers leave out otherwise, such as the text that file
                search found.
            on_active_run: What to do while another run is active on the thread: `raise` ThreadBusy, `wait`
                until that run has ended, or `cancel` it. Default: 'raise'.
            poll_interval_ms: Milliseconds between two polls of the run; None for what the server
                recommends, or, if it recommends nothing, for a wait that grows from 150 to 5,000. Default:
                None.
            deadline: Seconds to wait for the run; None for 30 seconds beyond the run's own expiry, or 15
                minutes if it has none. Default: None.
            on_deadline: At the deadline: `raise` RunDeadlineExceeded, `cancel` the run and raise, or
                `return` it as it is. Default: 'cancel'.
            on_poll: Function that is called with the run after each poll, or for each event about it if it
                is streamed. Default: None.
            cancel_on_exit: Whether the run is cancelled when Ctrl-C, the cancellation of the task, or an
                error in your functions (`on_poll`, `approve`) ends the call. Default: True.
            on_text: Function that is called with each piece of the text that the model writes, as it comes.
                Where the server has no streams, that is each whole text, when the run rests. None to wait for
                the end. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The run, whatever its `status`. (`execute` also answers tool calls, and raises for a run that failed.)

        Raises:
            RunDeadlineExceeded: The run was still at work at the deadline. It is cancelled unless `on_deadline`
                is `raise`.
            ThreadBusy: Another run is active on the thread, and `on_active_run` is `raise`.
        """
    async def submit_tool_outputs_and_poll(
        self,
        run_id: str,
        *,
        thread_id: str,
        tool_outputs: Sequence[ToolOutputParam | models.ToolOutput],
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "raise",
        on_poll: Callable[[Run], object] | None = None,
        cancel_on_exit: bool = False,
        on_text: Callable[[str], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Run:
        """Answer the tool calls of a run, all in one request, and wait until it has ended or waits for more.

        Args:
            run_id: Id of the run.
            thread_id: Id of its thread.
            tool_outputs: One output for each pending call, in any order.
            poll_interval_ms: Milliseconds between two polls of the run; None for what the server
                recommends, or, if it recommends nothing, for a wait that grows from 150 to 5,000. Default:
                None.
            deadline: Seconds to wait for the run; None for 30 seconds beyond the run's own expiry, or 15
                minutes if it has none. Default: None.
            on_deadline: At the deadline: `raise` RunDeadlineExceeded, `cancel` the run and raise, or
                `return` it as it is. Default: 'raise'.
            on_poll: Function that is called with the run after each poll, or for each event about it if it
                is streamed. Default: None.
            cancel_on_exit: Whether the run is cancelled when Ctrl-C, the cancellation of the task, or an
                error in your functions (`on_poll`, `approve`) ends the call. Default: False.
            on_text: Function that is called with each piece of the text that the model writes, as it comes.
                Where the server has no streams, that is each whole text, when the run rests. None to wait for
                the end. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The run, whatever its `status`.

        Raises:
            RunDeadlineExceeded: The run was still at work at the deadline. It goes on unless `on_deadline` is
                `cancel`.
        """
    async def execute(
        self,
        thread_id: str,
        *,
        assistant_id: str,
        model: str | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
        additional_instructions: str | None = NOT_GIVEN,
        additional_messages: Sequence[MessageCreateParams | models.MessageCreateRequest] | None = NOT_GIVEN,
        tools: Sequence[
            CodeInterpreterToolParam
            | models.CodeInterpreterTool
            | FileSearchToolParam
            | models.FileSearchTool
            | FunctionToolParam
            | models.FunctionTool
            | Unknown
            | Callable[..., Any]
        ]
        | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        max_prompt_tokens: int | None = NOT_GIVEN,
        max_completion_tokens: int | None = NOT_GIVEN,
        truncation_strategy: TruncationStrategyParam | models.TruncationStrategy | None = NOT_GIVEN,
        tool_choice: models.AssistantToolChoiceMode
        | AssistantToolChoiceParam
        | models.AssistantToolChoice
        | None = NOT_GIVEN,
        parallel_tool_calls: bool = NOT_GIVEN,
        response_format: Literal["auto"]
        | ResponseFormatTextParam
        | models.ResponseFormatText
        | ResponseFormatJSONObjectParam
        | models.ResponseFormatJSONObject
        | ResponseFormatJSONSchemaParam
        | models.ResponseFormatJSONSchema
        | None
        | type[Any]
        | Unknown = NOT_GIVEN,
        include: Sequence[RunStepInclude] = NOT_GIVEN,
        on_active_run: OnActiveRun = "raise",
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "cancel",
        on_poll: Callable[[Run], object] | None = None,
        cancel_on_exit: bool = True,
        on_text: Callable[[str], object] | None = None,
        functions: Iterable[Callable[..., Any]] | Mapping[str, Callable[..., Any]] | Toolbox = (),
        on_tool_error: OnToolError = "report",
        tool_timeout: float | None = None,
        max_parallel_tools: int = 8,
        max_rounds: int = 50,
        approve: Callable[[RequiredActionFunctionToolCall], object] | None = None,
        retry_failed: int = 0,
        retry_after_tools: bool = False,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RunResult:
        """Run an assistant on a thread to the end: create, follow, answer its tool calls, collect what it did.

        Functions that the assistant does not know yet are offered to the model in this run, unless `tools=`
        says what is offered; Python functions among `tools=` answer calls too. Calls of one turn run side by
        side; async functions need AsyncAssistants. A
        `response_format` that is a Python type is sent as its strict JSON schema, and the answer comes as
        `RunResult.parsed`.

        Args:
            thread_id: Id of the thread.
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
            max_prompt_tokens: Prompt tokens the run may use over all its model calls before it ends
                incomplete; unlimited by default.
            max_completion_tokens: Completion tokens the run may use over all its model calls before it ends
                incomplete; unlimited by default.
            truncation_strategy: How a long thread is shortened for the model; `auto` by default.
            tool_choice: Whether and which tools must be called; `auto` by default.
            parallel_tool_calls: Whether the model may call several functions at once; true by default.
            response_format: Form the answers must have; the assistant's by default.
            include: What to add to run steps that servers leave out otherwise, such as the text that file
                search found.
            on_active_run: What to do while another run is active on the thread: `raise` ThreadBusy, `wait`
                until that run has ended, or `cancel` it. Default: 'raise'.
            poll_interval_ms: Milliseconds between two polls of the run; None for what the server
                recommends, or, if it recommends nothing, for a wait that grows from 150 to 5,000. Default:
                None.
            deadline: Seconds to wait for the run; None for 30 seconds beyond the run's own expiry, or 15
                minutes if it has none. Default: None.
            on_deadline: At the deadline: `raise` RunDeadlineExceeded, `cancel` the run and raise, or
                `return` it as it is. Default: 'cancel'.
            on_poll: Function that is called with the run after each poll, or for each event about it if it
                is streamed. Default: None.
            cancel_on_exit: Whether the run is cancelled when Ctrl-C, the cancellation of the task, or an
                error in your functions (`on_poll`, `approve`) ends the call. Default: True.
            on_text: Function that is called with each piece of the text that the model writes, as it comes.
                Where the server has no streams, that is each whole text, when the run rests. None to wait for
                the end. Default: None.
            functions: Python functions, `@tool`s, a dict of functions by name, or a Toolbox that answer the
                model's calls. If none are passed and the model calls one, RunRequiresAction is raised. Default:
                ().
            on_tool_error: When a tool call fails: `report` that to the model, `raise` ToolError and leave
                the run waiting, or `cancel` the run and raise. Where no functions were passed, nothing is
                reported. Default: 'report'.
            tool_timeout: Seconds after which a tool call has failed; None for no limit. Default: None.
            max_parallel_tools: How many tool calls of a run are made at once. Default: 8.
            max_rounds: How often the run's tool calls are answered. If the model asks once more,
                RunRequiresAction is raised, and the run is left waiting. Default: 50.
            approve: Function that is called with each tool call before it is made. If it returns a false
                value, such as None, the call is not made, and the model is told so. None to make all calls.
                Default: None.
            retry_failed: How many further runs are made if runs fail because of a rate limit or a server
                error. Default: 0.
            retry_after_tools: Whether a further run is made even if tools were called already; it may call
                them again. Default: False.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The run with its messages, steps and text. With `on_deadline="return"` the run may still be at work.

        Raises:
            RunFailed, RunExpired, RunCancelled: The run ended in this status.
            RunIncomplete: The run was cut short by a token limit or a filter; `messages` holds what it wrote.
            RunRefused, RunAnswerInvalid: A type was asked for, and the model refused, or its answer does not fit
                the type; `messages` holds what it wrote.
            RunRequiresAction: The model called a function, and none was passed to this call. Or the run waits for
                something else than functions, or `max_rounds` is used up. The run is left waiting, and can be
                resumed, unless `on_tool_error` is `cancel`.
            RunDeadlineExceeded: The run was still at work at the deadline. It is cancelled unless `on_deadline`
                is `raise`.
            ToolError: A tool call failed, and `on_tool_error` is not `report`.
            ThreadBusy: Another run is active on the thread, and `on_active_run` is `raise`.
        """
    async def resume(
        self,
        run_id: str,
        *,
        thread_id: str,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "raise",
        on_poll: Callable[[Run], object] | None = None,
        cancel_on_exit: bool = False,
        functions: Iterable[Callable[..., Any]] | Mapping[str, Callable[..., Any]] | Toolbox = (),
        on_tool_error: OnToolError = "report",
        tool_timeout: float | None = None,
        max_parallel_tools: int = 8,
        max_rounds: int = 50,
        approve: Callable[[RequiredActionFunctionToolCall], object] | None = None,
        on_text: Callable[[str], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RunResult:
        """Follow a run that another call or another process has begun, and answer its tool calls, to its end.

        Args:
            run_id: Id of the run, in any status.
            thread_id: Id of its thread.
            poll_interval_ms: Milliseconds between two polls of the run; None for what the server
                recommends, or, if it recommends nothing, for a wait that grows from 150 to 5,000. Default:
                None.
            deadline: Seconds to wait for the run; None for 30 seconds beyond the run's own expiry, or 15
                minutes if it has none. Default: None.
            on_deadline: At the deadline: `raise` RunDeadlineExceeded, `cancel` the run and raise, or
                `return` it as it is. Default: 'raise'.
            on_poll: Function that is called with the run after each poll, or for each event about it if it
                is streamed. Default: None.
            cancel_on_exit: Whether the run is cancelled when Ctrl-C, the cancellation of the task, or an
                error in your functions (`on_poll`, `approve`) ends the call. Default: False.
            functions: Python functions, `@tool`s, a dict of functions by name, or a Toolbox that answer the
                model's calls. If none are passed and the model calls one, RunRequiresAction is raised. Default:
                ().
            on_tool_error: When a tool call fails: `report` that to the model, `raise` ToolError and leave
                the run waiting, or `cancel` the run and raise. Where no functions were passed, nothing is
                reported. Default: 'report'.
            tool_timeout: Seconds after which a tool call has failed; None for no limit. Default: None.
            max_parallel_tools: How many tool calls of a run are made at once. Default: 8.
            max_rounds: How often the run's tool calls are answered. If the model asks once more,
                RunRequiresAction is raised, and the run is left waiting. Default: 50.
            approve: Function that is called with each tool call before it is made. If it returns a false
                value, such as None, the call is not made, and the model is told so. None to make all calls.
                Default: None.
            on_text: Function that is called with each piece of the text that the model writes, as it comes.
                Where the server has no streams, that is each whole text, when the run rests. None to wait for
                the end. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            As for `execute`.

        Raises:
            RunError, ToolError: As for `execute`, but RunDeadlineExceeded leaves the run at work unless
                `on_deadline` is `cancel`.
            NotFoundError: The thread has no run with this id.
        """
    def wait_all(
        self,
        runs: Iterable[Run],
        *,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "raise",
        on_poll: Callable[[Run], object] | None = None,
        requests_per_second: float = 50.0,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> ClosableAsyncIterator[Run]:
        """Follow many runs and yield each as soon as it has ended or waits for tool outputs.

        Args:
            runs: The runs, as `create` or `retrieve` returned them; they may be of different threads.
            poll_interval_ms: Milliseconds between two polls of the run; None for what the server
                recommends, or, if it recommends nothing, for a wait that grows from 150 to 5,000. Default:
                None.
            deadline: Seconds to wait for the run; None for 30 seconds beyond the run's own expiry, or 15
                minutes if it has none. Default: None.
            on_deadline: At the deadline: `raise` RunDeadlineExceeded, `cancel` the run and raise, or
                `return` it as it is. Default: 'raise'.
            on_poll: Function that is called with the run after each poll, or for each event about it if it
                is streamed. Default: None.
            requests_per_second: How many requests are sent in a second at most, on average. Default: 50.0.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            An iterator over the runs, each once, in the order of their ends.

        Raises:
            RunDeadlineExceeded: A run was still at work at its deadline, unless `on_deadline` is `return`, which
                yields it as it is. The others can be waited for again.
            APIError: A run cannot be fetched; the error names it.
            TypeError: `runs` holds something else than Run objects.
            ValueError: An option is out of range.
        """
    def stream(
        self,
        thread_id: str,
        *,
        assistant_id: str,
        model: str | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
        additional_instructions: str | None = NOT_GIVEN,
        additional_messages: Sequence[MessageCreateParams | models.MessageCreateRequest] | None = NOT_GIVEN,
        tools: Sequence[
            CodeInterpreterToolParam
            | models.CodeInterpreterTool
            | FileSearchToolParam
            | models.FileSearchTool
            | FunctionToolParam
            | models.FunctionTool
            | Unknown
            | Callable[..., Any]
        ]
        | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        max_prompt_tokens: int | None = NOT_GIVEN,
        max_completion_tokens: int | None = NOT_GIVEN,
        truncation_strategy: TruncationStrategyParam | models.TruncationStrategy | None = NOT_GIVEN,
        tool_choice: models.AssistantToolChoiceMode
        | AssistantToolChoiceParam
        | models.AssistantToolChoice
        | None = NOT_GIVEN,
        parallel_tool_calls: bool = NOT_GIVEN,
        response_format: Literal["auto"]
        | ResponseFormatTextParam
        | models.ResponseFormatText
        | ResponseFormatJSONObjectParam
        | models.ResponseFormatJSONObject
        | ResponseFormatJSONSchemaParam
        | models.ResponseFormatJSONSchema
        | None
        | type[Any]
        | Unknown = NOT_GIVEN,
        include: Sequence[RunStepInclude] = NOT_GIVEN,
        on_active_run: OnActiveRun = "raise",
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "cancel",
        on_poll: Callable[[Run], object] | None = None,
        on_leave: OnLeave = "cancel",
        event_handler: Any = None,
        functions: Iterable[Callable[..., Any]] | Mapping[str, Callable[..., Any]] | Toolbox = (),
        on_tool_error: OnToolError = "report",
        tool_timeout: float | None = None,
        max_parallel_tools: int = 8,
        max_rounds: int = 50,
        approve: Callable[[RequiredActionFunctionToolCall], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AsyncRunStream:
        """Set an assistant to work on a thread, and follow what it does by its events, over all its tool calls.

        Use what is returned in a `with` block, which sends the request. If the connection breaks, the run is
        looked at instead, and what was missed is told (`event.recovered`). With `functions` the model's calls are
        answered, and the events go on; without any, they end when the run waits for outputs.

        Args:
            thread_id: Id of the thread.
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
            max_prompt_tokens: Prompt tokens the run may use over all its model calls before it ends
                incomplete; unlimited by default.
            max_completion_tokens: Completion tokens the run may use over all its model calls before it ends
                incomplete; unlimited by default.
            truncation_strategy: How a long thread is shortened for the model; `auto` by default.
            tool_choice: Whether and which tools must be called; `auto` by default.
            parallel_tool_calls: Whether the model may call several functions at once; true by default.
            response_format: Form the answers must have; the assistant's by default.
            include: What to add to run steps that servers leave out otherwise, such as the text that file
                search found.
            on_active_run: What to do while another run is active on the thread: `raise` ThreadBusy, `wait`
                until that run has ended, or `cancel` it. Default: 'raise'.
            poll_interval_ms: Milliseconds between two polls of the run; None for what the server
                recommends, or, if it recommends nothing, for a wait that grows from 150 to 5,000. Default:
                None.
            deadline: Seconds to wait for the run; None for 30 seconds beyond the run's own expiry, or 15
                minutes if it has none. Default: None.
            on_deadline: At the deadline: `raise` RunDeadlineExceeded, `cancel` the run and raise, or
                `return` it as it is. Default: 'cancel'.
            on_poll: Function that is called with the run after each poll, or for each event about it if it
                is streamed. Default: None.
            on_leave: When the block is left before the run rests: `cancel` the run, or `keep` it at work.
                Default: 'cancel'.
            event_handler: An AssistantEventHandler, or an AsyncAssistantEventHandler, whose hooks are
                called with the events. Default: None.
            functions: Python functions, `@tool`s, a dict of functions by name, or a Toolbox that answer the
                model's calls. If none are passed and the model calls one, RunRequiresAction is raised. Default:
                ().
            on_tool_error: When a tool call fails: `report` that to the model, `raise` ToolError and leave
                the run waiting, or `cancel` the run and raise. Where no functions were passed, nothing is
                reported. Default: 'report'.
            tool_timeout: Seconds after which a tool call has failed; None for no limit. Default: None.
            max_parallel_tools: How many tool calls of a run are made at once. Default: 8.
            max_rounds: How often the run's tool calls are answered. If the model asks once more,
                RunRequiresAction is raised, and the run is left waiting. Default: 50.
            approve: Function that is called with each tool call before it is made. If it returns a false
                value, such as None, the call is not made, and the model is told so. None to make all calls.
                Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The events, one after the other, and what they have said so far.

        Raises:
            RunDeadlineExceeded: The run was still at work at the deadline. It is cancelled unless `on_deadline`
                is `raise`.
            ToolError: A tool call failed, and `on_tool_error` is not `report`.
            ThreadBusy: Another run is active on the thread, and `on_active_run` is `raise`.
        """
    def create_and_stream(
        self,
        thread_id: str,
        *,
        assistant_id: str,
        model: str | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
        additional_instructions: str | None = NOT_GIVEN,
        additional_messages: Sequence[MessageCreateParams | models.MessageCreateRequest] | None = NOT_GIVEN,
        tools: Sequence[
            CodeInterpreterToolParam
            | models.CodeInterpreterTool
            | FileSearchToolParam
            | models.FileSearchTool
            | FunctionToolParam
            | models.FunctionTool
            | Unknown
            | Callable[..., Any]
        ]
        | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        max_prompt_tokens: int | None = NOT_GIVEN,
        max_completion_tokens: int | None = NOT_GIVEN,
        truncation_strategy: TruncationStrategyParam | models.TruncationStrategy | None = NOT_GIVEN,
        tool_choice: models.AssistantToolChoiceMode
        | AssistantToolChoiceParam
        | models.AssistantToolChoice
        | None = NOT_GIVEN,
        parallel_tool_calls: bool = NOT_GIVEN,
        response_format: Literal["auto"]
        | ResponseFormatTextParam
        | models.ResponseFormatText
        | ResponseFormatJSONObjectParam
        | models.ResponseFormatJSONObject
        | ResponseFormatJSONSchemaParam
        | models.ResponseFormatJSONSchema
        | None
        | type[Any]
        | Unknown = NOT_GIVEN,
        include: Sequence[RunStepInclude] = NOT_GIVEN,
        on_active_run: OnActiveRun = "raise",
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "cancel",
        on_poll: Callable[[Run], object] | None = None,
        on_leave: OnLeave = "cancel",
        event_handler: Any = None,
        functions: Iterable[Callable[..., Any]] | Mapping[str, Callable[..., Any]] | Toolbox = (),
        on_tool_error: OnToolError = "report",
        tool_timeout: float | None = None,
        max_parallel_tools: int = 8,
        max_rounds: int = 50,
        approve: Callable[[RequiredActionFunctionToolCall], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AsyncRunStream:
        """Set an assistant to work on a thread, and follow what it does by its events, over all its tool calls.

        Use what is returned in a `with` block, which sends the request. If the connection breaks, the run is
        looked at instead, and what was missed is told (`event.recovered`). With `functions` the model's calls are
        answered, and the events go on; without any, they end when the run waits for outputs.

        Args:
            thread_id: Id of the thread.
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
            max_prompt_tokens: Prompt tokens the run may use over all its model calls before it ends
                incomplete; unlimited by default.
            max_completion_tokens: Completion tokens the run may use over all its model calls before it ends
                incomplete; unlimited by default.
            truncation_strategy: How a long thread is shortened for the model; `auto` by default.
            tool_choice: Whether and which tools must be called; `auto` by default.
            parallel_tool_calls: Whether the model may call several functions at once; true by default.
            response_format: Form the answers must have; the assistant's by default.
            include: What to add to run steps that servers leave out otherwise, such as the text that file
                search found.
            on_active_run: What to do while another run is active on the thread: `raise` ThreadBusy, `wait`
                until that run has ended, or `cancel` it. Default: 'raise'.
            poll_interval_ms: Milliseconds between two polls of the run; None for what the server
                recommends, or, if it recommends nothing, for a wait that grows from 150 to 5,000. Default:
                None.
            deadline: Seconds to wait for the run; None for 30 seconds beyond the run's own expiry, or 15
                minutes if it has none. Default: None.
            on_deadline: At the deadline: `raise` RunDeadlineExceeded, `cancel` the run and raise, or
                `return` it as it is. Default: 'cancel'.
            on_poll: Function that is called with the run after each poll, or for each event about it if it
                is streamed. Default: None.
            on_leave: When the block is left before the run rests: `cancel` the run, or `keep` it at work.
                Default: 'cancel'.
            event_handler: An AssistantEventHandler, or an AsyncAssistantEventHandler, whose hooks are
                called with the events. Default: None.
            functions: Python functions, `@tool`s, a dict of functions by name, or a Toolbox that answer the
                model's calls. If none are passed and the model calls one, RunRequiresAction is raised. Default:
                ().
            on_tool_error: When a tool call fails: `report` that to the model, `raise` ToolError and leave
                the run waiting, or `cancel` the run and raise. Where no functions were passed, nothing is
                reported. Default: 'report'.
            tool_timeout: Seconds after which a tool call has failed; None for no limit. Default: None.
            max_parallel_tools: How many tool calls of a run are made at once. Default: 8.
            max_rounds: How often the run's tool calls are answered. If the model asks once more,
                RunRequiresAction is raised, and the run is left waiting. Default: 50.
            approve: Function that is called with each tool call before it is made. If it returns a false
                value, such as None, the call is not made, and the model is told so. None to make all calls.
                Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The events, one after the other, and what they have said so far.

        Raises:
            RunDeadlineExceeded: The run was still at work at the deadline. It is cancelled unless `on_deadline`
                is `raise`.
            ToolError: A tool call failed, and `on_tool_error` is not `report`.
            ThreadBusy: Another run is active on the thread, and `on_active_run` is `raise`.
        """
    def submit_tool_outputs_stream(
        self,
        run_id: str,
        *,
        thread_id: str,
        tool_outputs: Sequence[ToolOutputParam | models.ToolOutput],
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "cancel",
        on_poll: Callable[[Run], object] | None = None,
        on_leave: OnLeave = "cancel",
        event_handler: Any = None,
        functions: Iterable[Callable[..., Any]] | Mapping[str, Callable[..., Any]] | Toolbox = (),
        on_tool_error: OnToolError = "report",
        tool_timeout: float | None = None,
        max_parallel_tools: int = 8,
        max_rounds: int = 50,
        approve: Callable[[RequiredActionFunctionToolCall], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AsyncRunStream:
        """Answer the tool calls of a run, all in one request, and follow by its events what it does then.

        Args:
            run_id: Id of the run.
            thread_id: Id of its thread.
            tool_outputs: One output for each pending call, in any order.
            poll_interval_ms: Milliseconds between two polls of the run; None for what the server
                recommends, or, if it recommends nothing, for a wait that grows from 150 to 5,000. Default:
                None.
            deadline: Seconds to wait for the run; None for 30 seconds beyond the run's own expiry, or 15
                minutes if it has none. Default: None.
            on_deadline: At the deadline: `raise` RunDeadlineExceeded, `cancel` the run and raise, or
                `return` it as it is. Default: 'cancel'.
            on_poll: Function that is called with the run after each poll, or for each event about it if it
                is streamed. Default: None.
            on_leave: When the block is left before the run rests: `cancel` the run, or `keep` it at work.
                Default: 'cancel'.
            event_handler: An AssistantEventHandler, or an AsyncAssistantEventHandler, whose hooks are
                called with the events. Default: None.
            functions: Python functions, `@tool`s, a dict of functions by name, or a Toolbox that answer the
                model's calls. If none are passed and the model calls one, RunRequiresAction is raised. Default:
                ().
            on_tool_error: When a tool call fails: `report` that to the model, `raise` ToolError and leave
                the run waiting, or `cancel` the run and raise. Where no functions were passed, nothing is
                reported. Default: 'report'.
            tool_timeout: Seconds after which a tool call has failed; None for no limit. Default: None.
            max_parallel_tools: How many tool calls of a run are made at once. Default: 8.
            max_rounds: How often the run's tool calls are answered. If the model asks once more,
                RunRequiresAction is raised, and the run is left waiting. Default: 50.
            approve: Function that is called with each tool call before it is made. If it returns a false
                value, such as None, the call is not made, and the model is told so. None to make all calls.
                Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The events, as for `stream`.

        Raises:
            BadRequestError: The run waits for no outputs, or for those of other calls.
            RunDeadlineExceeded, ToolError: As for `stream`.
        """
    def list(
        self,
        thread_id: str,
        *,
        limit: int | None = None,
        order: ListOrder | None = None,
        after: str | None = None,
        max_items: int | None = None,
        since: date | str | float | None = None,
        until: date | str | float | None = None,
        prefetch: bool = True,
        before: str | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AsyncPages[Run]:
        """List a thread's runs, newest first unless `order="asc"`; iterating fetches page after page.

        Args:
            thread_id: Id of the thread.
            limit: Items on a page, 1 to 100; None for as many as the server likes, usually 20. Default:
                None.
            order: `asc` for oldest first, `desc` or None for newest first. Default: None.
            after: Id of an item: the list begins with the one that follows it; None to begin at the start.
                Default: None.
            max_items: How many items iterating yields at most, over all pages; None for all of them.
                Default: None.
            since: Earliest time of creation of the items: a datetime, a date, a text such as `2026-08-26
                14:00`, or Unix seconds. Without a time zone it is local time. None for no limit. Default: None.
            until: Latest time of creation of the items, given like `since`; None for no limit. Default:
                None.
            prefetch: Whether the next page is fetched while one is read, if the server is slow. Default:
                True.
            before: Id of an item: iterating goes backwards from it, the nearest item first; None to go
                forwards. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            ValueError: `limit` or `max_items` is out of range.

        Endpoint: GET /threads/{thread_id}/runs
        """
    @property
    def steps(self) -> AsyncSteps:
        """What a run did."""
    @property
    def with_raw_response(self) -> _RawAsyncRuns:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedAsyncRuns:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""
