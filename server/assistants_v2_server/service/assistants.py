"""The assistants: create, list, retrieve, modify, delete."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from ..rendering import render_assistant, render_deletion
from ..requests.operations import CheckedRequest
from ..store import ASSISTANTS, AssistantRow, JsonObject
from .asking_first import asking_first
from .context import Context
from .lists import fetch_page
from .lookups import fetch_assistant
from .objects import merge_metadata, normalize_sampling, normalize_tools
from .store_files import submit_files
from .tool_resources import ToolFiles

_DEFAULTS: Mapping[str, Any] = {
    "name": None,
    "description": None,
    "instructions": None,
    "temperature": None,
    "top_p": None,
    "reasoning_effort": None,
    "response_format": "auto",
}
"""What a setting is when it is left out at creation, or set to null at any time."""


@asking_first
def create(context: Context, request: CheckedRequest) -> JsonObject:
    """Store a new assistant, with a vector store for its files if it asks for one."""
    body = request.body
    tools = normalize_tools(body.get("tools"))
    with context.database.write() as connection:
        files = ToolFiles(connection, context)
        row = AssistantRow(
            id=context.database.new_id("asst"),
            created_at=context.now(),
            model=body["model"],
            tools=tools,
            tool_resources=files.take_resources(body.get("tool_resources"), tools),
            metadata=body.get("metadata") or {},
            **{name: _fill_default(name, body.get(name)) for name in _DEFAULTS},
        )
        ASSISTANTS.insert(connection, row)
        files.settle()
    submit_files(context, files.added)
    return render_assistant(row)


def list_page(context: Context, request: CheckedRequest) -> JsonObject:
    """Return one page of all assistants."""
    return fetch_page(context, request, ASSISTANTS, render_assistant)


def retrieve(context: Context, request: CheckedRequest) -> JsonObject:
    """Return one assistant."""
    with context.database.read() as connection:
        return render_assistant(fetch_assistant(connection, request.path["assistant_id"]))


@asking_first
def update(context: Context, request: CheckedRequest) -> JsonObject:
    """Change the settings that are given; null sets one back to its default. Metadata is merged."""
    body = request.body
    with context.database.write() as connection:
        row = fetch_assistant(connection, request.path["assistant_id"], lock=True)
        changes = {name: _fill_default(name, body[name]) for name in _DEFAULTS if name in body}
        if "model" in body:
            changes["model"] = body["model"]
        tools = normalize_tools(body["tools"]) if "tools" in body else row.tools
        resources = body.get("tool_resources", row.tool_resources)
        files = ToolFiles(connection, context)
        row = replace(
            row,
            tools=tools,
            tool_resources=files.take_resources(resources, tools, kept=row.tool_resources),
            metadata=merge_metadata(row.metadata, body.get("metadata")),
            **changes,
        )
        ASSISTANTS.replace(connection, row)
        files.settle()
    return render_assistant(row)


def delete(context: Context, request: CheckedRequest) -> JsonObject:
    """Delete an assistant; its runs stay, and those that are active go on."""
    with context.database.write() as connection:
        row = fetch_assistant(connection, request.path["assistant_id"], lock=True)
        ASSISTANTS.delete(connection, row.id)
    return render_deletion(row.id, "assistant.deleted")


def _fill_default(name: str, value: Any) -> Any:
    if value is None:
        return _DEFAULTS[name]
    return normalize_sampling(value) if name in {"temperature", "top_p"} else value
