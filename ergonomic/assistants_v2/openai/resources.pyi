"""What `assistants_v2.openai.resources` offers, for editors and type checkers; written by `make generate`."""

# pyright: reportPrivateUsage=false

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import Any, Literal, overload

from assistants_v2.io.raw_responses import APIResponse, AsyncAPIResponse, RawResponse
from assistants_v2.openai.streams import AsyncStream, Stream
from assistants_v2.resources.event_streams import AsyncRunStream, RunStream
from assistants_v2.resources.runs import (
    AsyncRuns,
    Runs,
    _RawAsyncRuns,
    _RawRuns,
    _StreamedAsyncRuns,
    _StreamedRuns,
)
from assistants_v2.resources.signatures import NOT_GIVEN
from assistants_v2.resources.threads import (
    AsyncThreads,
    Threads,
    _RawAsyncThreads,
    _RawThreads,
    _StreamedAsyncThreads,
    _StreamedThreads,
)
from assistants_v2.rules.parameters import OnActiveRun, OnDeadline, OnLeave, OnToolError, TimeLimits
from assistants_v2.tools import Toolbox
from assistants_v2_raw import models
from assistants_v2_raw.events import AssistantStreamEvent
from assistants_v2_raw.models import RequiredActionFunctionToolCall, Run, RunStepInclude
from assistants_v2_raw.params import (
    AssistantToolChoiceParam,
    AssistantToolResourcesParam,
    CodeInterpreterToolParam,
    FileSearchToolParam,
    FunctionToolParam,
    MessageCreateParams,
    ResponseFormatJSONObjectParam,
    ResponseFormatJSONSchemaParam,
    ResponseFormatTextParam,
    ThreadCreateParams,
    ToolOutputParam,
    TruncationStrategyParam,
)
from assistants_v2_raw.types import Unknown

class _RawOpenAIRuns(_RawRuns):
    @overload
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
        stream: Literal[False] | None = NOT_GIVEN,
    ) -> RawResponse[Run]: ...
    @overload
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
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "cancel",
        on_poll: Callable[[Run], object] | None = None,
        on_leave: OnLeave = "cancel",
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
        stream: Literal[True],
    ) -> RawResponse[Stream[AssistantStreamEvent]]: ...
    @overload
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
        stream: Literal[False] | None = NOT_GIVEN,
    ) -> RawResponse[Run]: ...
    @overload
    def submit_tool_outputs(
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
        stream: Literal[True],
    ) -> RawResponse[Stream[AssistantStreamEvent]]: ...

class _StreamedOpenAIRuns(_StreamedRuns):
    @overload
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
        stream: Literal[False] | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[Run]]: ...
    @overload
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
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "cancel",
        on_poll: Callable[[Run], object] | None = None,
        on_leave: OnLeave = "cancel",
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
        stream: Literal[True],
    ) -> AbstractContextManager[APIResponse[Stream[AssistantStreamEvent]]]: ...
    @overload
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
        stream: Literal[False] | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[Run]]: ...
    @overload
    def submit_tool_outputs(
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
        stream: Literal[True],
    ) -> AbstractContextManager[APIResponse[Stream[AssistantStreamEvent]]]: ...

