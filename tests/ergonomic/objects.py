"""Objects of the API as a server sends them, with only what a test is about to say."""

from __future__ import annotations

from typing import Any

from assistants_v2_raw import models

RESTING: list[dict[str, Any]] = [
    *({"status": status} for status in ("completed", "failed", "cancelled", "expired", "incomplete")),
    {"status": "requires_action", "required_action": {"type": "submit_tool_outputs"}},
    {"status": "requires_action", "required_action": {"type": "something_new"}},
]
"""What a run at rest says of itself."""


def a_run(status: Any = "completed", *calls: tuple[str, str, str], **fields: Any) -> models.Run:
    """Return a run; it waits for *calls* (id, function, arguments) if there are any.

    Fields are as on the wire; `...` takes one away.
    """
    wire: dict[str, Any] = {
        "id": "run_1",
        "object": "thread.run",
        "created_at": 1_000,
        "expires_at": 1_600,
        "thread_id": "thread_1",
        "assistant_id": "asst_1",
        "status": status,
        "last_error": None,
        "model": "some-model",
        "tools": [],
        "usage": None,
    }
    if calls:
        wire["required_action"] = {
            "type": "submit_tool_outputs",
            "submit_tool_outputs": {"tool_calls": [a_call(*call) for call in calls]},
        }
    wire |= fields
    return models.Run.from_dict({name: value for name, value in wire.items() if value is not ...})


def a_call(call_id: str, name: str, arguments: str) -> dict[str, Any]:
    """Return a tool call that a run waits for."""
    return {"id": call_id, "type": "function", "function": {"name": name, "arguments": arguments}}


def an_assistant(*functions: str, **fields: Any) -> models.Assistant:
    """Return an assistant that knows functions of these names."""
    tools = [{"type": "function", "function": {"name": name}} for name in functions]
    wire = {"id": "asst_1", "object": "assistant", "created_at": 1_000, "model": "some-model", "tools": tools}
    return models.Assistant.from_dict(wire | fields)


def a_message(*texts: str, message_id: str = "msg_1", **fields: Any) -> models.Message:
    """Return a message of the assistant with a text part for each text."""
    content = [{"type": "text", "text": {"value": text, "annotations": []}} for text in texts]
    wire = {"id": message_id, "object": "thread.message", "role": "assistant", "content": content}
    return models.Message.from_dict(wire | fields)


def messages(*ids: str, **fields: Any) -> models.MessageList:
    """Return a page of messages with these ids; it is the last one unless *fields* say otherwise."""
    wire: dict[str, Any] = {
        "object": "list",
        "data": [a_message(message_id, message_id=message_id).to_dict() for message_id in ids],
        "first_id": ids[0] if ids else None,
        "last_id": ids[-1] if ids else None,
        "has_more": False,
    }
    wire |= fields
    return models.MessageList.from_dict({name: value for name, value in wire.items() if value is not ...})


def steps(*ids: str) -> models.RunStepList:
    """Return the only page of a list of steps with these ids."""
    data = [{"id": step_id, "object": "thread.run.step", "type": "tool_calls"} for step_id in ids]
    return models.RunStepList.from_dict({"object": "list", "data": data, "has_more": False})
