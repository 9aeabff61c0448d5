"""The official SDK's clients: its constructors and attributes, over the flows and faces of this package.

What differs from `Assistants` is here: how a client is made, where its requests go, and what it shows.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Self

from attrs import evolve

from ..client import Assistants, AsyncAssistants
from ..errors import ConfigurationError
from ..io.lent_clients import DEFAULT_TIMEOUT, lend_client, parse_url
from ..io.transport import make_raw_client
from ..resources.signatures import NOT_GIVEN
from ..rules.arguments import is_left_out, name_mistakes
from ..rules.configuration import (
    LOCAL_BASE_URL,
    change_hooks,
    change_settings,
    check_key,
    make_embedded_settings,
    read_timeout,
    resolve_settings,
)
from ..rules.retrying import DEFAULT_MAX_RETRIES
from .addresses import find_azure_url, find_url, keep_url, name_sender
from .elsewhere import Elsewhere, hand_out
from .kinship import be_recognised
from .resources import AsyncOpenAIThreads, OpenAIThreads

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from ..rules.client_events import RequestEvent, RetryEvent, ToolEvent
    from ..rules.configuration import Settings

_PARTS = ("assistants", "threads", "files", "uploads", "vector_stores", "models")
"""What a client makes of itself when it is first asked for."""

_HOOKS = ("on_request", "on_tool", "on_retry")
"""Arguments of `with_options` that the official SDK does not have."""


class _SdkClient(Elsewhere):
    """What the official SDK's clients have in common."""

    _is_async: bool
    _settings: Settings
    _given: dict[str, Any]
    _lent: Any
    _raw: Any
    _io: Any

    if TYPE_CHECKING:

        def _connect(self, settings: Settings, transport: Any) -> None: ...
        def _embed(self, settings: Settings, path: str, *_: Any, **__: Any) -> None: ...
        def _share(self, settings: Settings) -> Self: ...
        def _is_closed(self) -> bool: ...
        def close(self) -> Any: ...

    @name_mistakes
    def __init__(
        self,
        *,
        api_key: str | Callable[[], str | Awaitable[str]] | None = None,
        organization: str | None = None,
        project: str | None = None,
        base_url: Any = None,
        timeout: Any = NOT_GIVEN,
        max_retries: int = DEFAULT_MAX_RETRIES,
        default_headers: Mapping[str, str] | None = None,
        default_query: Mapping[str, object] | None = None,
        http_client: Any = None,
    ) -> None:
        """Make a client; it opens no connection before its first request.

        Requests go to *base_url*; else to that of *http_client*, or the embedded server behind it; else to
        ASSISTANTS_BASE_URL or OPENAI_BASE_URL; else to a server in this process, on the file ASSISTANTS_PATH.

        Args:
            api_key: The server's key, or a function that returns it; by default ASSISTANTS_API_KEY or
                OPENAI_API_KEY.
            organization: Sent in a header of its own; by default OPENAI_ORG_ID.
            project: Sent in a header of its own; by default OPENAI_PROJECT_ID.
            base_url: The server's address, such as `https://host/v1`; it may have a query.
            timeout: Seconds that a reply may take, an `httpx.Timeout`, or None for no limit; by default 600.
            max_retries: How often a failed request is sent again, where that is safe.
            default_headers: Sent with every request.
            default_query: Added to the query of every request.
            http_client: An `httpx.Client` that carries the requests; an `httpx.AsyncClient` for AsyncOpenAI.

        Raises:
            ConfigurationError: There is no server, its key is missing, or an argument is wrong.
        """
        self._given = {
            name: value for name, value in locals().items() if name != "self" and not name.startswith("__")
        }
        self._start(**self._given)

    def _start(self, *, key_header: str | None = None, **given: Any) -> None:
        """Decide where the requests go, and connect."""
        transport, url, is_local = None, keep_url(given["base_url"], os.environ), False
        if given["base_url"] and not url:  # a key for the retired host goes to no other
            given["api_key"], key_header = os.environ.get("ASSISTANTS_API_KEY", ""), None
        if given["http_client"] is not None:
            transport, own_url, is_local = lend_client(given["http_client"], is_async=self._is_async)
            url = url or own_url or (LOCAL_BASE_URL if is_local else None)
        url = url or find_url(os.environ)
        timeout = DEFAULT_TIMEOUT if is_left_out(given["timeout"]) else given["timeout"]
        common: dict[str, Any] = {
            "timeout": timeout,
            "max_retries": given["max_retries"],
            "headers": name_sender(given, os.environ),
        }
        if url is None:
            self._embed(make_embedded_settings(**common), os.environ["ASSISTANTS_PATH"])
            return
        settings = resolve_settings(
            api_key="" if is_local and not given["api_key"] else given["api_key"],
            base_url=url,
            query=given["default_query"],
            key_header=key_header,
            environment=os.environ,
            **common,
        )
        self._connect(settings, transport)

    @property
    def beta(self) -> Self:
        """The client itself: code written for the official SDK says `client.beta.threads`."""
        be_recognised()
        return self

    @property
    def api_key(self) -> str:
        """The key; `none` if there is none, or if a function returns it. Programs may set it.

        Libraries make further clients with it, and the official SDK takes no empty one.
        """
        return self._settings.api_key or "none"

    @api_key.setter
    def api_key(self, key: str | None) -> None:
        if self._settings.base_url != LOCAL_BASE_URL:  # the server in this process asks for none
            self._change(
                evolve(self._settings, api_key=check_key("api_key", key or ""), token=None), api_key=key
            )

    @property
    def base_url(self) -> Any:
        """The server's address, as an `httpx.URL` with a slash at the end. Programs may set it.

        Requests then go where those of a client go that is made with it, over connections of its own.
        """
        return parse_url(f"{self._settings.base_url}/")

    @base_url.setter
    def base_url(self, url: Any) -> None:
        moved = self.with_options(base_url=url)
        if not self._is_async and self._given["http_client"] is None:  # async connections end with their loop
            self.close()
        vars(self).clear()
        vars(self).update(vars(moved))

    @property
    def timeout(self) -> float:
        """Seconds that a reply may take. Programs may set it."""
        return self._settings.timeout

    @timeout.setter
    def timeout(self, seconds: Any) -> None:
        self._change(evolve(self._settings, timeout=read_timeout(seconds)), timeout=seconds)

    @property
    def max_retries(self) -> int:
        """How often a failed request is sent again, where that is safe. Programs may set it."""
        return self._settings.retries.max_retries

    @max_retries.setter
    def max_retries(self, count: int) -> None:
        self._change(change_settings(self._settings, timeout=None, max_retries=count), max_retries=count)

    def _change(self, settings: Settings, **given: Any) -> None:
        """Go on with other settings, which copies have too, over the same connections."""
        self._settings = settings
        self._given = {**self._given, **given}
        self._raw = make_raw_client(settings, self._lent)
        for made in ("_io", *_PARTS, "_official"):
            vars(self).pop(made, None)

    def __setattr__(self, name: str, value: object) -> None:
        if name in ("api_key", "base_url", "timeout", "max_retries"):
            object.__setattr__(self, name, value)
        else:
            super().__setattr__(name, value)

    @property
    def default_headers(self) -> dict[str, str]:
        """What is sent with every request, beside the key."""
        return dict(self._settings.headers)

    @property
    def default_query(self) -> dict[str, Any]:
        """What is in the query of every request."""
        return dict(self._settings.query)

    def is_closed(self) -> bool:
        """Say whether the client was closed."""
        return self._is_closed()

    def with_options(
        self,
        *,
        timeout: Any = NOT_GIVEN,
        max_retries: Any = NOT_GIVEN,
        default_headers: Mapping[str, str] | None = None,
        default_query: Mapping[str, object] | None = None,
        api_key: str | Callable[[], str | Awaitable[str]] | None = None,
        organization: str | None = None,
        project: str | None = None,
        base_url: Any = None,
        http_client: Any = None,
        on_request: Callable[[RequestEvent], object] | None = None,
        on_tool: Callable[[ToolEvent], object] | None = None,
        on_retry: Callable[[RetryEvent], object] | None = None,
    ) -> Self:
        """Return a client with other settings, over the same connections.

        Args:
            timeout: As in the constructor; left out, as it is.
            max_retries: As in the constructor; left out, as it is.
            default_headers: Headers to add.
            default_query: Parameters of the query to add.
            api_key: As in the constructor; where this or one of the following is given, connections are new.
            organization: As in the constructor.
            project: As in the constructor.
            base_url: As in the constructor.
            http_client: As in the constructor.
            on_request: As `Assistants` takes it; the official SDK has no such hooks.
            on_tool: As `Assistants` takes it.
            on_retry: As `Assistants` takes it.

        Raises:
            ConfigurationError: An argument is wrong.
        """
        said = {name: value for name, value in locals().items() if name != "self" and not is_left_out(value)}
        given: dict[str, Any] = {k: value for k, value in said.items() if value is not None or k == "timeout"}
        hooks = {name: given.pop(name) for name in _HOOKS if name in given}
        old = self._settings
        if given.keys() & {"api_key", "organization", "project", "base_url", "http_client"}:
            client = type(self)(**{**self._given, **given})
            client._settings = evolve(client._settings, hooks=change_hooks(old.hooks, hooks))
            return client
        settings = change_settings(
            evolve(
                old,
                headers={**old.headers, **(default_headers or {})},
                query={**old.query, **(default_query or {})},
            ),
            timeout=None if is_left_out(timeout) else read_timeout(timeout),
            max_retries=None if is_left_out(max_retries) else max_retries,
            hooks=hooks,
        )
        client = self._share(settings)
        client._given = self._given
        if default_headers or default_query:
            client._raw = make_raw_client(settings, self._lent)
        return client

    copy = with_options

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Return what is not of this API from the official SDK's client, if that is installed."""
            return hand_out(self, name)


