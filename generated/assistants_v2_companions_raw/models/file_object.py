from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Literal, Self

from assistants_v2_raw.types import (
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

from .file_purpose import FilePurpose
from .file_status import FileStatus


@as_attrs(init=False, repr=False, eq=False)
class FileObject(APIObject):
    """What a server knows of one file, beside its bytes.

    A field that was left out reads None, as one that is null does.

    Attributes:
        id: Id of the file.
        object: Marks the object as a file.
        bytes: Size of the file.
        created_at: When it was uploaded or written, in Unix seconds.
        filename: Name of the file, as it was uploaded.
        purpose: What the file is for.
        status: How far the server is with it.
        expires_at: When the server removes it, in Unix seconds; null if it stays.
        status_details: Why the server could not use it; null if nothing is wrong.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "id",
        "object",
        "bytes",
        "created_at",
        "filename",
        "purpose",
        "status",
        "expires_at",
        "status_details",
    )

    id: str
    object: Literal["file"] | str
    bytes: int
    created_at: int
    filename: str
    purpose: FilePurpose
    status: FileStatus
    expires_at: int | None
    status_details: str | None

    def __init__(
        self,
        *,
        id: str,
        object: Literal["file"] | str,
        bytes: int,
        created_at: int,
        filename: str,
        purpose: FilePurpose,
        status: FileStatus,
        expires_at: int | None | Unset = UNSET,
        status_details: str | None | Unset = UNSET,
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
        self.bytes = bytes_ = get("bytes")
        self.created_at = created_at_ = get("created_at")
        self.filename = filename_ = get("filename")
        self.purpose = purpose_ = get("purpose")
        self.status = status_ = get("status")
        self.expires_at = expires_at_ = get("expires_at")
        self.status_details = status_details_ = get("status_details")
        if len(src_dict) != 9 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 9:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(id_) is str)
            and (type(object_) is str or object_ is None)
            and (type(bytes_) is int or type(bytes_) is float or bytes_ is None)
            and (type(created_at_) is int or type(created_at_) is float or created_at_ is None)
            and (type(filename_) is str or filename_ is None)
            and (type(purpose_) is str or purpose_ is None)
            and (type(status_) is str or status_ is None)
            and (expires_at_ is None or type(expires_at_) is int or type(expires_at_) is float)
            and (status_details_ is None or type(status_details_) is str)
        ):
            require_kinds(
                src_dict,
                {
                    "id": (str,),
                    "object": (str,),
                    "bytes": (int, float),
                    "created_at": (int, float),
                    "filename": (str,),
                    "purpose": (str,),
                    "status": (str,),
                    "expires_at": (int, float),
                    "status_details": (str,),
                },
                ("id",),
            )
        return self


_FIELDS = frozenset(FileObject._fields)
