"""Renders rows as objects of the contract, and brings the values of requests into the form that is stored.

Pure. Values are stored in the form in which they are shown, so that rendering is only naming. Temperature and
`top_p` are the exception: what nobody has set is stored as null and shown as the API's default.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from ..requests import refusals
from ..store import AssistantRow, JsonObject, MessageRow, RunRow, StepRow, ThreadRow

_MAX_METADATA = 16
"""How many metadata entries an object may have, also after a merge. The contract says it of requests."""

_UNSET_SAMPLING = 1.0
"""What is shown as a `temperature` or `top_p` that nobody has set; it is not sent to the model."""

_EMPTY_RESOURCES: Mapping[str, JsonObject] = {
    "code_interpreter": {"file_ids": []},
    "file_search": {"vector_store_ids": []},
}


def render_assistant(row: AssistantRow) -> JsonObject:
    """Return an assistant."""
    return {
        "id": row.id,
        "object": "assistant",
        "created_at": row.created_at,
        "name": row.name,
        "description": row.description,
        "model": row.model,
        "instructions": row.instructions,
        "tools": row.tools,
        "top_p": _show_sampling(row.top_p),
        "temperature": _show_sampling(row.temperature),
        "reasoning_effort": row.reasoning_effort,
        "tool_resources": row.tool_resources,
        "metadata": row.metadata,
        "response_format": row.response_format,
    }


def render_thread(row: ThreadRow) -> JsonObject:
    """Return a thread."""
    return {
        "id": row.id,
        "object": "thread",
        "created_at": row.created_at,
        "metadata": row.metadata,
        "tool_resources": row.tool_resources,
    }


def render_message(row: MessageRow) -> JsonObject:
    """Return a message, with its status: without streams, only that shows that it broke off."""
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


def render_run(row: RunRow) -> JsonObject:
    """Return a run: its state, its settings, and its usage once it has ended."""
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
        "temperature": _show_sampling(row.settings["temperature"]),
        "top_p": _show_sampling(row.settings["top_p"]),
    }


def render_step(row: StepRow, run: RunRow) -> JsonObject:
    """Return a step of a run; its usage is shown once it has ended.

    However it ended, it is said to expire when its run does, and no longer once that has ended.
    """
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
        "expires_at": run.expires_at,
        "failed_at": row.failed_at,
        "last_error": row.last_error,
        "step_details": row.details,
        "usage": None if row.status == "in_progress" else row.usage,
    }


def render_deletion(
    identifier: str, kind: Literal["assistant.deleted", "thread.deleted", "thread.message.deleted"]
) -> JsonObject:
    """Return the confirmation of a deletion."""
    return {"id": identifier, "object": kind, "deleted": True}


def normalize_tools(tools: Sequence[JsonObject] | None) -> list[JsonObject]:
    """Return the tools of a request; functions get the `strict` that they do not mention."""
    return [_normalize_tool(tool) for tool in tools or ()]


def normalize_sampling(value: float | None) -> float | None:
    """Return a `temperature` or `top_p` of a request as a float; None if it was not set."""
    return None if value is None else float(value)


def normalize_content(content: str | Sequence[JsonObject]) -> list[JsonObject]:
    """Return the message content of a request as content blocks."""
    if isinstance(content, str):
        return [_make_text_block(content)]
    return [_make_text_block(part["text"]) if part["type"] == "text" else dict(part) for part in content]


def _show_sampling(value: float | None) -> float:
    return _UNSET_SAMPLING if value is None else value


def _make_text_block(text: str) -> JsonObject:
    """Return a text block without annotations."""
    return {"type": "text", "text": {"value": text, "annotations": []}}


def normalize_resources(resources: JsonObject | None, tools: Sequence[JsonObject] = ()) -> JsonObject:
    """Return the tool resources of a request, with an empty list for each built-in tool that has none.

    Raises:
        RequestError: 400, they ask for a vector store to be made.
    """
    stored = dict(resources or {})
    if "vector_stores" in stored.get("file_search", {}):
        raise refusals.vector_stores_not_offered("tool_resources.file_search.vector_stores")
    kinds = {tool["type"] for tool in tools}
    return {name: empty for name, empty in _EMPTY_RESOURCES.items() if name in kinds} | stored


def merge_metadata(kept: Mapping[str, str], given: Mapping[str, str] | None) -> dict[str, str]:
    """Return metadata after an update: what is given is added or replaced, the rest stays.

    `null` in a request changes nothing; an empty string is a value like any other. An entry cannot
    be taken out again.

    Raises:
        RequestError: 400, there would be more than 16 entries.
    """
    merged = {**kept, **(given or {})}
    if len(merged) > _MAX_METADATA:
        raise refusals.too_much_metadata(_MAX_METADATA, len(merged))
    return merged


def _normalize_tool(tool: JsonObject) -> JsonObject:
    if tool["type"] != "function":
        return dict(tool)
    function = dict(tool["function"])
    function["strict"] = bool(function.get("strict"))
    return {**tool, "function": function}
