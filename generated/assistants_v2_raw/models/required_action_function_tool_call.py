from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Literal, Self

from .. import errors
from ..types import (
    NONE,
    NOTHING,
    APIObject,
    as_attrs,
    new,
    others,
    require_kind,
    require_kinds,
)
from .required_action_function_tool_call_function import RequiredActionFunctionToolCallFunction


@as_attrs(init=False, repr=False, eq=False)
class RequiredActionFunctionToolCall(APIObject):
    """A call of one of your functions.

    A field that was left out reads None, as one that is null does.

    Attributes:
        id: Id of the call, to be sent back with its output.
        type: Marks the call as one of a function.
        function: Which function, with what arguments.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "id",
        "type",
        "function",
    )

    id: str
    type: Literal["function"]
    function: RequiredActionFunctionToolCallFunction

    def __init__(
        self,
        *,
        id: str,
        type: Literal["function"],
        function: RequiredActionFunctionToolCallFunction,
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
            self.id = id_ = get("id")
            self.type = type_ = get("type")
            function_ = get("function")
            self.function = None if function_ is None else _read_function(function_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 3 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 3:
                self.additional_properties = others(src_dict, _FIELDS)
        if not ((type(id_) is str) and (type(type_) is str or type_ is None)):
            require_kinds(
                src_dict,
                {
                    "id": (str,),
                    "type": (str,),
                },
                ("id",),
            )
        return self


_FIELDS = frozenset(RequiredActionFunctionToolCall._fields)
_read_function = RequiredActionFunctionToolCallFunction.from_dict
