from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

from assistants_v2_raw import errors
from assistants_v2_raw.types import (
    NONE,
    NOTHING,
    APIObject,
    Unknown,
    as_attrs,
    many,
    new,
    others,
    require_kind,
    require_kinds,
    tagged,
)

from .comparison_filter import ComparisonFilter
from .compound_filter_type import CompoundFilterType


@as_attrs(init=False, repr=False, eq=False)
class CompoundFilter(APIObject):
    """Several conditions as one.

    A field that was left out reads None, as one that is null does.

    Attributes:
        type: Whether all conditions have to hold, or one.
        filters: The conditions, which may be compounds themselves.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "type",
        "filters",
    )

    type: CompoundFilterType
    filters: list[ComparisonFilter | CompoundFilter | Unknown]

    def __init__(
        self,
        *,
        type: CompoundFilterType,
        filters: list[ComparisonFilter | CompoundFilter | Unknown],
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
            filters_ = get("filters")
            self.filters = None if filters_ is None else _read_filters(filters_)
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


_FIELDS = frozenset(CompoundFilter._fields)
_read_filters = many(
    tagged(
        "type",
        {
            "eq": ComparisonFilter,
            "gt": ComparisonFilter,
            "gte": ComparisonFilter,
            "in": ComparisonFilter,
            "lt": ComparisonFilter,
            "lte": ComparisonFilter,
            "ne": ComparisonFilter,
            "nin": ComparisonFilter,
            "and": CompoundFilter,
            "or": CompoundFilter,
        },
    )
)
