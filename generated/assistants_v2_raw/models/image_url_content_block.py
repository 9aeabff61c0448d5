from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Literal, Self

from .. import errors
from ..types import (
    NONE,
    NOTHING,
    APIObject,
    as_attrs,
    new,
    others,
    require_kind,
    require_kinds,
)
from .image_url import ImageURL


@as_attrs(init=False, repr=False, eq=False)
class ImageURLContentBlock(APIObject):
    """An image from the web.

    A field that was left out reads None, as one that is null does.

    Attributes:
        type: Marks the part as an image URL.
        image_url: The image.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "type",
        "image_url",
    )

    type: Literal["image_url"]
    image_url: ImageURL

    def __init__(
        self,
        *,
        type: Literal["image_url"],
        image_url: ImageURL,
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
            self.type = type_ = get("type")
            image_url_ = get("image_url")
            self.image_url = None if image_url_ is None else _read_image_url(image_url_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 2 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 2:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (type(type_) is str or type_ is None):
            require_kinds(
                src_dict,
                {
                    "type": (str,),
                },
                (),
            )
        return self


_FIELDS = frozenset(ImageURLContentBlock._fields)
_read_image_url = ImageURL.from_dict
