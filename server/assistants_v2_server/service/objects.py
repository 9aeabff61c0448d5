"""Turns rows into the contract's objects, and requests' values into the form that is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from ..requests import refusals
from ..store import AssistantRow, MessageRow, RunRow, StepRow, ThreadRow
from .context import Json

MAX_METADATA: Final = 16
"""How many metadata entries an object may have, also after a merge."""

_EMPTY_RESOURCES: Final[Mapping[str, Json]] = {
    "code_interpreter": {"file_ids": []},
    "file_search": {"vector_store_ids": []},
}


def assistant_object(row: AssistantRow) -> Json:
    """An assistant."""
    return {
        "id": row.id,
        "object": "assistant",
        "created_at": row.created_at,
        "name": row.name,
        "description": row.description,
        "model": row.model,
        "instructions": row.instructions,
        "tools": row.tools,
        "top_p": row.top_p,
        "temperature": row.temperature,
        "reasoning_effort": row.reasoning_effort,
        "tool_resources": row.tool_resources,
        "metadata": row.metadata,
        "response_format": row.response_format,
    }


def thread_object(row: ThreadRow) -> Json:
    """A thread."""
    return {
        "id": row.id,
        "object": "thread",
        "created_at": row.created_at,
        "metadata": row.metadata,
        "tool_resources": row.tool_resources,
    }


def message_object(row: MessageRow) -> Json:
    """A message, with its status: without streams it is the only sign of one that broke off."""
    return {
        "id": row.id,
        "object": "thread.message",
        "created_at": row.created_at,
        "assistant_id": row.assistant_id,
        "thread_id": row.thread_id,
        "run_id": row.run_id,
        "status": row.status,
        "incomplete_details": row.incomplete_details,
        "incomplete_at": row.incomplete_at,
        "completed_at": row.completed_at,
        "role": row.role,
        "content": row.content,
        "attachments": row.attachments,
        "metadata": row.metadata,
    }


def run_object(row: RunRow) -> Json:
    """A run: its state, its settings, its usage once it has ended."""
    return {
        "id": row.id,
        "object": "thread.run",
        "created_at": row.created_at,
        "assistant_id": row.assistant_id,
        "thread_id": row.thread_id,
        "status": row.status,
        "started_at": row.started_at,
        "expires_at": row.expires_at,
        "cancelled_at": row.cancelled_at,
        "failed_at": row.failed_at,
        "completed_at": row.completed_at,
        "required_action": row.required_action,
        "last_error": row.last_error,
        "incomplete_details": row.incomplete_details,
        "metadata": row.metadata,
        "usage": row.usage,
        **row.settings,
    }


def step_object(row: StepRow) -> Json:
    """A run step; its usage is shown once it has ended."""
    return {
        "id": row.id,
        "object": "thread.run.step",
        "created_at": row.created_at,
        "run_id": row.run_id,
        "assistant_id": row.assistant_id,
        "thread_id": row.thread_id,
        "type": row.type,
        "status": row.status,
        "cancelled_at": row.cancelled_at,
        "completed_at": row.completed_at,
        "expires_at": row.expires_at,
        "failed_at": row.failed_at,
        "last_error": row.last_error,
        "step_details": row.details,
        "usage": None if row.status == "in_progress" else row.usage,
    }


def deleted_object(
    identifier: str, kind: Literal["assistant.deleted", "thread.deleted", "thread.message.deleted"]
) -> Json:
    """The confirmation of a deletion."""
    return {"id": identifier, "object": kind, "deleted": True}


def stored_tools(tools: Sequence[Mapping[str, Any]] | None) -> list[Json]:
    """A request's tools; functions get the `strict` they do not mention."""
    return [_stored_tool(tool) for tool in tools or ()]


def stored_content(content: str | Sequence[Mapping[str, Any]]) -> list[Json]:
    """A request's message content as content blocks."""
    if isinstance(content, str):
        return [text_block(content)]
    return [text_block(part["text"]) if part["type"] == "text" else dict(part) for part in content]


def text_block(text: str) -> Json:
    """A text block without annotations."""
    return {"type": "text", "text": {"value": text, "annotations": []}}


def stored_resources(resources: Mapping[str, Any] | None, tools: Sequence[Mapping[str, Any]] = ()) -> Json:
    """A request's tool resources, with an empty list for each built-in tool that has none.

    Raises:
        RequestError: they ask for a vector store to be made.
    """
    stored = dict(resources or {})
    if "vector_stores" in stored.get("file_search", {}):
        raise refusals.vector_stores_not_offered("tool_resources.file_search.vector_stores")
    kinds = {tool["type"] for tool in tools}
    return {name: empty for name, empty in _EMPTY_RESOURCES.items() if name in kinds} | stored


def merged_metadata(kept: Mapping[str, str], given: Mapping[str, str] | None) -> dict[str, str]:
    """Metadata after an update: what is given is added or replaced, the rest stays.

    `null` in a request changes nothing; an empty string is a value like any other. An entry cannot
    be taken out again.

    Raises:
        RequestError: there would be more than `MAX_METADATA` entries.
    """
    merged = {**kept, **(given or {})}
    if len(merged) > MAX_METADATA:
        raise refusals.too_much_metadata(MAX_METADATA, len(merged))
    return merged


def _stored_tool(tool: Mapping[str, Any]) -> Json:
    if tool["type"] != "function":
        return dict(tool)
    function = dict(tool["function"])
    function["strict"] = bool(function.get("strict"))
    return {**tool, "function": function}
