from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Unknown, Unset, many, one, tagged, write
from .image_file_content_block import ImageFileContentBlock
from .image_url_content_block import ImageURLContentBlock
from .message_attachment import MessageAttachment
from .message_role import MessageRole
from .text_content_block_param import TextContentBlockParam


@define(kw_only=True)
class MessageCreateRequest:
    """A message to add to a thread.

    Attributes:
        role: Who says it: `user`, or `assistant` to carry over a conversation held elsewhere.
        content: What is said: a text of up to 256,000 characters, or a list of texts and images.
        attachments: Files that come with it and the tools they are for.
        metadata: Your own key-value pairs.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    role: MessageRole
    content: (
        str | list[TextContentBlockParam | ImageFileContentBlock | ImageURLContentBlock | Unknown]
    )
    attachments: list[MessageAttachment] | None | Unset = UNSET
    metadata: dict[str, str] | None | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a JSON object; nothing it holds is refused and nothing is lost."""
        rest = dict(src_dict)
        take: Any = rest.pop
        self = cls.__new__(cls)
        self.role = take("role", UNSET)
        self.content = _read_content(take("content", UNSET))
        self.attachments = _read_attachments(take("attachments", UNSET))
        self.metadata = take("metadata", UNSET)
        self.additional_properties = rest or {}  # the emptied copy would keep its table
        return self

    def to_dict(self) -> dict[str, Any]:
        """Write the JSON object: what was set or read, and nothing else."""
        data: dict[str, Any] = {}
        if self.role is not UNSET:
            data["role"] = self.role
        if self.content is not UNSET:
            data["content"] = write(self.content)
        if self.attachments is not UNSET:
            data["attachments"] = write(self.attachments)
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


_read_content = many(
    tagged(
        "type",
        {
            "text": TextContentBlockParam,
            "image_file": ImageFileContentBlock,
            "image_url": ImageURLContentBlock,
        },
    )
)
_read_attachments = many(one(MessageAttachment))
