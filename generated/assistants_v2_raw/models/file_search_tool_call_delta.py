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
    new,
    others,
    require_kind,
    require_kinds,
)
from .file_search_tool_call_file_search import FileSearchToolCallFileSearch


@as_attrs(init=False, repr=False, eq=False)
class FileSearchToolCallDelta(APIObject):
    """A file search that has begun; its results come with the finished step.

    A field that was left out reads None, as one that is null does.

    Attributes:
        index: Which call of the step it is, from 0.
        type: Marks the call as a file search.
        id: Id of the call.
        file_search: Empty, or how results will be ranked.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "index",
        "type",
        "id",
        "file_search",
    )

    index: int
    type: Literal["file_search"]
    id: str | None
    file_search: FileSearchToolCallFileSearch | None

    def __init__(
        self,
        *,
        index: int,
        type: Literal["file_search"],
        id: str | None | Unset = UNSET,
        file_search: FileSearchToolCallFileSearch | None | Unset = UNSET,
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
            self.index = index_ = get("index")
            self.type = type_ = get("type")
            self.id = id_ = get("id")
            file_search_ = get("file_search")
            self.file_search = None if file_search_ is None else _read_file_search(file_search_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 4 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 4:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(index_) is int or type(index_) is float or index_ is None)
            and (type(type_) is str or type_ is None)
            and (id_ is None or type(id_) is str)
        ):
            require_kinds(
                src_dict,
                {
                    "index": (int, float),
                    "type": (str,),
                    "id": (str,),
                },
                (),
            )
        return self


_FIELDS = frozenset(FileSearchToolCallDelta._fields)
_read_file_search = FileSearchToolCallFileSearch.from_dict
