"""What `assistants_v2.client` offers, for editors and type checkers; written by `make generate`."""

# pyright: reportPrivateUsage=false

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from assistants_v2.resources.assistants import (
    AssistantsResource,
    AsyncAssistantsResource,
    _RawAssistantsResource,
    _RawAsyncAssistantsResource,
    _StreamedAssistantsResource,
    _StreamedAsyncAssistantsResource,
)
from assistants_v2.resources.colours import ForAsync, ForBlocking
from assistants_v2.resources.files import (
    AsyncFiles,
    Files,
    _RawAsyncFiles,
    _RawFiles,
    _StreamedAsyncFiles,
    _StreamedFiles,
)
from assistants_v2.resources.models import (
    AsyncModels,
    Models,
    _RawAsyncModels,
    _RawModels,
    _StreamedAsyncModels,
    _StreamedModels,
)
from assistants_v2.resources.publishing import Answering
from assistants_v2.resources.threads import (
    AsyncThreads,
    Threads,
    _RawAsyncThreads,
    _RawThreads,
    _StreamedAsyncThreads,
    _StreamedThreads,
)
from assistants_v2.resources.uploads import (
    AsyncUploads,
    Uploads,
    _RawAsyncUploads,
    _RawUploads,
    _StreamedAsyncUploads,
    _StreamedUploads,
)
from assistants_v2.resources.vector_stores import (
    AsyncVectorStores,
    VectorStores,
    _RawAsyncVectorStores,
    _RawVectorStores,
    _StreamedAsyncVectorStores,
    _StreamedVectorStores,
)
from assistants_v2.rules.client_events import RequestEvent, RetryEvent, ToolEvent
from assistants_v2.rules.parameters import TimeLimits, TokenCredential
from assistants_v2_raw.client import AuthenticatedClient, Client
from assistants_v2_server import Embedder, Interpreter, Model, Upstream
from assistants_v2_server.store import NewId

class _RawAssistants:
    @property
    def beta(self) -> _RawAssistants: ...
    @property
    def assistants(self) -> _RawAssistantsResource: ...
    @property
    def threads(self) -> _RawThreads: ...
    @property
    def files(self) -> _RawFiles: ...
    @property
    def uploads(self) -> _RawUploads: ...
    @property
    def vector_stores(self) -> _RawVectorStores: ...
    @property
    def models(self) -> _RawModels: ...

class _StreamedAssistants:
    @property
    def beta(self) -> _StreamedAssistants: ...
    @property
    def assistants(self) -> _StreamedAssistantsResource: ...
    @property
    def threads(self) -> _StreamedThreads: ...
    @property
    def files(self) -> _StreamedFiles: ...
    @property
    def uploads(self) -> _StreamedUploads: ...
    @property
    def vector_stores(self) -> _StreamedVectorStores: ...
    @property
    def models(self) -> _StreamedModels: ...

