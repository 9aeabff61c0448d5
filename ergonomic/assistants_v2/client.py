"""The two clients. Everything else is reached from here.

client = Assistants(base_url="https://host/v1", api_key="...")    # another server
client = Assistants.local()                                       # the embedded one
"""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NoReturn, Self

from .embedded import check_path, open_embedded_server
from .flows.ledger import Ledger
from .flows.port_values import StreamOffer
from .io.connections import Lent
from .io.transport import make_raw_client, open_async_transport, open_transport
from .observers.handlers import read_variable
from .observers.logs import begin_logging
from .resources.assistants import AssistantsResource, AsyncAssistantsResource
from .resources.colours import ForAsync, ForBlocking
from .resources.parts import part
from .resources.publishing import Answering
from .resources.threads import AsyncThreads, Threads
from .rules.arguments import name_mistakes
from .rules.configuration import DEFAULT_TIMEOUT, change_settings, make_embedded_settings, resolve_settings
from .rules.retrying import DEFAULT_MAX_RETRIES
from .rules.suggestions import SETTINGS, suggest_for

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from pathlib import Path
    from types import TracebackType

    from assistants_v2_raw.client import AuthenticatedClient, Client
    from assistants_v2_server import Embedder, Interpreter, Model, Upstream
    from assistants_v2_server.store import NewId

    from .io.blocking import BlockingPort
    from .io.cooperative import CooperativePort
    from .resources.files import AsyncFiles, Files
    from .resources.models import AsyncModels, Models
    from .resources.uploads import AsyncUploads, Uploads
    from .resources.vector_stores import AsyncVectorStores, VectorStores
    from .rules.client_events import RequestEvent, RetryEvent, ToolEvent
    from .rules.configuration import Settings
    from .rules.parameters import TimeLimits, TokenCredential

begin_logging()


class _Connected(Answering):
    """What both clients are: settings, and the generated client made from them."""

    _transport: Any  # an httpx transport
    _lent: Lent  # that transport as the generated client has it
    _is_owner: bool = True  # whether closing this client closes the connections
    _raw: AuthenticatedClient | Client

    @name_mistakes
    def __init__(
        self,
        *,
        api_key: str | Callable[[], str | Awaitable[str]] | TokenCredential | None = None,
        base_url: str | None = None,
        server: str | None = None,
        timeout: float | TimeLimits | None = DEFAULT_TIMEOUT,
        max_retries: int = DEFAULT_MAX_RETRIES,
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
        settings = resolve_settings(
            api_key=api_key,
            base_url=base_url,
            server=server,
            timeout=timeout,
            max_retries=max_retries,
            idempotency_metadata=idempotency_metadata,
            headers=headers or {},
            query=query,
            hooks={"on_request": on_request, "on_tool": on_tool, "on_retry": on_retry},
            environment=os.environ,
        )
        self._connect(settings, transport)

    def _connect(self, settings: Settings, transport: Any) -> None:
        """Build the generated client; no connection is opened before the first request."""
        read_variable(os.environ)
        self._settings = settings
        self._ledger = Ledger()
        self._offer = StreamOffer()
        self._open(transport)

    def _open(self, given: Any) -> None:
        """Open the way to the server."""
        raise NotImplementedError

    @classmethod
    @name_mistakes
    def local(
        cls,
        path: str | Path = ":memory:",
        model: Model | None = None,
        *,
        timeout: float | TimeLimits | None = DEFAULT_TIMEOUT,
        max_retries: int = DEFAULT_MAX_RETRIES,
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
        settings = make_embedded_settings(
            timeout=timeout,
            max_retries=max_retries,
            idempotency_metadata=idempotency_metadata,
            headers=headers or {},
            hooks={"on_request": on_request, "on_tool": on_tool, "on_retry": on_retry},
        )
        client = cls.__new__(cls)
        client._embed(
            settings,
            check_path(path),
            model,
            migrate=migrate,
            durability=durability,
            files_folder=files_folder,
            largest_file=largest_file,
            files_quota=files_quota,
            interpreter=interpreter,
            embedder=embedder,
            forward=forward,
            vector_stores=vector_stores,
            **{name: given for name, given in {"clock": clock, "ids": ids}.items() if given is not None},
        )
        return client

    def _embed(
        self,
        settings: Settings,
        path: str,
        model: Model | None = None,
        **options: Any,
    ) -> None:
        """Open the server in this process, with options of `local`, and connect to it."""
        self._connect(settings, open_embedded_server(path, model, **options))

    @property
    def raw(self) -> AuthenticatedClient | Client:
        """The generated client, for the functions of `assistants_v2_raw.api`.

        It sends over this client's connections, and ends when this client is closed. A client that
        `with_options` returns has the same generated client.
        """
        return self._raw

    @property
    def beta(self) -> Self:
        """The client itself: code written for the official SDK says `client.beta.threads`."""
        return self

    @name_mistakes
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
        hooks = {"on_request": on_request, "on_tool": on_tool, "on_retry": on_retry}
        return self._share(
            change_settings(self._settings, timeout=timeout, max_retries=max_retries, hooks=hooks)
        )

    def _share(self, settings: Settings) -> Self:
        """Return a client over the same connections, with other settings."""
        client = type(self).__new__(type(self))
        client._settings = settings
        client._ledger = self._ledger
        client._offer = self._offer
        client._lent = self._lent
        client._is_owner = False  # the client that it came from closes the connections
        client._raw = self._raw
        return client

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self._settings.base_url!r})"

    def __copy__(self) -> Self:
        twin = type(self).__new__(type(self))
        vars(twin).update(vars(self))
        return twin

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            f"{type(self).__name__} holds connections, and is not pickled: make one in each process"
        )

    def __setattr__(self, name: str, value: object) -> None:
        is_ours = type(self).__module__ == __name__  # a program's own class may keep more
        if (is_ours and not name.startswith("_") and not hasattr(type(self), name)) or name in SETTINGS:
            raise AttributeError(f"client.{name} cannot be set{suggest_for(self, name)}")
        super().__setattr__(name, value)

    if not TYPE_CHECKING:  # type checkers would take any name for one that is there

        def __getattr__(self, name: str) -> NoReturn:
            raise AttributeError(f"client has no attribute {name!r}{suggest_for(self, name)}")


