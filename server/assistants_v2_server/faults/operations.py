"""Which operation a request is for, whatever its ids: `striking` and `server` tell them apart. Pure."""

from __future__ import annotations

from msgspec import Struct

WORDS = frozenset(
    {"v1", "assistants", "threads", "messages", "runs", "steps", "cancel", "submit_tool_outputs"}
    | {"files", "content", "vector_stores", "file_batches", "search", "models"}
)
"""The parts of a path that are the same in every request; all others are ids."""


class Request(Struct, frozen=True):
    """What decides about a fault.

    Attributes:
        method: In capitals.
        path: As it was sent, without the query.
        stream: Whose request it is: the header `x-fault-stream`, else empty.
        answered_before: Whether it is a GET, and the same URL has been answered before.
    """

    method: str
    path: str
    stream: str = ""
    answered_before: bool = False

    @property
    def operation(self) -> str:
        """What is asked for, whatever the ids: `GET /threads/*/runs/*`."""
        return f"{self.method} {blank_ids(self.path)}"


def blank_ids(path: str) -> str:
    """Return a path, or a path template, without `/v1` and with `*` for every id."""
    parts = path.removeprefix("/v1").strip("/").split("/")
    return "/" + "/".join(part if part in WORDS else "*" for part in parts)
