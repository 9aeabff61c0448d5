"""What a request asks for that this server does not do, as one line for its caller. Pure.

`server` sends the line as a header and logs it. Nothing is dropped in silence: the model is told as well, by
`runs.prompts`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Any, cast

from ..builtin_tools import BUILT_IN, BuiltinTools
from ..requests.operations import CheckedRequest
from ..store import JsonObject

_TAKING_MESSAGES: Mapping[str, Callable[[JsonObject], Sequence[JsonObject] | None]] = {
    "createThread": lambda body: body.get("messages"),
    "createThreadAndRun": lambda body: _get_thread(body).get("messages"),
    "createMessage": lambda body: [body],
    "createRun": lambda body: body.get("additional_messages"),
}
"""The operations that take messages, and where these are in a body."""

_TAKING_TOOLS = frozenset(
    {"createAssistant", "modifyAssistant", "createThread", "modifyThread", "createThreadAndRun", "createRun"}
)
"""The operations that take tools, or files for them."""


def describe_shortfalls(request: CheckedRequest, answer: JsonObject, server: BuiltinTools) -> str:
    """Return what will not be done of a request, in ASCII; empty if all of it will.

    Args:
        request: What was asked for.
        answer: The object that was made or changed.
        server: The built-in tools that there are.
    """
    operation, body = request.operation.id, request.body
    tools = _list_missing_tools(body, answer, server) if operation in _TAKING_TOOLS else []
    messages = (_TAKING_MESSAGES[operation](body) if operation in _TAKING_MESSAGES else ()) or ()
    attachments = [given for message in messages for given in message.get("attachments") or ()]
    kept = {
        "attachments": any(_is_lost(attachment, server) for attachment in attachments),
    }
    lists = {"not executed here": tools, "not given to the model": [name for name in kept if kept[name]]}
    return "; ".join(f"{what}: {', '.join(names)}" for what, names in lists.items() if names)


def _list_missing_tools(body: JsonObject, answer: JsonObject, server: BuiltinTools) -> list[str]:
    """Return the built-in tools that somebody wants, or keeps files for."""
    holders = [answer.get("tool_resources"), _get_thread(body).get("tool_resources")]
    with_files = [
        {"type": kind} for kind, resources in product(BUILT_IN, holders) if _has_files(resources or {}, kind)
    ]
    return server.list_missing([*answer.get("tools", ()), *with_files])


def _is_lost(attachment: JsonObject, server: BuiltinTools) -> bool:
    """Say whether no tool that is executed is given a file that came with a message."""
    tools = attachment.get("tools") or ()
    return not server.list_present(tools) and not server.list_hosted(tools)


def _has_files(resources: JsonObject, kind: str) -> bool:
    lists: JsonObject = resources.get(kind) or {}
    return any(lists.values())


def _get_thread(body: JsonObject) -> JsonObject:
    """Return the thread that a request makes along with a run."""
    thread: Any = body.get("thread")
    return cast("JsonObject", thread) if isinstance(thread, Mapping) else {}
