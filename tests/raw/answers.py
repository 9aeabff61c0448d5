"""Answers as a server writes them that leaves nothing out, by operation; made up."""

from __future__ import annotations

from typing import Any

FUNCTION: dict[str, Any] = {
    "type": "function",
    "function": {
        "name": "look_up",
        "description": "Look a city up.",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
        "strict": True,
    },
}
RANKING = {
    "ranker": "auto",
    "score_threshold": 0.5,
    "hybrid_search": {"embedding_weight": 1, "text_weight": 1},
}
TOOLS: list[dict[str, Any]] = [
    {"type": "code_interpreter"},
    {"type": "file_search", "file_search": {"max_num_results": 5, "ranking_options": RANKING}},
    FUNCTION,
    {"type": "of_tomorrow", "size": 3},
]
TOOL_RESOURCES = {
    "code_interpreter": {"file_ids": ["file_1"]},
    "file_search": {"vector_store_ids": ["vs_1"]},
}
USAGE = {
    "prompt_tokens": 8,
    "completion_tokens": 4,
    "total_tokens": 12,
    "prompt_token_details": {"cached_tokens": 2},
    "completion_tokens_details": {"reasoning_tokens": 1},
}
SCHEMA = {"name": "answer", "description": "A number.", "schema": {"type": "integer"}, "strict": True}
ASSISTANT: dict[str, Any] = {
    "id": "asst_1",
    "object": "assistant",
    "created_at": 1000,
    "name": "Ann",
    "description": "Knows cities.",
    "model": "some-model",
    "instructions": "Be brief.",
    "tools": TOOLS,
    "tool_resources": TOOL_RESOURCES,
    "metadata": {"team": "hr"},
    "temperature": 1.0,
    "top_p": 0.5,
    "response_format": {"type": "json_schema", "json_schema": SCHEMA},
    "reasoning_effort": "low",
}
THREAD = {
    "id": "thread_1",
    "object": "thread",
    "created_at": 1000,
    "metadata": {},
    "tool_resources": TOOL_RESOURCES,
}
MESSAGE: dict[str, Any] = {
    "id": "msg_1",
    "object": "thread.message",
    "created_at": 1000,
    "thread_id": "thread_1",
    "status": "incomplete",
    "incomplete_details": {"reason": "max_tokens"},
    "completed_at": None,
    "incomplete_at": 1001,
    "role": "assistant",
    "content": [
        {
            "type": "text",
            "text": {
                "value": "See [1] and [2].",
                "annotations": [
                    {
                        "type": "file_citation",
                        "text": "[1]",
                        "file_citation": {"file_id": "file_1"},
                        "start_index": 4,
                        "end_index": 7,
                    },
                    {
                        "type": "file_path",
                        "text": "[2]",
                        "file_path": {"file_id": "file_2"},
                        "start_index": 12,
                        "end_index": 15,
                    },
                ],
            },
        },
        {"type": "image_file", "image_file": {"file_id": "file_3", "detail": "low"}},
        {"type": "image_url", "image_url": {"url": "https://host/a.png", "detail": "auto"}},
        {"type": "refusal", "refusal": "No."},
    ],
    "assistant_id": "asst_1",
    "run_id": "run_1",
    "attachments": [{"file_id": "file_1", "tools": [{"type": "code_interpreter"}, {"type": "file_search"}]}],
    "metadata": {"key": "value"},
}
RUN: dict[str, Any] = {
    "id": "run_1",
    "object": "thread.run",
    "created_at": 1000,
    "thread_id": "thread_1",
    "assistant_id": "asst_1",
    "status": "requires_action",
    "required_action": {
        "type": "submit_tool_outputs",
        "submit_tool_outputs": {
            "tool_calls": [
                {"id": "call_1", "type": "function", "function": {"name": "look_up", "arguments": "{}"}}
            ]
        },
    },
    "last_error": {"code": "server_error", "message": "Oops."},
    "expires_at": 1600,
    "started_at": 1001,
    "cancelled_at": None,
    "failed_at": None,
    "completed_at": None,
    "incomplete_details": {"reason": "max_prompt_tokens"},
    "model": "some-model",
    "instructions": "Be brief.",
    "tools": TOOLS,
    "tool_resources": {},
    "metadata": {"key": "value"},
    "usage": USAGE,
    "temperature": 1.0,
    "top_p": 1.0,
    "max_prompt_tokens": 1000,
    "max_completion_tokens": None,
    "truncation_strategy": {"type": "last_messages", "last_messages": 5},
    "tool_choice": {"type": "function", "function": {"name": "look_up"}},
    "parallel_tool_calls": True,
    "response_format": "auto",
    "reasoning_effort": None,
}
STEP: dict[str, Any] = {
    "id": "step_1",
    "object": "thread.run.step",
    "created_at": 1000,
    "assistant_id": "asst_1",
    "thread_id": "thread_1",
    "run_id": "run_1",
    "type": "tool_calls",
    "status": "completed",
    "step_details": {
        "type": "tool_calls",
        "tool_calls": [
            {
                "id": "call_1",
                "type": "code_interpreter",
                "code_interpreter": {
                    "input": "1 + 1",
                    "outputs": [
                        {"type": "logs", "logs": "2"},
                        {"type": "image", "image": {"file_id": "file_3"}},
                    ],
                },
            },
            {
                "id": "call_2",
                "type": "file_search",
                "file_search": {
                    "ranking_options": RANKING,
                    "results": [
                        {
                            "file_id": "file_1",
                            "file_name": "a.txt",
                            "score": 0.5,
                            "content": [{"type": "text", "text": "Hello."}],
                            "attributes": {"year": "2026"},
                        }
                    ],
                },
            },
            {
                "id": "call_3",
                "type": "function",
                "function": {"name": "look_up", "arguments": "{}", "output": "17"},
            },
        ],
    },
    "last_error": {"code": "server_error", "message": "Oops."},
    "expires_at": 1600,
    "cancelled_at": None,
    "failed_at": None,
    "completed_at": 1002,
    "metadata": {},
    "usage": USAGE,
}


def page(item: dict[str, Any]) -> dict[str, Any]:
    """Return the only page of a list of one object."""
    return {
        "object": "list",
        "data": [item],
        "first_id": item["id"],
        "last_id": item["id"],
        "has_more": False,
    }


ANSWERS: dict[str, dict[str, Any]] = {
    "getAssistant": ASSISTANT,
    "getThread": THREAD,
    "getMessage": MESSAGE,
    "getRun": RUN,
    "getRunStep": STEP,
    "deleteThread": {"id": "thread_1", "object": "thread.deleted", "deleted": True},
    "listAssistants": page(ASSISTANT),
    "listMessages": page(MESSAGE),
    "listRuns": page(RUN),
    "listRunSteps": page(STEP),
}
