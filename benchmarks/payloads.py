"""Makes the JSON that the cases read and send: real shapes and sizes, invented content."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

JSON = dict[str, Any]

NOON = 1_750_000_000
"""Unix seconds of the first object; later ones follow a minute apart."""

SENTENCES = (
    "The invoice of March was paid on the second of April.",
    "Could you tell me how many days of leave I have left this year?",
    "You have seventeen days left; five of them expire at the end of the quarter.",
    "Sending the contract to the Zürich office takes two working days.",
    "The forecast for tomorrow says 18 °C, light wind from the west and no rain.",
)


def identifier(prefix: str, number: int) -> str:
    """Return an id as long as real ones, such as `msg_000000000000000000000042`."""
    return f"{prefix}_{number:024d}"


THREAD = identifier("thread", 1)
ASSISTANT = identifier("asst", 1)


def text(number: int, sentences: int) -> str:
    """Return some sentences."""
    return " ".join(SENTENCES[(number + offset) % len(SENTENCES)] for offset in range(sentences))


def citation(number: int) -> JSON:
    """Return an annotation of a message's text."""
    return {
        "type": "file_citation",
        "text": "【4:0†source】",
        "start_index": 40,
        "end_index": 52,
        "file_citation": {"file_id": identifier("file", number)},
    }


def message(number: int) -> JSON:
    """Return a message: questions and answers take turns, every fifth cites a file."""
    answers = number % 2 == 1
    annotations = [citation(number)] if number % 5 == 0 else []
    return {
        "id": identifier("msg", number),
        "object": "thread.message",
        "created_at": NOON + 60 * number,
        "assistant_id": ASSISTANT if answers else None,
        "thread_id": THREAD,
        "run_id": identifier("run", number) if answers else None,
        "role": "assistant" if answers else "user",
        "content": [
            {"type": "text", "text": {"value": text(number, 2 + number % 3), "annotations": annotations}}
        ],
        "attachments": [],
        "metadata": {},
    }


def function_tool(number: int) -> JSON:
    """Return a function tool with three parameters."""
    return {
        "type": "function",
        "function": {
            "name": f"look_up_record_{number}",
            "description": "Look up a record of the archive by its number and return what it says.",
            "parameters": {
                "type": "object",
                "properties": {
                    "record": {"type": "string", "description": "Number of the record, such as R-1001."},
                    "section": {"type": "string", "enum": ["summary", "figures", "people", "history"]},
                    "year": {"type": "integer", "description": "Only what was written in this year."},
                },
                "required": ["record"],
                "additionalProperties": False,
            },
            "strict": False,
        },
    }


def usage(number: int) -> JSON:
    """Return the tokens that a run or a step used."""
    return {
        "prompt_tokens": 800 + number,
        "completion_tokens": 120,
        "total_tokens": 920 + number,
        "prompt_token_details": {"cached_tokens": 512},
        "completion_tokens_details": {"reasoning_tokens": 0},
    }


def run(number: int, tools: int = 5) -> JSON:
    """Return a completed run."""
    created = NOON + 60 * number
    return {
        "id": identifier("run", number),
        "object": "thread.run",
        "created_at": created,
        "assistant_id": ASSISTANT,
        "thread_id": THREAD,
        "status": "completed",
        "started_at": created + 1,
        "expires_at": None,
        "cancelled_at": None,
        "failed_at": None,
        "completed_at": created + 7,
        "required_action": None,
        "last_error": None,
        "model": "gpt-4o-mini",
        "instructions": text(number, 4),
        "tools": [function_tool(tool) for tool in range(tools)],
        "tool_resources": {},
        "metadata": {"ticket": str(number)},
        "temperature": 1.0,
        "top_p": 1.0,
        "reasoning_effort": None,
        "max_completion_tokens": None,
        "max_prompt_tokens": None,
        "truncation_strategy": {"type": "auto", "last_messages": None},
        "incomplete_details": None,
        "usage": usage(number),
        "response_format": "auto",
        "tool_choice": "auto",
        "parallel_tool_calls": True,
    }


def function_call(number: int) -> JSON:
    """Return a function tool call that was answered."""
    return {
        "id": identifier("call", number),
        "type": "function",
        "function": {
            "name": "look_up_record_1",
            "arguments": json.dumps({"record": f"R-{number}", "section": "figures", "year": 2025}),
            "output": json.dumps({"record": f"R-{number}", "text": text(number, 2)}),
        },
    }


def step(number: int) -> JSON:
    """Return a completed run step: two function calls, then a message, in turn."""
    created = NOON + 60 * number
    calls = {"type": "tool_calls", "tool_calls": [function_call(2 * number), function_call(2 * number + 1)]}
    wrote = {
        "type": "message_creation",
        "message_creation": {"message_id": identifier("msg", number)},
    }
    details = wrote if number % 2 else calls
    return {
        "id": identifier("step", number),
        "object": "thread.run.step",
        "created_at": created,
        "run_id": identifier("run", 1),
        "assistant_id": ASSISTANT,
        "thread_id": THREAD,
        "type": details["type"],
        "status": "completed",
        "cancelled_at": None,
        "completed_at": created + 2,
        "expires_at": None,
        "failed_at": None,
        "last_error": None,
        "step_details": details,
        "usage": usage(number),
    }


def page(items: Sequence[JSON], *, has_more: bool = False) -> JSON:
    """Return the items as a page of a list."""
    return {
        "object": "list",
        "data": list(items),
        "first_id": items[0]["id"],
        "last_id": items[-1]["id"],
        "has_more": has_more,
    }


def encoded(value: JSON) -> bytes:
    """Return an answer's body, compact and in UTF-8 as servers send it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
