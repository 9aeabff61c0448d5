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
    new,
    others,
    require_kind,
    require_kinds,
    tagged,
)
from .image_file_delta_block import ImageFileDeltaBlock
from .image_url_delta_block import ImageURLDeltaBlock
from .message_role import MessageRole
from .refusal_delta_block import RefusalDeltaBlock
from .text_delta_block import TextDeltaBlock


@as_attrs(init=False, repr=False, eq=False)
class MessageDelta(APIObject):
    """What is new about a message.

    A field that was left out reads None, as one that is null does.

    Attributes:
        role: Who speaks; no server seen so far sends it.
        content: New pieces, each to be added to the part at its index.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "role",
        "content",
    )

    role: MessageRole | None
    content: (
        list[
            TextDeltaBlock | ImageFileDeltaBlock | ImageURLDeltaBlock | RefusalDeltaBlock | Unknown
        ]
        | None
    )

    def __init__(
        self,
        *,
        role: MessageRole | None | Unset = UNSET,
        content: list[
            TextDeltaBlock | ImageFileDeltaBlock | ImageURLDeltaBlock | RefusalDeltaBlock | Unknown
        ]
        | None
        | Unset = UNSET,
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
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 2 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 2:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (role_ is None or type(role_) is str):
            require_kinds(
                src_dict,
                {
                    "role": (str,),
                },
                (),
            )
        return self


_FIELDS = frozenset(MessageDelta._fields)
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
