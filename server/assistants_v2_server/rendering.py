"""Renders rows as objects of the contract: for answers of `service`, and for events of `runs`.

Pure. Values are stored in the form in which they are shown, so that rendering is only naming.
"""

from __future__ import annotations

from typing import Literal

from .store import (
    AssistantRow,
    FileRow,
    JsonObject,
    MessageRow,
    RunRow,
    StepRow,
    ThreadRow,
    UploadPartRow,
    UploadRow,
    VectorStoreBatchRow,
    VectorStoreFileRow,
    VectorStoreRow,
)
from .store.store_counts import FileCounts

HIDDEN = frozenset({"told", "turn"})
"""What the details of a stored step have that callers do not see: what models were told, and said."""

_UNSET_SAMPLING = 1.0
"""What is shown as a `temperature` or `top_p` that nobody has set; it is not sent to the model."""


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


def render_step(row: StepRow, run: RunRow, *, with_content: bool = False) -> JsonObject:
    """Return a step of a run; its usage is shown once it has ended.

    However it ended, it is said to expire when its run does, and no longer once that has ended.

    Args:
        row: The step.
        run: Its run.
        with_content: Whether the text that searches found is shown; it is not by default.
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
        "step_details": _show_details(row.details, with_content=with_content),
        "usage": None if row.status == "in_progress" else row.usage,
    }


def render_file(row: FileRow) -> JsonObject:
    """Return a file. Whoever can see it can use it: it is stored when all of its bytes are."""
    return {
        "id": row.id,
        "object": "file",
        "bytes": row.bytes,
        "created_at": row.created_at,
        "expires_at": row.expires_at,
        "filename": row.filename,
        "purpose": row.purpose,
        "status": "processed",
        "status_details": None,
    }


def render_upload(row: UploadRow, file: FileRow | None = None) -> JsonObject:
    """Return an upload in parts, with the file that was made of them; no file while there is none."""
    return {
        "id": row.id,
        "object": "upload",
        "bytes": row.bytes,
        "created_at": row.created_at,
        "expires_at": row.expires_at,
        "filename": row.filename,
        "purpose": row.purpose,
        "status": row.status,
        "file": None if file is None else render_file(file),
    }


def render_upload_part(row: UploadPartRow) -> JsonObject:
    """Return a part of an upload."""
    return {
        "id": row.id,
        "object": "upload.part",
        "created_at": row.created_at,
        "upload_id": row.upload_id,
    }


def render_vector_store(row: VectorStoreRow, counts: FileCounts, *, is_over: bool) -> JsonObject:
    """Return a vector store, with the counts of its files, which may have expired."""
    return {
        "id": row.id,
        "object": "vector_store",
        "created_at": row.created_at,
        "name": row.name,
        "description": row.description,
        "usage_bytes": counts.usage_bytes,
        "file_counts": _render_counts(counts),
        "status": "expired" if is_over else "in_progress" if counts.in_progress else "completed",
        "expires_after": row.expires_after,
        "expires_at": row.expires_at,
        "last_active_at": row.last_active_at,
        "metadata": row.metadata,
    }


def render_vector_store_file(row: VectorStoreFileRow) -> JsonObject:
    """Return a file of a vector store; it bears the id of the file itself."""
    return {
        "id": row.file_id,
        "object": "vector_store.file",
        "usage_bytes": row.usage_bytes,
        "created_at": row.created_at,
        "vector_store_id": row.vector_store_id,
        "status": row.status,
        "last_error": row.last_error,
        "chunking_strategy": row.chunking_strategy,
        "attributes": row.attributes,
    }


def render_batch(row: VectorStoreBatchRow, counts: FileCounts) -> JsonObject:
    """Return a batch of files, with their counts, from which its status follows."""
    status = "completed"
    if counts.in_progress:
        status = "in_progress"
    elif row.cancelled_at is not None:
        status = "cancelled"
    elif counts.failed and counts.failed == counts.total:
        status = "failed"
    return {
        "id": row.id,
        "object": "vector_store.file_batch",
        "created_at": row.created_at,
        "vector_store_id": row.vector_store_id,
        "status": status,
        "file_counts": _render_counts(counts),
    }


def _show_details(details: JsonObject, *, with_content: bool) -> JsonObject:
    """Return the details of a step without what only models are told, and without found text."""
    if not HIDDEN.isdisjoint(details):
        shown = {name: value for name, value in details.items() if name not in HIDDEN}
        if "told" not in details or with_content:
            return shown
        return {**shown, "tool_calls": [_leave_out_content(call) for call in details["tool_calls"]]}
    return details


def _leave_out_content(call: JsonObject) -> JsonObject:
    if call["type"] != "file_search":
        return call
    search = call["file_search"]
    results = [
        {name: value for name, value in found.items() if name != "content"} for found in search["results"]
    ]
    return {**call, "file_search": {**search, "results": results}}


def render_deletion(
    identifier: str, kind: Literal["assistant.deleted", "thread.deleted", "thread.message.deleted"]
) -> JsonObject:
    """Return the confirmation of a deletion."""
    return {"id": identifier, "object": kind, "deleted": True}


def _render_counts(counts: FileCounts) -> JsonObject:
    return {
        "in_progress": counts.in_progress,
        "completed": counts.completed,
        "failed": counts.failed,
        "cancelled": counts.cancelled,
        "total": counts.total,
    }


def _show_sampling(value: float | None) -> float:
    return _UNSET_SAMPLING if value is None else value
