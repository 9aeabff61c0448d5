"""What `assistants_v2.openai` offers, for editors and type checkers; written by `make generate`."""

# pyright: reportPrivateUsage=false

from typing import Any

from assistants_v2.openai.clients import OpenAI
from assistants_v2.openai.resources import OpenAIThreads
from assistants_v2.resources.assistants import AssistantsResource

from ..errors import APIConnectionError as APIConnectionError
from ..errors import APIError as APIError
from ..errors import APIResponseValidationError as APIResponseValidationError
from ..errors import APIStatusError as APIStatusError
from ..errors import APITimeoutError as APITimeoutError
from ..errors import AuthenticationError as AuthenticationError
from ..errors import BadRequestError as BadRequestError
from ..errors import ConflictError as ConflictError
from ..errors import InternalServerError as InternalServerError
from ..errors import NotFoundError as NotFoundError
from ..errors import PermissionDeniedError as PermissionDeniedError
from ..errors import RateLimitError as RateLimitError
from ..errors import UnprocessableEntityError as UnprocessableEntityError
from ..io.lent_clients import DEFAULT_TIMEOUT as DEFAULT_TIMEOUT
from ..io.lent_clients import DefaultAsyncHttpxClient as DefaultAsyncHttpxClient
from ..io.lent_clients import DefaultHttpxClient as DefaultHttpxClient
from ..io.lent_clients import Timeout as Timeout
from ..io.raw_responses import APIResponse as APIResponse
from ..io.raw_responses import AsyncAPIResponse as AsyncAPIResponse
from ..resources.event_streams import AssistantEventHandler as AssistantEventHandler
from ..resources.event_streams import AsyncAssistantEventHandler as AsyncAssistantEventHandler
from ..resources.signatures import NOT_GIVEN as NOT_GIVEN
from ..resources.signatures import NotGiven as NotGiven
from ..rules.retrying import DEFAULT_MAX_RETRIES as DEFAULT_MAX_RETRIES
from . import lib as lib
from . import pagination as pagination
from . import types as types
from .clients import AsyncAzureOpenAI as AsyncAzureOpenAI
from .clients import AsyncOpenAI as AsyncOpenAI
from .clients import AzureOpenAI as AzureOpenAI
from .clients import OpenAI as OpenAI
from .module_client import AsyncClient as AsyncClient
from .module_client import Client as Client
from .streams import AsyncStream as AsyncStream
from .streams import Stream as Stream
from .words import HttpxBinaryResponseContent as HttpxBinaryResponseContent
from .words import Omit as Omit
from .words import OpenAIError as OpenAIError
from .words import omit as omit
from .words import override as override
from .words import pydantic_function_tool as pydantic_function_tool

__all__ = [
    "AsyncAzureOpenAI",
    "AsyncOpenAI",
    "AzureOpenAI",
    "OpenAI",
    "AsyncClient",
    "Client",
    "AsyncStream",
    "Stream",
    "HttpxBinaryResponseContent",
    "Omit",
    "OpenAIError",
    "omit",
    "override",
    "pydantic_function_tool",
    "APIConnectionError",
    "APIError",
    "APIResponseValidationError",
    "APIStatusError",
    "APITimeoutError",
    "AuthenticationError",
    "BadRequestError",
    "ConflictError",
    "InternalServerError",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitError",
    "UnprocessableEntityError",
    "DEFAULT_TIMEOUT",
    "DefaultAsyncHttpxClient",
    "DefaultHttpxClient",
    "Timeout",
    "APIResponse",
    "AsyncAPIResponse",
    "AssistantEventHandler",
    "AsyncAssistantEventHandler",
    "NOT_GIVEN",
    "NotGiven",
    "DEFAULT_MAX_RETRIES",
    "lib",
    "pagination",
    "types",
]
beta: OpenAI
assistants: AssistantsResource
threads: OpenAIThreads
__version__: str
api_key: str | None
organization: str | None
project: str | None
base_url: str | None
timeout: Any
max_retries: int | None
default_headers: dict[str, str] | None
default_query: dict[str, object] | None
http_client: Any
api_type: str | None
api_version: str | None
azure_endpoint: str | None
azure_ad_token: str | None
azure_ad_token_provider: Any
