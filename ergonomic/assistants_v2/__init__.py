"""Assistants API v2: a typed client for every server that speaks it, and a server in the same process.

from assistants_v2 import Assistants

with Assistants.local() as client:
    assistant = client.assistants.create(model="rehearsal")
    thread = client.threads.create(messages=[{"role": "user", "content": "Good morning!"}])
    print(client.threads.runs.execute(thread.id, assistant_id=assistant.id).text)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import (
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    APIStatusError,
    APIStreamError,
    APITimeoutError,
    AssistantsError,
    AuthenticationError,
    BadRequestError,
    ClientClosed,
    ConfigurationError,
    ConflictError,
    FileDeadlineExceeded,
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

if TYPE_CHECKING:
    from assistants_v2_transcripts.timeline import TimelineEntry, TimelinePart

    from .client import Assistants, AsyncAssistants
    from .resources.event_streams import (
        AssistantEventHandler,
        AsyncAssistantEventHandler,
        AsyncRunStream,
        RunStream,
    )
    from .resources.pages import AsyncPage, Page
    from .rules.client_events import RequestEvent, RetryEvent, ToolEvent
    from .rules.outcomes import RunResult
    from .tools import Tool, Toolbox, tool
    from .types import Assistant, Message, Run, RunStep, Thread

__version__ = "0.1.0"

__all__ = [
    "APIConnectionError",
    "APIError",
    "APIResponseValidationError",
    "APIStatusError",
    "APIStreamError",
    "APITimeoutError",
    "Assistant",
    "AssistantEventHandler",
    "Assistants",
    "AssistantsError",
    "AsyncAssistantEventHandler",
    "AsyncAssistants",
    "AsyncPage",
    "AsyncRunStream",
    "AuthenticationError",
    "BadRequestError",
    "ClientClosed",
    "ConfigurationError",
    "ConflictError",
    "FileDeadlineExceeded",
    "InternalServerError",
    "Message",
    "NotFoundError",
    "Page",
    "PaginationError",
    "PermissionDeniedError",
    "RateLimitError",
    "RequestEvent",
    "RetryEvent",
    "Run",
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
    "RunStep",
    "RunStream",
    "Thread",
    "ThreadBusy",
    "TimelineEntry",
    "TimelinePart",
    "Tool",
    "ToolError",
    "ToolEvent",
    "Toolbox",
    "UnprocessableEntityError",
    "__version__",
    "tool",
]


_LATE = {
    **dict.fromkeys(["Assistants", "AsyncAssistants"], ".client"),
    **dict.fromkeys(
        ["AssistantEventHandler", "AsyncAssistantEventHandler", "AsyncRunStream", "RunStream"],
        ".resources.event_streams",
    ),
    **dict.fromkeys(["AsyncPage", "Page"], ".resources.pages"),
    **dict.fromkeys(["RequestEvent", "RetryEvent", "ToolEvent"], ".rules.client_events"),
    "RunResult": ".rules.outcomes",
    **dict.fromkeys(["Tool", "Toolbox", "tool"], ".tools"),
    **dict.fromkeys(["TimelineEntry", "TimelinePart"], "assistants_v2_transcripts.timeline"),
    **dict.fromkeys(["Assistant", "Message", "Run", "RunStep", "Thread"], ".types"),
}
"""Modules of the names that load when they are first asked for."""

if not TYPE_CHECKING:  # type checkers would take any name for one that is there

    def __getattr__(name: str) -> object:
        """Load what not every program needs when it is first asked for: `serve` has no client."""
        if name not in _LATE:
            from .rules.suggestions import refuse_name  # late: mistakes are rare

            refuse_name(__name__, name, __all__)
        from importlib import import_module

        found = globals()[name] = getattr(import_module(_LATE[name], __name__), name)
        return found
