from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Literal, Self

from .. import errors
from ..types import (
    NONE,
    NOTHING,
    UNSET,
    APIObject,
    Unset,
    as_attrs,
    named,
    new,
    others,
    require_kind,
    require_kinds,
)
from .thread_tool_resources import ThreadToolResources


@as_attrs(init=False, repr=False, eq=False)
class Thread(APIObject):
    """A conversation; its messages are listed apart.

    A field that was left out reads None, as one that is null does.

    Attributes:
        id: Id of the thread, `thread_…` on most servers.
        object: Marks the object as a thread.
        created_at: When it was opened, in Unix seconds.
        metadata: Your own key-value pairs.
        tool_resources: Files and vector stores of this conversation.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "id",
        "object",
        "created_at",
        "metadata",
        "tool_resources",
    )

    id: str
    object: Literal["thread"] | str
    created_at: int
    metadata: dict[str, str] | None
    tool_resources: ThreadToolResources | None

    def __init__(
        self,
        *,
        id: str,
        object: Literal["thread"] | str,
        created_at: int,
        metadata: dict[str, str] | None,
        tool_resources: ThreadToolResources | None | Unset = UNSET,
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
            self.id = id_ = get("id")
            self.object = object_ = get("object")
            self.created_at = created_at_ = get("created_at")
            metadata_ = get("metadata")
            self.metadata = None if metadata_ is None else _read_metadata(metadata_)
            tool_resources_ = get("tool_resources")
            self.tool_resources = (
                None if tool_resources_ is None else _read_tool_resources(tool_resources_)
            )
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 5 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 5:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(id_) is str)
            and (type(object_) is str or object_ is None)
            and (type(created_at_) is int or type(created_at_) is float or created_at_ is None)
        ):
            require_kinds(
                src_dict,
                {
                    "id": (str,),
                    "object": (str,),
                    "created_at": (int, float),
                },
                ("id",),
            )
        return self


_FIELDS = frozenset(Thread._fields)
_read_metadata = named(
    str,
)
_read_tool_resources = ThreadToolResources.from_dict
