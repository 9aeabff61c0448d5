"""Objects with everything that can happen in them, for tests to tell of."""

from __future__ import annotations

from typing import Any

from assistants_v2_raw import models

from ..ergonomic.objects import a_message, a_run


def a_step(step_id: str = "step_1", *calls: dict[str, Any], **fields: Any) -> models.RunStep:
    """Return a step that made calls."""
    wire: dict[str, Any] = {
        "id": step_id,
        "object": "thread.run.step",
        "type": "tool_calls",
        "status": "completed",
        "created_at": 1_001,
        "completed_at": 1_003,
        "run_id": "run_1",
        "thread_id": "thread_1",
        "step_details": {"type": "tool_calls", "tool_calls": [*calls]},
    }
    return models.RunStep.from_dict(wire | fields)


def wrote(message_id: str, step_id: str = "step_2", **fields: Any) -> models.RunStep:
    """Return a step that wrote a message."""
    details = {"type": "message_creation", "message_creation": {"message_id": message_id}}
    return a_step(step_id, type="message_creation", step_details=details, **fields)


def called(
    name: str, arguments: str = "{}", output: str | None = None, call_id: str = "call_1"
) -> dict[str, Any]:
    """Return a call of a function."""
    function = {"name": name, "arguments": arguments, "output": output}
    return {"id": call_id, "type": "function", "function": function}


def ran(code: str, *outputs: dict[str, Any], call_id: str = "call_2") -> dict[str, Any]:
    """Return a call that ran code."""
    return {
        "id": call_id,
        "type": "code_interpreter",
        "code_interpreter": {"input": code, "outputs": [*outputs]},
    }


def said(text: str, message_id: str = "msg_1", at: float = 1_000, run: str | None = None) -> models.Message:
    """Return a message; the user's, unless a run wrote it."""
    role = "assistant" if run else "user"
    return a_message(text, message_id=message_id, created_at=at, run_id=run, role=role)


def worked(run_id: str = "run_1", at: float = 1_000, **fields: Any) -> models.Run:
    """Return a completed run."""
    return a_run(id=run_id, created_at=at, completed_at=at + 5, **fields)
