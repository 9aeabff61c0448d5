from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

from .. import errors
from ..types import (
    NONE,
    NOTHING,
    UNSET,
    APIObject,
    Unset,
    as_attrs,
    many,
    named,
    new,
    others,
    require_kind,
)
from .message_create_request import MessageCreateRequest
from .thread_create_tool_resources import ThreadCreateToolResources


@as_attrs(init=False, repr=False, eq=False)
class ThreadCreateRequest(APIObject):
    """What a new thread starts with.

    A field that was left out reads None, as one that is null does.

    Attributes:
        messages: First messages, in the order they were said.
        tool_resources: Files and vector stores of this conversation.
        metadata: Your own key-value pairs.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "messages",
        "tool_resources",
        "metadata",
    )

    messages: list[MessageCreateRequest] | None
    tool_resources: ThreadCreateToolResources | None
    metadata: dict[str, str] | None

    def __init__(
        self,
        *,
        messages: list[MessageCreateRequest] | None | Unset = UNSET,
        tool_resources: ThreadCreateToolResources | None | Unset = UNSET,
        metadata: dict[str, str] | None | Unset = UNSET,
        additional_properties: Mapping[str, Any] = NOTHING,
        _absent: Set[str] = NONE,
    ) -> None:
        self._fill(locals())

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a JSON object; nothing is lost. Raises errors.WrongKind for another kind of value than here."""
        if type(src_dict) is not dict:
            require_kind(src_dict, Mapping)
        get = src_dict.get
        self = new(cls)
        try:
            messages_ = get("messages")
            self.messages = None if messages_ is None else _read_messages(messages_)
            tool_resources_ = get("tool_resources")
            self.tool_resources = (
                None if tool_resources_ is None else _read_tool_resources(tool_resources_)
            )
            metadata_ = get("metadata")
            self.metadata = None if metadata_ is None else _read_metadata(metadata_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 3 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 3:
                self.additional_properties = others(src_dict, _FIELDS)
        return self


_FIELDS = frozenset(ThreadCreateRequest._fields)
_read_messages = many(MessageCreateRequest.from_dict)
_read_tool_resources = ThreadCreateToolResources.from_dict
_read_metadata = named(
    str,
)
