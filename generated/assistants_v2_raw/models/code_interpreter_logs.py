from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Literal, Self

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


@as_attrs(init=False, repr=False, eq=False)
class CodeInterpreterLogs(APIObject):
    """Text newly printed.

    A field that was left out reads None, as one that is null does.

    Attributes:
        index: Which output of the call it belongs to, from 0.
        type: Marks the output as text.
        logs: Text to append.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "index",
        "type",
        "logs",
    )

    index: int
    type: Literal["logs"]
    logs: str | None

    def __init__(
        self,
        *,
        index: int,
        type: Literal["logs"],
        logs: str | None | Unset = UNSET,
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
        self.index = index_ = get("index")
        self.type = type_ = get("type")
        self.logs = logs_ = get("logs")
        if len(src_dict) != 3 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 3:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(index_) is int or type(index_) is float or index_ is None)
            and (type(type_) is str or type_ is None)
            and (logs_ is None or type(logs_) is str)
        ):
            require_kinds(
                src_dict,
                {
                    "index": (int, float),
                    "type": (str,),
                    "logs": (str,),
                },
                (),
            )
        return self


_FIELDS = frozenset(CodeInterpreterLogs._fields)
