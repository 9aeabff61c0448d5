"""A server that lists messages in the ways that servers of others do, for `test_paging`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs

from assistants_v2_server import Answer
from attrs import define, field

from ..ergonomic.objects import a_message
from ..faults.scripted import answer
from .worlds import Servers, World

BIRTH = 1_700_000_000
"""When the first message was created; each of the others is a second younger."""


@define
class Shelf:
    """Lists messages; an item that was removed is no cursor any more.

    Attributes:
        ids: The messages, oldest first.
        omits: Members that its lists lack, such as `has_more`.
        deaf: Query parameters that it does not heed.
        refusal: The status with which it refuses a cursor that it does not know.
        asked: The queries of all requests.
        watch: Called with each query before it is answered.
    """

    ids: list[str]
    omits: tuple[str, ...] = ()
    deaf: tuple[str, ...] = ()
    refusal: int = 400
    asked: list[dict[str, str]] = field(factory=list[dict[str, str]])
    watch: Callable[[dict[str, str]], object] = bool

    def handle(self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Answer one request for a page."""
        parameters = {name: values[-1] for name, values in parse_qs(query).items()}
        self.asked.append(parameters)
        self.watch(parameters)
        return self.page({name: text for name, text in parameters.items() if name not in self.deaf})

    def page(self, query: dict[str, str]) -> Answer:
        """Return the page that a query describes."""
        ids = self.ids if query.get("order") == "asc" else self.ids[::-1]
        for cursor in (query.get("after"), query.get("before")):
            if cursor is not None and cursor not in ids:
                return answer({"error": {"message": f"No message with id {cursor!r}."}}, self.refusal)
        start = ids.index(query["after"]) + 1 if "after" in query else 0
        end = ids.index(query["before"]) if "before" in query else len(ids)
        limit = int(query.get("limit", 20))
        backwards = "before" in query and "after" not in query
        page = ids[max(start, end - limit) : end] if backwards else ids[start : min(end, start + limit)]
        envelope: dict[str, Any] = {
            "object": "list",
            "data": [self.message(each) for each in page],
            "first_id": page[0] if page else None,
            "last_id": page[-1] if page else None,
            "has_more": len(page) < end - start,
        }
        return answer({name: value for name, value in envelope.items() if name not in self.omits})

    def message(self, name: str) -> Any:
        """Return a message as it is on the wire."""
        created_at = BIRTH + int(name.rpartition("_")[2])
        return a_message(name, message_id=name, created_at=created_at).to_dict()


def names(count: int) -> list[str]:
    """Return the ids of so many messages, oldest first."""
    return [f"msg_{number:03}" for number in range(count)]


def messages_of(world: World, servers: Servers, shelf: Shelf) -> Any:
    """Return the resource of a client of the shelf's."""
    return world.client(servers.behind(shelf)).threads.messages