class OpenAI(_SdkClient, Assistants):
    """The official SDK's client, for the Assistants API on another server or in this process."""

    _is_async = False

    @property
    def threads(self) -> OpenAIThreads:
        """Conversations, their messages and their runs."""
        return OpenAIThreads(self._io)


class AsyncOpenAI(_SdkClient, AsyncAssistants):
    """The official SDK's async client, for the Assistants API on another server or in this process."""

    _is_async = True

    @property
    def threads(self) -> AsyncOpenAIThreads:
        """Conversations, their messages and their runs."""
        return AsyncOpenAIThreads(self._io)


class _AzureClient(_SdkClient):
    """What both clients for Azure have in common."""

    @name_mistakes
    def __init__(
        self,
        *,
        azure_endpoint: str | None = None,
        azure_deployment: str | None = None,
        api_version: str | None = None,
        api_key: str | Callable[[], str | Awaitable[str]] | None = None,
        azure_ad_token: str | None = None,
        azure_ad_token_provider: Callable[[], str | Awaitable[str]] | None = None,
        organization: str | None = None,
        project: str | None = None,
        base_url: Any = None,
        timeout: Any = NOT_GIVEN,
        max_retries: int = DEFAULT_MAX_RETRIES,
        default_headers: Mapping[str, str] | None = None,
        default_query: Mapping[str, object] | None = None,
        http_client: Any = None,
    ) -> None:
        """Make a client for Azure; the arguments that are not here are those of `OpenAI`.

        Args:
            azure_endpoint: The resource's address, or that of a project; by default AZURE_OPENAI_ENDPOINT.
            azure_deployment: Taken and not used: this API names the deployment in `model`.
            api_version: Sent in the query of every request; by default OPENAI_API_VERSION.
            api_key: Sent in the header `api-key`; by default AZURE_OPENAI_API_KEY.
            azure_ad_token: A token of Entra, in place of the key; by default AZURE_OPENAI_AD_TOKEN.
            azure_ad_token_provider: Function that returns such a token for each request.
            organization: As for `OpenAI`.
            project: As for `OpenAI`.
            base_url: The whole address, in place of the endpoint.
            timeout: As for `OpenAI`.
            max_retries: As for `OpenAI`.
            default_headers: As for `OpenAI`.
            default_query: As for `OpenAI`.
            http_client: As for `OpenAI`.

        Raises:
            ConfigurationError: The version or the endpoint is missing, or an argument is wrong.
        """
        self._given = {
            name: value for name, value in locals().items() if name != "self" and not name.startswith("__")
        }
        given = dict(self._given)
        version = given.pop("api_version") or os.environ.get("OPENAI_API_VERSION")
        if not version:
            raise ConfigurationError(
                "api_version is missing: pass api_version=..., or set OPENAI_API_VERSION."
            )
        del given["azure_deployment"]
        given["base_url"] = find_azure_url(given.pop("azure_endpoint"), base_url, http_client, os.environ)
        given["default_query"] = {"api-version": version, **(default_query or {})}
        entra, provider = given.pop("azure_ad_token"), given.pop("azure_ad_token_provider")
        key = api_key or (None if entra or provider else os.environ.get("AZURE_OPENAI_API_KEY"))
        token = provider or entra or (None if key else os.environ.get("AZURE_OPENAI_AD_TOKEN"))
        given["api_key"] = token or key
        self._start(key_header="Authorization" if token or callable(key) else "api-key", **given)


class AzureOpenAI(_AzureClient, OpenAI):
    """The official SDK's client for Azure, for what speaks the Assistants API there."""


class AsyncAzureOpenAI(_AzureClient, AsyncOpenAI):
    """The official SDK's async client for Azure, for what speaks the Assistants API there."""
