from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Literal, Self

from assistants_v2_raw import errors
from assistants_v2_raw.types import (
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

from .vector_store_expires_after import VectorStoreExpiresAfter
from .vector_store_file_counts import VectorStoreFileCounts
from .vector_store_status import VectorStoreStatus


@as_attrs(init=False, repr=False, eq=False)
class VectorStore(APIObject):
    """A collection of files that can be searched.

    A field that was left out reads None, as one that is null does.

    Attributes:
        id: Id of the vector store.
        object: Marks the object as a vector store.
        created_at: When it was created, in Unix seconds.
        name: Its name; null if it was given none.
        usage_bytes: Space that its pieces take, in bytes; more or less than the files have.
        file_counts: How many of its files are in which status.
        status: Whether it can be searched; files may still be in progress when it can.
        last_active_at: When it was used last, in Unix seconds.
        metadata: Your own key-value pairs.
        description: What it is for; null if nothing was said.
        expires_after: How long it is kept when nobody uses it; null for always.
        expires_at: When it expires if nobody uses it until then, in Unix seconds; null for never.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "id",
        "object",
        "created_at",
        "name",
        "usage_bytes",
        "file_counts",
        "status",
        "last_active_at",
        "metadata",
        "description",
        "expires_after",
        "expires_at",
    )

    id: str
    object: Literal["vector_store"] | str
    created_at: int
    name: str | None
    usage_bytes: int
    file_counts: VectorStoreFileCounts
    status: VectorStoreStatus
    last_active_at: int | None
    metadata: dict[str, str] | None
    description: str | None
    expires_after: VectorStoreExpiresAfter | None
    expires_at: int | None

    def __init__(
        self,
        *,
        id: str,
        object: Literal["vector_store"] | str,
        created_at: int,
        name: str | None,
        usage_bytes: int,
        file_counts: VectorStoreFileCounts,
        status: VectorStoreStatus,
        last_active_at: int | None,
        metadata: dict[str, str] | None,
        description: str | None | Unset = UNSET,
        expires_after: VectorStoreExpiresAfter | None | Unset = UNSET,
        expires_at: int | None | Unset = UNSET,
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
            self.name = name_ = get("name")
            self.usage_bytes = usage_bytes_ = get("usage_bytes")
            file_counts_ = get("file_counts")
            self.file_counts = None if file_counts_ is None else _read_file_counts(file_counts_)
            self.status = status_ = get("status")
            self.last_active_at = last_active_at_ = get("last_active_at")
            metadata_ = get("metadata")
            self.metadata = None if metadata_ is None else _read_metadata(metadata_)
            self.description = description_ = get("description")
            expires_after_ = get("expires_after")
            self.expires_after = (
                None if expires_after_ is None else _read_expires_after(expires_after_)
            )
            self.expires_at = expires_at_ = get("expires_at")
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 12 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 12:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(id_) is str)
            and (type(object_) is str or object_ is None)
            and (type(created_at_) is int or type(created_at_) is float or created_at_ is None)
            and (name_ is None or type(name_) is str)
            and (type(usage_bytes_) is int or type(usage_bytes_) is float or usage_bytes_ is None)
            and (type(status_) is str or status_ is None)
            and (
                last_active_at_ is None
                or type(last_active_at_) is int
                or type(last_active_at_) is float
            )
            and (description_ is None or type(description_) is str)
            and (expires_at_ is None or type(expires_at_) is int or type(expires_at_) is float)
        ):
            require_kinds(
                src_dict,
                {
                    "id": (str,),
                    "object": (str,),
                    "created_at": (int, float),
                    "name": (str,),
                    "usage_bytes": (int, float),
                    "status": (str,),
                    "last_active_at": (int, float),
                    "description": (str,),
                    "expires_at": (int, float),
                },
                ("id",),
            )
        return self


_FIELDS = frozenset(VectorStore._fields)
_read_file_counts = VectorStoreFileCounts.from_dict
_read_metadata = named(
    str,
)
_read_expires_after = VectorStoreExpiresAfter.from_dict
