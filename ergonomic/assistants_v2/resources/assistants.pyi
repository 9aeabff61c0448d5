"""What `assistants_v2.resources.assistants` offers, for editors and type checkers; written by `make generate`."""

# pyright: reportPrivateUsage=false

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from datetime import date
from typing import Any, Literal

from assistants_v2.io.raw_responses import APIResponse, AsyncAPIResponse, RawResponse
from assistants_v2.resources.pages import AsyncPage, AsyncPages, Page
from assistants_v2.resources.publishing import Resource
from assistants_v2.resources.signatures import NOT_GIVEN
from assistants_v2.rules.parameters import TimeLimits
from assistants_v2_raw import models
from assistants_v2_raw.models import Assistant, AssistantDeleted, ListOrder
from assistants_v2_raw.params import (
    AssistantCreateToolResourcesParam,
    AssistantToolResourcesParam,
    CodeInterpreterToolParam,
    FileSearchToolParam,
    FunctionToolParam,
    ResponseFormatJSONObjectParam,
    ResponseFormatJSONSchemaParam,
    ResponseFormatTextParam,
)
from assistants_v2_raw.types import Unknown

class _RawAssistantsResource:
    def create(
        self,
        *,
        model: str,
        name: str | None = NOT_GIVEN,
        description: str | None = NOT_GIVEN,
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
        ] = NOT_GIVEN,
        tool_resources: AssistantCreateToolResourcesParam
        | models.AssistantCreateToolResources
        | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
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
    ) -> RawResponse[Assistant]: ...
    def retrieve(
        self,
        assistant_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Assistant]: ...
    def update(
        self,
        assistant_id: str,
        *,
        model: str = NOT_GIVEN,
        name: str | None = NOT_GIVEN,
        description: str | None = NOT_GIVEN,
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
        ] = NOT_GIVEN,
        tool_resources: AssistantToolResourcesParam | models.AssistantToolResources | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
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
    ) -> RawResponse[Assistant]: ...
    def delete(
        self,
        assistant_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[AssistantDeleted]: ...
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
    ) -> RawResponse[Page[Assistant]]: ...

class _StreamedAssistantsResource:
    def create(
        self,
        *,
        model: str,
        name: str | None = NOT_GIVEN,
        description: str | None = NOT_GIVEN,
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
        ] = NOT_GIVEN,
        tool_resources: AssistantCreateToolResourcesParam
        | models.AssistantCreateToolResources
        | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
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
    ) -> AbstractContextManager[APIResponse[Assistant]]: ...
    def retrieve(
        self,
        assistant_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[Assistant]]: ...
    def update(
        self,
        assistant_id: str,
        *,
        model: str = NOT_GIVEN,
        name: str | None = NOT_GIVEN,
        description: str | None = NOT_GIVEN,
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
        ] = NOT_GIVEN,
        tool_resources: AssistantToolResourcesParam | models.AssistantToolResources | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
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
    ) -> AbstractContextManager[APIResponse[Assistant]]: ...
    def delete(
        self,
        assistant_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[AssistantDeleted]]: ...
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
    ) -> AbstractContextManager[APIResponse[Page[Assistant]]]: ...

