from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Literal, Self

from assistants_v2_raw import errors
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

from .vector_store_file_counts import VectorStoreFileCounts
from .vector_store_file_status import VectorStoreFileStatus


@as_attrs(init=False, repr=False, eq=False)
class VectorStoreFileBatch(APIObject):
    """Many files that were added to a vector store together.

    A field that was left out reads None, as one that is null does.

    Attributes:
        id: Id of the batch.
        object: Marks the object as a batch.
        created_at: When it was created, in Unix seconds.
        vector_store_id: Id of the vector store.
        status: How far the server is with the batch; `completed` even if some of its files failed.
        file_counts: How many of its files are in which status.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "id",
        "object",
        "created_at",
        "vector_store_id",
        "status",
        "file_counts",
    )

    id: str
    object: Literal["vector_store.file_batch"] | str
    created_at: int
    vector_store_id: str
    status: VectorStoreFileStatus
    file_counts: VectorStoreFileCounts

    def __init__(
        self,
        *,
        id: str,
        object: Literal["vector_store.file_batch"] | str,
        created_at: int,
        vector_store_id: str,
        status: VectorStoreFileStatus,
        file_counts: VectorStoreFileCounts,
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
            self.vector_store_id = vector_store_id_ = get("vector_store_id")
            self.status = status_ = get("status")
            file_counts_ = get("file_counts")
            self.file_counts = None if file_counts_ is None else _read_file_counts(file_counts_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 6 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 6:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(id_) is str)
            and (type(object_) is str or object_ is None)
            and (type(created_at_) is int or type(created_at_) is float or created_at_ is None)
            and (type(vector_store_id_) is str or vector_store_id_ is None)
            and (type(status_) is str or status_ is None)
        ):
            require_kinds(
                src_dict,
                {
                    "id": (str,),
                    "object": (str,),
                    "created_at": (int, float),
                    "vector_store_id": (str,),
                    "status": (str,),
                },
                ("id",),
            )
        return self


_FIELDS = frozenset(VectorStoreFileBatch._fields)
_read_file_counts = VectorStoreFileCounts.from_dict
