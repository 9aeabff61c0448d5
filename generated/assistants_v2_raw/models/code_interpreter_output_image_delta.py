from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Literal, Self

from .. import errors
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
from .code_interpreter_output_image_delta_image import CodeInterpreterOutputImageDeltaImage


@as_attrs(init=False, repr=False, eq=False)
class CodeInterpreterOutputImageDelta(APIObject):
    """An image newly drawn.

    A field that was left out reads None, as one that is null does.

    Attributes:
        index: Which output of the call it is, from 0.
        type: Marks the output as an image.
        image: The image.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "index",
        "type",
        "image",
    )

    index: int
    type: Literal["image"]
    image: CodeInterpreterOutputImageDeltaImage | None

    def __init__(
        self,
        *,
        index: int,
        type: Literal["image"],
        image: CodeInterpreterOutputImageDeltaImage | None | Unset = UNSET,
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
            self.index = index_ = get("index")
            self.type = type_ = get("type")
            image_ = get("image")
            self.image = None if image_ is None else _read_image(image_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 3 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 3:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(index_) is int or type(index_) is float or index_ is None)
            and (type(type_) is str or type_ is None)
        ):
            require_kinds(
                src_dict,
                {
                    "index": (int, float),
                    "type": (str,),
                },
                (),
            )
        return self


_FIELDS = frozenset(CodeInterpreterOutputImageDelta._fields)
_read_image = CodeInterpreterOutputImageDeltaImage.from_dict
