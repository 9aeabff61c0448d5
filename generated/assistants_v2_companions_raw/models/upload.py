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
    new,
    others,
    require_kind,
    require_kinds,
)

from .file_object import FileObject
from .file_purpose import FilePurpose
from .upload_status import UploadStatus


@as_attrs(init=False, repr=False, eq=False)
class Upload(APIObject):
    """A file that comes in parts.

    A field that was left out reads None, as one that is null does.

    Attributes:
        id: Id of the upload.
        bytes: Size of the whole file, as it was announced.
        created_at: When it was begun, in Unix seconds.
        expires_at: When the server throws its parts away unless it was completed, in Unix seconds.
        filename: Name of the file.
        purpose: What the file is for.
        status: Whether parts can be added; `completed` says that there is a file.
        object: Marks the object as an upload.
        file: The file that was made of the parts; null until the upload is completed.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "id",
        "bytes",
        "created_at",
        "expires_at",
        "filename",
        "purpose",
        "status",
        "object",
        "file",
    )

    id: str
    bytes: int
    created_at: int
    expires_at: int
    filename: str
    purpose: FilePurpose
    status: UploadStatus
    object: Literal["upload"] | str | None
    file: FileObject | None

    def __init__(
        self,
        *,
        id: str,
        bytes: int,
        created_at: int,
        expires_at: int,
        filename: str,
        purpose: FilePurpose,
        status: UploadStatus,
        object: Literal["upload"] | str | None | Unset = UNSET,
        file: FileObject | None | Unset = UNSET,
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
            self.bytes = bytes_ = get("bytes")
            self.created_at = created_at_ = get("created_at")
            self.expires_at = expires_at_ = get("expires_at")
            self.filename = filename_ = get("filename")
            self.purpose = purpose_ = get("purpose")
            self.status = status_ = get("status")
            self.object = object_ = get("object")
            file_ = get("file")
            self.file = None if file_ is None else _read_file(file_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 9 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 9:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(id_) is str)
            and (type(bytes_) is int or type(bytes_) is float or bytes_ is None)
            and (type(created_at_) is int or type(created_at_) is float or created_at_ is None)
            and (type(expires_at_) is int or type(expires_at_) is float or expires_at_ is None)
            and (type(filename_) is str or filename_ is None)
            and (type(purpose_) is str or purpose_ is None)
            and (type(status_) is str or status_ is None)
            and (object_ is None or type(object_) is str)
        ):
            require_kinds(
                src_dict,
                {
                    "id": (str,),
                    "bytes": (int, float),
                    "created_at": (int, float),
                    "expires_at": (int, float),
                    "filename": (str,),
                    "purpose": (str,),
                    "status": (str,),
                    "object": (str,),
                },
                ("id",),
            )
        return self


_FIELDS = frozenset(Upload._fields)
_read_file = FileObject.from_dict
