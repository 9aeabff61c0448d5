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
from .truncation_type import TruncationType


@as_attrs(init=False, repr=False, eq=False)
class TruncationStrategy(APIObject):
    """How a long thread is shortened for the model.

    A field that was left out reads None, as one that is null does.

    Attributes:
        type: Which messages are kept.
        last_messages: How many of the latest messages are kept; only with `type` last_messages.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "type",
        "last_messages",
    )

    type: TruncationType
    last_messages: int | None

    def __init__(
        self,
        *,
        type: TruncationType,
        last_messages: int | None | Unset = UNSET,
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
        self.last_messages = last_messages_ = get("last_messages")
        if len(src_dict) != 2 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 2:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(type_) is str or type_ is None)
            and (
                last_messages_ is None
                or type(last_messages_) is int
                or type(last_messages_) is float
            )
        ):
            require_kinds(
                src_dict,
                {
                    "type": (str,),
                    "last_messages": (int, float),
                },
                (),
            )
        return self


_FIELDS = frozenset(TruncationStrategy._fields)
