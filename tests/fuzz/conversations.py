"""The objects of openapi.yaml: an assistant, conversations, and what may be deleted, cancelled, answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx

from .objects import Json, Objects, arrange_ids, get, post

CALLING: Mapping[str, Any] = {
    "tools": [{"type": "function", "function": {"name": "look_up"}}],
    "tool_choice": "required",
    "instructions": "Look it up.",
}
"""Settings of a run that waits for the output of a call."""


def hold_conversations(client: httpx.Client, contract: Json) -> Objects:
    """Hold some, one that goes on waiting among them, since nobody knows its call."""
    assistant = post(client, "/assistants", model="rehearsal", instructions="Be brief.")["id"]
    answered = _ask(client, assistant)
    called, left, waiting = [_ask(client, assistant, **CALLING) for _ in range(3)]
    path = f"/threads/{answered['thread_id']}"
    usual = {
        "assistant_id": assistant,
        "thread_id": answered["thread_id"],
        "message_id": get(client, f"{path}/messages")["data"][0]["id"],
        "run_id": answered["id"],
        "step_id": get(client, f"{path}/runs/{answered['id']}/steps")["data"][0]["id"],
    }
    special = {
        "submitToolOutputsToRun": {"thread_id": called["thread_id"], "run_id": called["id"]},
        "cancelRun": {"thread_id": left["thread_id"], "run_id": left["id"]},
        "deleteAssistant": {"assistant_id": post(client, "/assistants", model="rehearsal")["id"]},
        "deleteThread": {"thread_id": post(client, "/threads")["id"]},
        "deleteMessage": {"message_id": post(client, f"{path}/messages", role="user", content="Bye.")["id"]},
    }
    call = called["required_action"]["submit_tool_outputs"]["tool_calls"][0]["id"]
    return Objects(
        ids=arrange_ids(contract, usual, special),
        kept=frozenset(usual.values()),
        examples={
            ("RunCreateRequest", "assistant_id"): assistant,
            ("ThreadCreateAndRunRequest", "assistant_id"): assistant,
            ("ToolOutput", "tool_call_id"): call,
        },
        lasting={"submitToolOutputsToRun": {"thread_id": waiting["thread_id"], "run_id": waiting["id"]}},
    )


def _ask(client: httpx.Client, assistant: str, **settings: Any) -> Json:
    """Have a thread answered; return its run when that has ended or waits for an output."""
    thread = post(client, "/threads", messages=[{"role": "user", "content": "What is new?"}])["id"]
    run = post(client, f"/threads/{thread}/runs", assistant_id=assistant, **settings)
    while run["status"] in {"queued", "in_progress"}:
        run = get(client, f"/threads/{thread}/runs/{run['id']}")
    return run
