from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Literal, Self

from assistants_v2_raw.types import (
    NONE,
    NOTHING,
    APIObject,
    as_attrs,
    new,
    others,
    require_kind,
    require_kinds,
)


@as_attrs(init=False, repr=False, eq=False)
class VectorStoreDeleted(APIObject):
    """Receipt for a deleted vector store.

    A field that was left out reads None, as one that is null does.

    Attributes:
        id: Id of what was deleted.
        object: Marks the object as the receipt of a deleted vector store.
        deleted: Whether it is gone.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "id",
        "object",
        "deleted",
    )

    id: str
    object: Literal["vector_store.deleted"] | str
    deleted: bool

    def __init__(
        self,
        *,
        id: str,
        object: Literal["vector_store.deleted"] | str,
        deleted: bool,
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
        self.id = id_ = get("id")
        self.object = object_ = get("object")
        self.deleted = deleted_ = get("deleted")
        if len(src_dict) != 3 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 3:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(id_) is str)
            and (type(object_) is str or object_ is None)
            and (type(deleted_) is bool or deleted_ is None)
        ):
            require_kinds(
                src_dict,
                {
                    "id": (str,),
                    "object": (str,),
                    "deleted": (bool,),
                },
                ("id",),
            )
        return self


_FIELDS = frozenset(VectorStoreDeleted._fields)
