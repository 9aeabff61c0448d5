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
from .code_interpreter_tool_call_code_interpreter import CodeInterpreterToolCallCodeInterpreter


@as_attrs(init=False, repr=False, eq=False)
class CodeInterpreterToolCall(APIObject):
    """Code the model wrote and the server executed.

    A field that was left out reads None, as one that is null does.

    Attributes:
        id: Id of the call.
        type: Marks the call as one of the code interpreter.
        code_interpreter: The code and what came of it.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "id",
        "type",
        "code_interpreter",
    )

    id: str
    type: Literal["code_interpreter"]
    code_interpreter: CodeInterpreterToolCallCodeInterpreter

    def __init__(
        self,
        *,
        id: str,
        type: Literal["code_interpreter"],
        code_interpreter: CodeInterpreterToolCallCodeInterpreter,
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
            code_interpreter_ = get("code_interpreter")
            self.code_interpreter = (
                None if code_interpreter_ is None else _read_code_interpreter(code_interpreter_)
            )
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


_FIELDS = frozenset(CodeInterpreterToolCall._fields)
_read_code_interpreter = CodeInterpreterToolCallCodeInterpreter.from_dict
