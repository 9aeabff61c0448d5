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
from .tool_resources_vector_store import ToolResourcesVectorStore


@as_attrs(init=False, repr=False, eq=False)
class ToolResourcesFileSearchCreate(APIObject):
    """A vector store for file search: an existing one by id, or a new one; not both.

    A field that was left out reads None, as one that is null does.

    Attributes:
        vector_store_ids: Id of an existing vector store; there can be one at most.
        vector_stores: A vector store to make; there can be one at most.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "vector_store_ids",
        "vector_stores",
    )

    vector_store_ids: list[str] | None
    vector_stores: list[ToolResourcesVectorStore] | None

    def __init__(
        self,
        *,
        vector_store_ids: list[str] | None | Unset = UNSET,
        vector_stores: list[ToolResourcesVectorStore] | None | Unset = UNSET,
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
            vector_stores_ = get("vector_stores")
            self.vector_stores = (
                None if vector_stores_ is None else _read_vector_stores(vector_stores_)
            )
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 2 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 2:
                self.additional_properties = others(src_dict, _FIELDS)
        return self


_FIELDS = frozenset(ToolResourcesFileSearchCreate._fields)
_read_vector_store_ids = many(
    plain(
        str,
    )
)
_read_vector_stores = many(ToolResourcesVectorStore.from_dict)
