"""The two clients. Everything else is reached from here.

client = Assistants(base_url="https://host/v1", api_key="...")    # another server
client = Assistants.local()                                       # the embedded one
"""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Self

from .errors import ConfigurationError
from .flows.ledger import Ledger
from .io.transport import raw_client, retimed, retimed_async
from .resources.assistants import AssistantsResource, AsyncAssistantsResource
from .resources.threads import AsyncThreads, Threads
from .rules.configuration import adjusted, embedded, resolve

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import TracebackType

    from assistants_v2_raw.client import AuthenticatedClient, Client
    from assistants_v2_server import LocalTransport, Model

    from .io.blocking import BlockingPort
    from .io.cooperative import CooperativePort
    from .rules.configuration import Settings


class Connected:
    """What both clients are: settings, and the generated client made from them."""

    awaits: ClassVar[bool]
    """Whether it is the async client."""

    def __init__(
        self,
        *,
        api_key: str | None = None,
        base_url: str | None = None,
        timeout: float = 60.0,
        max_retries: int = 2,
        idempotency_metadata: str | None = None,
        headers: Mapping[str, str] | None = None,
        transport: Any = None,
    ) -> None:
        self.connect(
            resolve(
                api_key=api_key,
                base_url=base_url,
                timeout=timeout,
                max_retries=max_retries,
                idempotency_metadata=idempotency_metadata,
                headers=headers or {},
                environment=os.environ,
            ),
            transport,
        )

    def connect(self, settings: Settings, transport: Any) -> None:
        """Build the generated client; no connection is opened before the first request."""
        self.settings = settings
        self.raw = raw_client(settings, transport, awaits=self.awaits)
        self.ledger = Ledger()

    @classmethod
    def local(
        cls,
        path: str | Path = ":memory:",
        model: Model | None = None,
        *,
        timeout: float = 60.0,
        max_retries: int = 2,
        idempotency_metadata: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Self:
        """Return a client of a server that runs inside this process: no network, no key.

        Args:
            path: The SQLite file that keeps the assistants, threads and runs; by default they live as
                long as the client.
            model: Where answers come from: `assistants_v2_server.ChatCompletions(...)` for a model
                behind any OpenAI-compatible endpoint; by default the rehearsal, which is no AI.
            timeout: Seconds to wait for an answer of the server.
            max_retries: How often a failed request is sent again, where that is safe.
            idempotency_metadata: As for the client of another server.
            headers: Sent with every request.

        Raises:
            ConfigurationError: The server's own requirements are not installed.
        """
        settings = embedded(
            timeout=timeout,
            max_retries=max_retries,
            idempotency_metadata=idempotency_metadata,
            headers=headers or {},
        )
        client = cls.__new__(cls)
        client.connect(settings, local_transport(str(path), model))
        return client

    @property
    def beta(self) -> Self:
        """The client itself: code written for the official SDK says `client.beta.threads`."""
        return self

    def with_options(self, *, timeout: float | None = None, max_retries: int | None = None) -> Self:
        """Return a client of the same server, over the same connections, with other options.

        Closing it leaves the connections open: they belong to the client they came from.

        Args:
            timeout: Seconds to wait for an answer; None to keep what this client waits.
            max_retries: How often a failed request is sent again; None to keep this client's number.

        Raises:
            ConfigurationError: An option is out of range.
        """
        client = type(self).__new__(type(self))
        client.settings = adjusted(self.settings, timeout=timeout, max_retries=max_retries)
        client.raw = self.retimed(client.settings.timeout)
        client.ledger = self.ledger
        return client

    def retimed(self, timeout: float) -> AuthenticatedClient | Client:
        """Return the generated client with another timeout, over the same connections."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self.settings.base_url!r})"


class Assistants(Connected):
    """The client for blocking code.

    Args:
        api_key: The server's key; by default ASSISTANTS_API_KEY, then OPENAI_API_KEY. An empty text
            for a server that asks for none.
        base_url: The server's address, such as `https://host/v1`; by default ASSISTANTS_BASE_URL,
            then OPENAI_BASE_URL.
        timeout: Seconds to wait for an answer.
        max_retries: How often a failed request is sent again, where that is safe.
        idempotency_metadata: A metadata key that messages and runs may be marked with, so that one whose
            creation got no answer is found again and not created twice; by default nothing is marked,
            and such a failure is raised.
        headers: Sent with every request; an Authorization header among them replaces the key.
        transport: An `httpx.BaseTransport` of your own, for proxies, certificates or tests.

    Raises:
        ConfigurationError: The address or the key is missing or wrong, or the transport is an async one.
    """

    awaits = False

    raw: AuthenticatedClient | Client
    """The generated client, for the functions of `assistants_v2_raw.api`."""

    @cached_property
    def io(self) -> BlockingPort:
        """The port that this client's workflows run on."""
        from .io.blocking import BlockingPort  # late: a program needs one of the two ports

        return BlockingPort(self.raw, self.settings, self.ledger)

    @cached_property
    def assistants(self) -> AssistantsResource:
        """Named settings: a model, its instructions and tools."""
        return AssistantsResource(self.io)

    @cached_property
    def threads(self) -> Threads:
        """Conversations, their messages and their runs."""
        return Threads(self.io)

    def retimed(self, timeout: float) -> AuthenticatedClient | Client:
        return retimed(self.raw, timeout)

    def close(self) -> None:
        """Close the connections, and the embedded server if there is one."""
        self.raw.get_httpx_client().close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()


class AsyncAssistants(Connected):
    """The client for async code, on asyncio or trio; its arguments are those of Assistants.

    Args:
        transport: An `httpx.AsyncBaseTransport` of your own.
    """

    awaits = True

    raw: AuthenticatedClient | Client
    """The generated client, for the functions of `assistants_v2_raw.api`."""

    @cached_property
    def io(self) -> CooperativePort:
        """The port that this client's workflows run on."""
        from .io.cooperative import CooperativePort  # late: it brings anyio

        return CooperativePort(self.raw, self.settings, self.ledger)

    @cached_property
    def assistants(self) -> AsyncAssistantsResource:
        """Named settings: a model, its instructions and tools."""
        return AsyncAssistantsResource(self.io)

    @cached_property
    def threads(self) -> AsyncThreads:
        """Conversations, their messages and their runs."""
        return AsyncThreads(self.io)

    def retimed(self, timeout: float) -> AuthenticatedClient | Client:
        return retimed_async(self.raw, timeout)

    async def close(self) -> None:
        """Close the connections, and the embedded server if there is one."""
        await self.io.close()
        await self.raw.get_async_httpx_client().aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self.close()


def local_transport(path: str, model: Model | None) -> LocalTransport:
    """Return the door to a new embedded server; the import is late, since most clients have none."""
    try:
        from assistants_v2_server import local_transport as open_door
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            f"the embedded server needs {error.name}: pip install 'assistants-v2[local]'."
        ) from error
    return open_door(path, model)
