from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

from ..types import (
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
from .image_detail import ImageDetail


@as_attrs(init=False, repr=False, eq=False)
class ImageFile(APIObject):
    """An uploaded image.

    A field that was left out reads None, as one that is null does.

    Attributes:
        file_id: Id of the file, uploaded with purpose `vision`.
        detail: How closely to look; `auto` by default.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "file_id",
        "detail",
    )

    file_id: str
    detail: ImageDetail | None

    def __init__(
        self,
        *,
        file_id: str,
        detail: ImageDetail | None | Unset = UNSET,
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
        self.file_id = file_id_ = get("file_id")
        self.detail = detail_ = get("detail")
        if len(src_dict) != 2 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 2:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(file_id_) is str or file_id_ is None)
            and (detail_ is None or type(detail_) is str)
        ):
            require_kinds(
                src_dict,
                {
                    "file_id": (str,),
                    "detail": (str,),
                },
                (),
            )
        return self


_FIELDS = frozenset(ImageFile._fields)