class OpenAIRuns(Runs):
    """An assistant at work on a thread."""
    @overload
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
        stream: Literal[False] | None = NOT_GIVEN,
    ) -> Run:
        """Set an assistant to work on a thread and return at once; the run goes on at the server.

        Args:
            stream: Whether to return the events as they happen.
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

        Endpoint: POST /threads/{thread_id}/runs
        """
    @overload
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
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "cancel",
        on_poll: Callable[[Run], object] | None = None,
        on_leave: OnLeave = "cancel",
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
        stream: Literal[True],
    ) -> Stream[AssistantStreamEvent]:
        """Set an assistant to work on a thread and return at once; the run goes on at the server.

        Args:
            stream: Whether to return the events as they happen.
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

        Endpoint: POST /threads/{thread_id}/runs
        """
    @overload
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
        stream: Literal[False] | None = NOT_GIVEN,
    ) -> Run:
        """Answer the tool calls that a run's `required_action` names, all of them in one request.

        Args:
            stream: Whether to return the events as they happen.
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

        Endpoint: POST /threads/{thread_id}/runs/{run_id}/submit_tool_outputs
        """
    @overload
    def submit_tool_outputs(
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
        stream: Literal[True],
    ) -> Stream[AssistantStreamEvent]:
        """Answer the tool calls that a run's `required_action` names, all of them in one request.

        Args:
            stream: Whether to return the events as they happen.
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

        Endpoint: POST /threads/{thread_id}/runs/{run_id}/submit_tool_outputs
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
    @property
    def with_raw_response(self) -> _RawOpenAIRuns:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedOpenAIRuns:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""

class _RawAsyncOpenAIRuns(_RawAsyncRuns):
    @overload
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
        stream: Literal[False] | None = NOT_GIVEN,
    ) -> RawResponse[Run]: ...
    @overload
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
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "cancel",
        on_poll: Callable[[Run], object] | None = None,
        on_leave: OnLeave = "cancel",
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
        stream: Literal[True],
    ) -> RawResponse[AsyncStream[AssistantStreamEvent]]: ...
    @overload
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
        stream: Literal[False] | None = NOT_GIVEN,
    ) -> RawResponse[Run]: ...
    @overload
    async def submit_tool_outputs(
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
        stream: Literal[True],
    ) -> RawResponse[AsyncStream[AssistantStreamEvent]]: ...

class _StreamedAsyncOpenAIRuns(_StreamedAsyncRuns):
    @overload
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
        stream: Literal[False] | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[Run]]: ...
    @overload
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
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "cancel",
        on_poll: Callable[[Run], object] | None = None,
        on_leave: OnLeave = "cancel",
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
        stream: Literal[True],
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[AsyncStream[AssistantStreamEvent]]]: ...
    @overload
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
        stream: Literal[False] | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[Run]]: ...
    @overload
    def submit_tool_outputs(
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
        stream: Literal[True],
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[AsyncStream[AssistantStreamEvent]]]: ...

class AsyncOpenAIRuns(AsyncRuns):
    """An assistant at work on a thread."""
    @overload
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
        stream: Literal[False] | None = NOT_GIVEN,
    ) -> Run:
        """Set an assistant to work on a thread and return at once; the run goes on at the server.

        Args:
            stream: Whether to return the events as they happen.
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

        Endpoint: POST /threads/{thread_id}/runs
        """
    @overload
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
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "cancel",
        on_poll: Callable[[Run], object] | None = None,
        on_leave: OnLeave = "cancel",
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
        stream: Literal[True],
    ) -> AsyncStream[AssistantStreamEvent]:
        """Set an assistant to work on a thread and return at once; the run goes on at the server.

        Args:
            stream: Whether to return the events as they happen.
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

        Endpoint: POST /threads/{thread_id}/runs
        """
    @overload
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
        stream: Literal[False] | None = NOT_GIVEN,
    ) -> Run:
        """Answer the tool calls that a run's `required_action` names, all of them in one request.

        Args:
            stream: Whether to return the events as they happen.
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

        Endpoint: POST /threads/{thread_id}/runs/{run_id}/submit_tool_outputs
        """
    @overload
    async def submit_tool_outputs(
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
        stream: Literal[True],
    ) -> AsyncStream[AssistantStreamEvent]:
        """Answer the tool calls that a run's `required_action` names, all of them in one request.

        Args:
            stream: Whether to return the events as they happen.
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

        Endpoint: POST /threads/{thread_id}/runs/{run_id}/submit_tool_outputs
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
    @property
    def with_raw_response(self) -> _RawAsyncOpenAIRuns:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedAsyncOpenAIRuns:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""

class _RawOpenAIThreads(_RawThreads):
    @overload
    def create_and_run(
        self,
        *,
        assistant_id: str,
        thread: ThreadCreateParams | models.ThreadCreateRequest = NOT_GIVEN,
        model: str | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
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
        tool_resources: AssistantToolResourcesParam | models.AssistantToolResources | None = NOT_GIVEN,
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
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
        stream: Literal[False] | None = NOT_GIVEN,
    ) -> RawResponse[Run]: ...
    @overload
    def create_and_run(
        self,
        *,
        assistant_id: str,
        thread: ThreadCreateParams | models.ThreadCreateRequest = NOT_GIVEN,
        model: str | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
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
        tool_resources: AssistantToolResourcesParam | models.AssistantToolResources | None = NOT_GIVEN,
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
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "cancel",
        on_poll: Callable[[Run], object] | None = None,
        on_leave: OnLeave = "cancel",
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
        stream: Literal[True],
    ) -> RawResponse[Stream[AssistantStreamEvent]]: ...
    @property
    def runs(self) -> _RawOpenAIRuns: ...

class _StreamedOpenAIThreads(_StreamedThreads):
    @overload
    def create_and_run(
        self,
        *,
        assistant_id: str,
        thread: ThreadCreateParams | models.ThreadCreateRequest = NOT_GIVEN,
        model: str | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
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
        tool_resources: AssistantToolResourcesParam | models.AssistantToolResources | None = NOT_GIVEN,
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
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
        stream: Literal[False] | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[Run]]: ...
    @overload
    def create_and_run(
        self,
        *,
        assistant_id: str,
        thread: ThreadCreateParams | models.ThreadCreateRequest = NOT_GIVEN,
        model: str | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
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
        tool_resources: AssistantToolResourcesParam | models.AssistantToolResources | None = NOT_GIVEN,
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
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "cancel",
        on_poll: Callable[[Run], object] | None = None,
        on_leave: OnLeave = "cancel",
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
        stream: Literal[True],
    ) -> AbstractContextManager[APIResponse[Stream[AssistantStreamEvent]]]: ...
    @property
    def runs(self) -> _StreamedOpenAIRuns: ...

