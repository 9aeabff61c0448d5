"""The assistants: create, list, retrieve, modify, delete."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs
from sqlalchemy import Connection

from ..requests import refusals
from ..requests.operations import Call
from ..store import ASSISTANTS, AssistantRow, new_id
from .context import Context, Json
from .lists import page_object
from .objects import assistant_object, deleted_object, merged_metadata, stored_resources, stored_tools

DEFAULT_TEMPERATURE: Final = 1.0
DEFAULT_TOP_P: Final = 1.0

_DEFAULTS: Final[Mapping[str, Any]] = {
    "name": None,
    "description": None,
    "instructions": None,
    "temperature": DEFAULT_TEMPERATURE,
    "top_p": DEFAULT_TOP_P,
    "reasoning_effort": None,
    "response_format": "auto",
}
"""What a setting is when it is left out at creation, or set to null at any time."""


def create(context: Context, call: Call) -> Json:
    """Store a new assistant. Built-in tools are kept, not executed."""
    body = call.body
    tools = stored_tools(body.get("tools"))
    row = AssistantRow(
        id=new_id("asst"),
        created_at=context.now(),
        model=body["model"],
        tools=tools,
        tool_resources=stored_resources(body.get("tool_resources"), tools),
        metadata=body.get("metadata") or {},
        **{name: _or_default(name, body.get(name)) for name in _DEFAULTS},
    )
    with context.database.write() as connection:
        ASSISTANTS.insert(connection, row)
    return assistant_object(row)


def list_page(context: Context, call: Call) -> Json:
    """One page of all assistants."""
    return page_object(context, call, ASSISTANTS, assistant_object)


def retrieve(context: Context, call: Call) -> Json:
    """One assistant."""
    with context.database.read() as connection:
        return assistant_object(find_assistant(connection, call.path["assistant_id"]))


def update(context: Context, call: Call) -> Json:
    """Change the settings that are given; null sets one back to its default. Metadata is merged."""
    body = call.body
    with context.database.write() as connection:
        row = find_assistant(connection, call.path["assistant_id"])
        changes = {name: _or_default(name, body[name]) for name in _DEFAULTS if name in body}
        if "model" in body:
            changes["model"] = body["model"]
        tools = stored_tools(body["tools"]) if "tools" in body else row.tools
        resources = body.get("tool_resources", row.tool_resources)
        row = attrs.evolve(
            row,
            tools=tools,
            tool_resources=stored_resources(resources, tools),
            metadata=merged_metadata(row.metadata, body.get("metadata")),
            **changes,
        )
        ASSISTANTS.replace(connection, row)
    return assistant_object(row)


def delete(context: Context, call: Call) -> Json:
    """Remove an assistant; its runs stay, and those that are active go on."""
    with context.database.write() as connection:
        row = find_assistant(connection, call.path["assistant_id"])
        ASSISTANTS.delete(connection, row.id)
    return deleted_object(row.id, "assistant.deleted")


def find_assistant(connection: Connection, identifier: str) -> AssistantRow:
    """The assistant with an id.

    Raises:
        RequestError: 404, there is none.
    """
    row = ASSISTANTS.get(connection, identifier)
    if row is None:
        raise refusals.not_found("assistant", identifier)
    return row


def _or_default(name: str, value: Any) -> Any:
    if value is None:
        return _DEFAULTS[name]
    return float(value) if name in {"temperature", "top_p"} else value
