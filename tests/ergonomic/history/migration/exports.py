"""Threads of exports, made by hand from the description of the neutral form."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from assistants_v2_server.history.layout import ThreadExport, make_thread_record, name_thread_file

NOON = 1_715_000_000


def user(text: str, number: int, **fields: Any) -> dict[str, Any]:
    """Return a message of the user."""
    return message("user", [text_part(text)], number, **fields)


def assistant(text: str, number: int, **fields: Any) -> dict[str, Any]:
    """Return a message of the assistant."""
    return message("assistant", [text_part(text)], number, **fields)


def message(role: str, content: Sequence[Any], number: int, **fields: Any) -> dict[str, Any]:
    """Return a message, which is the younger the higher its number is."""
    return {
        "id": f"msg_{number}",
        "object": "thread.message",
        "created_at": NOON + number,
        "thread_id": "thread_1",
        "role": role,
        "content": [*content],
        "attachments": [],
        "metadata": {},
        "run_id": None,
        **fields,
    }


def text_part(text: str, *annotations: Any) -> dict[str, Any]:
    """Return a text as a part of a message."""
    return {"type": "text", "text": {"value": text, "annotations": [*annotations]}}


def run(number: int, *steps: Any, **fields: Any) -> dict[str, Any]:
    """Return a run with its steps."""
    return {
        "id": f"run_{number}",
        "object": "thread.run",
        "created_at": NOON + number,
        "thread_id": "thread_1",
        "assistant_id": "asst_1",
        "status": "completed",
        "model": "gpt-4o",
        "instructions": "Be kind.",
        "steps": [*steps],
        **fields,
    }


def written(message_id: str, number: int = 0) -> dict[str, Any]:
    """Return the step that wrote a message."""
    details = {"type": "message_creation", "message_creation": {"message_id": message_id}}
    return {"id": f"step_w_{message_id}", "created_at": NOON + number, "type": "message_creation"} | {
        "step_details": details
    }


def calling(*calls: Any, number: int = 0, name: str = "step_c") -> dict[str, Any]:
    """Return a step with tool calls."""
    details = {"type": "tool_calls", "tool_calls": [*calls]}
    return {"id": name, "created_at": NOON + number, "type": "tool_calls", "step_details": details}


def function_call(call_id: str, output: str | None = "42", name: str = "add") -> dict[str, Any]:
    """Return a call of a function."""
    function = {"name": name, "arguments": '{"a": 1}', "output": output}
    return {"id": call_id, "type": "function", "function": function}


def thread(
    messages: Sequence[Any] = (), runs: Sequence[Any] = (), thread_id: str = "thread_1", **fields: Any
) -> ThreadExport:
    """Return a thread of an export."""
    raw = {
        "id": thread_id,
        "object": "thread",
        "created_at": NOON,
        "metadata": {},
        "tool_resources": {},
        **fields,
    }
    return ThreadExport(thread_id=thread_id, thread=raw, messages=messages, runs=runs)


def long_thread(thread_id: str, length: int) -> ThreadExport:
    """Return a thread with as many messages, by user and assistant in turn."""
    turns = [(user, assistant)[number % 2] for number in range(length)]
    said = [turn(f"{thread_id} says {number}", number) for number, turn in enumerate(turns)]
    return thread(said, thread_id=thread_id)


def write_export(
    folder: Path, threads: Sequence[ThreadExport], assistants: Sequence[Mapping[str, Any]] = ()
) -> Path:
    """Write an export, and return its folder."""
    (folder / "threads").mkdir(parents=True)
    for each in threads:
        (folder / name_thread_file(each.thread_id)).write_text(json.dumps(make_thread_record(each)))
    (folder / "assistants.json").write_text(json.dumps([*assistants]))
    return folder