class Assistants(ForBlocking, Answering):
    """The client for blocking code. Use it in a `with` statement, or call `close` at the end.

    Args:
        api_key: The server's key; by default the environment variable ASSISTANTS_API_KEY, then
            OPENAI_API_KEY. An empty text for a server that asks for none, a function for keys
            that change, a credential of `azure.identity` for Azure.
        base_url: The server's address, such as `https://host/v1`; by default the environment variable
            ASSISTANTS_BASE_URL, then OPENAI_BASE_URL. It may have a query.
        server: Which server that is, such as `foundry` or `litellm`; by default it is guessed from the
            address. docs/moving.md says what follows from it.
        timeout: Seconds that a request may take until its reply is complete, connecting included; an
            `httpx.Timeout` stands for the longest of its times, None for no limit.
        max_retries: How often a failed request is sent again, where that is safe.
        idempotency_metadata: A metadata key under which each new message and run gets a random mark. If
            no reply comes, or the call is interrupted, the mark tells whether it was created. It takes
            one of the 16 keys of metadata. By default there is no mark, and the failure is raised.
        headers: Sent with every request; an Authorization header among them replaces the key.
        query: Added to the query of every request, as that of *base_url* is: `{"api-version": "v1"}`.
        transport: A transport of your own, for proxies, certificates or tests: an
            `httpx.BaseTransport` for Assistants, an `httpx.AsyncBaseTransport` for AsyncAssistants. In
            Assistants, only the body of a reply that it gives is held to *timeout*.
        on_request: Called with a `RequestEvent` for each request when it has ended.
        on_tool: Called with a `ToolEvent` when a tool call begins, and again when it has ended; for calls
            that run side by side from several threads.
        on_retry: Called with a `RetryEvent` before the client waits and tries something again.

    Raises:
        ConfigurationError: An argument is missing or wrong, the transport is for the other client, or the
            environment names a proxy or certificates that are not there.
    """
    def __init__(
        self,
        *,
        api_key: str | Callable[[], str | Awaitable[str]] | TokenCredential | None = None,
        base_url: str | None = None,
        server: str | None = None,
        timeout: float | TimeLimits | None = 60.0,
        max_retries: int = 2,
        idempotency_metadata: str | None = None,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, object] | None = None,
        transport: Any = None,
        on_request: Callable[[RequestEvent], object] | None = None,
        on_tool: Callable[[ToolEvent], object] | None = None,
        on_retry: Callable[[RetryEvent], object] | None = None,
    ) -> None:
        """Make a client; it opens no connection before its first request.

        Args:
            api_key: The server's key; by default the environment variable ASSISTANTS_API_KEY, then
                OPENAI_API_KEY. An empty text for a server that asks for none, a function for keys
                that change, a credential of `azure.identity` for Azure.
            base_url: The server's address, such as `https://host/v1`; by default the environment variable
                ASSISTANTS_BASE_URL, then OPENAI_BASE_URL. It may have a query.
            server: Which server that is, such as `foundry` or `litellm`; by default it is guessed from the
                address. docs/moving.md says what follows from it.
            timeout: Seconds that a request may take until its reply is complete, connecting included; an
                `httpx.Timeout` stands for the longest of its times, None for no limit.
            max_retries: How often a failed request is sent again, where that is safe.
            idempotency_metadata: A metadata key under which each new message and run gets a random mark. If
                no reply comes, or the call is interrupted, the mark tells whether it was created. It takes
                one of the 16 keys of metadata. By default there is no mark, and the failure is raised.
            headers: Sent with every request; an Authorization header among them replaces the key.
            query: Added to the query of every request, as that of *base_url* is: `{"api-version": "v1"}`.
            transport: A transport of your own, for proxies, certificates or tests: an
                `httpx.BaseTransport` for Assistants, an `httpx.AsyncBaseTransport` for AsyncAssistants. In
                Assistants, only the body of a reply that it gives is held to *timeout*.
            on_request: Called with a `RequestEvent` for each request when it has ended.
            on_tool: Called with a `ToolEvent` when a tool call begins, and again when it has ended; for calls
                that run side by side from several threads.
            on_retry: Called with a `RetryEvent` before the client waits and tries something again.

        Raises:
            ConfigurationError: An argument is missing or wrong, the transport is for the other client, or the
                environment names a proxy or certificates that are not there.
        """
    @classmethod
    def local(
        cls,
        path: str | Path = ":memory:",
        model: Model | None = None,
        *,
        timeout: float | TimeLimits | None = 60.0,
        max_retries: int = 2,
        idempotency_metadata: str | None = None,
        headers: Mapping[str, str] | None = None,
        migrate: bool = True,
        durability: Literal["full", "normal"] = "full",
        files_folder: str | Path | None = None,
        largest_file: int | None = None,
        files_quota: int | None = None,
        interpreter: Interpreter | Literal["auto", "monty", "bubblewrap", "none"] = "auto",
        embedder: Embedder | None = None,
        forward: Upstream | None = None,
        vector_stores: Upstream | None = None,
        clock: Callable[[], float] | None = None,
        ids: NewId | None = None,
        on_request: Callable[[RequestEvent], object] | None = None,
        on_tool: Callable[[ToolEvent], object] | None = None,
        on_retry: Callable[[RetryEvent], object] | None = None,
    ) -> Self:
        """Return a client of a server that runs inside this process: no network, no key.

        Args:
            path: The SQLite file that keeps the assistants, threads and runs, or the address of a PostgreSQL
                (`postgresql://user@host/name`); by default they live as long as the client.
            model: Where answers come from: `assistants_v2_server.ChatCompletions(...)` for a model
                behind any OpenAI-compatible endpoint; by default the rehearsal, which is not an AI.
            timeout: Seconds to wait for a reply of the server, as for the client of another one.
            max_retries: How often a failed request is sent again, where that is safe.
            idempotency_metadata: A metadata key under which each new message and run gets a random mark, as
                for the client of another server; by default there is no mark.
            headers: Sent with every request.
            migrate: Whether a file of an older version is upgraded; a copy of it as it was is kept beside it.
                With False such a file is refused.
            durability: What of the acknowledged writes survives: all of them (`full`); `normal` does not
                wait for the disk, and may lose the last ones at a power failure, but not when a process ends.
            files_folder: The folder for the bytes of files; by default one beside the database, with `-files`
                at the end of its name. In memory they are in memory as well, in PostgreSQL they are rows.
            largest_file: Bytes that a file may have; 512 MiB by default.
            files_quota: Bytes that all files together may have; no limit by default.
            interpreter: What runs the code of `code_interpreter`: the best sandbox that is there (`auto`),
                one of two by name, or nothing (`none`). It is looked for when code is first to be run.
            embedder: Makes the vectors by which `file_search` compares meanings; by default it compares
                words.
            forward: Another server that has files, vector stores, uploads and models, as an
                `assistants_v2_server.Upstream(...)` with its key; by default they are here.
            vector_stores: Another server that has vector stores which are not here; by default that of
                *forward*.
            clock: Returns the server's time in unix seconds; by default the real one. A test moves an
                `assistants_v2.testing.Clock`.
            ids: Returns the id of each new object, by its prefix; by default random ones. For a new
                database, a test can use `assistants_v2.testing.NumberedIds()`.
            on_request: Called with a `RequestEvent` for each request when it has ended.
            on_tool: Called with a `ToolEvent` when a tool call begins, and again when it has ended; for calls
                that run side by side from several threads.
            on_retry: Called with a `RetryEvent` before the client waits and tries something again.

        Raises:
            ConfigurationError: The server's requirements are not installed, an argument is wrong, or the file
                cannot be used; the text says why and what to do.
        """
    @property
    def raw(self) -> AuthenticatedClient | Client:
        """The generated client, for the functions of `assistants_v2_raw.api`.

        It sends over this client's connections, and ends when this client is closed. A client that
        `with_options` returns has the same generated client.
        """
    @property
    def beta(self) -> Self:
        """The client itself: code written for the official SDK says `client.beta.threads`."""
    def with_options(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        on_request: Callable[[RequestEvent], object] | None = None,
        on_tool: Callable[[ToolEvent], object] | None = None,
        on_retry: Callable[[RetryEvent], object] | None = None,
    ) -> Self:
        """Return a client of the same server, over the same connections, with other options.

        Closing it leaves the connections open: they belong to the client they came from.

        Args:
            timeout: Seconds to wait for a reply; None to keep what this client waits.
            max_retries: How often a failed request is sent again; None to keep this client's number.
            on_request: Called as in the constructor; None to keep this client's hook.
            on_tool: Called as in the constructor; None to keep this client's hook.
            on_retry: Called as in the constructor; None to keep this client's hook.

        Raises:
            ConfigurationError: An option is out of range.
        """
    @property
    def assistants(self) -> AssistantsResource:
        """Named settings: a model, its instructions and tools."""
    @property
    def threads(self) -> Threads:
        """Conversations, their messages and their runs."""
    @property
    def files(self) -> Files:
        """Documents that were uploaded, and files that code has written."""
    @property
    def uploads(self) -> Uploads:
        """Large files that are uploaded in parts."""
    @property
    def vector_stores(self) -> VectorStores:
        """Collections of files that can be searched."""
    @property
    def models(self) -> Models:
        """The models of the server."""
    def close(self) -> None:
        """Close the connections, and the embedded server if there is one.

        Calls that still wait for a reply then raise ClientClosed, as later ones do.
        """
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None: ...
    @property
    def with_raw_response(self) -> _RawAssistants:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedAssistants:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""

