"""A server of Conversations and Responses, by what is known of them, with their limits; it runs no model.

It stands behind the fault server, so that requests can go wrong before and after it acted.
"""

from __future__ import annotations

import itertools
import json
import threading
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs

from assistants_v2_server import Answer

from ....faults.scripted import answer

ITEM_KINDS = {"message", "function_call", "function_call_output"}


class Refusal(Exception):
    """A request that is turned down."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class ConversationServer:
    """What stands behind the faults.

    Attributes:
        conversations: All of them by id, each with `metadata` and `items`.
        asked: The requests, as method and path, and what their bodies say.
        late: Requests for items that are carried out later than they come: how many further requests later.
        parts: How many items of a request are taken before the server fails; None for all.
        is_deaf: Whether lists begin at the beginning whatever they are asked, and end after one page.
        turns: Makes the output of a response, from the body of its request.
    """

    def __init__(self) -> None:
        self.conversations: dict[str, dict[str, Any]] = {}
        self.asked: list[tuple[str, Any]] = []
        self.headers: list[Mapping[str, str]] = []
        self.queries: list[str] = []
        self.late: list[int] = []
        self.parts: list[int | None] = []
        self.is_deaf = False
        self.turns: Callable[[dict[str, Any]], list[dict[str, Any]]] = lambda _: []
        self._waiting: list[tuple[int, str, list[dict[str, Any]]]] = []
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()

    def handle(self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Answer one request."""
        with self._lock:
            said = json.loads(body) if body else None
            self.asked.append((f"{method} {path}", said))
            self.headers.append(headers)
            self.queries.append(query)
            self._act_late()
            try:
                return answer(
                    self._route(method, path.removeprefix("/v1").strip("/").split("/"), query, said)
                )
            except Refusal as refusal:
                error = {
                    "message": str(refusal),
                    "type": "invalid_request_error",
                    "param": None,
                    "code": None,
                }
                return answer({"error": error}, refusal.status)

    def texts(self, conversation_id: str) -> list[str]:
        """Return what the items of a conversation say, in order."""
        return [json.dumps(_bare(item)) for item in self.conversations[conversation_id]["items"]]

    def _route(self, method: str, parts: list[str], query: str, said: Any) -> Any:
        match method, parts:
            case "POST", ["conversations"]:
                return self._create(said or {})
            case "POST", ["responses"]:
                return self._respond(said)
            case "POST", ["conversations", name, "items"]:
                return self._add(name, said)
            case "GET", ["conversations", name, "items"]:
                return self._list(name, parse_qs(query))
            case "DELETE", ["conversations", name, "items", item]:
                return self._delete(name, item)
            case _:
                raise Refusal(404, "no such path")

    def _create(self, said: dict[str, Any]) -> Any:
        metadata = said.get("metadata") or {}
        if len(metadata) > 16 or any(len(key) > 64 or len(value) > 512 for key, value in metadata.items()):
            raise Refusal(400, "metadata is too large")
        name = f"conv_{next(self._numbers)}"
        self.conversations[name] = {"metadata": metadata, "items": []}
        if said.get("items"):
            self._add(name, said)
        return {"id": name, "object": "conversation", "created_at": 1, "metadata": metadata}

    def _find(self, name: str) -> dict[str, Any]:
        if name not in self.conversations:
            raise Refusal(404, "no such conversation")
        return self.conversations[name]

    def _add(self, name: str, said: dict[str, Any]) -> Any:
        items = said["items"]
        if not 0 < len(items) <= 20:
            raise Refusal(400, "a request has 1 to 20 items")
        part = self.parts.pop(0) if self.parts else None
        stored = [self._store(item) for item in items[:part]]
        if part is not None:
            self._find(name)["items"] += stored
            raise Refusal(500, "only a part was taken")
        later = self.late.pop(0) if self.late else 0
        if later:
            self._waiting.append((later, name, stored))
        else:
            self._find(name)["items"] += stored
        return page(stored, has_more=False)

    def _act_late(self) -> None:
        waiting, self._waiting = self._waiting, []
        for left, name, stored in waiting:
            if left <= 1:
                self.conversations[name]["items"] += stored
            else:
                self._waiting.append((left - 1, name, stored))

    def _store(self, item: dict[str, Any]) -> dict[str, Any]:
        kind = item.get("type", "message")
        if kind not in ITEM_KINDS:
            raise Refusal(400, f"an item of the type {kind} is not taken")
        stored = {**item, "type": kind, "id": f"{kind[:3]}_{next(self._numbers)}", "status": "completed"}
        if kind == "message":
            stored["content"] = _store_content(item["role"], item["content"])
        return stored

    def _list(self, name: str, query: dict[str, list[str]]) -> Any:
        items = self._find(name)["items"]
        if query.get("order", ["desc"]) == ["desc"]:
            items = [*reversed(items)]
        limit = int(query.get("limit", ["20"])[0])
        if not 1 <= limit <= 100:
            raise Refusal(400, "limit is from 1 to 100")
        if self.is_deaf:
            return page(items[:limit], has_more=False)
        if after := query.get("after", [""])[0]:
            ids = [item["id"] for item in items]
            if after not in ids:
                raise Refusal(404, "no such item")
            items = items[ids.index(after) + 1 :]
        return page(items[:limit], has_more=len(items) > limit)

    def _delete(self, name: str, item_id: str) -> Any:
        conversation = self._find(name)
        left = [item for item in conversation["items"] if item["id"] != item_id]
        if len(left) == len(conversation["items"]):
            raise Refusal(404, "no such item")
        conversation["items"] = left
        return {"id": name, "object": "conversation", "created_at": 1, "metadata": conversation["metadata"]}

    def _respond(self, said: dict[str, Any]) -> Any:
        if said.get("conversation") and said.get("previous_response_id"):
            raise Refusal(400, "conversation and previous_response_id exclude each other")
        for tool in said.get("tools") or []:
            if tool["type"] == "file_search" and not tool.get("vector_store_ids"):
                raise Refusal(400, "file_search needs vector_store_ids")
            if tool["type"] == "function" and "name" not in tool:
                raise Refusal(400, "a function needs a name")
        return {
            "id": f"resp_{next(self._numbers)}",
            "object": "response",
            "created_at": 1,
            "model": said["model"],
            "status": "completed",
            "output": self.turns(said),
            "parallel_tool_calls": True,
            "tool_choice": "auto",
            "tools": said.get("tools") or [],
        }


def page(items: list[dict[str, Any]], *, has_more: bool) -> Any:
    """Return items as a page of a list."""
    ends = (
        {"first_id": items[0]["id"], "last_id": items[-1]["id"]} if items else {"first_id": "", "last_id": ""}
    )
    return {"object": "list", "data": items, "has_more": has_more, **ends}


def _store_content(role: str, content: Any) -> list[dict[str, Any]]:
    """Return the content of a message as the server writes it; refuse what its role cannot say."""
    if role not in ("user", "assistant"):
        raise Refusal(400, f"no role {role}")
    if isinstance(content, str):
        plain = {"type": "input_text", "text": content}
        said = {"type": "output_text", "text": content, "annotations": [], "logprobs": []}
        return [plain if role == "user" else said]
    kinds = {"user": {"input_text", "input_image", "input_file"}, "assistant": {"output_text", "refusal"}}
    if not content or {part["type"] for part in content} - kinds[role]:
        raise Refusal(400, "content of a kind that is not taken")
    return [*content]


def _bare(item: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name not in ("id", "status")}
