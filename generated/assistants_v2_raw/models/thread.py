from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self

from attrs import define, field

from ..types import UNSET, Unset, one, write
from .thread_tool_resources import ThreadToolResources


@define(kw_only=True)
class Thread:
    """A conversation; its messages are listed apart.

    Attributes:
        id: Id of the thread, `thread_…` on most servers.
        object: Marks the object as a thread.
        created_at: When it was opened, in Unix seconds.
        metadata: Your own key-value pairs.
        tool_resources: Files and vector stores of this conversation.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    id: str
    object: Literal["thread"] | str
    created_at: int
    metadata: dict[str, str] | None
    tool_resources: ThreadToolResources | None | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a JSON object; nothing it holds is refused and nothing is lost."""
        rest = dict(src_dict)
        take: Any = rest.pop
        self = cls.__new__(cls)
        self.id = take("id", UNSET)
        self.object = take("object", UNSET)
        self.created_at = take("created_at", UNSET)
        self.metadata = take("metadata", UNSET)
        self.tool_resources = _read_tool_resources(take("tool_resources", UNSET))
        self.additional_properties = rest or {}  # the emptied copy would keep its table
        return self

    def to_dict(self) -> dict[str, Any]:
        """Write the JSON object: what was set or read, and nothing else."""
        data: dict[str, Any] = {}
        if self.id is not UNSET:
            data["id"] = self.id
        if self.object is not UNSET:
            data["object"] = self.object
        if self.created_at is not UNSET:
            data["created_at"] = self.created_at
        if self.metadata is not UNSET:
            data["metadata"] = self.metadata
        if self.tool_resources is not UNSET:
            data["tool_resources"] = write(self.tool_resources)
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


_read_tool_resources = one(ThreadToolResources)
