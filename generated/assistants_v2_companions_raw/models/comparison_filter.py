from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

from assistants_v2_raw import errors
from assistants_v2_raw.types import (
    NONE,
    NOTHING,
    APIObject,
    as_attrs,
    many,
    new,
    others,
    plain,
    plain_or,
    require_kind,
    require_kinds,
)

from .comparison_filter_type import ComparisonFilterType


@as_attrs(init=False, repr=False, eq=False)
class ComparisonFilter(APIObject):
    """Compares one attribute of a file with a value.

    A field that was left out reads None, as one that is null does.

    Attributes:
        type: How the two are compared.
        key: Name of the attribute.
        value: What it is compared with; a list for `in` and `nin`.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "type",
        "key",
        "value",
    )

    type: ComparisonFilterType
    key: str
    value: str | float | bool | list[str | float]

    def __init__(
        self,
        *,
        type: ComparisonFilterType,
        key: str,
        value: str | float | bool | list[str | float],
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
            self.key = key_ = get("key")
            value_ = get("value")
            self.value = None if value_ is None else _read_value(value_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 3 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 3:
                self.additional_properties = others(src_dict, _FIELDS)
        if not ((type(type_) is str or type_ is None) and (type(key_) is str or key_ is None)):
            require_kinds(
                src_dict,
                {
                    "type": (str,),
                    "key": (str,),
                },
                (),
            )
        return self


_FIELDS = frozenset(ComparisonFilter._fields)
_read_value = plain_or(
    many(
        plain(
            str,
            float,
            int,
        )
    ),
    str,
    float,
    int,
    bool,
)
