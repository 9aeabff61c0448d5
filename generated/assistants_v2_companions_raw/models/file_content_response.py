from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

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


@as_attrs(init=False, repr=False, eq=False)
class FileContentResponse(APIObject):
    """A part of the text of a file.

    A field that was left out reads None, as one that is null does.

    Attributes:
        type: Kind of the part, which is `text`.
        text: The text.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "type",
        "text",
    )

    type: str | None
    text: str | None

    def __init__(
        self,
        *,
        type: str | None | Unset = UNSET,
        text: str | None | Unset = UNSET,
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
        self.type = type_ = get("type")
        self.text = text_ = get("text")
        if len(src_dict) != 2 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 2:
                self.additional_properties = others(src_dict, _FIELDS)
        if not ((type_ is None or type(type_) is str) and (text_ is None or type(text_) is str)):
            require_kinds(
                src_dict,
                {
                    "type": (str,),
                    "text": (str,),
                },
                (),
            )
        return self


_FIELDS = frozenset(FileContentResponse._fields)
