"""What `assistants_v2.resources.vector_stores` offers, for editors and type checkers; written by `make generate`."""

# pyright: reportPrivateUsage=false

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from datetime import date

from assistants_v2.flows.whole_pages import WholePage
from assistants_v2.io.raw_responses import APIResponse, AsyncAPIResponse, RawResponse
from assistants_v2.resources.file_publishing import AsyncWhole
from assistants_v2.resources.pages import AsyncPage, AsyncPages, Page
from assistants_v2.resources.publishing import Resource
from assistants_v2.resources.signatures import NOT_GIVEN
from assistants_v2.rules.companion_parameters import ChunkingStrategy
from assistants_v2.rules.parameters import TimeLimits
from assistants_v2_companions_raw import models
from assistants_v2_companions_raw.models import (
    FileContentResponse,
    VectorStore,
    VectorStoreDeleted,
    VectorStoreFile,
    VectorStoreFileBatch,
    VectorStoreFileDeleted,
    VectorStoreFileStatus,
    VectorStoreSearchResponse,
)
from assistants_v2_companions_raw.params import (
    AutoFileChunkingStrategyParam,
    ComparisonFilterParam,
    CompoundFilterParam,
    SearchRankingOptionsParam,
    StaticFileChunkingStrategyObjectParam,
    VectorStoreExpiresAfterParam,
    VectorStoreFileCreateParams,
)
from assistants_v2_raw.models import ListOrder
from assistants_v2_raw.types import FileTypes, Unknown

