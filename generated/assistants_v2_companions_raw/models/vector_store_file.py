from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Literal, Self

from assistants_v2_raw import errors
from assistants_v2_raw.types import (
    NONE,
    NOTHING,
    UNSET,
    APIObject,
    Unknown,
    Unset,
    as_attrs,
    named,
    new,
    others,
    require_kind,
    require_kinds,
    tagged,
)

from .other_file_chunking_strategy_object import OtherFileChunkingStrategyObject
from .static_file_chunking_strategy_object import StaticFileChunkingStrategyObject
from .vector_store_file_last_error import VectorStoreFileLastError
from .vector_store_file_status import VectorStoreFileStatus


@as_attrs(init=False, repr=False, eq=False)
class VectorStoreFile(APIObject):
    """A file in a vector store.

    A field that was left out reads None, as one that is null does.

    Attributes:
        id: Id of the file itself.
        object: Marks the object as a file of a vector store.
        created_at: When it was added, in Unix seconds.
        vector_store_id: Id of the vector store.
        status: How far the server is with it.
        last_error: Why it failed; null if it did not.
        usage_bytes: Space that its pieces take, in bytes; files of a batch are listed without it.
        chunking_strategy: How it is cut into pieces.
        attributes: Key-value pairs by which a search can be narrowed.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "id",
        "object",
        "created_at",
        "vector_store_id",
        "status",
        "last_error",
        "usage_bytes",
        "chunking_strategy",
        "attributes",
    )

    id: str
    object: Literal["vector_store.file"] | str
    created_at: int
    vector_store_id: str
    status: VectorStoreFileStatus
    last_error: VectorStoreFileLastError | None
    usage_bytes: int | None
    chunking_strategy: (
        StaticFileChunkingStrategyObject | OtherFileChunkingStrategyObject | Unknown | None
    )
    attributes: dict[str, str | float | bool] | None

    def __init__(
        self,
        *,
        id: str,
        object: Literal["vector_store.file"] | str,
        created_at: int,
        vector_store_id: str,
        status: VectorStoreFileStatus,
        last_error: VectorStoreFileLastError | None,
        usage_bytes: int | None | Unset = UNSET,
        chunking_strategy: StaticFileChunkingStrategyObject
        | OtherFileChunkingStrategyObject
        | Unknown
        | None
        | Unset = UNSET,
        attributes: dict[str, str | float | bool] | None | Unset = UNSET,
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
            last_error_ = get("last_error")
            self.last_error = None if last_error_ is None else _read_last_error(last_error_)
            self.usage_bytes = usage_bytes_ = get("usage_bytes")
            chunking_strategy_ = get("chunking_strategy")
            self.chunking_strategy = (
                None if chunking_strategy_ is None else _read_chunking_strategy(chunking_strategy_)
            )
            attributes_ = get("attributes")
            self.attributes = None if attributes_ is None else _read_attributes(attributes_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 9 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 9:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(id_) is str)
            and (type(object_) is str or object_ is None)
            and (type(created_at_) is int or type(created_at_) is float or created_at_ is None)
            and (type(vector_store_id_) is str or vector_store_id_ is None)
            and (type(status_) is str or status_ is None)
            and (usage_bytes_ is None or type(usage_bytes_) is int or type(usage_bytes_) is float)
        ):
            require_kinds(
                src_dict,
                {
                    "id": (str,),
                    "object": (str,),
                    "created_at": (int, float),
                    "vector_store_id": (str,),
                    "status": (str,),
                    "usage_bytes": (int, float),
                },
                ("id",),
            )
        return self


_FIELDS = frozenset(VectorStoreFile._fields)
_read_last_error = VectorStoreFileLastError.from_dict
_read_chunking_strategy = tagged(
    "type",
    {
        "static": StaticFileChunkingStrategyObject,
        "other": OtherFileChunkingStrategyObject,
    },
)
_read_attributes = named(
    str,
    float,
    int,
    bool,
)
