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
class FileExpiresAfter(APIObject):
    """How long a file is kept.

    A field that was left out reads None, as one that is null does.

    Attributes:
        anchor: From when on the time is counted; there is no other moment than the upload.
        seconds: For how long it is kept, an hour to 30 days.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "anchor",
        "seconds",
    )

    anchor: Literal["created_at"] | str
    seconds: int

    def __init__(
        self,
        *,
        anchor: Literal["created_at"] | str,
        seconds: int,
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
        self.anchor = anchor_ = get("anchor")
        self.seconds = seconds_ = get("seconds")
        if len(src_dict) != 2 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 2:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(anchor_) is str or anchor_ is None)
            and (type(seconds_) is int or type(seconds_) is float or seconds_ is None)
        ):
            require_kinds(
                src_dict,
                {
                    "anchor": (str,),
                    "seconds": (int, float),
                },
                (),
            )
        return self


_FIELDS = frozenset(FileExpiresAfter._fields)
