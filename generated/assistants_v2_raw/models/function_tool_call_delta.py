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
from .function_tool_call_delta_function import FunctionToolCallDeltaFunction


@as_attrs(init=False, repr=False, eq=False)
class FunctionToolCallDelta(APIObject):
    """A piece of a call of one of your functions.

    A field that was left out reads None, as one that is null does.

    Attributes:
        index: Which call of the step it belongs to, from 0.
        type: Marks the call as one of a function.
        id: Id of the call; only in its first piece.
        function: What is new.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "index",
        "type",
        "id",
        "function",
    )

    index: int
    type: Literal["function"]
    id: str | None
    function: FunctionToolCallDeltaFunction | None

    def __init__(
        self,
        *,
        index: int,
        type: Literal["function"],
        id: str | None | Unset = UNSET,
        function: FunctionToolCallDeltaFunction | None | Unset = UNSET,
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
            self.id = id_ = get("id")
            function_ = get("function")
            self.function = None if function_ is None else _read_function(function_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 4 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 4:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(index_) is int or type(index_) is float or index_ is None)
            and (type(type_) is str or type_ is None)
            and (id_ is None or type(id_) is str)
        ):
            require_kinds(
                src_dict,
                {
                    "index": (int, float),
                    "type": (str,),
                    "id": (str,),
                },
                (),
            )
        return self


_FIELDS = frozenset(FunctionToolCallDelta._fields)
_read_function = FunctionToolCallDeltaFunction.from_dict