class _RawVectorStoreFiles:
    def create(
        self,
        vector_store_id: str,
        *,
        file_id: str,
        chunking_strategy: AutoFileChunkingStrategyParam
        | models.AutoFileChunkingStrategyParam
        | StaticFileChunkingStrategyObjectParam
        | models.StaticFileChunkingStrategyObjectParam
        | None
        | Unknown = NOT_GIVEN,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStoreFile]: ...
    def retrieve(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStoreFile]: ...
    def update(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        attributes: Mapping[str, str | float | bool] | None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStoreFile]: ...
    def delete(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStoreFileDeleted]: ...
    def list(
        self,
        vector_store_id: str,
        *,
        limit: int | None = None,
        order: ListOrder | None = None,
        after: str | None = None,
        max_items: int | None = None,
        since: date | str | float | None = None,
        until: date | str | float | None = None,
        prefetch: bool = True,
        before: str | None = None,
        filter: VectorStoreFileStatus | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Page[VectorStoreFile]]: ...
    def content(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[WholePage[FileContentResponse]]: ...
    def create_and_poll(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        chunking_strategy: ChunkingStrategy = NOT_GIVEN,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStoreFile]: ...
    def poll(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStoreFile]: ...
    def upload(
        self,
        *,
        vector_store_id: str,
        file: FileTypes,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        chunking_strategy: ChunkingStrategy = NOT_GIVEN,
        on_progress: Callable[[int, int | None], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStoreFile]: ...
    def upload_and_poll(
        self,
        *,
        vector_store_id: str,
        file: FileTypes,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        chunking_strategy: ChunkingStrategy = NOT_GIVEN,
        on_progress: Callable[[int, int | None], object] | None = None,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStoreFile]: ...

class _StreamedVectorStoreFiles:
    def create(
        self,
        vector_store_id: str,
        *,
        file_id: str,
        chunking_strategy: AutoFileChunkingStrategyParam
        | models.AutoFileChunkingStrategyParam
        | StaticFileChunkingStrategyObjectParam
        | models.StaticFileChunkingStrategyObjectParam
        | None
        | Unknown = NOT_GIVEN,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[VectorStoreFile]]: ...
    def retrieve(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[VectorStoreFile]]: ...
    def update(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        attributes: Mapping[str, str | float | bool] | None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[VectorStoreFile]]: ...
    def delete(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[VectorStoreFileDeleted]]: ...
    def list(
        self,
        vector_store_id: str,
        *,
        limit: int | None = None,
        order: ListOrder | None = None,
        after: str | None = None,
        max_items: int | None = None,
        since: date | str | float | None = None,
        until: date | str | float | None = None,
        prefetch: bool = True,
        before: str | None = None,
        filter: VectorStoreFileStatus | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[Page[VectorStoreFile]]]: ...
    def content(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[WholePage[FileContentResponse]]]: ...
    def create_and_poll(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        chunking_strategy: ChunkingStrategy = NOT_GIVEN,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[VectorStoreFile]]: ...
    def poll(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[VectorStoreFile]]: ...
    def upload(
        self,
        *,
        vector_store_id: str,
        file: FileTypes,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        chunking_strategy: ChunkingStrategy = NOT_GIVEN,
        on_progress: Callable[[int, int | None], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[VectorStoreFile]]: ...
    def upload_and_poll(
        self,
        *,
        vector_store_id: str,
        file: FileTypes,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        chunking_strategy: ChunkingStrategy = NOT_GIVEN,
        on_progress: Callable[[int, int | None], object] | None = None,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[VectorStoreFile]]: ...

class VectorStoreFiles(Resource):
    """The files of a vector store."""
    def create(
        self,
        vector_store_id: str,
        *,
        file_id: str,
        chunking_strategy: AutoFileChunkingStrategyParam
        | models.AutoFileChunkingStrategyParam
        | StaticFileChunkingStrategyObjectParam
        | models.StaticFileChunkingStrategyObjectParam
        | None
        | Unknown = NOT_GIVEN,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStoreFile:
        """Add an uploaded file to a vector store, which takes it in meanwhile.

        Args:
            vector_store_id: Id of the vector store.
            file_id: Id of the file.
            chunking_strategy: How it is cut into pieces; `auto` by default.
            attributes: Key-value pairs by which a search can be narrowed.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: POST /vector_stores/{vector_store_id}/files
        """
    def retrieve(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStoreFile:
        """Fetch how far the server is with a file.

        Args:
            file_id: Id of the file.
            vector_store_id: Id of the vector store.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            NotFoundError: The vector store has no file with this id.

        Endpoint: GET /vector_stores/{vector_store_id}/files/{file_id}
        """
    def update(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        attributes: Mapping[str, str | float | bool] | None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStoreFile:
        """Put other attributes on a file in place of those that it has.

        Args:
            file_id: Id of the file.
            vector_store_id: Id of the vector store.
            attributes: The attributes, in the place of those that are there; null for none.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: POST /vector_stores/{vector_store_id}/files/{file_id}
        """
    def delete(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStoreFileDeleted:
        """Take a file out of a vector store; the file itself stays.

        Args:
            file_id: Id of the file.
            vector_store_id: Id of the vector store.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: DELETE /vector_stores/{vector_store_id}/files/{file_id}
        """
    def list(
        self,
        vector_store_id: str,
        *,
        limit: int | None = None,
        order: ListOrder | None = None,
        after: str | None = None,
        max_items: int | None = None,
        since: date | str | float | None = None,
        until: date | str | float | None = None,
        prefetch: bool = True,
        before: str | None = None,
        filter: VectorStoreFileStatus | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Page[VectorStoreFile]:
        """List the files of a vector store, newest first unless `order="asc"`.

        Args:
            vector_store_id: Id of the vector store.
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
            filter: A status, to list only the files that are in it; None for all. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: GET /vector_stores/{vector_store_id}/files
        """
    def content(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> WholePage[FileContentResponse]:
        """Fetch the text that the server found in a file.

        Args:
            file_id: Id of the file.
            vector_store_id: Id of the vector store.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: GET /vector_stores/{vector_store_id}/files/{file_id}/content
        """
    def create_and_poll(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        chunking_strategy: ChunkingStrategy = NOT_GIVEN,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStoreFile:
        """Add an uploaded file to a vector store, and wait until it can be found or has failed.

        Args:
            file_id: Id of the file.
            vector_store_id: Id of the vector store.
            attributes: Key-value pairs by which a search can be narrowed.
            chunking_strategy: How it is cut into pieces; `auto` by default.
            poll_interval_ms: Milliseconds between two looks; None for what the server recommends, or, if it
                recommends nothing, for a wait that grows from 150 to 5,000. Default: None.
            deadline: Seconds to wait; then FileDeadlineExceeded is raised, and the server goes on. None for
                30 minutes. Default: None.
            max_wait_seconds: The official SDK's word for `deadline`; None to go by that. Default: None.
            on_poll: Function that is called after each look, with the file or the batch. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The file, whatever its `status`; `last_error` says why it failed.

        Raises:
            FileDeadlineExceeded: The server was still at work on it at the deadline.
        """
    def poll(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStoreFile:
        """Wait until a file can be found, or has failed.

        Args:
            file_id: Id of the file.
            vector_store_id: Id of the vector store.
            poll_interval_ms: Milliseconds between two looks; None for what the server recommends, or, if it
                recommends nothing, for a wait that grows from 150 to 5,000. Default: None.
            deadline: Seconds to wait; then FileDeadlineExceeded is raised, and the server goes on. None for
                30 minutes. Default: None.
            max_wait_seconds: The official SDK's word for `deadline`; None to go by that. Default: None.
            on_poll: Function that is called after each look, with the file or the batch. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The file, whatever its `status`; `last_error` says why it failed.

        Raises:
            FileDeadlineExceeded: The server was still at work on it at the deadline.
        """
    def upload(
        self,
        *,
        vector_store_id: str,
        file: FileTypes,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        chunking_strategy: ChunkingStrategy = NOT_GIVEN,
        on_progress: Callable[[int, int | None], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStoreFile:
        """Upload a file for assistants, and add it to a vector store.

        Args:
            vector_store_id: Id of the vector store.
            file: The file: a path, a file open for bytes, bytes, or a tuple of a name and one of these.
            attributes: Key-value pairs by which a search can be narrowed.
            chunking_strategy: How it is cut into pieces; `auto` by default.
            on_progress: Function that is called for each piece of the file: with the bytes so far, and with
                all of them, or None if nobody knows how many these are. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The file, usually in progress.
        """
    def upload_and_poll(
        self,
        *,
        vector_store_id: str,
        file: FileTypes,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        chunking_strategy: ChunkingStrategy = NOT_GIVEN,
        on_progress: Callable[[int, int | None], object] | None = None,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStoreFile:
        """Upload a file for assistants, add it to a vector store, and wait until it can be found or has failed.

        Args:
            vector_store_id: Id of the vector store.
            file: The file: a path, a file open for bytes, bytes, or a tuple of a name and one of these.
            attributes: Key-value pairs by which a search can be narrowed.
            chunking_strategy: How it is cut into pieces; `auto` by default.
            on_progress: Function that is called for each piece of the file: with the bytes so far, and with
                all of them, or None if nobody knows how many these are. Default: None.
            poll_interval_ms: Milliseconds between two looks; None for what the server recommends, or, if it
                recommends nothing, for a wait that grows from 150 to 5,000. Default: None.
            deadline: Seconds to wait; then FileDeadlineExceeded is raised, and the server goes on. None for
                30 minutes. Default: None.
            max_wait_seconds: The official SDK's word for `deadline`; None to go by that. Default: None.
            on_poll: Function that is called after each look, with the file or the batch. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The file, whatever its `status`; `last_error` says why it failed.

        Raises:
            FileDeadlineExceeded: The server was still at work on it at the deadline.
        """
    @property
    def with_raw_response(self) -> _RawVectorStoreFiles:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedVectorStoreFiles:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""

class _RawVectorStoreFileBatches:
    def create(
        self,
        vector_store_id: str,
        *,
        file_ids: Sequence[str] = NOT_GIVEN,
        files: Sequence[VectorStoreFileCreateParams | models.VectorStoreFileCreateRequest] = NOT_GIVEN,
        chunking_strategy: AutoFileChunkingStrategyParam
        | models.AutoFileChunkingStrategyParam
        | StaticFileChunkingStrategyObjectParam
        | models.StaticFileChunkingStrategyObjectParam
        | None
        | Unknown = NOT_GIVEN,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStoreFileBatch]: ...
    def retrieve(
        self,
        batch_id: str,
        *,
        vector_store_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStoreFileBatch]: ...
    def cancel(
        self,
        batch_id: str,
        *,
        vector_store_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStoreFileBatch]: ...
    def list_files(
        self,
        batch_id: str,
        *,
        vector_store_id: str,
        limit: int | None = None,
        order: ListOrder | None = None,
        after: str | None = None,
        max_items: int | None = None,
        since: date | str | float | None = None,
        until: date | str | float | None = None,
        prefetch: bool = True,
        before: str | None = None,
        filter: VectorStoreFileStatus | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Page[VectorStoreFile]]: ...
    def create_and_poll(
        self,
        vector_store_id: str,
        *,
        file_ids: Sequence[str] = NOT_GIVEN,
        files: Sequence[VectorStoreFileCreateParams | models.VectorStoreFileCreateRequest] = NOT_GIVEN,
        chunking_strategy: AutoFileChunkingStrategyParam
        | models.AutoFileChunkingStrategyParam
        | StaticFileChunkingStrategyObjectParam
        | models.StaticFileChunkingStrategyObjectParam
        | None
        | Unknown = NOT_GIVEN,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStoreFileBatch]: ...
    def poll(
        self,
        batch_id: str,
        *,
        vector_store_id: str,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStoreFileBatch]: ...
    def upload_and_poll(
        self,
        vector_store_id: str,
        *,
        files: Iterable[FileTypes],
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        chunking_strategy: ChunkingStrategy = NOT_GIVEN,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        file_ids: Sequence[str] = NOT_GIVEN,
        max_concurrency: int = 5,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStoreFileBatch]: ...

class _StreamedVectorStoreFileBatches:
    def create(
        self,
        vector_store_id: str,
        *,
        file_ids: Sequence[str] = NOT_GIVEN,
        files: Sequence[VectorStoreFileCreateParams | models.VectorStoreFileCreateRequest] = NOT_GIVEN,
        chunking_strategy: AutoFileChunkingStrategyParam
        | models.AutoFileChunkingStrategyParam
        | StaticFileChunkingStrategyObjectParam
        | models.StaticFileChunkingStrategyObjectParam
        | None
        | Unknown = NOT_GIVEN,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[VectorStoreFileBatch]]: ...
    def retrieve(
        self,
        batch_id: str,
        *,
        vector_store_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[VectorStoreFileBatch]]: ...
    def cancel(
        self,
        batch_id: str,
        *,
        vector_store_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[VectorStoreFileBatch]]: ...
    def list_files(
        self,
        batch_id: str,
        *,
        vector_store_id: str,
        limit: int | None = None,
        order: ListOrder | None = None,
        after: str | None = None,
        max_items: int | None = None,
        since: date | str | float | None = None,
        until: date | str | float | None = None,
        prefetch: bool = True,
        before: str | None = None,
        filter: VectorStoreFileStatus | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[Page[VectorStoreFile]]]: ...
    def create_and_poll(
        self,
        vector_store_id: str,
        *,
        file_ids: Sequence[str] = NOT_GIVEN,
        files: Sequence[VectorStoreFileCreateParams | models.VectorStoreFileCreateRequest] = NOT_GIVEN,
        chunking_strategy: AutoFileChunkingStrategyParam
        | models.AutoFileChunkingStrategyParam
        | StaticFileChunkingStrategyObjectParam
        | models.StaticFileChunkingStrategyObjectParam
        | None
        | Unknown = NOT_GIVEN,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[VectorStoreFileBatch]]: ...
    def poll(
        self,
        batch_id: str,
        *,
        vector_store_id: str,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[VectorStoreFileBatch]]: ...
    def upload_and_poll(
        self,
        vector_store_id: str,
        *,
        files: Iterable[FileTypes],
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        chunking_strategy: ChunkingStrategy = NOT_GIVEN,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        file_ids: Sequence[str] = NOT_GIVEN,
        max_concurrency: int = 5,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[VectorStoreFileBatch]]: ...

class VectorStoreFileBatches(Resource):
    """Files that are added to a vector store together."""
    def create(
        self,
        vector_store_id: str,
        *,
        file_ids: Sequence[str] = NOT_GIVEN,
        files: Sequence[VectorStoreFileCreateParams | models.VectorStoreFileCreateRequest] = NOT_GIVEN,
        chunking_strategy: AutoFileChunkingStrategyParam
        | models.AutoFileChunkingStrategyParam
        | StaticFileChunkingStrategyObjectParam
        | models.StaticFileChunkingStrategyObjectParam
        | None
        | Unknown = NOT_GIVEN,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStoreFileBatch:
        """Add uploaded files to a vector store in one request: those in `file_ids`, or those in `files`.

        Args:
            vector_store_id: Id of the vector store.
            file_ids: Ids of the files, 2,000 at most.
            files: The files, each with its own attributes and chunking strategy, 2,000 at most.
            chunking_strategy: How those in `file_ids` are cut into pieces; `auto` by default.
            attributes: Key-value pairs on each of those in `file_ids`.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: POST /vector_stores/{vector_store_id}/file_batches
        """
    def retrieve(
        self,
        batch_id: str,
        *,
        vector_store_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStoreFileBatch:
        """Fetch how far the server is with a batch.

        Args:
            batch_id: Id of the batch.
            vector_store_id: Id of the vector store.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            NotFoundError: The vector store has no batch with this id.

        Endpoint: GET /vector_stores/{vector_store_id}/file_batches/{batch_id}
        """
    def cancel(
        self,
        batch_id: str,
        *,
        vector_store_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStoreFileBatch:
        """Ask the server to stop a batch; files that it has done with stay in the vector store.

        Args:
            batch_id: Id of the batch.
            vector_store_id: Id of the vector store.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: POST /vector_stores/{vector_store_id}/file_batches/{batch_id}/cancel
        """
    def list_files(
        self,
        batch_id: str,
        *,
        vector_store_id: str,
        limit: int | None = None,
        order: ListOrder | None = None,
        after: str | None = None,
        max_items: int | None = None,
        since: date | str | float | None = None,
        until: date | str | float | None = None,
        prefetch: bool = True,
        before: str | None = None,
        filter: VectorStoreFileStatus | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Page[VectorStoreFile]:
        """List the files of a batch, newest first unless `order="asc"`.

        Args:
            batch_id: Id of the batch.
            vector_store_id: Id of the vector store.
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
            filter: A status, to list only the files that are in it; None for all. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: GET /vector_stores/{vector_store_id}/file_batches/{batch_id}/files
        """
    def create_and_poll(
        self,
        vector_store_id: str,
        *,
        file_ids: Sequence[str] = NOT_GIVEN,
        files: Sequence[VectorStoreFileCreateParams | models.VectorStoreFileCreateRequest] = NOT_GIVEN,
        chunking_strategy: AutoFileChunkingStrategyParam
        | models.AutoFileChunkingStrategyParam
        | StaticFileChunkingStrategyObjectParam
        | models.StaticFileChunkingStrategyObjectParam
        | None
        | Unknown = NOT_GIVEN,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStoreFileBatch:
        """Add uploaded files to a vector store, and wait until the server has done with all of them.

        Args:
            vector_store_id: Id of the vector store.
            file_ids: Ids of the files, 2,000 at most.
            files: The files, each with its own attributes and chunking strategy, 2,000 at most.
            chunking_strategy: How those in `file_ids` are cut into pieces; `auto` by default.
            attributes: Key-value pairs on each of those in `file_ids`.
            poll_interval_ms: Milliseconds between two looks; None for what the server recommends, or, if it
                recommends nothing, for a wait that grows from 150 to 5,000. Default: None.
            deadline: Seconds to wait; then FileDeadlineExceeded is raised, and the server goes on. None for
                30 minutes. Default: None.
            max_wait_seconds: The official SDK's word for `deadline`; None to go by that. Default: None.
            on_poll: Function that is called after each look, with the file or the batch. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The batch; `file_counts` says how many files failed.

        Raises:
            FileDeadlineExceeded: The server was still at work on it at the deadline.
        """
    def poll(
        self,
        batch_id: str,
        *,
        vector_store_id: str,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStoreFileBatch:
        """Wait until the server has done with all files of a batch.

        Args:
            batch_id: Id of the batch.
            vector_store_id: Id of the vector store.
            poll_interval_ms: Milliseconds between two looks; None for what the server recommends, or, if it
                recommends nothing, for a wait that grows from 150 to 5,000. Default: None.
            deadline: Seconds to wait; then FileDeadlineExceeded is raised, and the server goes on. None for
                30 minutes. Default: None.
            max_wait_seconds: The official SDK's word for `deadline`; None to go by that. Default: None.
            on_poll: Function that is called after each look, with the file or the batch. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The batch; `file_counts` says how many files failed.

        Raises:
            FileDeadlineExceeded: The server was still at work on it at the deadline.
        """
    def upload_and_poll(
        self,
        vector_store_id: str,
        *,
        files: Iterable[FileTypes],
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        chunking_strategy: ChunkingStrategy = NOT_GIVEN,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        file_ids: Sequence[str] = NOT_GIVEN,
        max_concurrency: int = 5,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStoreFileBatch:
        """Upload files for assistants, several at once, add them to a vector store, and wait for all of them.

        Args:
            vector_store_id: Id of the vector store.
            files: The files: each is a path, a file open for bytes, bytes, or a tuple of a name and one of
                these.
            attributes: Key-value pairs by which a search can be narrowed.
            chunking_strategy: How it is cut into pieces; `auto` by default.
            poll_interval_ms: Milliseconds between two looks; None for what the server recommends, or, if it
                recommends nothing, for a wait that grows from 150 to 5,000. Default: None.
            deadline: Seconds to wait; then FileDeadlineExceeded is raised, and the server goes on. None for
                30 minutes. Default: None.
            max_wait_seconds: The official SDK's word for `deadline`; None to go by that. Default: None.
            on_poll: Function that is called after each look, with the file or the batch. Default: None.
            file_ids: Ids of files that were uploaded before, to be added in the same batch.
            max_concurrency: How many files are uploaded at once. Default: 5.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The batch; `file_counts` says how many files failed.

        Raises:
            FileDeadlineExceeded: The server was still at work on it at the deadline.
            TypeError: One of the files is none; nothing was uploaded.
        """
    @property
    def with_raw_response(self) -> _RawVectorStoreFileBatches:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedVectorStoreFileBatches:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""

class _RawVectorStores:
    def create(
        self,
        *,
        file_ids: Sequence[str] | None = NOT_GIVEN,
        name: str | None = NOT_GIVEN,
        description: str | None = NOT_GIVEN,
        expires_after: VectorStoreExpiresAfterParam | models.VectorStoreExpiresAfterParam | None = NOT_GIVEN,
        chunking_strategy: AutoFileChunkingStrategyParam
        | models.AutoFileChunkingStrategyParam
        | StaticFileChunkingStrategyObjectParam
        | models.StaticFileChunkingStrategyObjectParam
        | None
        | Unknown = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStore]: ...
    def retrieve(
        self,
        vector_store_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStore]: ...
    def update(
        self,
        vector_store_id: str,
        *,
        name: str | None = NOT_GIVEN,
        expires_after: VectorStoreExpiresAfterParam | models.VectorStoreExpiresAfterParam | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStore]: ...
    def delete(
        self,
        vector_store_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStoreDeleted]: ...
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
    ) -> RawResponse[Page[VectorStore]]: ...
    def search(
        self,
        vector_store_id: str,
        *,
        query: str | Sequence[str],
        rewrite_query: bool | None = NOT_GIVEN,
        max_num_results: int | None = NOT_GIVEN,
        filters: ComparisonFilterParam
        | models.ComparisonFilter
        | CompoundFilterParam
        | models.CompoundFilter
        | None
        | Unknown = NOT_GIVEN,
        ranking_options: SearchRankingOptionsParam | models.SearchRankingOptions | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[WholePage[VectorStoreSearchResponse]]: ...
    @property
    def files(self) -> _RawVectorStoreFiles: ...
    @property
    def file_batches(self) -> _RawVectorStoreFileBatches: ...

class _StreamedVectorStores:
    def create(
        self,
        *,
        file_ids: Sequence[str] | None = NOT_GIVEN,
        name: str | None = NOT_GIVEN,
        description: str | None = NOT_GIVEN,
        expires_after: VectorStoreExpiresAfterParam | models.VectorStoreExpiresAfterParam | None = NOT_GIVEN,
        chunking_strategy: AutoFileChunkingStrategyParam
        | models.AutoFileChunkingStrategyParam
        | StaticFileChunkingStrategyObjectParam
        | models.StaticFileChunkingStrategyObjectParam
        | None
        | Unknown = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[VectorStore]]: ...
    def retrieve(
        self,
        vector_store_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[VectorStore]]: ...
    def update(
        self,
        vector_store_id: str,
        *,
        name: str | None = NOT_GIVEN,
        expires_after: VectorStoreExpiresAfterParam | models.VectorStoreExpiresAfterParam | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[VectorStore]]: ...
    def delete(
        self,
        vector_store_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[VectorStoreDeleted]]: ...
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
    ) -> AbstractContextManager[APIResponse[Page[VectorStore]]]: ...
    def search(
        self,
        vector_store_id: str,
        *,
        query: str | Sequence[str],
        rewrite_query: bool | None = NOT_GIVEN,
        max_num_results: int | None = NOT_GIVEN,
        filters: ComparisonFilterParam
        | models.ComparisonFilter
        | CompoundFilterParam
        | models.CompoundFilter
        | None
        | Unknown = NOT_GIVEN,
        ranking_options: SearchRankingOptionsParam | models.SearchRankingOptions | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[WholePage[VectorStoreSearchResponse]]]: ...
    @property
    def files(self) -> _StreamedVectorStoreFiles: ...
    @property
    def file_batches(self) -> _StreamedVectorStoreFileBatches: ...

class VectorStores(Resource):
    """Collections of files that can be searched."""
    def create(
        self,
        *,
        file_ids: Sequence[str] | None = NOT_GIVEN,
        name: str | None = NOT_GIVEN,
        description: str | None = NOT_GIVEN,
        expires_after: VectorStoreExpiresAfterParam | models.VectorStoreExpiresAfterParam | None = NOT_GIVEN,
        chunking_strategy: AutoFileChunkingStrategyParam
        | models.AutoFileChunkingStrategyParam
        | StaticFileChunkingStrategyObjectParam
        | models.StaticFileChunkingStrategyObjectParam
        | None
        | Unknown = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStore:
        """Open a vector store, empty or with its first files, which the server takes in meanwhile.

        Args:
            file_ids: Ids of the files to put into it at once, 500 at most.
            name: A name for people.
            description: What it is for, in words for people.
            expires_after: How long it is kept when nobody uses it; without this, always.
            chunking_strategy: How the files in `file_ids` are cut into pieces; `auto` by default.
            metadata: Your own key-value pairs on it.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: POST /vector_stores
        """
    def retrieve(
        self,
        vector_store_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStore:
        """Fetch a vector store.

        Args:
            vector_store_id: Id of the vector store.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            NotFoundError: There is none with this id on this server.

        Endpoint: GET /vector_stores/{vector_store_id}
        """
    def update(
        self,
        vector_store_id: str,
        *,
        name: str | None = NOT_GIVEN,
        expires_after: VectorStoreExpiresAfterParam | models.VectorStoreExpiresAfterParam | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStore:
        """Change name, metadata or expiry of a vector store; what is left out stays.

        Args:
            vector_store_id: Id of the vector store.
            name: Another name, or null for none.
            expires_after: How long it is kept when nobody uses it, or null for always.
            metadata: Your own key-value pairs, in the place of those that are there.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: POST /vector_stores/{vector_store_id}
        """
    def delete(
        self,
        vector_store_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStoreDeleted:
        """Delete a vector store; the files in it stay.

        Args:
            vector_store_id: Id of the vector store.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: DELETE /vector_stores/{vector_store_id}
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
    ) -> Page[VectorStore]:
        """List vector stores, newest first unless `order="asc"`; iterating fetches page after page.

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

        Endpoint: GET /vector_stores
        """
    def search(
        self,
        vector_store_id: str,
        *,
        query: str | Sequence[str],
        rewrite_query: bool | None = NOT_GIVEN,
        max_num_results: int | None = NOT_GIVEN,
        filters: ComparisonFilterParam
        | models.ComparisonFilter
        | CompoundFilterParam
        | models.CompoundFilter
        | None
        | Unknown = NOT_GIVEN,
        ranking_options: SearchRankingOptionsParam | models.SearchRankingOptions | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> WholePage[VectorStoreSearchResponse]:
        """Find the pieces of files that fit a question best.

        Args:
            vector_store_id: Id of the vector store.
            query: The question, or several.
            rewrite_query: Whether the server may put the question into other words; by default it does not.
            max_num_results: How many pieces to find at most, 1 to 50; 10 by default.
            filters: Which files may answer, by their attributes; all of them by default.
            ranking_options: How pieces are ranked, and which are too bad to be returned.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            What was found, best first; all of it is on this one page.

        Endpoint: POST /vector_stores/{vector_store_id}/search
        """
    @property
    def files(self) -> VectorStoreFiles:
        """The files of a vector store."""
    @property
    def file_batches(self) -> VectorStoreFileBatches:
        """Files that are added to a vector store together."""
    @property
    def with_raw_response(self) -> _RawVectorStores:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedVectorStores:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""

class _RawAsyncVectorStoreFiles:
    async def create(
        self,
        vector_store_id: str,
        *,
        file_id: str,
        chunking_strategy: AutoFileChunkingStrategyParam
        | models.AutoFileChunkingStrategyParam
        | StaticFileChunkingStrategyObjectParam
        | models.StaticFileChunkingStrategyObjectParam
        | None
        | Unknown = NOT_GIVEN,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStoreFile]: ...
    async def retrieve(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStoreFile]: ...
    async def update(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        attributes: Mapping[str, str | float | bool] | None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStoreFile]: ...
    async def delete(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStoreFileDeleted]: ...
    async def list(
        self,
        vector_store_id: str,
        *,
        limit: int | None = None,
        order: ListOrder | None = None,
        after: str | None = None,
        max_items: int | None = None,
        since: date | str | float | None = None,
        until: date | str | float | None = None,
        prefetch: bool = True,
        before: str | None = None,
        filter: VectorStoreFileStatus | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[AsyncPage[VectorStoreFile]]: ...
    def content(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[AsyncWhole[FileContentResponse]]: ...
    async def create_and_poll(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        chunking_strategy: ChunkingStrategy = NOT_GIVEN,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStoreFile]: ...
    async def poll(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStoreFile]: ...
    async def upload(
        self,
        *,
        vector_store_id: str,
        file: FileTypes,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        chunking_strategy: ChunkingStrategy = NOT_GIVEN,
        on_progress: Callable[[int, int | None], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStoreFile]: ...
    async def upload_and_poll(
        self,
        *,
        vector_store_id: str,
        file: FileTypes,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        chunking_strategy: ChunkingStrategy = NOT_GIVEN,
        on_progress: Callable[[int, int | None], object] | None = None,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStoreFile]: ...

class _StreamedAsyncVectorStoreFiles:
    def create(
        self,
        vector_store_id: str,
        *,
        file_id: str,
        chunking_strategy: AutoFileChunkingStrategyParam
        | models.AutoFileChunkingStrategyParam
        | StaticFileChunkingStrategyObjectParam
        | models.StaticFileChunkingStrategyObjectParam
        | None
        | Unknown = NOT_GIVEN,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[VectorStoreFile]]: ...
    def retrieve(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[VectorStoreFile]]: ...
    def update(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        attributes: Mapping[str, str | float | bool] | None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[VectorStoreFile]]: ...
    def delete(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[VectorStoreFileDeleted]]: ...
    def list(
        self,
        vector_store_id: str,
        *,
        limit: int | None = None,
        order: ListOrder | None = None,
        after: str | None = None,
        max_items: int | None = None,
        since: date | str | float | None = None,
        until: date | str | float | None = None,
        prefetch: bool = True,
        before: str | None = None,
        filter: VectorStoreFileStatus | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[AsyncPage[VectorStoreFile]]]: ...
    def content(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[AsyncWhole[FileContentResponse]]]: ...
    def create_and_poll(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        chunking_strategy: ChunkingStrategy = NOT_GIVEN,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[VectorStoreFile]]: ...
    def poll(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[VectorStoreFile]]: ...
    def upload(
        self,
        *,
        vector_store_id: str,
        file: FileTypes,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        chunking_strategy: ChunkingStrategy = NOT_GIVEN,
        on_progress: Callable[[int, int | None], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[VectorStoreFile]]: ...
    def upload_and_poll(
        self,
        *,
        vector_store_id: str,
        file: FileTypes,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        chunking_strategy: ChunkingStrategy = NOT_GIVEN,
        on_progress: Callable[[int, int | None], object] | None = None,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[VectorStoreFile]]: ...

class AsyncVectorStoreFiles(Resource):
    """The files of a vector store."""
    async def create(
        self,
        vector_store_id: str,
        *,
        file_id: str,
        chunking_strategy: AutoFileChunkingStrategyParam
        | models.AutoFileChunkingStrategyParam
        | StaticFileChunkingStrategyObjectParam
        | models.StaticFileChunkingStrategyObjectParam
        | None
        | Unknown = NOT_GIVEN,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStoreFile:
        """Add an uploaded file to a vector store, which takes it in meanwhile.

        Args:
            vector_store_id: Id of the vector store.
            file_id: Id of the file.
            chunking_strategy: How it is cut into pieces; `auto` by default.
            attributes: Key-value pairs by which a search can be narrowed.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: POST /vector_stores/{vector_store_id}/files
        """
    async def retrieve(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStoreFile:
        """Fetch how far the server is with a file.

        Args:
            file_id: Id of the file.
            vector_store_id: Id of the vector store.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            NotFoundError: The vector store has no file with this id.

        Endpoint: GET /vector_stores/{vector_store_id}/files/{file_id}
        """
    async def update(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        attributes: Mapping[str, str | float | bool] | None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStoreFile:
        """Put other attributes on a file in place of those that it has.

        Args:
            file_id: Id of the file.
            vector_store_id: Id of the vector store.
            attributes: The attributes, in the place of those that are there; null for none.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: POST /vector_stores/{vector_store_id}/files/{file_id}
        """
    async def delete(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStoreFileDeleted:
        """Take a file out of a vector store; the file itself stays.

        Args:
            file_id: Id of the file.
            vector_store_id: Id of the vector store.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: DELETE /vector_stores/{vector_store_id}/files/{file_id}
        """
    def list(
        self,
        vector_store_id: str,
        *,
        limit: int | None = None,
        order: ListOrder | None = None,
        after: str | None = None,
        max_items: int | None = None,
        since: date | str | float | None = None,
        until: date | str | float | None = None,
        prefetch: bool = True,
        before: str | None = None,
        filter: VectorStoreFileStatus | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AsyncPages[VectorStoreFile]:
        """List the files of a vector store, newest first unless `order="asc"`.

        Args:
            vector_store_id: Id of the vector store.
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
            filter: A status, to list only the files that are in it; None for all. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: GET /vector_stores/{vector_store_id}/files
        """
    def content(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AsyncWhole[FileContentResponse]:
        """Fetch the text that the server found in a file.

        Args:
            file_id: Id of the file.
            vector_store_id: Id of the vector store.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: GET /vector_stores/{vector_store_id}/files/{file_id}/content
        """
    async def create_and_poll(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        chunking_strategy: ChunkingStrategy = NOT_GIVEN,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStoreFile:
        """Add an uploaded file to a vector store, and wait until it can be found or has failed.

        Args:
            file_id: Id of the file.
            vector_store_id: Id of the vector store.
            attributes: Key-value pairs by which a search can be narrowed.
            chunking_strategy: How it is cut into pieces; `auto` by default.
            poll_interval_ms: Milliseconds between two looks; None for what the server recommends, or, if it
                recommends nothing, for a wait that grows from 150 to 5,000. Default: None.
            deadline: Seconds to wait; then FileDeadlineExceeded is raised, and the server goes on. None for
                30 minutes. Default: None.
            max_wait_seconds: The official SDK's word for `deadline`; None to go by that. Default: None.
            on_poll: Function that is called after each look, with the file or the batch. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The file, whatever its `status`; `last_error` says why it failed.

        Raises:
            FileDeadlineExceeded: The server was still at work on it at the deadline.
        """
    async def poll(
        self,
        file_id: str,
        *,
        vector_store_id: str,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStoreFile:
        """Wait until a file can be found, or has failed.

        Args:
            file_id: Id of the file.
            vector_store_id: Id of the vector store.
            poll_interval_ms: Milliseconds between two looks; None for what the server recommends, or, if it
                recommends nothing, for a wait that grows from 150 to 5,000. Default: None.
            deadline: Seconds to wait; then FileDeadlineExceeded is raised, and the server goes on. None for
                30 minutes. Default: None.
            max_wait_seconds: The official SDK's word for `deadline`; None to go by that. Default: None.
            on_poll: Function that is called after each look, with the file or the batch. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The file, whatever its `status`; `last_error` says why it failed.

        Raises:
            FileDeadlineExceeded: The server was still at work on it at the deadline.
        """
    async def upload(
        self,
        *,
        vector_store_id: str,
        file: FileTypes,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        chunking_strategy: ChunkingStrategy = NOT_GIVEN,
        on_progress: Callable[[int, int | None], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStoreFile:
        """Upload a file for assistants, and add it to a vector store.

        Args:
            vector_store_id: Id of the vector store.
            file: The file: a path, a file open for bytes, bytes, or a tuple of a name and one of these.
            attributes: Key-value pairs by which a search can be narrowed.
            chunking_strategy: How it is cut into pieces; `auto` by default.
            on_progress: Function that is called for each piece of the file: with the bytes so far, and with
                all of them, or None if nobody knows how many these are. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The file, usually in progress.
        """
    async def upload_and_poll(
        self,
        *,
        vector_store_id: str,
        file: FileTypes,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        chunking_strategy: ChunkingStrategy = NOT_GIVEN,
        on_progress: Callable[[int, int | None], object] | None = None,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStoreFile:
        """Upload a file for assistants, add it to a vector store, and wait until it can be found or has failed.

        Args:
            vector_store_id: Id of the vector store.
            file: The file: a path, a file open for bytes, bytes, or a tuple of a name and one of these.
            attributes: Key-value pairs by which a search can be narrowed.
            chunking_strategy: How it is cut into pieces; `auto` by default.
            on_progress: Function that is called for each piece of the file: with the bytes so far, and with
                all of them, or None if nobody knows how many these are. Default: None.
            poll_interval_ms: Milliseconds between two looks; None for what the server recommends, or, if it
                recommends nothing, for a wait that grows from 150 to 5,000. Default: None.
            deadline: Seconds to wait; then FileDeadlineExceeded is raised, and the server goes on. None for
                30 minutes. Default: None.
            max_wait_seconds: The official SDK's word for `deadline`; None to go by that. Default: None.
            on_poll: Function that is called after each look, with the file or the batch. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The file, whatever its `status`; `last_error` says why it failed.

        Raises:
            FileDeadlineExceeded: The server was still at work on it at the deadline.
        """
    @property
    def with_raw_response(self) -> _RawAsyncVectorStoreFiles:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedAsyncVectorStoreFiles:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""

class _RawAsyncVectorStoreFileBatches:
    async def create(
        self,
        vector_store_id: str,
        *,
        file_ids: Sequence[str] = NOT_GIVEN,
        files: Sequence[VectorStoreFileCreateParams | models.VectorStoreFileCreateRequest] = NOT_GIVEN,
        chunking_strategy: AutoFileChunkingStrategyParam
        | models.AutoFileChunkingStrategyParam
        | StaticFileChunkingStrategyObjectParam
        | models.StaticFileChunkingStrategyObjectParam
        | None
        | Unknown = NOT_GIVEN,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStoreFileBatch]: ...
    async def retrieve(
        self,
        batch_id: str,
        *,
        vector_store_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStoreFileBatch]: ...
    async def cancel(
        self,
        batch_id: str,
        *,
        vector_store_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStoreFileBatch]: ...
    async def list_files(
        self,
        batch_id: str,
        *,
        vector_store_id: str,
        limit: int | None = None,
        order: ListOrder | None = None,
        after: str | None = None,
        max_items: int | None = None,
        since: date | str | float | None = None,
        until: date | str | float | None = None,
        prefetch: bool = True,
        before: str | None = None,
        filter: VectorStoreFileStatus | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[AsyncPage[VectorStoreFile]]: ...
    async def create_and_poll(
        self,
        vector_store_id: str,
        *,
        file_ids: Sequence[str] = NOT_GIVEN,
        files: Sequence[VectorStoreFileCreateParams | models.VectorStoreFileCreateRequest] = NOT_GIVEN,
        chunking_strategy: AutoFileChunkingStrategyParam
        | models.AutoFileChunkingStrategyParam
        | StaticFileChunkingStrategyObjectParam
        | models.StaticFileChunkingStrategyObjectParam
        | None
        | Unknown = NOT_GIVEN,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStoreFileBatch]: ...
    async def poll(
        self,
        batch_id: str,
        *,
        vector_store_id: str,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStoreFileBatch]: ...
    async def upload_and_poll(
        self,
        vector_store_id: str,
        *,
        files: Iterable[FileTypes],
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        chunking_strategy: ChunkingStrategy = NOT_GIVEN,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        file_ids: Sequence[str] = NOT_GIVEN,
        max_concurrency: int = 5,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStoreFileBatch]: ...

class _StreamedAsyncVectorStoreFileBatches:
    def create(
        self,
        vector_store_id: str,
        *,
        file_ids: Sequence[str] = NOT_GIVEN,
        files: Sequence[VectorStoreFileCreateParams | models.VectorStoreFileCreateRequest] = NOT_GIVEN,
        chunking_strategy: AutoFileChunkingStrategyParam
        | models.AutoFileChunkingStrategyParam
        | StaticFileChunkingStrategyObjectParam
        | models.StaticFileChunkingStrategyObjectParam
        | None
        | Unknown = NOT_GIVEN,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[VectorStoreFileBatch]]: ...
    def retrieve(
        self,
        batch_id: str,
        *,
        vector_store_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[VectorStoreFileBatch]]: ...
    def cancel(
        self,
        batch_id: str,
        *,
        vector_store_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[VectorStoreFileBatch]]: ...
    def list_files(
        self,
        batch_id: str,
        *,
        vector_store_id: str,
        limit: int | None = None,
        order: ListOrder | None = None,
        after: str | None = None,
        max_items: int | None = None,
        since: date | str | float | None = None,
        until: date | str | float | None = None,
        prefetch: bool = True,
        before: str | None = None,
        filter: VectorStoreFileStatus | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[AsyncPage[VectorStoreFile]]]: ...
    def create_and_poll(
        self,
        vector_store_id: str,
        *,
        file_ids: Sequence[str] = NOT_GIVEN,
        files: Sequence[VectorStoreFileCreateParams | models.VectorStoreFileCreateRequest] = NOT_GIVEN,
        chunking_strategy: AutoFileChunkingStrategyParam
        | models.AutoFileChunkingStrategyParam
        | StaticFileChunkingStrategyObjectParam
        | models.StaticFileChunkingStrategyObjectParam
        | None
        | Unknown = NOT_GIVEN,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[VectorStoreFileBatch]]: ...
    def poll(
        self,
        batch_id: str,
        *,
        vector_store_id: str,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[VectorStoreFileBatch]]: ...
    def upload_and_poll(
        self,
        vector_store_id: str,
        *,
        files: Iterable[FileTypes],
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        chunking_strategy: ChunkingStrategy = NOT_GIVEN,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        file_ids: Sequence[str] = NOT_GIVEN,
        max_concurrency: int = 5,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[VectorStoreFileBatch]]: ...

class AsyncVectorStoreFileBatches(Resource):
    """Files that are added to a vector store together."""
    async def create(
        self,
        vector_store_id: str,
        *,
        file_ids: Sequence[str] = NOT_GIVEN,
        files: Sequence[VectorStoreFileCreateParams | models.VectorStoreFileCreateRequest] = NOT_GIVEN,
        chunking_strategy: AutoFileChunkingStrategyParam
        | models.AutoFileChunkingStrategyParam
        | StaticFileChunkingStrategyObjectParam
        | models.StaticFileChunkingStrategyObjectParam
        | None
        | Unknown = NOT_GIVEN,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStoreFileBatch:
        """Add uploaded files to a vector store in one request: those in `file_ids`, or those in `files`.

        Args:
            vector_store_id: Id of the vector store.
            file_ids: Ids of the files, 2,000 at most.
            files: The files, each with its own attributes and chunking strategy, 2,000 at most.
            chunking_strategy: How those in `file_ids` are cut into pieces; `auto` by default.
            attributes: Key-value pairs on each of those in `file_ids`.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: POST /vector_stores/{vector_store_id}/file_batches
        """
    async def retrieve(
        self,
        batch_id: str,
        *,
        vector_store_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStoreFileBatch:
        """Fetch how far the server is with a batch.

        Args:
            batch_id: Id of the batch.
            vector_store_id: Id of the vector store.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            NotFoundError: The vector store has no batch with this id.

        Endpoint: GET /vector_stores/{vector_store_id}/file_batches/{batch_id}
        """
    async def cancel(
        self,
        batch_id: str,
        *,
        vector_store_id: str,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStoreFileBatch:
        """Ask the server to stop a batch; files that it has done with stay in the vector store.

        Args:
            batch_id: Id of the batch.
            vector_store_id: Id of the vector store.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: POST /vector_stores/{vector_store_id}/file_batches/{batch_id}/cancel
        """
    def list_files(
        self,
        batch_id: str,
        *,
        vector_store_id: str,
        limit: int | None = None,
        order: ListOrder | None = None,
        after: str | None = None,
        max_items: int | None = None,
        since: date | str | float | None = None,
        until: date | str | float | None = None,
        prefetch: bool = True,
        before: str | None = None,
        filter: VectorStoreFileStatus | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AsyncPages[VectorStoreFile]:
        """List the files of a batch, newest first unless `order="asc"`.

        Args:
            batch_id: Id of the batch.
            vector_store_id: Id of the vector store.
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
            filter: A status, to list only the files that are in it; None for all. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: GET /vector_stores/{vector_store_id}/file_batches/{batch_id}/files
        """
    async def create_and_poll(
        self,
        vector_store_id: str,
        *,
        file_ids: Sequence[str] = NOT_GIVEN,
        files: Sequence[VectorStoreFileCreateParams | models.VectorStoreFileCreateRequest] = NOT_GIVEN,
        chunking_strategy: AutoFileChunkingStrategyParam
        | models.AutoFileChunkingStrategyParam
        | StaticFileChunkingStrategyObjectParam
        | models.StaticFileChunkingStrategyObjectParam
        | None
        | Unknown = NOT_GIVEN,
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStoreFileBatch:
        """Add uploaded files to a vector store, and wait until the server has done with all of them.

        Args:
            vector_store_id: Id of the vector store.
            file_ids: Ids of the files, 2,000 at most.
            files: The files, each with its own attributes and chunking strategy, 2,000 at most.
            chunking_strategy: How those in `file_ids` are cut into pieces; `auto` by default.
            attributes: Key-value pairs on each of those in `file_ids`.
            poll_interval_ms: Milliseconds between two looks; None for what the server recommends, or, if it
                recommends nothing, for a wait that grows from 150 to 5,000. Default: None.
            deadline: Seconds to wait; then FileDeadlineExceeded is raised, and the server goes on. None for
                30 minutes. Default: None.
            max_wait_seconds: The official SDK's word for `deadline`; None to go by that. Default: None.
            on_poll: Function that is called after each look, with the file or the batch. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The batch; `file_counts` says how many files failed.

        Raises:
            FileDeadlineExceeded: The server was still at work on it at the deadline.
        """
    async def poll(
        self,
        batch_id: str,
        *,
        vector_store_id: str,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStoreFileBatch:
        """Wait until the server has done with all files of a batch.

        Args:
            batch_id: Id of the batch.
            vector_store_id: Id of the vector store.
            poll_interval_ms: Milliseconds between two looks; None for what the server recommends, or, if it
                recommends nothing, for a wait that grows from 150 to 5,000. Default: None.
            deadline: Seconds to wait; then FileDeadlineExceeded is raised, and the server goes on. None for
                30 minutes. Default: None.
            max_wait_seconds: The official SDK's word for `deadline`; None to go by that. Default: None.
            on_poll: Function that is called after each look, with the file or the batch. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The batch; `file_counts` says how many files failed.

        Raises:
            FileDeadlineExceeded: The server was still at work on it at the deadline.
        """
    async def upload_and_poll(
        self,
        vector_store_id: str,
        *,
        files: Iterable[FileTypes],
        attributes: Mapping[str, str | float | bool] | None = NOT_GIVEN,
        chunking_strategy: ChunkingStrategy = NOT_GIVEN,
        poll_interval_ms: float | None = None,
        deadline: float | None = None,
        max_wait_seconds: float | None = None,
        on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None = None,
        file_ids: Sequence[str] = NOT_GIVEN,
        max_concurrency: int = 5,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStoreFileBatch:
        """Upload files for assistants, several at once, add them to a vector store, and wait for all of them.

        Args:
            vector_store_id: Id of the vector store.
            files: The files: each is a path, a file open for bytes, bytes, or a tuple of a name and one of
                these.
            attributes: Key-value pairs by which a search can be narrowed.
            chunking_strategy: How it is cut into pieces; `auto` by default.
            poll_interval_ms: Milliseconds between two looks; None for what the server recommends, or, if it
                recommends nothing, for a wait that grows from 150 to 5,000. Default: None.
            deadline: Seconds to wait; then FileDeadlineExceeded is raised, and the server goes on. None for
                30 minutes. Default: None.
            max_wait_seconds: The official SDK's word for `deadline`; None to go by that. Default: None.
            on_poll: Function that is called after each look, with the file or the batch. Default: None.
            file_ids: Ids of files that were uploaded before, to be added in the same batch.
            max_concurrency: How many files are uploaded at once. Default: 5.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            The batch; `file_counts` says how many files failed.

        Raises:
            FileDeadlineExceeded: The server was still at work on it at the deadline.
            TypeError: One of the files is none; nothing was uploaded.
        """
    @property
    def with_raw_response(self) -> _RawAsyncVectorStoreFileBatches:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedAsyncVectorStoreFileBatches:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""

class _RawAsyncVectorStores:
    async def create(
        self,
        *,
        file_ids: Sequence[str] | None = NOT_GIVEN,
        name: str | None = NOT_GIVEN,
        description: str | None = NOT_GIVEN,
        expires_after: VectorStoreExpiresAfterParam | models.VectorStoreExpiresAfterParam | None = NOT_GIVEN,
        chunking_strategy: AutoFileChunkingStrategyParam
        | models.AutoFileChunkingStrategyParam
        | StaticFileChunkingStrategyObjectParam
        | models.StaticFileChunkingStrategyObjectParam
        | None
        | Unknown = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStore]: ...
    async def retrieve(
        self,
        vector_store_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStore]: ...
    async def update(
        self,
        vector_store_id: str,
        *,
        name: str | None = NOT_GIVEN,
        expires_after: VectorStoreExpiresAfterParam | models.VectorStoreExpiresAfterParam | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStore]: ...
    async def delete(
        self,
        vector_store_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[VectorStoreDeleted]: ...
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
    ) -> RawResponse[AsyncPage[VectorStore]]: ...
    def search(
        self,
        vector_store_id: str,
        *,
        query: str | Sequence[str],
        rewrite_query: bool | None = NOT_GIVEN,
        max_num_results: int | None = NOT_GIVEN,
        filters: ComparisonFilterParam
        | models.ComparisonFilter
        | CompoundFilterParam
        | models.CompoundFilter
        | None
        | Unknown = NOT_GIVEN,
        ranking_options: SearchRankingOptionsParam | models.SearchRankingOptions | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[AsyncWhole[VectorStoreSearchResponse]]: ...
    @property
    def files(self) -> _RawAsyncVectorStoreFiles: ...
    @property
    def file_batches(self) -> _RawAsyncVectorStoreFileBatches: ...

class _StreamedAsyncVectorStores:
    def create(
        self,
        *,
        file_ids: Sequence[str] | None = NOT_GIVEN,
        name: str | None = NOT_GIVEN,
        description: str | None = NOT_GIVEN,
        expires_after: VectorStoreExpiresAfterParam | models.VectorStoreExpiresAfterParam | None = NOT_GIVEN,
        chunking_strategy: AutoFileChunkingStrategyParam
        | models.AutoFileChunkingStrategyParam
        | StaticFileChunkingStrategyObjectParam
        | models.StaticFileChunkingStrategyObjectParam
        | None
        | Unknown = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[VectorStore]]: ...
    def retrieve(
        self,
        vector_store_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[VectorStore]]: ...
    def update(
        self,
        vector_store_id: str,
        *,
        name: str | None = NOT_GIVEN,
        expires_after: VectorStoreExpiresAfterParam | models.VectorStoreExpiresAfterParam | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[VectorStore]]: ...
    def delete(
        self,
        vector_store_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[VectorStoreDeleted]]: ...
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
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[AsyncPage[VectorStore]]]: ...
    def search(
        self,
        vector_store_id: str,
        *,
        query: str | Sequence[str],
        rewrite_query: bool | None = NOT_GIVEN,
        max_num_results: int | None = NOT_GIVEN,
        filters: ComparisonFilterParam
        | models.ComparisonFilter
        | CompoundFilterParam
        | models.CompoundFilter
        | None
        | Unknown = NOT_GIVEN,
        ranking_options: SearchRankingOptionsParam | models.SearchRankingOptions | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[AsyncWhole[VectorStoreSearchResponse]]]: ...
    @property
    def files(self) -> _StreamedAsyncVectorStoreFiles: ...
    @property
    def file_batches(self) -> _StreamedAsyncVectorStoreFileBatches: ...

class AsyncVectorStores(Resource):
    """Collections of files that can be searched."""
    async def create(
        self,
        *,
        file_ids: Sequence[str] | None = NOT_GIVEN,
        name: str | None = NOT_GIVEN,
        description: str | None = NOT_GIVEN,
        expires_after: VectorStoreExpiresAfterParam | models.VectorStoreExpiresAfterParam | None = NOT_GIVEN,
        chunking_strategy: AutoFileChunkingStrategyParam
        | models.AutoFileChunkingStrategyParam
        | StaticFileChunkingStrategyObjectParam
        | models.StaticFileChunkingStrategyObjectParam
        | None
        | Unknown = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStore:
        """Open a vector store, empty or with its first files, which the server takes in meanwhile.

        Args:
            file_ids: Ids of the files to put into it at once, 500 at most.
            name: A name for people.
            description: What it is for, in words for people.
            expires_after: How long it is kept when nobody uses it; without this, always.
            chunking_strategy: How the files in `file_ids` are cut into pieces; `auto` by default.
            metadata: Your own key-value pairs on it.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: POST /vector_stores
        """
    async def retrieve(
        self,
        vector_store_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStore:
        """Fetch a vector store.

        Args:
            vector_store_id: Id of the vector store.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            NotFoundError: There is none with this id on this server.

        Endpoint: GET /vector_stores/{vector_store_id}
        """
    async def update(
        self,
        vector_store_id: str,
        *,
        name: str | None = NOT_GIVEN,
        expires_after: VectorStoreExpiresAfterParam | models.VectorStoreExpiresAfterParam | None = NOT_GIVEN,
        metadata: Mapping[str, str] | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStore:
        """Change name, metadata or expiry of a vector store; what is left out stays.

        Args:
            vector_store_id: Id of the vector store.
            name: Another name, or null for none.
            expires_after: How long it is kept when nobody uses it, or null for always.
            metadata: Your own key-value pairs, in the place of those that are there.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: POST /vector_stores/{vector_store_id}
        """
    async def delete(
        self,
        vector_store_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> VectorStoreDeleted:
        """Delete a vector store; the files in it stay.

        Args:
            vector_store_id: Id of the vector store.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: DELETE /vector_stores/{vector_store_id}
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
    ) -> AsyncPages[VectorStore]:
        """List vector stores, newest first unless `order="asc"`; iterating fetches page after page.

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

        Endpoint: GET /vector_stores
        """
    def search(
        self,
        vector_store_id: str,
        *,
        query: str | Sequence[str],
        rewrite_query: bool | None = NOT_GIVEN,
        max_num_results: int | None = NOT_GIVEN,
        filters: ComparisonFilterParam
        | models.ComparisonFilter
        | CompoundFilterParam
        | models.CompoundFilter
        | None
        | Unknown = NOT_GIVEN,
        ranking_options: SearchRankingOptionsParam | models.SearchRankingOptions | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AsyncWhole[VectorStoreSearchResponse]:
        """Find the pieces of files that fit a question best.

        Args:
            vector_store_id: Id of the vector store.
            query: The question, or several.
            rewrite_query: Whether the server may put the question into other words; by default it does not.
            max_num_results: How many pieces to find at most, 1 to 50; 10 by default.
            filters: Which files may answer, by their attributes; all of them by default.
            ranking_options: How pieces are ranked, and which are too bad to be returned.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Returns:
            What was found, best first; all of it is on this one page.

        Endpoint: POST /vector_stores/{vector_store_id}/search
        """
    @property
    def files(self) -> AsyncVectorStoreFiles:
        """The files of a vector store."""
    @property
    def file_batches(self) -> AsyncVectorStoreFileBatches:
        """Files that are added to a vector store together."""
    @property
    def with_raw_response(self) -> _RawAsyncVectorStores:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedAsyncVectorStores:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""
