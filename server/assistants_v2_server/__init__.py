"""A server of the Assistants API: embedded in a process that uses httpx, or over HTTP.

    client = httpx.Client(base_url="http://local/v1", transport=local_transport("assistants.db"))

`local_transport` is the embedded door of a `Server`, `create_app` its HTTP door. The words of runs come
from a `Model`: the rules of `Rehearsal`, any OpenAI-compatible endpoint through `ChatCompletions`, or
a class of your own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .extras import explain_missing as _explain_missing

try:
    from .models import (
        AssistantMessage,
        AttachedFilePart,
        FinishPiece,
        FunctionCall,
        FunctionTool,
        ImageFilePart,
        ImageUrlPart,
        Model,
        ModelError,
        NamedFunction,
        Piece,
        Prompt,
        PromptMessage,
        RefusalPiece,
        SystemMessage,
        TextPart,
        TextPiece,
        ToolCallPiece,
        ToolMessage,
        Usage,
        UserMessage,
    )
    from .models.chat_completions import ChatCompletions
    from .models.rehearsal import Rehearsal
    from .runs.executors import Executor, InlineExecutor, LoopExecutor
    from .server import Answer, Server
    from .store import DatabaseRefused
    from .transport import LocalTransport, local_transport
except ModuleNotFoundError as missing:
    raise _explain_missing(missing) from missing

if TYPE_CHECKING:
    from .app import create_app

__all__ = [
    "Answer",
    "AssistantMessage",
    "AttachedFilePart",
    "ChatCompletions",
    "DatabaseRefused",
    "Executor",
    "FinishPiece",
    "FunctionCall",
    "FunctionTool",
    "ImageFilePart",
    "ImageUrlPart",
    "InlineExecutor",
    "LocalTransport",
    "LoopExecutor",
    "Model",
    "ModelError",
    "NamedFunction",
    "Piece",
    "Prompt",
    "PromptMessage",
    "RefusalPiece",
    "Rehearsal",
    "Server",
    "SystemMessage",
    "TextPart",
    "TextPiece",
    "ToolCallPiece",
    "ToolMessage",
    "Usage",
    "UserMessage",
    "create_app",
    "local_transport",
]


def __getattr__(name: str) -> Any:
    # The embedded server needs no web framework; only who asks for the HTTP door loads one.
    if name == "create_app":
        try:
            from .app import create_app
        except ModuleNotFoundError as missing:
            raise _explain_missing(missing) from missing
        return create_app
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