class Assistants(ForBlocking, _Connected):
    """The client for blocking code. Use it in a `with` statement, or call `close` at the end."""

    @cached_property
    def _io(self) -> BlockingPort:
        """The port that this client's workflows run on."""
        from .io.blocking import BlockingPort  # late: a program needs one of the two ports

        return BlockingPort(self._raw, self._settings, self._ledger, self._offer, self._is_closed)

    @part
    def assistants(self) -> AssistantsResource:
        """Named settings: a model, its instructions and tools."""
        return AssistantsResource(self._io)

    @part
    def threads(self) -> Threads:
        """Conversations, their messages and their runs."""
        return Threads(self._io)

    @part
    def files(self) -> Files:
        """Documents that were uploaded, and files that code has written."""
        from .resources.files import Files  # late: most programs have no files

        return Files(self._io)

    @part
    def uploads(self) -> Uploads:
        """Large files that are uploaded in parts."""
        from .resources.uploads import Uploads  # late: as files are

        return Uploads(self._io)

    @part
    def vector_stores(self) -> VectorStores:
        """Collections of files that can be searched."""
        from .resources.vector_stores import VectorStores  # late: as files are

        return VectorStores(self._io)

    @part
    def models(self) -> Models:
        """The models of the server."""
        from .resources.models import Models  # late: most programs know theirs

        return Models(self._io)

    def _open(self, given: Any) -> None:
        self._transport = open_transport(self._settings, given)
        self._lent = Lent(self._transport, is_given=given is not None, each_loop=False)
        self._raw = make_raw_client(self._settings, self._lent)

    def _is_closed(self) -> bool:
        """Say whether nothing is sent any more: a program may also have closed the httpx client."""
        return self._lent.is_ended() or self._raw.get_httpx_client().is_closed

    def close(self) -> None:
        """Close the connections, and the embedded server if there is one.

        Calls that still wait for a reply then raise ClientClosed, as later ones do.
        """
        if self._is_owner and self._lent.end():
            self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()


class AsyncAssistants(ForAsync, _Connected):
    """The client for async code, on asyncio or trio. Use it in `async with`, or await `close` at the end."""

    @cached_property
    def _io(self) -> CooperativePort:
        """The port that this client's workflows run on."""
        from .io.cooperative import CooperativePort  # late: it brings anyio

        return CooperativePort(self._raw, self._settings, self._ledger, self._offer, self._is_closed)

    @part
    def assistants(self) -> AsyncAssistantsResource:
        """Named settings: a model, its instructions and tools."""
        return AsyncAssistantsResource(self._io)

    @part
    def threads(self) -> AsyncThreads:
        """Conversations, their messages and their runs."""
        return AsyncThreads(self._io)

    @part
    def files(self) -> AsyncFiles:
        """Documents that were uploaded, and files that code has written."""
        from .resources.files import AsyncFiles  # late: most programs have no files

        return AsyncFiles(self._io)

    @part
    def uploads(self) -> AsyncUploads:
        """Large files that are uploaded in parts."""
        from .resources.uploads import AsyncUploads  # late: as files are

        return AsyncUploads(self._io)

    @part
    def vector_stores(self) -> AsyncVectorStores:
        """Collections of files that can be searched."""
        from .resources.vector_stores import AsyncVectorStores  # late: as files are

        return AsyncVectorStores(self._io)

    @part
    def models(self) -> AsyncModels:
        """The models of the server."""
        from .resources.models import AsyncModels  # late: most programs know theirs

        return AsyncModels(self._io)

    def _open(self, given: Any) -> None:
        self._transport = open_async_transport(self._settings, given)
        self._lent = Lent(self._transport, is_given=given is not None, each_loop=given is None)
        self._raw = make_raw_client(self._settings, self._lent)

    def _is_closed(self) -> bool:
        """Say whether nothing is sent any more: a program may also have closed the httpx client."""
        return self._lent.is_ended() or self._raw.get_async_httpx_client().is_closed

    async def close(self) -> None:
        """Close the connections, and the embedded server if there is one.

        Calls that still wait for a reply then raise ClientClosed, as later ones do. Connections
        belong to the event loop that opened them: those of others end with their loops.
        """
        await self._io.close()
        if self._is_owner and self._lent.end():
            await self._transport.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self.close()
