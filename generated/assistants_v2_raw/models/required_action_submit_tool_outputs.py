from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

from .. import errors
from ..types import (
    NONE,
    NOTHING,
    APIObject,
    as_attrs,
    many,
    new,
    others,
    require_kind,
)
from .required_action_function_tool_call import RequiredActionFunctionToolCall


@as_attrs(init=False, repr=False, eq=False)
class RequiredActionSubmitToolOutputs(APIObject):
    """Tool calls that wait for their outputs.

    A field that was left out reads None, as one that is null does.

    Attributes:
        tool_calls: The calls, every one of which must be answered.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = ("tool_calls",)

    tool_calls: list[RequiredActionFunctionToolCall]

    def __init__(
        self,
        *,
        tool_calls: list[RequiredActionFunctionToolCall],
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
            tool_calls_ = get("tool_calls")
            self.tool_calls = None if tool_calls_ is None else _read_tool_calls(tool_calls_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 1 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 1:
                self.additional_properties = others(src_dict, _FIELDS)
        return self


_FIELDS = frozenset(RequiredActionSubmitToolOutputs._fields)
_read_tool_calls = many(RequiredActionFunctionToolCall.from_dict)
