"""What `assistants_v2.resources.threads` offers, for editors and type checkers; written by `make generate`."""

# pyright: reportPrivateUsage=false

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from datetime import date
from typing import Any, Literal

from assistants_v2.flows.port_values import ClosableAsyncIterator
from assistants_v2.io.raw_responses import APIResponse, AsyncAPIResponse, RawResponse
from assistants_v2.resources.event_streams import AsyncRunStream, RunStream
from assistants_v2.resources.messages import (
    AsyncMessages,
    Messages,
    _RawAsyncMessages,
    _RawMessages,
    _StreamedAsyncMessages,
    _StreamedMessages,
)
from assistants_v2.resources.pages import AsyncPage, AsyncPages, Page
from assistants_v2.resources.publishing import Resource
from assistants_v2.resources.runs import (
    AsyncRuns,
    Runs,
    _RawAsyncRuns,
    _RawRuns,
    _StreamedAsyncRuns,
    _StreamedRuns,
)
from assistants_v2.resources.signatures import NOT_GIVEN
from assistants_v2.rules.parameters import OnDeadline, OnLeave, OnToolError, TimeLimits
from assistants_v2.tools import Toolbox
from assistants_v2_raw import models
from assistants_v2_raw.models import ListOrder, RequiredActionFunctionToolCall, Run, Thread, ThreadDeleted
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
    ThreadCreateToolResourcesParam,
    ThreadToolResourcesParam,
    TruncationStrategyParam,
)
from assistants_v2_raw.types import Unknown
from assistants_v2_transcripts.formats import TranscriptFormat
from assistants_v2_transcripts.timeline import TimelineEntry

