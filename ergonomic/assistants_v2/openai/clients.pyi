"""What `assistants_v2.openai.clients` offers, for editors and type checkers; written by `make generate`."""

# pyright: reportPrivateUsage=false

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Self

from assistants_v2.client import (
    Assistants,
    AsyncAssistants,
    _RawAssistants,
    _RawAsyncAssistants,
    _StreamedAssistants,
    _StreamedAsyncAssistants,
)
from assistants_v2.openai.elsewhere import Elsewhere
from assistants_v2.openai.resources import (
    AsyncOpenAIThreads,
    OpenAIThreads,
    _RawAsyncOpenAIThreads,
    _RawOpenAIThreads,
    _StreamedAsyncOpenAIThreads,
    _StreamedOpenAIThreads,
)
from assistants_v2.resources.signatures import NOT_GIVEN
from assistants_v2.rules.client_events import RequestEvent, RetryEvent, ToolEvent

class _RawOpenAI(_RawAssistants):
    @property
    def beta(self) -> _RawOpenAI: ...
    @property
    def threads(self) -> _RawOpenAIThreads: ...

class _StreamedOpenAI(_StreamedAssistants):
    @property
    def beta(self) -> _StreamedOpenAI: ...
    @property
    def threads(self) -> _StreamedOpenAIThreads: ...

class OpenAI(Elsewhere, Assistants):
    """The official SDK's client, for the Assistants API on another server or in this process.

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
    def __init__(
        self,
        *,
        api_key: str | Callable[[], str | Awaitable[str]] | None = None,
        organization: str | None = None,
        project: str | None = None,
        base_url: Any = None,
        timeout: Any = NOT_GIVEN,
        max_retries: int = 2,
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
    @property
    def beta(self) -> Self:
        """The client itself: code written for the official SDK says `client.beta.threads`."""
    @property
    def api_key(self) -> str:
        """The key; `none` if there is none, or if a function returns it. Programs may set it.

        Libraries make further clients with it, and the official SDK takes no empty one.
        """
    @api_key.setter
    def api_key(self, key: str | None) -> None: ...
    @property
    def base_url(self) -> Any:
        """The server's address, as an `httpx.URL` with a slash at the end. Programs may set it.

        Requests then go where those of a client go that is made with it, over connections of its own.
        """
    @base_url.setter
    def base_url(self, url: Any) -> None: ...
    @property
    def timeout(self) -> float:
        """Seconds that a reply may take. Programs may set it."""
    @timeout.setter
    def timeout(self, seconds: Any) -> None: ...
    @property
    def max_retries(self) -> int:
        """How often a failed request is sent again, where that is safe. Programs may set it."""
    @max_retries.setter
    def max_retries(self, count: int) -> None: ...
    @property
    def default_headers(self) -> dict[str, str]:
        """What is sent with every request, beside the key."""
    @property
    def default_query(self) -> dict[str, Any]:
        """What is in the query of every request."""
    def is_closed(self) -> bool:
        """Say whether the client was closed."""
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
    def copy(
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
    @property
    def threads(self) -> OpenAIThreads:
        """Conversations, their messages and their runs."""
    @property
    def with_raw_response(self) -> _RawOpenAI:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedOpenAI:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""

class _RawAsyncOpenAI(_RawAsyncAssistants):
    @property
    def beta(self) -> _RawAsyncOpenAI: ...
    @property
    def threads(self) -> _RawAsyncOpenAIThreads: ...

class _StreamedAsyncOpenAI(_StreamedAsyncAssistants):
    @property
    def beta(self) -> _StreamedAsyncOpenAI: ...
    @property
    def threads(self) -> _StreamedAsyncOpenAIThreads: ...

class AsyncOpenAI(Elsewhere, AsyncAssistants):
    """The official SDK's async client, for the Assistants API on another server or in this process.

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
    def __init__(
        self,
        *,
        api_key: str | Callable[[], str | Awaitable[str]] | None = None,
        organization: str | None = None,
        project: str | None = None,
        base_url: Any = None,
        timeout: Any = NOT_GIVEN,
        max_retries: int = 2,
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
    @property
    def beta(self) -> Self:
        """The client itself: code written for the official SDK says `client.beta.threads`."""
    @property
    def api_key(self) -> str:
        """The key; `none` if there is none, or if a function returns it. Programs may set it.

        Libraries make further clients with it, and the official SDK takes no empty one.
        """
    @api_key.setter
    def api_key(self, key: str | None) -> None: ...
    @property
    def base_url(self) -> Any:
        """The server's address, as an `httpx.URL` with a slash at the end. Programs may set it.

        Requests then go where those of a client go that is made with it, over connections of its own.
        """
    @base_url.setter
    def base_url(self, url: Any) -> None: ...
    @property
    def timeout(self) -> float:
        """Seconds that a reply may take. Programs may set it."""
    @timeout.setter
    def timeout(self, seconds: Any) -> None: ...
    @property
    def max_retries(self) -> int:
        """How often a failed request is sent again, where that is safe. Programs may set it."""
    @max_retries.setter
    def max_retries(self, count: int) -> None: ...
    @property
    def default_headers(self) -> dict[str, str]:
        """What is sent with every request, beside the key."""
    @property
    def default_query(self) -> dict[str, Any]:
        """What is in the query of every request."""
    def is_closed(self) -> bool:
        """Say whether the client was closed."""
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
    def copy(
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
    @property
    def threads(self) -> AsyncOpenAIThreads:
        """Conversations, their messages and their runs."""
    @property
    def with_raw_response(self) -> _RawAsyncOpenAI:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedAsyncOpenAI:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""

class _RawAzureOpenAI(_RawOpenAI): ...
class _StreamedAzureOpenAI(_StreamedOpenAI): ...

class AzureOpenAI(OpenAI):
    """The official SDK's client for Azure, for what speaks the Assistants API there.

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
        max_retries: int = 2,
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
    @property
    def with_raw_response(self) -> _RawAzureOpenAI:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedAzureOpenAI:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""

class _RawAsyncAzureOpenAI(_RawAsyncOpenAI): ...
class _StreamedAsyncAzureOpenAI(_StreamedAsyncOpenAI): ...

class AsyncAzureOpenAI(AsyncOpenAI):
    """The official SDK's async client for Azure, for what speaks the Assistants API there.

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
        max_retries: int = 2,
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
    @property
    def with_raw_response(self) -> _RawAsyncAzureOpenAI:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedAsyncAzureOpenAI:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""
