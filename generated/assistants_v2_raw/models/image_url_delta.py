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
class ImageURLDelta(APIObject):
    """An image at an address within a stream.

    A field that was left out reads None, as one that is null does.

    Attributes:
        url: Address of the image.
        detail: How closely to look.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "url",
        "detail",
    )

    url: str | None
    detail: ImageDetail | None

    def __init__(
        self,
        *,
        url: str | None | Unset = UNSET,
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
        self.url = url_ = get("url")
        self.detail = detail_ = get("detail")
        if len(src_dict) != 2 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 2:
                self.additional_properties = others(src_dict, _FIELDS)
        if not ((url_ is None or type(url_) is str) and (detail_ is None or type(detail_) is str)):
            require_kinds(
                src_dict,
                {
                    "url": (str,),
                    "detail": (str,),
                },
                (),
            )
        return self


_FIELDS = frozenset(ImageURLDelta._fields)
