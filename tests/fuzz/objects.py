"""Objects that there are before the first request is made up: what is made up alone seldom names one.

`walks` puts their ids into the contract, `fuzzing` into the settings of schemathesis.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import httpx
from attrs import frozen

Json = dict[str, Any]

CALLING: Mapping[str, Any] = {
    "tools": [{"type": "function", "function": {"name": "look_up"}}],
    "tool_choice": "required",
    "instructions": "Look it up.",
}
"""Settings of a run that waits for the output of a call."""


@frozen
class Objects:
    """What there is.

    Attributes:
        assistant_id: An assistant that can answer.
        call_id: The call that a run waits for.
        ids: The ids in the path of each operation, by operationId and parameter.
        waiting: The ids of a run that goes on waiting, since nobody knows its call.
        kept: The ids of what must not be deleted, since others are asked about it.
    """

    assistant_id: str
    call_id: str
    ids: Mapping[str, Mapping[str, str]]
    waiting: Mapping[str, str]
    kept: frozenset[str]


def make_objects(client: httpx.Client, contract: Json) -> Objects:
    """Hold a conversation, and make what may be deleted, cancelled and answered."""
    assistant = _post(client, "/assistants", model="rehearsal", instructions="Be brief.")["id"]
    answered = _ask(client, assistant)
    called, left, waiting = [_ask(client, assistant, **CALLING) for _ in range(3)]
    path = f"/threads/{answered['thread_id']}"
    usual = {
        "assistant_id": assistant,
        "thread_id": answered["thread_id"],
        "message_id": _get(client, f"{path}/messages")["data"][0]["id"],
        "run_id": answered["id"],
        "step_id": _get(client, f"{path}/runs/{answered['id']}/steps")["data"][0]["id"],
    }
    special = {
        "submitToolOutputsToRun": {"thread_id": called["thread_id"], "run_id": called["id"]},
        "cancelRun": {"thread_id": left["thread_id"], "run_id": left["id"]},
        "deleteAssistant": {"assistant_id": _post(client, "/assistants", model="rehearsal")["id"]},
        "deleteThread": {"thread_id": _post(client, "/threads")["id"]},
        "deleteMessage": {"message_id": _post(client, f"{path}/messages", role="user", content="Bye.")["id"]},
    }
    return Objects(
        assistant_id=assistant,
        call_id=called["required_action"]["submit_tool_outputs"]["tool_calls"][0]["id"],
        ids={
            name: {part: {**usual, **special.get(name, {})}[part] for part in list_parameters(path)}
            for name, path in list_paths(contract).items()
        },
        waiting={"thread_id": waiting["thread_id"], "run_id": waiting["id"]},
        kept=frozenset(usual.values()),
    )


def list_paths(contract: Json) -> dict[str, str]:
    """Return the paths of all operations, by operationId."""
    return {
        operation["operationId"]: path
        for path, methods in contract["paths"].items()
        for operation in methods.values()
    }


def list_parameters(path: str) -> list[str]:
    """Return the names of a path's parameters."""
    return re.findall(r"{(\w+)}", path)


def _ask(client: httpx.Client, assistant: str, **settings: Any) -> Json:
    """Have a thread answered; return its run when that has ended or waits for an output."""
    thread = _post(client, "/threads", messages=[{"role": "user", "content": "What is new?"}])["id"]
    run = _post(client, f"/threads/{thread}/runs", assistant_id=assistant, **settings)
    while run["status"] in {"queued", "in_progress"}:
        run = _get(client, f"/threads/{thread}/runs/{run['id']}")
    return run


def _get(client: httpx.Client, path: str) -> Json:
    answer: Json = client.get(path).raise_for_status().json()
    return answer


def _post(client: httpx.Client, path: str, **body: Any) -> Json:
    answer: Json = client.post(path, json=body).raise_for_status().json()
    return answer
