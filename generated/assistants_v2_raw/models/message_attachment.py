from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

from .. import errors
from ..types import (
    NONE,
    NOTHING,
    APIObject,
    Unknown,
    as_attrs,
    many,
    new,
    others,
    require_kind,
    require_kinds,
    tagged,
)
from .code_interpreter_tool import CodeInterpreterTool
from .message_attachment_tool_file_search import MessageAttachmentToolFileSearch


@as_attrs(init=False, repr=False, eq=False)
class MessageAttachment(APIObject):
    """A file that comes with a message.

    A field that was left out reads None, as one that is null does.

    Attributes:
        file_id: Id of the file.
        tools: Tools that may use the file.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "file_id",
        "tools",
    )

    file_id: str
    tools: list[CodeInterpreterTool | MessageAttachmentToolFileSearch | Unknown]

    def __init__(
        self,
        *,
        file_id: str,
        tools: list[CodeInterpreterTool | MessageAttachmentToolFileSearch | Unknown],
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
            self.file_id = file_id_ = get("file_id")
            tools_ = get("tools")
            self.tools = None if tools_ is None else _read_tools(tools_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 2 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 2:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (type(file_id_) is str or file_id_ is None):
            require_kinds(
                src_dict,
                {
                    "file_id": (str,),
                },
                (),
            )
        return self


_FIELDS = frozenset(MessageAttachment._fields)
_read_tools = many(
    tagged(
        "type",
        {
            "code_interpreter": CodeInterpreterTool,
            "file_search": MessageAttachmentToolFileSearch,
        },
    )
)
