from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Literal, Self

from .. import errors
from ..types import (
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
from .code_interpreter_tool_call import CodeInterpreterToolCall
from .file_search_tool_call import FileSearchToolCall
from .function_tool_call import FunctionToolCall


@as_attrs(init=False, repr=False, eq=False)
class ToolCallsStepDetails(APIObject):
    """The step called tools.

    A field that was left out reads None, as one that is null does.

    Attributes:
        type: Marks the step as calls of tools.
        tool_calls: The calls; empty while a stream has just begun.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "type",
        "tool_calls",
    )

    type: Literal["tool_calls"]
    tool_calls: list[CodeInterpreterToolCall | FileSearchToolCall | FunctionToolCall | Unknown]

    def __init__(
        self,
        *,
        type: Literal["tool_calls"],
        tool_calls: list[CodeInterpreterToolCall | FileSearchToolCall | FunctionToolCall | Unknown],
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
            tool_calls_ = get("tool_calls")
            self.tool_calls = None if tool_calls_ is None else _read_tool_calls(tool_calls_)
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


_FIELDS = frozenset(ToolCallsStepDetails._fields)
_read_tool_calls = many(
    tagged(
        "type",
        {
            "code_interpreter": CodeInterpreterToolCall,
            "file_search": FileSearchToolCall,
            "function": FunctionToolCall,
        },
    )
)
