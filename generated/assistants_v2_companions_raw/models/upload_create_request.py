from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

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

from .file_expires_after import FileExpiresAfter
from .file_purpose_param import FilePurposeParam


@as_attrs(init=False, repr=False, eq=False)
class UploadCreateRequest(APIObject):
    """What is known of a file before its parts come.

    A field that was left out reads None, as one that is null does.

    Attributes:
        filename: Name of the file.
        purpose: What the file is for; `assistants` for file search and code interpreter.
        bytes: Size of the whole file, 8 GiB at most.
        mime_type: Kind of the file, such as `text/plain`.
        expires_after: How long the server keeps the file; without this it stays until it is deleted.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "filename",
        "purpose",
        "bytes",
        "mime_type",
        "expires_after",
    )

    filename: str
    purpose: FilePurposeParam
    bytes: int
    mime_type: str
    expires_after: FileExpiresAfter | None

    def __init__(
        self,
        *,
        filename: str,
        purpose: FilePurposeParam,
        bytes: int,
        mime_type: str,
        expires_after: FileExpiresAfter | None | Unset = UNSET,
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
            self.filename = filename_ = get("filename")
            self.purpose = purpose_ = get("purpose")
            self.bytes = bytes_ = get("bytes")
            self.mime_type = mime_type_ = get("mime_type")
            expires_after_ = get("expires_after")
            self.expires_after = (
                None if expires_after_ is None else _read_expires_after(expires_after_)
            )
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 5 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 5:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(filename_) is str or filename_ is None)
            and (type(purpose_) is str or purpose_ is None)
            and (type(bytes_) is int or type(bytes_) is float or bytes_ is None)
            and (type(mime_type_) is str or mime_type_ is None)
        ):
            require_kinds(
                src_dict,
                {
                    "filename": (str,),
                    "purpose": (str,),
                    "bytes": (int, float),
                    "mime_type": (str,),
                },
                (),
            )
        return self


_FIELDS = frozenset(UploadCreateRequest._fields)
_read_expires_after = FileExpiresAfter.from_dict
