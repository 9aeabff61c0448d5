"""A server of the Assistants API: embedded in a process that uses httpx, or over HTTP.

    client = httpx.Client(base_url="http://local/v1", transport=local_transport("assistants.db"))

`local_transport` is the embedded door of a `Server`, `create_app` its HTTP door. The words of runs come
from a `Model`: the rules of `Rehearsal`, any OpenAI-compatible endpoint through `ChatCompletions` or
`Responses`, or a class of your own.
"""

from __future__ import annotations

import gc as _gc
import logging as _logging
from typing import TYPE_CHECKING, Any

from .extras import explain_missing as _explain_missing

if TYPE_CHECKING:
    from .answers import Answer
    from .app import create_app
    from .builtin_tools import BuiltinTools
    from .builtin_tools.interpreters.cells import Interpreter
    from .builtin_tools.search.embedders import Embedder
    from .clocks import Clock
    from .door.limits import Limits
    from .elsewhere.upstreams import Upstream
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
    from .models.hosted import (
        CitationPiece,
        FoundPassage,
        HostedCodePiece,
        HostedImage,
        HostedResultPiece,
        HostedStartPiece,
        HostedTool,
        ItemPiece,
        MadeFilePiece,
        SoFarPiece,
    )
    from .models.rehearsal import Rehearsal
    from .models.responses import Responses
    from .models.script import Script
    from .runs.executors import Executor, InlineExecutor, LoopExecutor
    from .server import Server
    from .store import DatabaseRefused, FileLimits, NumberedIds
    from .transport import LocalTransport, local_transport

_LATE = {
    "Answer": "answers",
    "AssistantMessage": "models",
    "AttachedFilePart": "models",
    "BuiltinTools": "builtin_tools",
    "ChatCompletions": "models.chat_completions",
    "CitationPiece": "models.hosted",
    "Clock": "clocks",
    "DatabaseRefused": "store",
    "Embedder": "builtin_tools.search.embedders",
    "Executor": "runs.executors",
    "FileLimits": "store",
    "FinishPiece": "models",
    "FoundPassage": "models.hosted",
    "FunctionCall": "models",
    "FunctionTool": "models",
    "HostedCodePiece": "models.hosted",
    "HostedImage": "models.hosted",
    "HostedResultPiece": "models.hosted",
    "HostedStartPiece": "models.hosted",
    "HostedTool": "models.hosted",
    "ImageFilePart": "models",
    "ImageUrlPart": "models",
    "InlineExecutor": "runs.executors",
    "Interpreter": "builtin_tools.interpreters.cells",
    "ItemPiece": "models.hosted",
    "Limits": "door.limits",
    "LocalTransport": "transport",
    "LoopExecutor": "runs.executors",
    "MadeFilePiece": "models.hosted",
    "Model": "models",
    "ModelError": "models",
    "NamedFunction": "models",
    "NumberedIds": "store.ids",
    "Piece": "models",
    "Prompt": "models",
    "PromptMessage": "models",
    "RefusalPiece": "models",
    "Rehearsal": "models.rehearsal",
    "Responses": "models.responses",
    "Script": "models.script",
    "Server": "server",
    "SoFarPiece": "models.hosted",
    "SystemMessage": "models",
    "TextPart": "models",
    "TextPiece": "models",
    "ToolCallPiece": "models",
    "ToolMessage": "models",
    "Upstream": "elsewhere.upstreams",
    "Usage": "models",
    "UserMessage": "models",
    "create_app": "app",
    "local_transport": "transport",
}
"""Where names are, which are loaded when they are asked for.

The embedded server has no HTTP door, a served one needs httpx only to ask an endpoint, few run code, and what
reads an export of conversations (`history.reading`) needs no server at all.
"""

__all__ = [
    "Answer",
    "AssistantMessage",
    "AttachedFilePart",
    "BuiltinTools",
    "ChatCompletions",
    "CitationPiece",
    "Clock",
    "DatabaseRefused",
    "Embedder",
    "Executor",
    "FileLimits",
    "FinishPiece",
    "FoundPassage",
    "FunctionCall",
    "FunctionTool",
    "HostedCodePiece",
    "HostedImage",
    "HostedResultPiece",
    "HostedStartPiece",
    "HostedTool",
    "ImageFilePart",
    "ImageUrlPart",
    "InlineExecutor",
    "Interpreter",
    "ItemPiece",
    "Limits",
    "LocalTransport",
    "LoopExecutor",
    "MadeFilePiece",
    "Model",
    "ModelError",
    "NamedFunction",
    "NumberedIds",
    "Piece",
    "Prompt",
    "PromptMessage",
    "RefusalPiece",
    "Rehearsal",
    "Responses",
    "Script",
    "Server",
    "SoFarPiece",
    "SystemMessage",
    "TextPart",
    "TextPiece",
    "ToolCallPiece",
    "ToolMessage",
    "Upstream",
    "Usage",
    "UserMessage",
    "create_app",
    "local_transport",
]


# What is not configured writes nothing: a program decides what of a library it wants to see.
_logging.getLogger(__name__).addHandler(_logging.NullHandler())


def __getattr__(name: str) -> Any:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(_load(_LATE[name]), name)
    return found


def _load(module: str) -> Any:
    """Return a module of this package. Nothing that is made meanwhile is garbage, and to look takes long."""
    from importlib import import_module

    collects = _gc.isenabled()
    _gc.disable()
    try:
        return import_module(f"{__name__}.{module}")
    except ModuleNotFoundError as missing:
        raise _explain_missing(missing) from missing
    finally:
        if collects:
            _gc.enable()