class _RawAsyncAssistants:
    @property
    def beta(self) -> _RawAsyncAssistants: ...
    @property
    def assistants(self) -> _RawAsyncAssistantsResource: ...
    @property
    def threads(self) -> _RawAsyncThreads: ...
    @property
    def files(self) -> _RawAsyncFiles: ...
    @property
    def uploads(self) -> _RawAsyncUploads: ...
    @property
    def vector_stores(self) -> _RawAsyncVectorStores: ...
    @property
    def models(self) -> _RawAsyncModels: ...

class _StreamedAsyncAssistants:
    @property
    def beta(self) -> _StreamedAsyncAssistants: ...
    @property
    def assistants(self) -> _StreamedAsyncAssistantsResource: ...
    @property
    def threads(self) -> _StreamedAsyncThreads: ...
    @property
    def files(self) -> _StreamedAsyncFiles: ...
    @property
    def uploads(self) -> _StreamedAsyncUploads: ...
    @property
    def vector_stores(self) -> _StreamedAsyncVectorStores: ...
    @property
    def models(self) -> _StreamedAsyncModels: ...

class AsyncAssistants(ForAsync, Answering):
    """The client for async code, on asyncio or trio. Use it in `async with`, or await `close` at the end.

    Args:
        api_key: The server's key; by default the environment variable ASSISTANTS_API_KEY, then
            OPENAI_API_KEY. An empty text for a server that asks for none, a function for keys
            that change, a credential of `azure.identity` for Azure.
        base_url: The server's address, such as `https://host/v1`; by default the environment variable
            ASSISTANTS_BASE_URL, then OPENAI_BASE_URL. It may have a query.
        server: Which server that is, such as `foundry` or `litellm`; by default it is guessed from the
            address. docs/moving.md says what follows from it.
        timeout: Seconds that a request may take until its reply is complete, connecting included; an
            `httpx.Timeout` stands for the longest of its times, None for no limit.
        max_retries: How often a failed request is sent again, where that is safe.
        idempotency_metadata: A metadata key under which each new message and run gets a random mark. If
            no reply comes, or the call is interrupted, the mark tells whether it was created. It takes
            one of the 16 keys of metadata. By default there is no mark, and the failure is raised.
        headers: Sent with every request; an Authorization header among them replaces the key.
        query: Added to the query of every request, as that of *base_url* is: `{"api-version": "v1"}`.
        transport: A transport of your own, for proxies, certificates or tests: an
            `httpx.BaseTransport` for Assistants, an `httpx.AsyncBaseTransport` for AsyncAssistants. In
            Assistants, only the body of a reply that it gives is held to *timeout*.
        on_request: Called with a `RequestEvent` for each request when it has ended.
        on_tool: Called with a `ToolEvent` when a tool call begins, and again when it has ended; for calls
            that run side by side from several threads.
        on_retry: Called with a `RetryEvent` before the client waits and tries something again.

    Raises:
        ConfigurationError: An argument is missing or wrong, the transport is for the other client, or the
            environment names a proxy or certificates that are not there.
    """
    def __init__(
        self,
        *,
        api_key: str | Callable[[], str | Awaitable[str]] | TokenCredential | None = None,
        base_url: str | None = None,
        server: str | None = None,
        timeout: float | TimeLimits | None = 60.0,
        max_retries: int = 2,
        idempotency_metadata: str | None = None,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, object] | None = None,
        transport: Any = None,
        on_request: Callable[[RequestEvent], object] | None = None,
        on_tool: Callable[[ToolEvent], object] | None = None,
        on_retry: Callable[[RetryEvent], object] | None = None,
    ) -> None:
        """Make a client; it opens no connection before its first request.

        Args:
            api_key: The server's key; by default the environment variable ASSISTANTS_API_KEY, then
                OPENAI_API_KEY. An empty text for a server that asks for none, a function for keys
                that change, a credential of `azure.identity` for Azure.
            base_url: The server's address, such as `https://host/v1`; by default the environment variable
                ASSISTANTS_BASE_URL, then OPENAI_BASE_URL. It may have a query.
            server: Which server that is, such as `foundry` or `litellm`; by default it is guessed from the
                address. docs/moving.md says what follows from it.
            timeout: Seconds that a request may take until its reply is complete, connecting included; an
                `httpx.Timeout` stands for the longest of its times, None for no limit.
            max_retries: How often a failed request is sent again, where that is safe.
            idempotency_metadata: A metadata key under which each new message and run gets a random mark. If
                no reply comes, or the call is interrupted, the mark tells whether it was created. It takes
                one of the 16 keys of metadata. By default there is no mark, and the failure is raised.
            headers: Sent with every request; an Authorization header among them replaces the key.
            query: Added to the query of every request, as that of *base_url* is: `{"api-version": "v1"}`.
            transport: A transport of your own, for proxies, certificates or tests: an
                `httpx.BaseTransport` for Assistants, an `httpx.AsyncBaseTransport` for AsyncAssistants. In
                Assistants, only the body of a reply that it gives is held to *timeout*.
            on_request: Called with a `RequestEvent` for each request when it has ended.
            on_tool: Called with a `ToolEvent` when a tool call begins, and again when it has ended; for calls
                that run side by side from several threads.
            on_retry: Called with a `RetryEvent` before the client waits and tries something again.

        Raises:
            ConfigurationError: An argument is missing or wrong, the transport is for the other client, or the
                environment names a proxy or certificates that are not there.
        """
    @classmethod
    def local(
        cls,
        path: str | Path = ":memory:",
        model: Model | None = None,
        *,
        timeout: float | TimeLimits | None = 60.0,
        max_retries: int = 2,
        idempotency_metadata: str | None = None,
        headers: Mapping[str, str] | None = None,
        migrate: bool = True,
        durability: Literal["full", "normal"] = "full",
        files_folder: str | Path | None = None,
        largest_file: int | None = None,
        files_quota: int | None = None,
        interpreter: Interpreter | Literal["auto", "monty", "bubblewrap", "none"] = "auto",
        embedder: Embedder | None = None,
        forward: Upstream | None = None,
        vector_stores: Upstream | None = None,
        clock: Callable[[], float] | None = None,
        ids: NewId | None = None,
        on_request: Callable[[RequestEvent], object] | None = None,
        on_tool: Callable[[ToolEvent], object] | None = None,
        on_retry: Callable[[RetryEvent], object] | None = None,
    ) -> Self:
        """Return a client of a server that runs inside this process: no network, no key.

        Args:
            path: The SQLite file that keeps the assistants, threads and runs, or the address of a PostgreSQL
                (`postgresql://user@host/name`); by default they live as long as the client.
            model: Where answers come from: `assistants_v2_server.ChatCompletions(...)` for a model
                behind any OpenAI-compatible endpoint; by default the rehearsal, which is not an AI.
            timeout: Seconds to wait for a reply of the server, as for the client of another one.
            max_retries: How often a failed request is sent again, where that is safe.
            idempotency_metadata: A metadata key under which each new message and run gets a random mark, as
                for the client of another server; by default there is no mark.
            headers: Sent with every request.
            migrate: Whether a file of an older version is upgraded; a copy of it as it was is kept beside it.
                With False such a file is refused.
            durability: What of the acknowledged writes survives: all of them (`full`); `normal` does not
                wait for the disk, and may lose the last ones at a power failure, but not when a process ends.
            files_folder: The folder for the bytes of files; by default one beside the database, with `-files`
                at the end of its name. In memory they are in memory as well, in PostgreSQL they are rows.
            largest_file: Bytes that a file may have; 512 MiB by default.
            files_quota: Bytes that all files together may have; no limit by default.
            interpreter: What runs the code of `code_interpreter`: the best sandbox that is there (`auto`),
                one of two by name, or nothing (`none`). It is looked for when code is first to be run.
            embedder: Makes the vectors by which `file_search` compares meanings; by default it compares
                words.
            forward: Another server that has files, vector stores, uploads and models, as an
                `assistants_v2_server.Upstream(...)` with its key; by default they are here.
            vector_stores: Another server that has vector stores which are not here; by default that of
                *forward*.
            clock: Returns the server's time in unix seconds; by default the real one. A test moves an
                `assistants_v2.testing.Clock`.
            ids: Returns the id of each new object, by its prefix; by default random ones. For a new
                database, a test can use `assistants_v2.testing.NumberedIds()`.
            on_request: Called with a `RequestEvent` for each request when it has ended.
            on_tool: Called with a `ToolEvent` when a tool call begins, and again when it has ended; for calls
                that run side by side from several threads.
            on_retry: Called with a `RetryEvent` before the client waits and tries something again.

        Raises:
            ConfigurationError: The server's requirements are not installed, an argument is wrong, or the file
                cannot be used; the text says why and what to do.
        """
    @property
    def raw(self) -> AuthenticatedClient | Client:
        """The generated client, for the functions of `assistants_v2_raw.api`.

        It sends over this client's connections, and ends when this client is closed. A client that
        `with_options` returns has the same generated client.
        """
    @property
    def beta(self) -> Self:
        """The client itself: code written for the official SDK says `client.beta.threads`."""
    def with_options(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        on_request: Callable[[RequestEvent], object] | None = None,
        on_tool: Callable[[ToolEvent], object] | None = None,
        on_retry: Callable[[RetryEvent], object] | None = None,
    ) -> Self:
        """Return a client of the same server, over the same connections, with other options.

        Closing it leaves the connections open: they belong to the client they came from.

        Args:
            timeout: Seconds to wait for a reply; None to keep what this client waits.
            max_retries: How often a failed request is sent again; None to keep this client's number.
            on_request: Called as in the constructor; None to keep this client's hook.
            on_tool: Called as in the constructor; None to keep this client's hook.
            on_retry: Called as in the constructor; None to keep this client's hook.

        Raises:
            ConfigurationError: An option is out of range.
        """
    @property
    def assistants(self) -> AsyncAssistantsResource:
        """Named settings: a model, its instructions and tools."""
    @property
    def threads(self) -> AsyncThreads:
        """Conversations, their messages and their runs."""
    @property
    def files(self) -> AsyncFiles:
        """Documents that were uploaded, and files that code has written."""
    @property
    def uploads(self) -> AsyncUploads:
        """Large files that are uploaded in parts."""
    @property
    def vector_stores(self) -> AsyncVectorStores:
        """Collections of files that can be searched."""
    @property
    def models(self) -> AsyncModels:
        """The models of the server."""
    async def close(self) -> None:
        """Close the connections, and the embedded server if there is one.

        Calls that still wait for a reply then raise ClientClosed, as later ones do. Connections
        belong to the event loop that opened them: those of others end with their loops.
        """
    async def __aenter__(self) -> Self: ...
    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None: ...
    @property
    def with_raw_response(self) -> _RawAsyncAssistants:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedAsyncAssistants:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""
