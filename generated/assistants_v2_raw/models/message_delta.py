from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Unknown, Unset, many, tagged, write
from .image_file_delta_block import ImageFileDeltaBlock
from .image_url_delta_block import ImageURLDeltaBlock
from .message_role import MessageRole
from .refusal_delta_block import RefusalDeltaBlock
from .text_delta_block import TextDeltaBlock


@define(kw_only=True)
class MessageDelta:
    """What is new about a message.

    Attributes:
        role: Who speaks; no server seen so far sends it.
        content: New pieces, each to be added to the part at its index.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    role: MessageRole | Unset = UNSET
    content: (
        list[
            TextDeltaBlock | ImageFileDeltaBlock | ImageURLDeltaBlock | RefusalDeltaBlock | Unknown
        ]
        | Unset
    ) = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a JSON object; nothing it holds is refused and nothing is lost."""
        rest = dict(src_dict)
        take: Any = rest.pop
        self = cls.__new__(cls)
        self.role = take("role", UNSET)
        self.content = _read_content(take("content", UNSET))
        self.additional_properties = rest or {}  # the emptied copy would keep its table
        return self

    def to_dict(self) -> dict[str, Any]:
        """Write the JSON object: what was set or read, and nothing else."""
        data: dict[str, Any] = {}
        if self.role is not UNSET:
            data["role"] = self.role
        if self.content is not UNSET:
            data["content"] = write(self.content)
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


_read_content = many(
    tagged(
        "type",
        {
            "text": TextDeltaBlock,
            "image_file": ImageFileDeltaBlock,
            "image_url": ImageURLDeltaBlock,
            "refusal": RefusalDeltaBlock,
        },
    )
)
