"""Assistants API v2: a typed client for every server that speaks it, and a server in the same process.

from assistants_v2 import Assistants

with Assistants.local() as client:
    assistant = client.assistants.create(model="rehearsal")
    thread = client.threads.create(messages=[{"role": "user", "content": "Good morning!"}])
    print(client.threads.runs.execute(thread.id, assistant_id=assistant.id).text)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .client import Assistants, AsyncAssistants
from .errors import (
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    AssistantsError,
    AuthenticationError,
    BadRequestError,
    ConfigurationError,
    ConflictError,
    InternalServerError,
    NotFoundError,
    PaginationError,
    PermissionDeniedError,
    RateLimitError,
    RunAnswerInvalid,
    RunCancelled,
    RunDeadlineExceeded,
    RunError,
    RunExpired,
    RunFailed,
    RunIncomplete,
    RunRefused,
    RunRequiresAction,
    ThreadBusy,
    ToolError,
    UnprocessableEntityError,
)
from .resources.pages import AsyncPage, Page
from .rules.outcomes import RunResult

if TYPE_CHECKING:
    from .tools import Tool, Toolbox, tool

__version__ = "0.1.0"

__all__ = [
    "APIConnectionError",
    "APIError",
    "APIResponseValidationError",
    "APIStatusError",
    "APITimeoutError",
    "Assistants",
    "AssistantsError",
    "AsyncAssistants",
    "AsyncPage",
    "AuthenticationError",
    "BadRequestError",
    "ConfigurationError",
    "ConflictError",
    "InternalServerError",
    "NotFoundError",
    "Page",
    "PaginationError",
    "PermissionDeniedError",
    "RateLimitError",
    "RunAnswerInvalid",
    "RunCancelled",
    "RunDeadlineExceeded",
    "RunError",
    "RunExpired",
    "RunFailed",
    "RunIncomplete",
    "RunRefused",
    "RunRequiresAction",
    "RunResult",
    "ThreadBusy",
    "Tool",
    "ToolError",
    "Toolbox",
    "UnprocessableEntityError",
    "__version__",
    "tool",
]


def __getattr__(name: str) -> Any:
    """Load the tools when they are first asked for: a program without any does not wait for them."""
    if name not in ("Tool", "Toolbox", "tool"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from . import tools

    return getattr(tools, name)
