"""A server of the shape of Azure AI Foundry's agents (classic), whose conversations are exported in tests.

It wants an api-version and a token, lists all threads, has tools, steps and annotations that the contract
does not know, and asks to wait now and then.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from math import inf
from typing import Any
from urllib.parse import parse_qs

from assistants_v2_server import Answer
from attrs import define, field

from ..faults.scripted import answer

PROJECT = "/api/projects/p"
Json = dict[str, Any]


@define
class Foundry:
    """The project.

    Attributes:
        assistants: Its assistants.
        threads: Its threads.
        messages: The messages of each thread, oldest first.
        runs: The runs of each thread, oldest first.
        steps: The steps of each run, oldest first.
        files: The objects of its files.
        contents: Their bytes; a file without is refused.
        stores: Its vector stores.
        store_files: The files of each.
        gone: Threads that are listed and then not found.
        busy: How many requests of a row are answered, before one is asked to wait; 0 for all.
        asked: Every request that was answered: method, path and query.
        wait: How many milliseconds it asks to wait for.
        lasts: After how many requests the token has expired.
        broken: Paths that a 500 comes from, each for so many times.
    """

    assistants: list[Json] = field(factory=list[Json])
    threads: list[Json] = field(factory=list[Json])
    messages: dict[str, list[Json]] = field(factory=dict[str, list[Json]])
    runs: dict[str, list[Json]] = field(factory=dict[str, list[Json]])
    steps: dict[str, list[Json]] = field(factory=dict[str, list[Json]])
    files: dict[str, Json] = field(factory=dict[str, Json])
    contents: dict[str, bytes] = field(factory=dict[str, bytes])
    stores: list[Json] = field(factory=list[Json])
    store_files: dict[str, list[Json]] = field(factory=dict[str, list[Json]])
    gone: set[str] = field(factory=set[str])
    busy: int = 0
    asked: list[tuple[str, str]] = field(factory=list[tuple[str, str]])
    wait: str = "20"
    lasts: float = inf
    broken: dict[str, int] = field(factory=dict[str, int])
    _lock: threading.Lock = field(factory=threading.Lock)
    _seen: int = 0

    def handle(self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Answer a request."""
        assert not body
        parameters = {name: values[-1] for name, values in parse_qs(query).items()}
        if "api-version" not in parameters:
            return refuse(400, "The api-version query parameter is required.")
        if headers.get("authorization") != "Bearer sk-test" or self._seen >= self.lasts:
            return refuse(401, "Access denied due to an invalid token.")
        with self._lock:
            self._seen += 1
            if self.busy and self._seen % self.busy == 0:
                return refuse(429, "Rate limit is exceeded.", retry_after="1", retry_after_ms=self.wait)
            self.asked.append((path.removeprefix(PROJECT), query))
            if self.broken.get(path.removeprefix(PROJECT), 0) > 0:
                self.broken[path.removeprefix(PROJECT)] -= 1
                return refuse(500, "Something went wrong.")
        if method != "GET" or not path.startswith(PROJECT):
            return refuse(404, "Resource not found")
        return self._answer([*path.removeprefix(PROJECT).strip("/").split("/")], parameters)

    def _answer(self, parts: Sequence[str], query: Mapping[str, str]) -> Answer:
        kind, identifier, below = parts[0], parts[1] if len(parts) > 1 else None, parts[2:]
        if identifier in self.gone or (kind == "threads" and identifier and not self._find(identifier)):
            return refuse(404, f"No thread found with id '{identifier}'.")
        match kind, identifier, *below:
            case "assistants", None:
                return cut(self.assistants, query)
            case "threads", None:
                return cut(self.threads, query)
            case "threads", str(thread_id), *_:
                return self._answer_thread(thread_id, below, query)
            case "vector_stores", None:
                return cut(self.stores, query)
            case "vector_stores", str(store_id), "files":
                return cut(self.store_files[store_id], query)
            case "files", str() if identifier in self.files:
                return answer(self.files[identifier])
            case "files", str(), "content" if identifier in self.contents:
                return Answer(200, (("content-type", "text/plain"),), self.contents[identifier])
            case "files", str(), "content":
                return refuse(400, "Not allowed to download files of purpose: assistants")
        return refuse(404, "Resource not found")

    def _answer_thread(self, thread_id: str, below: Sequence[str], query: Mapping[str, str]) -> Answer:
        match below:
            case []:
                return answer(self._find(thread_id))
            case ["messages"]:
                return cut(self.messages.get(thread_id, []), query)
            case ["runs"]:
                return cut(self.runs.get(thread_id, []), query)
            case ["runs", run_id, "steps"]:
                return cut(self.steps.get(run_id, []), query)
        return refuse(404, "Resource not found")

    def _find(self, thread_id: str) -> Json | None:
        return next((thread for thread in self.threads if thread["id"] == thread_id), None)


