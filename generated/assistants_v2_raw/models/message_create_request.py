from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

from .. import errors
from ..types import (
    NONE,
    NOTHING,
    UNSET,
    APIObject,
    Unknown,
    Unset,
    as_attrs,
    many,
    named,
    new,
    others,
    plain_or,
    require_kind,
    require_kinds,
    tagged,
)
from .image_file_content_block import ImageFileContentBlock
from .image_url_content_block import ImageURLContentBlock
from .message_attachment import MessageAttachment
from .message_role import MessageRole
from .text_content_block_param import TextContentBlockParam


@as_attrs(init=False, repr=False, eq=False)
class MessageCreateRequest(APIObject):
    """A message to add to a thread.

    A field that was left out reads None, as one that is null does.

    Attributes:
        role: Who says it: `user`, or `assistant` to carry over a conversation held elsewhere.
        content: What is said: a text of up to 256,000 characters, or a list of texts and images.
        attachments: Files that come with it and the tools they are for.
        metadata: Your own key-value pairs.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "role",
        "content",
        "attachments",
        "metadata",
    )

    role: MessageRole
    content: (
        str | list[TextContentBlockParam | ImageFileContentBlock | ImageURLContentBlock | Unknown]
    )
    attachments: list[MessageAttachment] | None
    metadata: dict[str, str] | None

    def __init__(
        self,
        *,
        role: MessageRole,
        content: str
        | list[TextContentBlockParam | ImageFileContentBlock | ImageURLContentBlock | Unknown],
        attachments: list[MessageAttachment] | None | Unset = UNSET,
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
            self.role = role_ = get("role")
            content_ = get("content")
            self.content = None if content_ is None else _read_content(content_)
            attachments_ = get("attachments")
            self.attachments = None if attachments_ is None else _read_attachments(attachments_)
            metadata_ = get("metadata")
            self.metadata = None if metadata_ is None else _read_metadata(metadata_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 4 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 4:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (type(role_) is str or role_ is None):
            require_kinds(
                src_dict,
                {
                    "role": (str,),
                },
                (),
            )
        return self


_FIELDS = frozenset(MessageCreateRequest._fields)
_read_content = plain_or(
    many(
        tagged(
            "type",
            {
                "text": TextContentBlockParam,
                "image_file": ImageFileContentBlock,
                "image_url": ImageURLContentBlock,
            },
        )
    ),
    str,
)
_read_attachments = many(MessageAttachment.from_dict)
_read_metadata = named(
    str,
)
