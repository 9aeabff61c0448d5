"""Puts real objects in place of the placeholders in the official SDK's tests.

Those tests are written for a server that makes up any answer, and call objects `assistant_id`, `run_id`,
`vs_abc123` and so on. Here each request gets objects of its own, as it needs them. Used by `our_clients`
and `official_clients`.
"""

from __future__ import annotations

import json
from typing import Any

import httpx
from assistants_v2 import Assistants
from attrs import frozen

FUNCTION: Any = {"name": "get_leave_balance", "parameters": {"type": "object", "properties": {}}}
CONTENT = b'{"foo": "bar"}'
"""What is in each file: what the tests expect to download."""

MODEL = "gpt-4o-mini"
"""The model that the tests ask about."""

_NAMED = (b'"string"', b'"file_id"')
"""What is in a body that names files or vector stores."""

_LISTED = {
    "assistants": "assistant_id",
    "messages": "message_id",
    "runs": "run_id",
    "steps": "step_id",
    "files": "file_id",
    "vector_stores": "vector_store_id",
}
"""Whose ids are in a list, by the end of its path."""


@frozen
class Asked:
    """A request, as far as placeholders may be in it.

    Attributes:
        method: GET, POST or DELETE.
        path: The path, with the `/v1` in front.
        query: The query.
        content: The body.
        is_json: Whether it is JSON.
    """

    method: str
    path: str
    query: httpx.QueryParams
    content: bytes
    is_json: bool


def fill_request(client: Assistants, asked: Asked) -> Asked:
    """Return a request with an object behind each placeholder, which the client makes for it."""
    path = asked.path.removeprefix("/v1")
    is_named = asked.is_json and any(word in asked.content for word in _NAMED)
    objects = _make_objects(client, asked.method, path, with_files=is_named)
    listed = objects.get(_LISTED.get(path.rpartition("/")[2], ""))
    query = asked.query
    for name in {"after", "before"} & {*query}:
        query = query.set(name, listed)
    content = asked.content
    if asked.is_json and content:
        content = json.dumps(_fill_in(json.loads(content), objects)).encode()
    filled = "/".join(objects.get(part, part) for part in asked.path.split("/"))
    return Asked(asked.method, filled, query, content, asked.is_json)


def _make_objects(client: Assistants, method: str, path: str, *, with_files: bool) -> dict[str, Any]:
    """Return an object for each placeholder of a request, by the placeholder."""
    made = dict[str, Any]()
    if with_files or path.startswith(("/files", "/vector_stores")):
        made |= _make_files(client, path)
    if path.startswith("/uploads/"):
        made |= _begin_upload(client)
    if path.startswith("/models/"):
        made[MODEL] = next(iter(client.models.list())).id
    if path.startswith(("/assistants", "/threads")):
        made |= _hold_conversation(client, f"{method} {path}")
    return made


def _make_files(client: Assistants, path: str) -> dict[str, str]:
    file = client.files.create(file=("data.json", CONTENT), purpose="assistants").id
    store = client.vector_stores.create(name="Store").id
    made = {"file_id": file, "file-abc123": file, "vector_store_id": store, "vs_abc123": store}
    if path.startswith("/vector_stores/"):
        batch = client.vector_stores.file_batches.create_and_poll(store, file_ids=[file]).id
        made |= {"batch_id": batch, "vsfb_abc123": batch}
    return made


def _begin_upload(client: Assistants) -> dict[str, str]:
    upload = client.uploads.create(
        bytes=len(CONTENT), filename="data.json", mime_type="application/json", purpose="assistants"
    )
    part = client.uploads.parts.create(upload.id, data=CONTENT)
    return {"upload_abc123": upload.id, "part_id": part.id}


def _hold_conversation(client: Assistants, operation: str) -> dict[str, Any]:
    waits = operation.endswith(("/cancel", "/submit_tool_outputs"))
    begins = operation in ("POST /threads/thread_id/runs", "POST /threads/thread_id/messages")
    tools: Any = [{"type": "function", "function": FUNCTION}]
    assistant = client.assistants.create(model="m", instructions="Help.", tools=tools)
    thread = client.threads.create()
    text = "What is the leave balance?" if waits else "Hello"
    message = client.threads.messages.create(thread.id, role="user", content=text)
    made = {"assistant_id": assistant.id, "thread_id": thread.id, "message_id": message.id}
    if begins:
        return made
    run = client.threads.runs.create_and_poll(thread.id, assistant_id=assistant.id)
    for step in client.threads.runs.steps.list(run.id, thread_id=thread.id):
        made["step_id"] = step.id
    if run.required_action and run.required_action.submit_tool_outputs:
        made["tool_call_id"] = run.required_action.submit_tool_outputs.tool_calls[0].id
    return {**made, "run_id": run.id}


def _fill_in(value: Any, objects: dict[str, Any]) -> Any:
    """Return a JSON value with objects in place of placeholders; an empty output is one for the call."""
    if isinstance(value, dict):
        lists = {"file_ids": "file_id", "part_ids": "part_id", "vector_store_ids": "vector_store_id"}
        named = {name: [objects[lists[name]]] for name in lists if value.get(name) == ["string"]}
        return {name: _fill_in(part, objects) for name, part in value.items()} | named
    if value == [{}]:
        return [{"tool_call_id": objects["tool_call_id"], "output": "output"}]
    if isinstance(value, list):
        return [_fill_in(part, objects) for part in value]
    return objects.get(value, value) if isinstance(value, str) else value