def cut(objects: Sequence[Json], query: Mapping[str, str]) -> Answer:
    """Return a page of objects, which are there oldest first."""
    found = [*objects] if query.get("order") == "asc" else [*reversed(objects)]
    ids = [each["id"] for each in found]
    start = ids.index(query["after"]) + 1 if "after" in query else 0
    limit = int(query.get("limit", "20"))
    page = found[start : start + limit]
    ends = {"first_id": page[0]["id"] if page else None, "last_id": page[-1]["id"] if page else None}
    return answer({"object": "list", "data": page, **ends, "has_more": start + limit < len(found)})


def refuse(status: int, message: str, **headers: str) -> Answer:
    """Return an error as the server words it."""
    return answer({"error": {"code": None, "message": message}}, status, **headers)


def fill(threads: int = 3, messages: int = 25) -> Foundry:
    """Return a project with some threads, of so many messages, and with what is peculiar to Foundry."""
    project = Foundry()
    project.assistants = [
        {
            "id": f"asst_{n}",
            "object": "assistant",
            "created_at": 1_740_000_000 + n,
            "name": None,
            "model": "gpt-4o",
            "tools": [{"type": "bing_grounding", "bing_grounding": {"search_configurations": [{"n": 1.0}]}}],
            "tool_resources": {"code_interpreter": {"file_ids": ["assistant-data"]}},
            "metadata": {"file_id": "no file of ours"},
        }
        for n in range(2)
    ]
    for number in range(threads):
        add_thread(project, f"thread_{number:03}", number, messages)
    project.stores = [{"id": "vs_1", "object": "vector_store", "created_at": 1, "file_counts": {"total": 1}}]
    project.store_files["vs_1"] = [{"id": "assistant-store", "object": "vector_store.file", "created_at": 2}]
    for file_id, content in {
        "assistant-data": b"\x00data\xff",
        "assistant-store": b"stored",
        "assistant-image": b"\x89PNG" * 500,
        "assistant-cited": None,
    }.items():
        size = 7 if content is None else len(content)
        project.files[file_id] = {"id": file_id, "object": "file", "bytes": size, "purpose": "assistants"}
        if content is not None:
            project.contents[file_id] = content
    return project


def add_thread(project: Foundry, thread_id: str, number: int, messages: int) -> None:
    """Add a thread with messages, a run of each kind of step, and odd values."""
    made = 1_740_000_000_000 + number  # in milliseconds
    project.threads.append({"id": thread_id, "object": "thread", "created_at": made, "metadata": None})
    project.messages[thread_id] = [
        {
            "id": f"msg_{number}_{n}",
            "object": "thread.message",
            "created_at": made + n,
            "role": "assistant" if n % 2 else "user",
            "content": [write_content(n, f"{thread_id}: {n} ü 😀")],
            "thread_id": thread_id,
            "attachments": [{"file_id": "assistant-data", "tools": []}] if n == 2 else [],
            "vendor_only": {"score": 1.0, "large": 2**60, "none": None},
        }
        for n in range(messages)
    ]
    project.runs[thread_id] = [
        {
            "id": f"run_{number}_{n}",
            "object": "thread.run",
            "created_at": made + n,
            "status": "completed",
            "assistant_id": "asst_0",
            "thread_id": thread_id,
            "tool_resources": {},
            "required_action": {"type": "submit_tool_approval"} if n else None,
        }
        for n in range(2)
    ]
    project.steps[f"run_{number}_0"] = [
        {"id": f"step_{number}_{n}", "type": kind, "created_at": made + n, "step_details": details}
        for n, (kind, details) in enumerate(STEPS.items())
    ]


STEPS: dict[str, Json] = {
    "activities": {"type": "activities", "activities": [{"type": "mcp_list_tools", "tools": {"f": {}}}]},
    "tool_calls": {
        "type": "tool_calls",
        "tool_calls": [
            {"type": "azure_ai_search", "id": "call_1", "azure_ai_search": {"input": "q", "output": "{}"}},
            {"type": "code_interpreter", "id": "call_2", "code_interpreter": {"outputs": []}},
        ],
    },
}


def write_content(number: int, text: str) -> Json:
    """Return a part of a message: a text with an annotation, or an image."""
    if number == 5:
        return {"type": "image_file", "image_file": {"file_id": "assistant-image"}}
    note = {
        "type": "url_citation",
        "text": "【1†source】",
        "url_citation": {"url": "https://x", "title": "X"},
    }
    cited = {"type": "file_citation", "file_citation": {"file_id": "assistant-cited"}}
    return {"type": "text", "text": {"value": text, "annotations": [note, cited] if number == 7 else []}}


def read_folder(folder: Any) -> dict[str, Any]:
    """Return what is in the folder of an export, by path: JSON, or bytes."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {
        path.relative_to(folder).as_posix(): json.loads(path.read_bytes())
        if path.suffix == ".json"
        else path.read_bytes()
        for path in paths
    }
