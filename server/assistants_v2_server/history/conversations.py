"""Assistants, threads and messages of an export as rows. Pure.

`importing` is the user; `run_histories` does the same for runs and their steps.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from ..store import AssistantRow, JsonObject, MessageRow, ThreadRow
from .fields import LEFT_OUT, MADE_UP, Fields, as_list, as_object, list_fields
from .models import ModelMap
from .notes import Notes

_UNKNOWN_MODEL = "unknown"
"""The model of an assistant that names none, until it is told another."""

_ALSO = frozenset({"object", "metadata_"})
_ASSISTANT = list_fields(AssistantRow) | _ALSO
_THREAD = list_fields(ThreadRow) | _ALSO
_MESSAGE = list_fields(MessageRow) | _ALSO | {"file_ids"}
_REASONS: Mapping[str, str] = {"incomplete": "run_failed", "in_progress": "run_expired"}
"""What is said of a message that broke off, where the export does not say."""

_PARTS: Mapping[str, str] = {"image_file": "file_id", "image_url": "url"}
"""What has to be in a part of a message beside its type."""


def read_assistant(raw: JsonObject, models: ModelMap, number: int, now: int, notes: Notes) -> AssistantRow:
    """Return an assistant.

    Args:
        raw: The object.
        models: Which model answers in place of its own.
        number: Its place in the list.
        now: The time of an assistant that has none, in unix seconds.
        notes: Where to note what is not kept.
    """
    fields = Fields("assistant", raw, notes, "assistants", number)
    fields.note_unknown(_ASSISTANT)
    model = fields.text("model")
    if not model:
        fields.note("model", MADE_UP)
    return AssistantRow(
        id=fields.id,
        created_at=fields.creation(now),
        name=fields.text("name"),
        description=fields.text("description"),
        model=models.find(model or _UNKNOWN_MODEL),
        instructions=fields.text("instructions"),
        tools=fields.tools(),
        tool_resources=fields.resources(),
        metadata=fields.metadata(),
        temperature=fields.sampling("temperature"),
        top_p=fields.sampling("top_p"),
        reasoning_effort=fields.text("reasoning_effort"),
        response_format=fields.format(),
    )


def read_thread(thread_id: str, raw: JsonObject | None, otherwise: int, notes: Notes) -> ThreadRow:
    """Return a thread.

    Args:
        thread_id: Its id.
        raw: The object; None if it could not be fetched.
        otherwise: The time of a thread that has none, in unix seconds.
        notes: Where to note what is not kept.
    """
    fields = Fields("thread", {**(raw or {}), "id": thread_id}, notes, thread_id)
    fields.note_unknown(_THREAD)
    return ThreadRow(
        id=fields.id,
        created_at=fields.creation(otherwise),
        tool_resources=fields.resources(),
        metadata=fields.metadata(),
    )


def read_message(raw: JsonObject, thread: ThreadRow, number: int, notes: Notes) -> MessageRow:
    """Return a message.

    Args:
        raw: The object.
        thread: The thread in whose file it stands, whatever it says itself.
        number: Its place in the list.
        notes: Where to note what is not kept.
    """
    fields = Fields("message", raw, notes, thread.id, "messages", number)
    fields.note_unknown(_MESSAGE)
    if raw.get("thread_id") not in (None, thread.id):
        fields.note("thread_id", "becomes that of the thread in whose file it stands")
    created_at = fields.creation(thread.created_at)
    status = _read_status(fields)
    details = fields.object("incomplete_details")
    if status == "incomplete" and details is None:
        details = {"reason": _REASONS.get(str(raw.get("status")), "run_failed")}
    return MessageRow(
        id=fields.id,
        thread_id=thread.id,
        created_at=created_at,
        role=_read_role(fields),
        content=_read_content(fields),
        attachments=_read_attachments(fields),
        metadata=fields.metadata(),
        assistant_id=fields.reference("assistant_id"),
        run_id=fields.reference("run_id"),
        status=status,
        incomplete_details=details,
        completed_at=fields.time("completed_at"),
        incomplete_at=fields.time("incomplete_at"),
    )


def _read_status(fields: Fields) -> Literal["completed", "incomplete"]:
    """Return the status of a message that nobody writes on any more."""
    status = fields.raw.get("status")
    if status in (None, "completed"):
        return "completed"
    if status == "incomplete":
        return "incomplete"
    fields.note(f"status: {status}", "becomes incomplete")
    return "incomplete"


def _read_role(fields: Fields) -> Literal["user", "assistant"]:
    role = fields.raw.get("role")
    if role == "user":
        return "user"
    if role == "assistant":
        return "assistant"
    own = fields.raw.get("run_id") or fields.raw.get("assistant_id") or role == "agent"
    fields.note("role", "becomes assistant or user, by who wrote it")
    return "assistant" if own else "user"


def _read_content(fields: Fields) -> list[JsonObject]:
    value = fields.raw.get("content")
    parts = [] if value is None else [value] if (listed := as_list(value)) is None else listed
    content: list[JsonObject] = []
    for part in parts:
        read = _read_part(fields, part)
        if read is None:
            fields.note("content", LEFT_OUT)
        else:
            content.append(read)
    return content


def _read_part(fields: Fields, part: object) -> JsonObject | None:
    """Return a part of a message; those of kinds that only other servers have stay as they are."""
    if isinstance(part, str):
        return _make_text(part, [])
    known = as_object(part)
    if known is None:
        return None
    kind = known.get("type")
    if kind == "text":
        return _read_text(known)
    if kind in ("image_file", "image_url"):
        inner = as_object(known.get(kind)) or {}
        return known if isinstance(inner.get(_PARTS[kind]), str) else None
    if kind == "refusal":
        return known if isinstance(known.get("refusal"), str) else None
    if not isinstance(kind, str):
        return None
    fields.note(f"content: {kind[:40]}", "is kept, but no model is given it")
    return known


def _read_text(part: JsonObject) -> JsonObject | None:
    text = part.get("text")
    if isinstance(text, str):
        return _make_text(text, [])
    known = as_object(text)
    if known is None or not isinstance(known.get("value"), str):
        return None
    found = as_list(known.get("annotations"))
    if found is not None and all(isinstance(item, dict) for item in found):
        return part
    return {**part, "text": {**known, "annotations": []}}


def _make_text(value: str, annotations: list[JsonObject]) -> JsonObject:
    return {"type": "text", "text": {"value": value, "annotations": annotations}}


def _read_attachments(fields: Fields) -> list[JsonObject]:
    """Return what is attached; the older API had it as `file_ids`."""
    given = fields.objects("attachments")
    found = [attachment for attachment in given if _is_attachment(attachment)]
    if len(found) < len(given):
        fields.note("attachments", LEFT_OUT)
    older = as_list(fields.raw.get("file_ids"))
    if not older or "attachments" in fields.raw:
        return found
    fields.note("file_ids", "becomes attachments")
    tools = [{"type": "file_search"}, {"type": "code_interpreter"}]
    return [{"file_id": name, "tools": tools} for name in older if isinstance(name, str)]


def _is_attachment(given: JsonObject) -> bool:
    tools = as_list(given.get("tools") or [])
    kinds = None if tools is None else [(as_object(tool) or {}).get("type") for tool in tools]
    return (
        isinstance(given.get("file_id"), str | None)
        and kinds is not None
        and all(isinstance(kind, str) for kind in kinds)
    )
