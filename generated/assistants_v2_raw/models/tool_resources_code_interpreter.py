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
    many,
    new,
    others,
    plain,
    require_kind,
)


@as_attrs(init=False, repr=False, eq=False)
class ToolResourcesCodeInterpreter(APIObject):
    """Files for the code interpreter.

    A field that was left out reads None, as one that is null does.

    Attributes:
        file_ids: Ids of up to 20 files; empty by default.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = ("file_ids",)

    file_ids: list[str] | None

    def __init__(
        self,
        *,
        file_ids: list[str] | None | Unset = UNSET,
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
            file_ids_ = get("file_ids")
            self.file_ids = None if file_ids_ is None else _read_file_ids(file_ids_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 1 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 1:
                self.additional_properties = others(src_dict, _FIELDS)
        return self


_FIELDS = frozenset(ToolResourcesCodeInterpreter._fields)
_read_file_ids = many(
    plain(
        str,
    )
)
