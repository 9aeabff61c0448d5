"""The official SDK's face: `from assistants_v2.openai import OpenAI` is the one line that a program changes.

The clients are those of this package, with the official SDK's constructor and names. The module is a client
too, as the official SDK's is: `openai.api_key = ...`, then `openai.beta.threads.create()`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..resources.assistants import AssistantsResource
    from .clients import OpenAI
    from .resources import OpenAIThreads

    beta: OpenAI
    assistants: AssistantsResource
    threads: OpenAIThreads

__version__: str = "3.57.0"
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
    ".clients": "AsyncAzureOpenAI AsyncOpenAI AzureOpenAI OpenAI",
    ".module_client": "AsyncClient Client",
    ".streams": "AsyncStream Stream",
    ".words": "HttpxBinaryResponseContent Omit OpenAIError omit override pydantic_function_tool",
    "..errors": """APIConnectionError APIError APIResponseValidationError APIStatusError APITimeoutError
        AuthenticationError BadRequestError ConflictError InternalServerError NotFoundError
        PermissionDeniedError RateLimitError UnprocessableEntityError""",
    "..io.lent_clients": "DEFAULT_TIMEOUT DefaultAsyncHttpxClient DefaultHttpxClient Timeout",
    "..io.raw_responses": "APIResponse AsyncAPIResponse",
    "..resources.event_streams": "AssistantEventHandler AsyncAssistantEventHandler",
    "..resources.signatures": "NOT_GIVEN NotGiven",
    "..rules.retrying": "DEFAULT_MAX_RETRIES",
    ".": "lib pagination types",
}
"""Where the names come from that load when they are first asked for. `make generate` makes the stub of it."""

if not TYPE_CHECKING:  # type checkers read the stub, and would take any name for one that is there
    __all__ = [name for names in _LATE.values() for name in names.split()]

    def __getattr__(name: str) -> object:
        """Load a name when it is first asked for; resources are those of the module's own client."""
        for place, names in _LATE.items():
            if name in names.split():
                module = import_module(f".{name}" if place == "." else place, __name__)
                globals()[name] = found = module if place == "." else getattr(module, name)
                return found
        from .module_client import RESOURCES, provide_client

        if name not in RESOURCES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(provide_client(globals()), name)
