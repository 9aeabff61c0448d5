"""The requests to a server of Conversations, which is in neither contract: all of them are here. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self

from assistants_v2_raw.types import Operation, json_content, path_segment
from attrs import define

from .shapes import JsonObject, read_objects, read_text

MOST_LISTED = 100
"""Items that one page of a list may have."""


@define
class Answer:
    """What an answer says, as JSON.

    Attributes:
        json: The object.
    """

    json: JsonObject
    _request_id: str | None = None

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], /) -> Self:
        """Return the answer that an object is."""
        return cls(src_dict)

    @property
    def id(self) -> str:
        """The id of the object; empty if it has none, or one that no address can hold."""
        found = read_text(self.json, "id")
        try:
            path_segment("id", found)
        except ValueError:
            return ""
        return found

    @property
    def items(self) -> Sequence[JsonObject]:
        """The objects of a list."""
        return read_objects(self.json, "data")

    @property
    def has_more(self) -> bool:
        """Whether a list says that it goes on."""
        return self.json.get("has_more") is True


def create_conversation(metadata: Mapping[str, str]) -> Operation[Answer]:
    """Return the request for an empty conversation.

    If its answer is lost, nobody can find the conversation: so nothing is in it yet.
    """
    content = json_content({"metadata": {**metadata}})
    return Operation("create_conversation", "POST", "/conversations", Answer, content=content)


def add_items(conversation_id: str, items: Sequence[JsonObject]) -> Operation[Answer]:
    """Return the request that adds items behind those that a conversation has."""
    content = json_content({"items": [*items]})
    return Operation("add_conversation_items", "POST", _name_items(conversation_id), Answer, content=content)


def list_items(conversation_id: str, after: str | None) -> Operation[Answer]:
    """Return the request for the items behind one, oldest first; for the first ones without one."""
    query = {"order": "asc", "limit": MOST_LISTED, **({"after": after} if after else {})}
    return Operation("list_conversation_items", "GET", _name_items(conversation_id), Answer, params=query)


def delete_item(conversation_id: str, item_id: str) -> Operation[Answer]:
    """Return the request that takes an item out of a conversation."""
    path = f"{_name_items(conversation_id)}/{path_segment('item_id', item_id)}"
    return Operation("delete_conversation_item", "DELETE", path, Answer)


def _name_items(conversation_id: str) -> str:
    return f"/conversations/{path_segment('conversation_id', conversation_id)}/items"