class _RawThreads:
    def create(
        self,
        *,
        messages: Sequence[MessageCreateParams | models.MessageCreateRequest] = NOT_GIVEN,
        tool_resources: ThreadCreateToolResourcesParam | models.ThreadCreateToolResources | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Thread]: ...
    def retrieve(
        self,
        thread_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Thread]: ...
    def update(
        self,
        thread_id: str,
        *,
        tool_resources: ThreadToolResourcesParam | models.ThreadToolResources | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Thread]: ...
    def delete(
        self,
        thread_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[ThreadDeleted]: ...
    def list(
        self,
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
    ) -> RawResponse[Page[Thread]]: ...
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
    ) -> RawResponse[Run]: ...
    def create_and_run_poll(
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
        cancel_on_exit: bool = True,
        on_text: Callable[[str], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Run]: ...
    def transcript(
        self,
        thread_id: str,
        *,
        format: TranscriptFormat = "text",
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[str]: ...
    @property
    def messages(self) -> _RawMessages: ...
    @property
    def runs(self) -> _RawRuns: ...

class _StreamedThreads:
    def create(
        self,
        *,
        messages: Sequence[MessageCreateParams | models.MessageCreateRequest] = NOT_GIVEN,
        tool_resources: ThreadCreateToolResourcesParam | models.ThreadCreateToolResources | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[Thread]]: ...
    def retrieve(
        self,
        thread_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[Thread]]: ...
    def update(
        self,
        thread_id: str,
        *,
        tool_resources: ThreadToolResourcesParam | models.ThreadToolResources | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[Thread]]: ...
    def delete(
        self,
        thread_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[ThreadDeleted]]: ...
    def list(
        self,
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
    ) -> AbstractContextManager[APIResponse[Page[Thread]]]: ...
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
    ) -> AbstractContextManager[APIResponse[Run]]: ...
    def create_and_run_poll(
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
        cancel_on_exit: bool = True,
        on_text: Callable[[str], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[Run]]: ...
    def transcript(
        self,
        thread_id: str,
        *,
        format: TranscriptFormat = "text",
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[str]]: ...
    @property
    def messages(self) -> _StreamedMessages: ...
    @property
    def runs(self) -> _StreamedRuns: ...

class Threads(Resource):
    """Conversations."""
    def create(
        self,
        *,
        messages: Sequence[MessageCreateParams | models.MessageCreateRequest] = NOT_GIVEN,
        tool_resources: ThreadCreateToolResourcesParam | models.ThreadCreateToolResources | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Thread:
        """Open a conversation, empty or with first messages.

        Args:
            messages: First messages, in the order they were said.
            tool_resources: Files and vector stores of this conversation.
            metadata: Your own key-value pairs.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: POST /threads
        """
    def retrieve(
        self,
        thread_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Thread:
        """Fetch a thread.

        Args:
            thread_id: Id of the thread.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            NotFoundError: There is none with this id on this server.

        Endpoint: GET /threads/{thread_id}
        """
    def update(
        self,
        thread_id: str,
        *,
        tool_resources: ThreadToolResourcesParam | models.ThreadToolResources | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Thread:
        """Change a thread's metadata, which is merged into what is there, or its tool resources.

        Args:
            thread_id: Id of the thread.
            tool_resources: Files and vector stores of this conversation.
            metadata: Your own key-value pairs, merged into those already there.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: POST /threads/{thread_id}
        """
    def delete(
        self,
        thread_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> ThreadDeleted:
        """Delete a thread with everything on it.

        Args:
            thread_id: Id of the thread.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: DELETE /threads/{thread_id}
        """
    def list(
        self,
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
    ) -> Page[Thread]:
        """List the threads, newest first unless `order="asc"`, where a server has such a list.

        Azure AI Foundry has it, and our server; OpenAI never had. Iterating fetches page after page.

        Args:
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
            NotFoundError: The server has none; some answer 405, which is an APIStatusError.
            ValueError: `limit` or `max_items` is out of range.

        Endpoint: GET /threads
        """
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
    ) -> Run:
        """Open a conversation and set an assistant to work on it, in one request.

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
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The run, queued; its `thread_id` is the new thread's.

        Endpoint: POST /threads/runs
        """
    def create_and_run_poll(
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
        cancel_on_exit: bool = True,
        on_text: Callable[[str], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Run:
        """Open a conversation, run an assistant on it, and wait until the run has ended or waits for tools.

        With `idempotency_metadata` on the client, thread and run are made by two requests, since only the runs of
        a thread that is known can be searched for one whose reply was lost.

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
            The run, whatever its `status`.

        Raises:
            RunDeadlineExceeded: The run was still at work at the deadline. It is cancelled unless `on_deadline`
                is `raise`.
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
    def timeline(
        self,
        thread_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Iterator[TimelineEntry]:
        """Yield what happened on a thread, oldest first: messages, runs, calls of tools with what they answered.

        Lists are fetched page by page, and the steps of a run when its turn comes, so that a long thread needs no
        more memory than a short one. Of a server that does not list runs or steps, the rest is told.

        Args:
            thread_id: Id of the thread.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            An iterator over the entries.

        Raises:
            NotFoundError: There is no thread with this id on this server.
        """
    def transcript(
        self,
        thread_id: str,
        *,
        format: TranscriptFormat = "text",
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> str:
        """Write down what happened on a thread.

        Whatever the conversation holds is shown as it was written: it cannot reach a terminal as a command, and
        in Markdown and HTML it stays a text.

        Args:
            thread_id: Id of the thread.
            format: `text`, `markdown`, `html` for a page that needs nothing from elsewhere, or `json` for the
                objects as the server sent them, in the form that histories are imported from.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The whole text. For a long thread, `timeline` needs less memory.

        Raises:
            NotFoundError: There is no thread with this id on this server.
            ValueError: There is no such format.
        """
    @property
    def messages(self) -> Messages:
        """What was said in a thread."""
    @property
    def runs(self) -> Runs:
        """An assistant at work on a thread."""
    @property
    def with_raw_response(self) -> _RawThreads:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedThreads:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""

class _RawAsyncThreads:
    async def create(
        self,
        *,
        messages: Sequence[MessageCreateParams | models.MessageCreateRequest] = NOT_GIVEN,
        tool_resources: ThreadCreateToolResourcesParam | models.ThreadCreateToolResources | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Thread]: ...
    async def retrieve(
        self,
        thread_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Thread]: ...
    async def update(
        self,
        thread_id: str,
        *,
        tool_resources: ThreadToolResourcesParam | models.ThreadToolResources | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Thread]: ...
    async def delete(
        self,
        thread_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[ThreadDeleted]: ...
    async def list(
        self,
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
    ) -> RawResponse[AsyncPage[Thread]]: ...
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
    ) -> RawResponse[Run]: ...
    async def create_and_run_poll(
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
        cancel_on_exit: bool = True,
        on_text: Callable[[str], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Run]: ...
    async def transcript(
        self,
        thread_id: str,
        *,
        format: TranscriptFormat = "text",
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[str]: ...
    @property
    def messages(self) -> _RawAsyncMessages: ...
    @property
    def runs(self) -> _RawAsyncRuns: ...

class _StreamedAsyncThreads:
    def create(
        self,
        *,
        messages: Sequence[MessageCreateParams | models.MessageCreateRequest] = NOT_GIVEN,
        tool_resources: ThreadCreateToolResourcesParam | models.ThreadCreateToolResources | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[Thread]]: ...
    def retrieve(
        self,
        thread_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[Thread]]: ...
    def update(
        self,
        thread_id: str,
        *,
        tool_resources: ThreadToolResourcesParam | models.ThreadToolResources | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[Thread]]: ...
    def delete(
        self,
        thread_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[ThreadDeleted]]: ...
    def list(
        self,
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
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[AsyncPage[Thread]]]: ...
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
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[Run]]: ...
    def create_and_run_poll(
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
        cancel_on_exit: bool = True,
        on_text: Callable[[str], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[Run]]: ...
    def transcript(
        self,
        thread_id: str,
        *,
        format: TranscriptFormat = "text",
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[str]]: ...
    @property
    def messages(self) -> _StreamedAsyncMessages: ...
    @property
    def runs(self) -> _StreamedAsyncRuns: ...

class AsyncThreads(Resource):
    """Conversations."""
    async def create(
        self,
        *,
        messages: Sequence[MessageCreateParams | models.MessageCreateRequest] = NOT_GIVEN,
        tool_resources: ThreadCreateToolResourcesParam | models.ThreadCreateToolResources | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Thread:
        """Open a conversation, empty or with first messages.

        Args:
            messages: First messages, in the order they were said.
            tool_resources: Files and vector stores of this conversation.
            metadata: Your own key-value pairs.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: POST /threads
        """
    async def retrieve(
        self,
        thread_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Thread:
        """Fetch a thread.

        Args:
            thread_id: Id of the thread.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            NotFoundError: There is none with this id on this server.

        Endpoint: GET /threads/{thread_id}
        """
    async def update(
        self,
        thread_id: str,
        *,
        tool_resources: ThreadToolResourcesParam | models.ThreadToolResources | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Thread:
        """Change a thread's metadata, which is merged into what is there, or its tool resources.

        Args:
            thread_id: Id of the thread.
            tool_resources: Files and vector stores of this conversation.
            metadata: Your own key-value pairs, merged into those already there.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: POST /threads/{thread_id}
        """
    async def delete(
        self,
        thread_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> ThreadDeleted:
        """Delete a thread with everything on it.

        Args:
            thread_id: Id of the thread.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: DELETE /threads/{thread_id}
        """
    def list(
        self,
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
    ) -> AsyncPages[Thread]:
        """List the threads, newest first unless `order="asc"`, where a server has such a list.

        Azure AI Foundry has it, and our server; OpenAI never had. Iterating fetches page after page.

        Args:
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
            NotFoundError: The server has none; some answer 405, which is an APIStatusError.
            ValueError: `limit` or `max_items` is out of range.

        Endpoint: GET /threads
        """
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
    ) -> Run:
        """Open a conversation and set an assistant to work on it, in one request.

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
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The run, queued; its `thread_id` is the new thread's.

        Endpoint: POST /threads/runs
        """
    async def create_and_run_poll(
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
        cancel_on_exit: bool = True,
        on_text: Callable[[str], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Run:
        """Open a conversation, run an assistant on it, and wait until the run has ended or waits for tools.

        With `idempotency_metadata` on the client, thread and run are made by two requests, since only the runs of
        a thread that is known can be searched for one whose reply was lost.

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
            The run, whatever its `status`.

        Raises:
            RunDeadlineExceeded: The run was still at work at the deadline. It is cancelled unless `on_deadline`
                is `raise`.
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
    def timeline(
        self,
        thread_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> ClosableAsyncIterator[TimelineEntry]:
        """Yield what happened on a thread, oldest first: messages, runs, calls of tools with what they answered.

        Lists are fetched page by page, and the steps of a run when its turn comes, so that a long thread needs no
        more memory than a short one. Of a server that does not list runs or steps, the rest is told.

        Args:
            thread_id: Id of the thread.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            An iterator over the entries.

        Raises:
            NotFoundError: There is no thread with this id on this server.
        """
    async def transcript(
        self,
        thread_id: str,
        *,
        format: TranscriptFormat = "text",
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> str:
        """Write down what happened on a thread.

        Whatever the conversation holds is shown as it was written: it cannot reach a terminal as a command, and
        in Markdown and HTML it stays a text.

        Args:
            thread_id: Id of the thread.
            format: `text`, `markdown`, `html` for a page that needs nothing from elsewhere, or `json` for the
                objects as the server sent them, in the form that histories are imported from.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The whole text. For a long thread, `timeline` needs less memory.

        Raises:
            NotFoundError: There is no thread with this id on this server.
            ValueError: There is no such format.
        """
    @property
    def messages(self) -> AsyncMessages:
        """What was said in a thread."""
    @property
    def runs(self) -> AsyncRuns:
        """An assistant at work on a thread."""
    @property
    def with_raw_response(self) -> _RawAsyncThreads:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedAsyncThreads:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""