class OpenAIThreads(Threads):
    """Conversations."""
    @overload
    def create_and_run(
        self,
        *,
        assistant_id: str,
        thread: ThreadCreateParams | models.ThreadCreateRequest = NOT_GIVEN,
        model: str | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
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
        tool_resources: AssistantToolResourcesParam | models.AssistantToolResources | None = NOT_GIVEN,
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
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
        stream: Literal[False] | None = NOT_GIVEN,
    ) -> Run:
        """Open a conversation and set an assistant to work on it, in one request.

        Args:
            stream: Whether to return the events as they happen.
            assistant_id: Id of the assistant to set to work.
            thread: The thread to open; an empty one by default.
            model: Id of the model for this run; the assistant's by default.
            instructions: Replaces the assistant's instructions in this run.
            tools: Replaces the assistant's tools in this run, up to 20.
            tool_resources: Replaces the files and vector stores behind the assistant's tools in this run.
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
            The events, as for `runs.stream`.

        Raises:
            RunDeadlineExceeded, ToolError: As for `runs.stream`.

        Endpoint: POST /threads/runs
        """
    @overload
    def create_and_run(
        self,
        *,
        assistant_id: str,
        thread: ThreadCreateParams | models.ThreadCreateRequest = NOT_GIVEN,
        model: str | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
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
        tool_resources: AssistantToolResourcesParam | models.AssistantToolResources | None = NOT_GIVEN,
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
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "cancel",
        on_poll: Callable[[Run], object] | None = None,
        on_leave: OnLeave = "cancel",
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
        stream: Literal[True],
    ) -> Stream[AssistantStreamEvent]:
        """Open a conversation and set an assistant to work on it, in one request.

        Args:
            stream: Whether to return the events as they happen.
            assistant_id: Id of the assistant to set to work.
            thread: The thread to open; an empty one by default.
            model: Id of the model for this run; the assistant's by default.
            instructions: Replaces the assistant's instructions in this run.
            tools: Replaces the assistant's tools in this run, up to 20.
            tool_resources: Replaces the files and vector stores behind the assistant's tools in this run.
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
            The events, as for `runs.stream`.

        Raises:
            RunDeadlineExceeded, ToolError: As for `runs.stream`.

        Endpoint: POST /threads/runs
        """
    def create_and_run_stream(
        self,
        *,
        assistant_id: str,
        thread: ThreadCreateParams | models.ThreadCreateRequest = NOT_GIVEN,
        model: str | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
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
        tool_resources: AssistantToolResourcesParam | models.AssistantToolResources | None = NOT_GIVEN,
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
        """Open a conversation, set an assistant to work on it, and follow what it does by its events.

        Args:
            assistant_id: Id of the assistant to set to work.
            thread: The thread to open; an empty one by default.
            model: Id of the model for this run; the assistant's by default.
            instructions: Replaces the assistant's instructions in this run.
            tools: Replaces the assistant's tools in this run, up to 20.
            tool_resources: Replaces the files and vector stores behind the assistant's tools in this run.
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
            The events, as for `runs.stream`.

        Raises:
            RunDeadlineExceeded, ToolError: As for `runs.stream`.
        """
    @property
    def runs(self) -> OpenAIRuns:
        """An assistant at work on a thread."""
    @property
    def with_raw_response(self) -> _RawOpenAIThreads:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedOpenAIThreads:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""

class _RawAsyncOpenAIThreads(_RawAsyncThreads):
    @overload
    async def create_and_run(
        self,
        *,
        assistant_id: str,
        thread: ThreadCreateParams | models.ThreadCreateRequest = NOT_GIVEN,
        model: str | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
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
        tool_resources: AssistantToolResourcesParam | models.AssistantToolResources | None = NOT_GIVEN,
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
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
        stream: Literal[False] | None = NOT_GIVEN,
    ) -> RawResponse[Run]: ...
    @overload
    async def create_and_run(
        self,
        *,
        assistant_id: str,
        thread: ThreadCreateParams | models.ThreadCreateRequest = NOT_GIVEN,
        model: str | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
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
        tool_resources: AssistantToolResourcesParam | models.AssistantToolResources | None = NOT_GIVEN,
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
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "cancel",
        on_poll: Callable[[Run], object] | None = None,
        on_leave: OnLeave = "cancel",
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
        stream: Literal[True],
    ) -> RawResponse[AsyncStream[AssistantStreamEvent]]: ...
    @property
    def runs(self) -> _RawAsyncOpenAIRuns: ...

class _StreamedAsyncOpenAIThreads(_StreamedAsyncThreads):
    @overload
    def create_and_run(
        self,
        *,
        assistant_id: str,
        thread: ThreadCreateParams | models.ThreadCreateRequest = NOT_GIVEN,
        model: str | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
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
        tool_resources: AssistantToolResourcesParam | models.AssistantToolResources | None = NOT_GIVEN,
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
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
        stream: Literal[False] | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[Run]]: ...
    @overload
    def create_and_run(
        self,
        *,
        assistant_id: str,
        thread: ThreadCreateParams | models.ThreadCreateRequest = NOT_GIVEN,
        model: str | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
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
        tool_resources: AssistantToolResourcesParam | models.AssistantToolResources | None = NOT_GIVEN,
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
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "cancel",
        on_poll: Callable[[Run], object] | None = None,
        on_leave: OnLeave = "cancel",
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
        stream: Literal[True],
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[AsyncStream[AssistantStreamEvent]]]: ...
    @property
    def runs(self) -> _StreamedAsyncOpenAIRuns: ...

class AsyncOpenAIThreads(AsyncThreads):
    """Conversations."""
    @overload
    async def create_and_run(
        self,
        *,
        assistant_id: str,
        thread: ThreadCreateParams | models.ThreadCreateRequest = NOT_GIVEN,
        model: str | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
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
        tool_resources: AssistantToolResourcesParam | models.AssistantToolResources | None = NOT_GIVEN,
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
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
        stream: Literal[False] | None = NOT_GIVEN,
    ) -> Run:
        """Open a conversation and set an assistant to work on it, in one request.

        Args:
            stream: Whether to return the events as they happen.
            assistant_id: Id of the assistant to set to work.
            thread: The thread to open; an empty one by default.
            model: Id of the model for this run; the assistant's by default.
            instructions: Replaces the assistant's instructions in this run.
            tools: Replaces the assistant's tools in this run, up to 20.
            tool_resources: Replaces the files and vector stores behind the assistant's tools in this run.
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
            The events, as for `runs.stream`.

        Raises:
            RunDeadlineExceeded, ToolError: As for `runs.stream`.

        Endpoint: POST /threads/runs
        """
    @overload
    async def create_and_run(
        self,
        *,
        assistant_id: str,
        thread: ThreadCreateParams | models.ThreadCreateRequest = NOT_GIVEN,
        model: str | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
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
        tool_resources: AssistantToolResourcesParam | models.AssistantToolResources | None = NOT_GIVEN,
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
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        on_deadline: OnDeadline = "cancel",
        on_poll: Callable[[Run], object] | None = None,
        on_leave: OnLeave = "cancel",
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
        stream: Literal[True],
    ) -> AsyncStream[AssistantStreamEvent]:
        """Open a conversation and set an assistant to work on it, in one request.

        Args:
            stream: Whether to return the events as they happen.
            assistant_id: Id of the assistant to set to work.
            thread: The thread to open; an empty one by default.
            model: Id of the model for this run; the assistant's by default.
            instructions: Replaces the assistant's instructions in this run.
            tools: Replaces the assistant's tools in this run, up to 20.
            tool_resources: Replaces the files and vector stores behind the assistant's tools in this run.
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
            The events, as for `runs.stream`.

        Raises:
            RunDeadlineExceeded, ToolError: As for `runs.stream`.

        Endpoint: POST /threads/runs
        """
    def create_and_run_stream(
        self,
        *,
        assistant_id: str,
        thread: ThreadCreateParams | models.ThreadCreateRequest = NOT_GIVEN,
        model: str | None = NOT_GIVEN,
        instructions: str | None = NOT_GIVEN,
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
        tool_resources: AssistantToolResourcesParam | models.AssistantToolResources | None = NOT_GIVEN,
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
        """Open a conversation, set an assistant to work on it, and follow what it does by its events.

        Args:
            assistant_id: Id of the assistant to set to work.
            thread: The thread to open; an empty one by default.
            model: Id of the model for this run; the assistant's by default.
            instructions: Replaces the assistant's instructions in this run.
            tools: Replaces the assistant's tools in this run, up to 20.
            tool_resources: Replaces the files and vector stores behind the assistant's tools in this run.
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
            The events, as for `runs.stream`.

        Raises:
            RunDeadlineExceeded, ToolError: As for `runs.stream`.
        """
    @property
    def runs(self) -> AsyncOpenAIRuns:
        """An assistant at work on a thread."""
    @property
    def with_raw_response(self) -> _RawAsyncOpenAIThreads:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedAsyncOpenAIThreads:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""
