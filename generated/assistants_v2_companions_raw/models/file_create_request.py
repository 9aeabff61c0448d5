from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

from assistants_v2_raw import errors
from assistants_v2_raw.types import (
    NONE,
    NOTHING,
    UNSET,
    APIObject,
    File,
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
class FileCreateRequest(APIObject):
    """A form with a file to upload; the parts of `expires_after` are fields of their own.

    A field that was left out reads None, as one that is null does.

    Attributes:
        file: The file, with its name.
        purpose: What the file is for; `assistants` for file search and code interpreter.
        expires_after: How long the server keeps it; without this it stays until it is deleted.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "file",
        "purpose",
        "expires_after",
    )

    file: File
    purpose: FilePurposeParam
    expires_after: FileExpiresAfter | None

    def __init__(
        self,
        *,
        file: File,
        purpose: FilePurposeParam,
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
            self.file = get("file")
            self.purpose = purpose_ = get("purpose")
            expires_after_ = get("expires_after")
            self.expires_after = (
                None if expires_after_ is None else _read_expires_after(expires_after_)
            )
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 3 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 3:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (type(purpose_) is str or purpose_ is None):
            require_kinds(
                src_dict,
                {
                    "purpose": (str,),
                },
                (),
            )
        return self


_FIELDS = frozenset(FileCreateRequest._fields)
_read_expires_after = FileExpiresAfter.from_dict
