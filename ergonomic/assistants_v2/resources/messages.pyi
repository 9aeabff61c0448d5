"""What `assistants_v2.resources.messages` offers, for editors and type checkers; written by `make generate`."""

# pyright: reportPrivateUsage=false

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from datetime import date

from assistants_v2.io.raw_responses import APIResponse, AsyncAPIResponse, RawResponse
from assistants_v2.resources.pages import AsyncPage, AsyncPages, Page
from assistants_v2.resources.publishing import Resource
from assistants_v2.resources.signatures import NOT_GIVEN
from assistants_v2.rules.parameters import OnActiveRun, TimeLimits
from assistants_v2_raw import models
from assistants_v2_raw.models import ListOrder, Message, MessageDeleted
from assistants_v2_raw.params import (
    ImageFileContentBlockParam,
    ImageURLContentBlockParam,
    MessageAttachmentParam,
    TextContentBlockParam,
)
from assistants_v2_raw.types import Unknown

class _RawMessages:
    def create(
        self,
        thread_id: str,
        *,
        role: models.MessageRole,
        content: str
        | Sequence[
            TextContentBlockParam
            | models.TextContentBlockParam
            | ImageFileContentBlockParam
            | models.ImageFileContentBlock
            | ImageURLContentBlockParam
            | models.ImageURLContentBlock
            | Unknown
        ],
        attachments: Sequence[MessageAttachmentParam | models.MessageAttachment] | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        on_active_run: OnActiveRun = "raise",
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Message]: ...
    def retrieve(
        self,
        message_id: str,
        *,
        thread_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Message]: ...
    def update(
        self,
        message_id: str,
        *,
        thread_id: str,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Message]: ...
    def delete(
        self,
        message_id: str,
        *,
        thread_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[MessageDeleted]: ...
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
        run_id: str | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Page[Message]]: ...

class _StreamedMessages:
    def create(
        self,
        thread_id: str,
        *,
        role: models.MessageRole,
        content: str
        | Sequence[
            TextContentBlockParam
            | models.TextContentBlockParam
            | ImageFileContentBlockParam
            | models.ImageFileContentBlock
            | ImageURLContentBlockParam
            | models.ImageURLContentBlock
            | Unknown
        ],
        attachments: Sequence[MessageAttachmentParam | models.MessageAttachment] | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        on_active_run: OnActiveRun = "raise",
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[Message]]: ...
    def retrieve(
        self,
        message_id: str,
        *,
        thread_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[Message]]: ...
    def update(
        self,
        message_id: str,
        *,
        thread_id: str,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[Message]]: ...
    def delete(
        self,
        message_id: str,
        *,
        thread_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[MessageDeleted]]: ...
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
        run_id: str | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[Page[Message]]]: ...

