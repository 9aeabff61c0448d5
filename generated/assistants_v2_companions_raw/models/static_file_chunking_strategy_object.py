from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Literal, Self

from assistants_v2_raw import errors
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

from .static_file_chunking_strategy import StaticFileChunkingStrategy


@as_attrs(init=False, repr=False, eq=False)
class StaticFileChunkingStrategyObject(APIObject):
    """Cut by these measures; automatic cutting is shown in the same way.

    A field that was left out reads None, as one that is null does.

    Attributes:
        type: Marks the strategy as static.
        static: The measures.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "type",
        "static",
    )

    type: Literal["static"]
    static: StaticFileChunkingStrategy

    def __init__(
        self,
        *,
        type: Literal["static"],
        static: StaticFileChunkingStrategy,
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
            static_ = get("static")
            self.static = None if static_ is None else _read_static(static_)
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


_FIELDS = frozenset(StaticFileChunkingStrategyObject._fields)
_read_static = StaticFileChunkingStrategy.from_dict
