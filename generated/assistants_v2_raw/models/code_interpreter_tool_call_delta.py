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
from .code_interpreter_tool_call_delta_code_interpreter import (
    CodeInterpreterToolCallDeltaCodeInterpreter,
)


@as_attrs(init=False, repr=False, eq=False)
class CodeInterpreterToolCallDelta(APIObject):
    """A piece of a call of the code interpreter.

    A field that was left out reads None, as one that is null does.

    Attributes:
        index: Which call of the step it belongs to, from 0.
        type: Marks the call as one of the code interpreter.
        id: Id of the call; only in its first piece.
        code_interpreter: What is new.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "index",
        "type",
        "id",
        "code_interpreter",
    )

    index: int
    type: Literal["code_interpreter"]
    id: str | None
    code_interpreter: CodeInterpreterToolCallDeltaCodeInterpreter | None

    def __init__(
        self,
        *,
        index: int,
        type: Literal["code_interpreter"],
        id: str | None | Unset = UNSET,
        code_interpreter: CodeInterpreterToolCallDeltaCodeInterpreter | None | Unset = UNSET,
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
            code_interpreter_ = get("code_interpreter")
            self.code_interpreter = (
                None if code_interpreter_ is None else _read_code_interpreter(code_interpreter_)
            )
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


_FIELDS = frozenset(CodeInterpreterToolCallDelta._fields)
_read_code_interpreter = CodeInterpreterToolCallDeltaCodeInterpreter.from_dict
