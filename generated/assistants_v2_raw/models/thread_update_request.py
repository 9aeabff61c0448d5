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
    named,
    new,
    others,
    require_kind,
)
from .thread_tool_resources import ThreadToolResources


@as_attrs(init=False, repr=False, eq=False)
class ThreadUpdateRequest(APIObject):
    """What to change about a thread; what is left out stays.

    A field that was left out reads None, as one that is null does.

    Attributes:
        tool_resources: Files and vector stores of this conversation.
        metadata: Your own key-value pairs, merged into those already there.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "tool_resources",
        "metadata",
    )

    tool_resources: ThreadToolResources | None
    metadata: dict[str, str] | None

    def __init__(
        self,
        *,
        tool_resources: ThreadToolResources | None | Unset = UNSET,
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
            tool_resources_ = get("tool_resources")
            self.tool_resources = (
                None if tool_resources_ is None else _read_tool_resources(tool_resources_)
            )
            metadata_ = get("metadata")
            self.metadata = None if metadata_ is None else _read_metadata(metadata_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 2 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 2:
                self.additional_properties = others(src_dict, _FIELDS)
        return self


_FIELDS = frozenset(ThreadUpdateRequest._fields)
_read_tool_resources = ThreadToolResources.from_dict
_read_metadata = named(
    str,
)
