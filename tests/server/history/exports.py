"""Exports that tests make by hand, and one of a whole server over its API, as an exporter would make it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from assistants_v2_server import LocalTransport, Model, Server
from assistants_v2_server.history.entrance import import_history
from assistants_v2_server.history.layout import (
    ASSISTANTS,
    ThreadExport,
    make_thread_record,
    name_thread_file,
)
from assistants_v2_server.history.models import read_model_map
from assistants_v2_server.history.reading import open_export
from assistants_v2_server.history.report import ImportReport

Json = dict[str, Any]
PAST = 1_700_000_000


def a_message(identifier: str, text: str = "Hello", **fields: Any) -> Json:
    """Return a message as OpenAI's server showed it."""
    return {
        "id": identifier,
        "object": "thread.message",
        "created_at": PAST,
        "assistant_id": None,
        "thread_id": "thread_1",
        "run_id": None,
        "role": "user",
        "content": [{"type": "text", "text": {"value": text, "annotations": []}}],
        "attachments": [],
        "metadata": {},
        **fields,
    }


def a_run(identifier: str, **fields: Any) -> Json:
    """Return a run as OpenAI's server showed it, with its steps."""
    return {
        "id": identifier,
        "object": "thread.run",
        "created_at": PAST,
        "assistant_id": "asst_1",
        "thread_id": "thread_1",
        "status": "completed",
        "started_at": PAST + 1,
        "expires_at": None,
        "cancelled_at": None,
        "failed_at": None,
        "completed_at": PAST + 2,
        "required_action": None,
        "last_error": None,
        "incomplete_details": None,
        "model": "gpt-4o",
        "instructions": None,
        "tools": [],
        "tool_resources": {},
        "metadata": {},
        "temperature": 1.0,
        "top_p": 1.0,
        "reasoning_effort": None,
        "max_completion_tokens": None,
        "max_prompt_tokens": None,
        "truncation_strategy": {"type": "auto", "last_messages": None},
        "response_format": "auto",
        "tool_choice": "auto",
        "parallel_tool_calls": True,
        "usage": {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3},
        "steps": [],
        **fields,
    }


def a_step(identifier: str, details: Json, **fields: Any) -> Json:
    """Return a step as OpenAI's server showed it."""
    return {
        "id": identifier,
        "object": "thread.run.step",
        "created_at": PAST + 1,
        "run_id": "run_1",
        "assistant_id": "asst_1",
        "thread_id": "thread_1",
        "type": details["type"],
        "status": "completed",
        "cancelled_at": None,
        "completed_at": PAST + 2,
        "expires_at": None,
        "failed_at": None,
        "last_error": None,
        "step_details": details,
        "usage": {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3},
        **fields,
    }


def an_assistant(identifier: str = "asst_1", **fields: Any) -> Json:
    """Return an assistant as OpenAI's server showed it."""
    return {
        "id": identifier,
        "object": "assistant",
        "created_at": PAST,
        "name": None,
        "description": None,
        "model": "gpt-4o",
        "instructions": "Be brief.",
        "tools": [],
        "top_p": 1.0,
        "temperature": 1.0,
        "reasoning_effort": None,
        "tool_resources": {},
        "metadata": {},
        "response_format": "auto",
        **fields,
    }


def a_thread(
    identifier: str = "thread_1",
    messages: Sequence[Json] = (),
    runs: Sequence[Json] = (),
    files: Json | None = None,
    **fields: Any,
) -> Json:
    """Return the record of a thread."""
    thread = {
        "id": identifier,
        "object": "thread",
        "created_at": PAST,
        "metadata": {},
        "tool_resources": {},
        **fields,
    }
    export = ThreadExport(
        thread_id=identifier, thread=thread, messages=messages, runs=runs, files=files or {}
    )
    return dict(make_thread_record(export))


def write_export(folder: Path, *threads: Json, assistants: Sequence[Json] | None = None) -> Path:
    """Write an export; return the folder."""
    (folder / "threads").mkdir(parents=True, exist_ok=True)
    for record in threads:
        (folder / name_thread_file(str(record["thread_id"]))).write_text(json.dumps(record))
    if assistants is not None:
        (folder / ASSISTANTS).write_text(json.dumps(assistants))
    return folder


def bring_in(folder: Path, database: Path | str, *models: str, **options: Any) -> ImportReport:
    """Import an export into a database file."""
    return import_history([open_export(folder)], database, models=read_model_map(models), **options)


@contextmanager
def opened(database: Path | str, model: Model | None = None) -> Iterator[httpx.Client]:
    """Open a server on a file for a block, and a client of it."""
    transport = LocalTransport(Server(database, model))
    with httpx.Client(transport=transport, base_url="http://local/v1", timeout=60) as client:
        yield client


def fetch(client: httpx.Client, path: str, **query: Any) -> Json:
    """Return the answer to a GET."""
    return dict(client.get(path, params=query).raise_for_status().json())


def fetch_all(client: httpx.Client, path: str) -> list[Json]:
    """Return all objects of a list, oldest first."""
    found: list[Json] = []
    query: Json = {"order": "asc", "limit": 100}
    while True:
        page = fetch(client, path, **query)
        found += page["data"]
        if not page["has_more"]:
            return found
        query["after"] = page["last_id"]


def export_threads(client: httpx.Client, folder: Path, *thread_ids: str) -> Path:
    """Write an export of some threads, and of all assistants, as an exporter makes it over the API."""
    records: list[Json] = []
    for thread_id in thread_ids:
        path = f"/threads/{thread_id}"
        runs = fetch_all(client, f"{path}/runs")
        for run in runs:
            run["steps"] = fetch_all(client, f"{path}/runs/{run['id']}/steps")
        export = ThreadExport(
            thread_id=thread_id,
            thread=fetch(client, path),
            messages=fetch_all(client, f"{path}/messages"),
            runs=runs,
        )
        records.append(dict(make_thread_record(export)))
    return write_export(folder, *records, assistants=fetch_all(client, "/assistants"))
