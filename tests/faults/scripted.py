"""A server without a mind: it gives the answers it was given. For tests of what no real server does twice."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from typing import Any

from assistants_v2_server import Answer
from assistants_v2_server.faults.operations import blank_ids
from attrs import frozen


@frozen
class Asked:
    """A request as it arrived: method, path, query, headers in lower case, raw body."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The decoded body; None for an empty one."""
        return json.loads(self.body) if self.body else None


def answer(content: Any, status: int = 200, /, **headers: str) -> Answer:
    """Return a JSON answer; header names have underscores for hyphens."""
    extra = ((name.replace("_", "-"), text) for name, text in headers.items())
    return Answer(status, (("content-type", "application/json"), *extra), json.dumps(content).encode())


class ScriptedBackend:
    """Gives each operation its answers in order, the last of them for ever.

    Args:
        answers: By operation, such as `GET /threads/{thread_id}/runs/{run_id}`.

    Attributes:
        asked: Every request, in the order of arrival.
    """

    def __init__(self, answers: Mapping[str, Sequence[Answer]]) -> None:
        self.answers = {normal(operation): [*given] for operation, given in answers.items()}
        self.asked: list[Asked] = []
        self.lock = threading.Lock()

    def handle(self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Give the operation's next answer; 404 to an operation without any."""
        with self.lock:
            self.asked.append(Asked(method, path, query, headers, body))
            given = self.answers.get(normal(f"{method} {path}"))
            if not given:
                return answer({"error": {"message": f"no answer is scripted for {method} {path}"}}, 404)
            return given.pop(0) if len(given) > 1 else given[0]


def normal(operation: str) -> str:
    """Return an operation with `*` for every id."""
    method, _, path = operation.partition(" ")
    return f"{method} {blank_ids(path)}"
