"""What `assistants_v2.resources.files` offers, for editors and type checkers; written by `make generate`."""

# pyright: reportPrivateUsage=false

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from datetime import date

from assistants_v2.io.file_contents import FileContent
from assistants_v2.io.raw_responses import APIResponse, AsyncAPIResponse, RawResponse
from assistants_v2.resources.pages import AsyncPage, AsyncPages, Page
from assistants_v2.resources.publishing import Resource
from assistants_v2.resources.signatures import NOT_GIVEN
from assistants_v2.rules.parameters import TimeLimits
from assistants_v2_companions_raw import models
from assistants_v2_companions_raw.models import FileDeleted, FileObject
from assistants_v2_companions_raw.params import FileExpiresAfterParam
from assistants_v2_raw.models import ListOrder
from assistants_v2_raw.types import FileTypes

class _RawFiles:
    def create(
        self,
        *,
        file: FileTypes,
        purpose: models.FilePurposeParam,
        expires_after: FileExpiresAfterParam | models.FileExpiresAfter = NOT_GIVEN,
        on_progress: Callable[[int, int | None], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[FileObject]: ...
    def retrieve(
        self,
        file_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[FileObject]: ...
    def delete(
        self,
        file_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[FileDeleted]: ...
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
        purpose: str | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Page[FileObject]]: ...
    def content(
        self,
        file_id: str,
        *,
        on_progress: Callable[[int, int | None], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[FileContent]: ...
    def retrieve_content(
        self,
        file_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[str]: ...
    def wait_for_processing(
        self,
        id: str,
        *,
        poll_interval: float = 5.0,
        max_wait_seconds: float = 1800.0,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[FileObject]: ...

class _StreamedFiles:
    def create(
        self,
        *,
        file: FileTypes,
        purpose: models.FilePurposeParam,
        expires_after: FileExpiresAfterParam | models.FileExpiresAfter = NOT_GIVEN,
        on_progress: Callable[[int, int | None], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[FileObject]]: ...
    def retrieve(
        self,
        file_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[FileObject]]: ...
    def delete(
        self,
        file_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[FileDeleted]]: ...
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
        purpose: str | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[Page[FileObject]]]: ...
    def content(
        self,
        file_id: str,
        *,
        on_progress: Callable[[int, int | None], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[bytes]]: ...
    def retrieve_content(
        self,
        file_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[str]]: ...
    def wait_for_processing(
        self,
        id: str,
        *,
        poll_interval: float = 5.0,
        max_wait_seconds: float = 1800.0,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[FileObject]]: ...

class Files(Resource):
    """Documents that were uploaded, and files that code has written."""
    def create(
        self,
        *,
        file: FileTypes,
        purpose: models.FilePurposeParam,
        expires_after: FileExpiresAfterParam | models.FileExpiresAfter = NOT_GIVEN,
        on_progress: Callable[[int, int | None], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> FileObject:
        """Upload a file.

        It is read while it is sent, 64 KiB at a time. One that can be rewound is sent from its beginning; one
        that cannot, such as a pipe, is sent once and never tried again.

        Args:
            file: The file, with its name.
            purpose: What the file is for; `assistants` for file search and code interpreter.
            expires_after: How long the server keeps it; without this it stays until it is deleted.
            on_progress: Function that is called for each piece of the file: with the bytes so far, and with
                all of them, or None if nobody knows how many these are. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            TypeError: `file` is no file, such as a text.
            ValueError: It is a file that was closed.
            OSError: There is no file at the path, or it cannot be read.

        Endpoint: POST /files
        """
    def retrieve(
        self,
        file_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> FileObject:
        """Fetch what is known of a file; `content` has its bytes.

        Args:
            file_id: Id of the file.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            NotFoundError: There is none with this id on this server.

        Endpoint: GET /files/{file_id}
        """
    def delete(
        self,
        file_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> FileDeleted:
        """Delete a file; vector stores have it no longer.

        Args:
            file_id: Id of the file.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: DELETE /files/{file_id}
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
        purpose: str | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Page[FileObject]:
        """List files, newest first unless `order="asc"`; iterating fetches page after page.

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
            purpose: A purpose, such as `assistants`, to list only the files that were uploaded for it; None
                for all. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: GET /files
        """
    def content(
        self,
        file_id: str,
        *,
        on_progress: Callable[[int, int | None], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> FileContent:
        """Fetch the bytes of a file.

        They are there when this returns, the first 4 MiB in memory and more in a temporary file. A download that
        breaks off is begun again.

        Args:
            file_id: Id of the file.
            on_progress: Function that is called for each piece of the file: with the bytes so far, and with
                all of them, or None if nobody knows how many these are. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            NotFoundError: There is none with this id on this server.
            BadRequestError: The server does not give out the bytes of files of this purpose.

        Endpoint: GET /files/{file_id}/content
        """
    def retrieve_content(
        self,
        file_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> str:
        """Fetch the bytes of a file as text; `content` has taken its place in the official SDK.

        Args:
            file_id: Id of the file.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.
        """
    def wait_for_processing(
        self,
        id: str,
        *,
        poll_interval: float = 5.0,
        max_wait_seconds: float = 1800.0,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> FileObject:
        """Wait until the server has processed a file.

        Args:
            id: Id of the file.
            poll_interval: Seconds between two looks.
            max_wait_seconds: Seconds to wait at most.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The file, whose status may be `error` as well.

        Raises:
            FileDeadlineExceeded: It was not processed by then.
        """
    @property
    def with_raw_response(self) -> _RawFiles:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedFiles:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""

class _RawAsyncFiles:
    async def create(
        self,
        *,
        file: FileTypes,
        purpose: models.FilePurposeParam,
        expires_after: FileExpiresAfterParam | models.FileExpiresAfter = NOT_GIVEN,
        on_progress: Callable[[int, int | None], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[FileObject]: ...
    async def retrieve(
        self,
        file_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[FileObject]: ...
    async def delete(
        self,
        file_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[FileDeleted]: ...
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
        purpose: str | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[AsyncPage[FileObject]]: ...
    async def content(
        self,
        file_id: str,
        *,
        on_progress: Callable[[int, int | None], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[FileContent]: ...
    async def retrieve_content(
        self,
        file_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[str]: ...
    async def wait_for_processing(
        self,
        id: str,
        *,
        poll_interval: float = 5.0,
        max_wait_seconds: float = 1800.0,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[FileObject]: ...

class _StreamedAsyncFiles:
    def create(
        self,
        *,
        file: FileTypes,
        purpose: models.FilePurposeParam,
        expires_after: FileExpiresAfterParam | models.FileExpiresAfter = NOT_GIVEN,
        on_progress: Callable[[int, int | None], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[FileObject]]: ...
    def retrieve(
        self,
        file_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[FileObject]]: ...
    def delete(
        self,
        file_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[FileDeleted]]: ...
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
        purpose: str | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[AsyncPage[FileObject]]]: ...
    def content(
        self,
        file_id: str,
        *,
        on_progress: Callable[[int, int | None], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[bytes]]: ...
    def retrieve_content(
        self,
        file_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[str]]: ...
    def wait_for_processing(
        self,
        id: str,
        *,
        poll_interval: float = 5.0,
        max_wait_seconds: float = 1800.0,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[FileObject]]: ...

class AsyncFiles(Resource):
    """Documents that were uploaded, and files that code has written."""
    async def create(
        self,
        *,
        file: FileTypes,
        purpose: models.FilePurposeParam,
        expires_after: FileExpiresAfterParam | models.FileExpiresAfter = NOT_GIVEN,
        on_progress: Callable[[int, int | None], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> FileObject:
        """Upload a file.

        It is read while it is sent, 64 KiB at a time. One that can be rewound is sent from its beginning; one
        that cannot, such as a pipe, is sent once and never tried again.

        Args:
            file: The file, with its name.
            purpose: What the file is for; `assistants` for file search and code interpreter.
            expires_after: How long the server keeps it; without this it stays until it is deleted.
            on_progress: Function that is called for each piece of the file: with the bytes so far, and with
                all of them, or None if nobody knows how many these are. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            TypeError: `file` is no file, such as a text.
            ValueError: It is a file that was closed.
            OSError: There is no file at the path, or it cannot be read.

        Endpoint: POST /files
        """
    async def retrieve(
        self,
        file_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> FileObject:
        """Fetch what is known of a file; `content` has its bytes.

        Args:
            file_id: Id of the file.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            NotFoundError: There is none with this id on this server.

        Endpoint: GET /files/{file_id}
        """
    async def delete(
        self,
        file_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> FileDeleted:
        """Delete a file; vector stores have it no longer.

        Args:
            file_id: Id of the file.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: DELETE /files/{file_id}
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
        purpose: str | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AsyncPages[FileObject]:
        """List files, newest first unless `order="asc"`; iterating fetches page after page.

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
            purpose: A purpose, such as `assistants`, to list only the files that were uploaded for it; None
                for all. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: GET /files
        """
    async def content(
        self,
        file_id: str,
        *,
        on_progress: Callable[[int, int | None], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> FileContent:
        """Fetch the bytes of a file.

        They are there when this returns, the first 4 MiB in memory and more in a temporary file. A download that
        breaks off is begun again.

        Args:
            file_id: Id of the file.
            on_progress: Function that is called for each piece of the file: with the bytes so far, and with
                all of them, or None if nobody knows how many these are. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            NotFoundError: There is none with this id on this server.
            BadRequestError: The server does not give out the bytes of files of this purpose.

        Endpoint: GET /files/{file_id}/content
        """
    async def retrieve_content(
        self,
        file_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> str:
        """Fetch the bytes of a file as text; `content` has taken its place in the official SDK.

        Args:
            file_id: Id of the file.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.
        """
    async def wait_for_processing(
        self,
        id: str,
        *,
        poll_interval: float = 5.0,
        max_wait_seconds: float = 1800.0,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> FileObject:
        """Wait until the server has processed a file.

        Args:
            id: Id of the file.
            poll_interval: Seconds between two looks.
            max_wait_seconds: Seconds to wait at most.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The file, whose status may be `error` as well.

        Raises:
            FileDeadlineExceeded: It was not processed by then.
        """
    @property
    def with_raw_response(self) -> _RawAsyncFiles:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedAsyncFiles:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""
