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
class ToolResourcesFileSearch(APIObject):
    """Vector stores for file search.

    A field that was left out reads None, as one that is null does.

    Attributes:
        vector_store_ids: Id of the vector store; there can be one at most.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = ("vector_store_ids",)

    vector_store_ids: list[str] | None

    def __init__(
        self,
        *,
        vector_store_ids: list[str] | None | Unset = UNSET,
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
            vector_store_ids_ = get("vector_store_ids")
            self.vector_store_ids = (
                None if vector_store_ids_ is None else _read_vector_store_ids(vector_store_ids_)
            )
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 1 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 1:
                self.additional_properties = others(src_dict, _FIELDS)
        return self


_FIELDS = frozenset(ToolResourcesFileSearch._fields)
_read_vector_store_ids = many(
    plain(
        str,
    )
)
