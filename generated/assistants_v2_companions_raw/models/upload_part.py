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
class UploadPart(APIObject):
    """Some bytes of a file that comes in parts.

    A field that was left out reads None, as one that is null does.

    Attributes:
        id: Id of the part.
        object: Marks the object as a part of an upload.
        created_at: When it came, in Unix seconds.
        upload_id: The upload that it is a part of.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "id",
        "object",
        "created_at",
        "upload_id",
    )

    id: str
    object: Literal["upload.part"] | str
    created_at: int
    upload_id: str

    def __init__(
        self,
        *,
        id: str,
        object: Literal["upload.part"] | str,
        created_at: int,
        upload_id: str,
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
        self.created_at = created_at_ = get("created_at")
        self.upload_id = upload_id_ = get("upload_id")
        if len(src_dict) != 4 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 4:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(id_) is str)
            and (type(object_) is str or object_ is None)
            and (type(created_at_) is int or type(created_at_) is float or created_at_ is None)
            and (type(upload_id_) is str or upload_id_ is None)
        ):
            require_kinds(
                src_dict,
                {
                    "id": (str,),
                    "object": (str,),
                    "created_at": (int, float),
                    "upload_id": (str,),
                },
                ("id",),
            )
        return self


_FIELDS = frozenset(UploadPart._fields)
