from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Unset, many, one, write
from .message_create_request import MessageCreateRequest
from .thread_create_tool_resources import ThreadCreateToolResources


@define(kw_only=True)
class ThreadCreateRequest:
    """What a new thread starts with.

    Attributes:
        messages: First messages, in the order they were said.
        tool_resources: Files and vector stores of this conversation.
        metadata: Your own key-value pairs.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    messages: list[MessageCreateRequest] | Unset = UNSET
    tool_resources: ThreadCreateToolResources | None | Unset = UNSET
    metadata: dict[str, str] | None | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a JSON object; nothing it holds is refused and nothing is lost."""
        rest = dict(src_dict)
        take: Any = rest.pop
        self = cls.__new__(cls)
        self.messages = _read_messages(take("messages", UNSET))
        self.tool_resources = _read_tool_resources(take("tool_resources", UNSET))
        self.metadata = take("metadata", UNSET)
        self.additional_properties = rest or {}  # the emptied copy would keep its table
        return self

    def to_dict(self) -> dict[str, Any]:
        """Write the JSON object: what was set or read, and nothing else."""
        data: dict[str, Any] = {}
        if self.messages is not UNSET:
            data["messages"] = write(self.messages)
        if self.tool_resources is not UNSET:
            data["tool_resources"] = write(self.tool_resources)
        if self.metadata is not UNSET:
            data["metadata"] = self.metadata
        data.update(self.additional_properties)
        return data

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties)

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties


_read_messages = many(one(MessageCreateRequest))
_read_tool_resources = one(ThreadCreateToolResources)