class Messages(Resource):
    """What users and assistants said in a thread."""
    def create(
        self,
        thread_id: str,
        *,
        role: models.MessageRole,
        content: str
        | Sequence[
            TextContentBlockParam
            | models.TextContentBlockParam
            | ImageFileContentBlockParam
            | models.ImageFileContentBlock
            | ImageURLContentBlockParam
            | models.ImageURLContentBlock
            | Unknown
        ],
        attachments: Sequence[MessageAttachmentParam | models.MessageAttachment] | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        on_active_run: OnActiveRun = "raise",
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Message:
        """Add a message to a thread; `content` is a text or a list of content parts.

        Args:
            thread_id: Id of the thread.
            role: Who says it: `user`, or `assistant` to carry over a conversation held elsewhere.
            content: What is said: a text of up to 256,000 characters, or a list of texts and images.
            attachments: Files that come with it and the tools they are for.
            metadata: Your own key-value pairs.
            on_active_run: What to do while another run is active on the thread: `raise` ThreadBusy, `wait`
                until that run has ended, or `cancel` it. Default: 'raise'.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            ThreadBusy: A run is active on the thread, and `on_active_run` is `raise`.
            BadRequestError: A field is wrong.

        Endpoint: POST /threads/{thread_id}/messages
        """
    def retrieve(
        self,
        message_id: str,
        *,
        thread_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Message:
        """Fetch a message.

        Args:
            message_id: Id of the message.
            thread_id: Id of its thread.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            NotFoundError: The thread has no message with this id.

        Endpoint: GET /threads/{thread_id}/messages/{message_id}
        """
    def update(
        self,
        message_id: str,
        *,
        thread_id: str,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Message:
        """Change a message's metadata.

        Args:
            message_id: Id of the message.
            thread_id: Id of its thread.
            metadata: Your own key-value pairs.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: POST /threads/{thread_id}/messages/{message_id}
        """
    def delete(
        self,
        message_id: str,
        *,
        thread_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> MessageDeleted:
        """Delete a message.

        Args:
            message_id: Id of the message.
            thread_id: Id of its thread.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: DELETE /threads/{thread_id}/messages/{message_id}
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
        run_id: str | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Page[Message]:
        """List a thread's messages, newest first unless `order="asc"`; iterating fetches page after page.

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
            run_id: Id of a run, to list only the messages that it wrote; None for all messages. Default:
                None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            ValueError: `limit` or `max_items` is out of range.

        Endpoint: GET /threads/{thread_id}/messages
        """
    @property
    def with_raw_response(self) -> _RawMessages:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedMessages:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""

class _RawAsyncMessages:
    async def create(
        self,
        thread_id: str,
        *,
        role: models.MessageRole,
        content: str
        | Sequence[
            TextContentBlockParam
            | models.TextContentBlockParam
            | ImageFileContentBlockParam
            | models.ImageFileContentBlock
            | ImageURLContentBlockParam
            | models.ImageURLContentBlock
            | Unknown
        ],
        attachments: Sequence[MessageAttachmentParam | models.MessageAttachment] | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        on_active_run: OnActiveRun = "raise",
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Message]: ...
    async def retrieve(
        self,
        message_id: str,
        *,
        thread_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Message]: ...
    async def update(
        self,
        message_id: str,
        *,
        thread_id: str,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Message]: ...
    async def delete(
        self,
        message_id: str,
        *,
        thread_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[MessageDeleted]: ...
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
        run_id: str | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[AsyncPage[Message]]: ...

class _StreamedAsyncMessages:
    def create(
        self,
        thread_id: str,
        *,
        role: models.MessageRole,
        content: str
        | Sequence[
            TextContentBlockParam
            | models.TextContentBlockParam
            | ImageFileContentBlockParam
            | models.ImageFileContentBlock
            | ImageURLContentBlockParam
            | models.ImageURLContentBlock
            | Unknown
        ],
        attachments: Sequence[MessageAttachmentParam | models.MessageAttachment] | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        on_active_run: OnActiveRun = "raise",
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[Message]]: ...
    def retrieve(
        self,
        message_id: str,
        *,
        thread_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[Message]]: ...
    def update(
        self,
        message_id: str,
        *,
        thread_id: str,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[Message]]: ...
    def delete(
        self,
        message_id: str,
        *,
        thread_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[MessageDeleted]]: ...
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
        run_id: str | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[AsyncPage[Message]]]: ...

class AsyncMessages(Resource):
    """What users and assistants said in a thread."""
    async def create(
        self,
        thread_id: str,
        *,
        role: models.MessageRole,
        content: str
        | Sequence[
            TextContentBlockParam
            | models.TextContentBlockParam
            | ImageFileContentBlockParam
            | models.ImageFileContentBlock
            | ImageURLContentBlockParam
            | models.ImageURLContentBlock
            | Unknown
        ],
        attachments: Sequence[MessageAttachmentParam | models.MessageAttachment] | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        on_active_run: OnActiveRun = "raise",
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Message:
        """Add a message to a thread; `content` is a text or a list of content parts.

        Args:
            thread_id: Id of the thread.
            role: Who says it: `user`, or `assistant` to carry over a conversation held elsewhere.
            content: What is said: a text of up to 256,000 characters, or a list of texts and images.
            attachments: Files that come with it and the tools they are for.
            metadata: Your own key-value pairs.
            on_active_run: What to do while another run is active on the thread: `raise` ThreadBusy, `wait`
                until that run has ended, or `cancel` it. Default: 'raise'.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            ThreadBusy: A run is active on the thread, and `on_active_run` is `raise`.
            BadRequestError: A field is wrong.

        Endpoint: POST /threads/{thread_id}/messages
        """
    async def retrieve(
        self,
        message_id: str,
        *,
        thread_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Message:
        """Fetch a message.

        Args:
            message_id: Id of the message.
            thread_id: Id of its thread.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            NotFoundError: The thread has no message with this id.

        Endpoint: GET /threads/{thread_id}/messages/{message_id}
        """
    async def update(
        self,
        message_id: str,
        *,
        thread_id: str,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Message:
        """Change a message's metadata.

        Args:
            message_id: Id of the message.
            thread_id: Id of its thread.
            metadata: Your own key-value pairs.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: POST /threads/{thread_id}/messages/{message_id}
        """
    async def delete(
        self,
        message_id: str,
        *,
        thread_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> MessageDeleted:
        """Delete a message.

        Args:
            message_id: Id of the message.
            thread_id: Id of its thread.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: DELETE /threads/{thread_id}/messages/{message_id}
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
        run_id: str | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AsyncPages[Message]:
        """List a thread's messages, newest first unless `order="asc"`; iterating fetches page after page.

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
            run_id: Id of a run, to list only the messages that it wrote; None for all messages. Default:
                None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            ValueError: `limit` or `max_items` is out of range.

        Endpoint: GET /threads/{thread_id}/messages
        """
    @property
    def with_raw_response(self) -> _RawAsyncMessages:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedAsyncMessages:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""
