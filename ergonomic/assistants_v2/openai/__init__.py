"""The official SDK's face: `from assistants_v2.openai import OpenAI` is the one line that a program changes.

The clients are those of this package, with the official SDK's constructor and names. The module is a client
too, as the official SDK's is: `openai.api_key = ...`, then `openai.beta.threads.create()`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import (
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    InternalServerError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    UnprocessableEntityError,
)
from ..errors import AssistantsError as OpenAIError

if TYPE_CHECKING:
    from ..io.lent_clients import DefaultAsyncHttpxClient, DefaultHttpxClient, Timeout
    from ..resources.assistants import AssistantsResource
    from ..resources.event_streams import AssistantEventHandler, AsyncAssistantEventHandler
    from ..resources.signatures import NOT_GIVEN, NotGiven
    from . import lib, pagination, types
    from .clients import (
        DEFAULT_MAX_RETRIES,
        DEFAULT_TIMEOUT,
        AsyncAzureOpenAI,
        AsyncClient,
        AsyncOpenAI,
        AzureOpenAI,
        Client,
        OpenAI,
    )
    from .resources import OpenAIThreads
    from .streams import AsyncStream, Stream
    from .words import Omit, omit, override, pydantic_function_tool

    beta: OpenAI
    assistants: AssistantsResource
    threads: OpenAIThreads

__all__ = [
    "DEFAULT_MAX_RETRIES",
    "DEFAULT_TIMEOUT",
    "NOT_GIVEN",
    "APIConnectionError",
    "APIError",
    "APIResponseValidationError",
    "APIStatusError",
    "APITimeoutError",
    "AssistantEventHandler",
    "AsyncAssistantEventHandler",
    "AsyncAzureOpenAI",
    "AsyncClient",
    "AsyncOpenAI",
    "AsyncStream",
    "AuthenticationError",
    "AzureOpenAI",
    "BadRequestError",
    "Client",
    "ConflictError",
    "DefaultAsyncHttpxClient",
    "DefaultHttpxClient",
    "InternalServerError",
    "NotFoundError",
    "NotGiven",
    "Omit",
    "OpenAI",
    "OpenAIError",
    "PermissionDeniedError",
    "RateLimitError",
    "Stream",
    "Timeout",
    "UnprocessableEntityError",
    "lib",
    "omit",
    "override",
    "pagination",
    "pydantic_function_tool",
    "types",
]

__version__ = "3.57.0"
"""The version of the official SDK whose names these are; programs compare it."""

# What a program sets before it uses the module as a client; None for what the constructor does by itself.
api_key: str | None = None
organization: str | None = None
project: str | None = None
base_url: str | None = None
timeout: Any = None
max_retries: int | None = None
default_headers: dict[str, str] | None = None
default_query: dict[str, object] | None = None
http_client: Any = None
api_type: str | None = None
api_version: str | None = None
azure_endpoint: str | None = None
azure_ad_token: str | None = None
azure_ad_token_provider: Any = None

_LATE = {
    ".clients": """AsyncAzureOpenAI AsyncClient AsyncOpenAI AzureOpenAI Client DEFAULT_MAX_RETRIES
        DEFAULT_TIMEOUT OpenAI""",
    ".streams": "AsyncStream Stream",
    ".words": "Omit omit override pydantic_function_tool",
    "..io.lent_clients": "DefaultAsyncHttpxClient DefaultHttpxClient Timeout",
    "..resources.event_streams": "AssistantEventHandler AsyncAssistantEventHandler",
    "..resources.signatures": "NOT_GIVEN NotGiven",
}
"""Where the names come from that load when they are first asked for."""

if not TYPE_CHECKING:  # type checkers would take any name for one that is there

    def __getattr__(name: str) -> object:
        """Load a name when it is first asked for; resources are those of the module's own client."""
        from importlib import import_module

        for module, names in _LATE.items():
            if name in names.split():
                value = globals()[name] = getattr(import_module(module, __name__), name)
                return value
        if name in ("lib", "pagination", "types"):
            return import_module(f".{name}", __name__)
        clients = import_module(".clients", __name__)
        if name not in clients.RESOURCES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(clients.provide_client(globals()), name)