class AssistantsResource(Resource):
    """Named settings: a model, its instructions and the tools it may call."""
    def create(
        self,
        *,
        model: str,
        name: str | None = NOT_GIVEN,
        description: str | None = NOT_GIVEN,
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
        ] = NOT_GIVEN,
        tool_resources: AssistantCreateToolResourcesParam
        | models.AssistantCreateToolResources
        | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
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
    ) -> Assistant:
        """Create an assistant. Python functions may stand among its `tools`.

        Args:
            model: Id of the model that answers.
            name: Name for people, up to 256 characters.
            description: What it is for, for people, up to 512 characters.
            instructions: What the model is told before every conversation, up to 256,000 characters.
            tools: Tools the model may call, up to 128; none by default.
            tool_resources: Files and vector stores behind the tools.
            metadata: Your own key-value pairs.
            temperature: Randomness of the answers, 0 to 2; 1 by default.
            top_p: Share of the likeliest tokens to choose from, 0 to 1; 1 by default; change this or the
                temperature, not both.
            reasoning_effort: How much a reasoning model thinks; most models take `medium` by default.
            response_format: Form the answers must have; `auto` by default.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The assistant, with its id.

        Raises:
            APIError: The server refused or could not be reached.
            TypeError: A field is unknown or missing.

        Endpoint: POST /assistants
        """
    def retrieve(
        self,
        assistant_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Assistant:
        """Fetch an assistant.

        Args:
            assistant_id: Id of the assistant.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            NotFoundError: There is none with this id on this server.

        Endpoint: GET /assistants/{assistant_id}
        """
    def update(
        self,
        assistant_id: str,
        *,
        model: str = NOT_GIVEN,
        name: str | None = NOT_GIVEN,
        description: str | None = NOT_GIVEN,
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
        ] = NOT_GIVEN,
        tool_resources: AssistantToolResourcesParam | models.AssistantToolResources | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
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
    ) -> Assistant:
        """Change an assistant's fields; those not passed stay, and `metadata` is merged into what is there.

        Args:
            assistant_id: Id of the assistant.
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
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The assistant as it is now.

        Endpoint: POST /assistants/{assistant_id}
        """
    def delete(
        self,
        assistant_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AssistantDeleted:
        """Delete an assistant.

        Args:
            assistant_id: Id of the assistant.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: DELETE /assistants/{assistant_id}
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
    ) -> Page[Assistant]:
        """List the assistants, newest first unless `order="asc"`; iterating fetches page after page.

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
            ValueError: `limit` or `max_items` is out of range.

        Endpoint: GET /assistants
        """
    @property
    def with_raw_response(self) -> _RawAssistantsResource:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedAssistantsResource:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""

class _RawAsyncAssistantsResource:
    async def create(
        self,
        *,
        model: str,
        name: str | None = NOT_GIVEN,
        description: str | None = NOT_GIVEN,
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
        ] = NOT_GIVEN,
        tool_resources: AssistantCreateToolResourcesParam
        | models.AssistantCreateToolResources
        | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
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
    ) -> RawResponse[Assistant]: ...
    async def retrieve(
        self,
        assistant_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Assistant]: ...
    async def update(
        self,
        assistant_id: str,
        *,
        model: str = NOT_GIVEN,
        name: str | None = NOT_GIVEN,
        description: str | None = NOT_GIVEN,
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
        ] = NOT_GIVEN,
        tool_resources: AssistantToolResourcesParam | models.AssistantToolResources | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
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
    ) -> RawResponse[Assistant]: ...
    async def delete(
        self,
        assistant_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[AssistantDeleted]: ...
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
    ) -> RawResponse[AsyncPage[Assistant]]: ...

class _StreamedAsyncAssistantsResource:
    def create(
        self,
        *,
        model: str,
        name: str | None = NOT_GIVEN,
        description: str | None = NOT_GIVEN,
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
        ] = NOT_GIVEN,
        tool_resources: AssistantCreateToolResourcesParam
        | models.AssistantCreateToolResources
        | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
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
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[Assistant]]: ...
    def retrieve(
        self,
        assistant_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[Assistant]]: ...
    def update(
        self,
        assistant_id: str,
        *,
        model: str = NOT_GIVEN,
        name: str | None = NOT_GIVEN,
        description: str | None = NOT_GIVEN,
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
        ] = NOT_GIVEN,
        tool_resources: AssistantToolResourcesParam | models.AssistantToolResources | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
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
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[Assistant]]: ...
    def delete(
        self,
        assistant_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[AssistantDeleted]]: ...
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
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[AsyncPage[Assistant]]]: ...

class AsyncAssistantsResource(Resource):
    """Named settings: a model, its instructions and the tools it may call."""
    async def create(
        self,
        *,
        model: str,
        name: str | None = NOT_GIVEN,
        description: str | None = NOT_GIVEN,
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
        ] = NOT_GIVEN,
        tool_resources: AssistantCreateToolResourcesParam
        | models.AssistantCreateToolResources
        | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
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
    ) -> Assistant:
        """Create an assistant. Python functions may stand among its `tools`.

        Args:
            model: Id of the model that answers.
            name: Name for people, up to 256 characters.
            description: What it is for, for people, up to 512 characters.
            instructions: What the model is told before every conversation, up to 256,000 characters.
            tools: Tools the model may call, up to 128; none by default.
            tool_resources: Files and vector stores behind the tools.
            metadata: Your own key-value pairs.
            temperature: Randomness of the answers, 0 to 2; 1 by default.
            top_p: Share of the likeliest tokens to choose from, 0 to 1; 1 by default; change this or the
                temperature, not both.
            reasoning_effort: How much a reasoning model thinks; most models take `medium` by default.
            response_format: Form the answers must have; `auto` by default.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The assistant, with its id.

        Raises:
            APIError: The server refused or could not be reached.
            TypeError: A field is unknown or missing.

        Endpoint: POST /assistants
        """
    async def retrieve(
        self,
        assistant_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Assistant:
        """Fetch an assistant.

        Args:
            assistant_id: Id of the assistant.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            NotFoundError: There is none with this id on this server.

        Endpoint: GET /assistants/{assistant_id}
        """
    async def update(
        self,
        assistant_id: str,
        *,
        model: str = NOT_GIVEN,
        name: str | None = NOT_GIVEN,
        description: str | None = NOT_GIVEN,
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
        ] = NOT_GIVEN,
        tool_resources: AssistantToolResourcesParam | models.AssistantToolResources | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        temperature: float | None = NOT_GIVEN,
        top_p: float | None = NOT_GIVEN,
        reasoning_effort: models.ReasoningEffort | None = NOT_GIVEN,
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
    ) -> Assistant:
        """Change an assistant's fields; those not passed stay, and `metadata` is merged into what is there.

        Args:
            assistant_id: Id of the assistant.
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
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The assistant as it is now.

        Endpoint: POST /assistants/{assistant_id}
        """
    async def delete(
        self,
        assistant_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AssistantDeleted:
        """Delete an assistant.

        Args:
            assistant_id: Id of the assistant.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: DELETE /assistants/{assistant_id}
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
    ) -> AsyncPages[Assistant]:
        """List the assistants, newest first unless `order="asc"`; iterating fetches page after page.

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
            ValueError: `limit` or `max_items` is out of range.

        Endpoint: GET /assistants
        """
    @property
    def with_raw_response(self) -> _RawAsyncAssistantsResource:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedAsyncAssistantsResource:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""
