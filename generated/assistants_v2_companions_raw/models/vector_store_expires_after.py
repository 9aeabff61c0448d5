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
class VectorStoreExpiresAfter(APIObject):
    """How long a vector store is kept when nobody uses it.

    A field that was left out reads None, as one that is null does.

    Attributes:
        anchor: From when on the days are counted.
        days: For how many days it is kept.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "anchor",
        "days",
    )

    anchor: Literal["last_active_at"] | str
    days: int

    def __init__(
        self,
        *,
        anchor: Literal["last_active_at"] | str,
        days: int,
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
        self.days = days_ = get("days")
        if len(src_dict) != 2 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 2:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(anchor_) is str or anchor_ is None)
            and (type(days_) is int or type(days_) is float or days_ is None)
        ):
            require_kinds(
                src_dict,
                {
                    "anchor": (str,),
                    "days": (int, float),
                },
                (),
            )
        return self


_FIELDS = frozenset(VectorStoreExpiresAfter._fields)
