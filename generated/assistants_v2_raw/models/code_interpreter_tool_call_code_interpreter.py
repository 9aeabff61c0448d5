from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

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
from .code_interpreter_output_image import CodeInterpreterOutputImage
from .code_interpreter_output_logs import CodeInterpreterOutputLogs


@as_attrs(init=False, repr=False, eq=False)
class CodeInterpreterToolCallCodeInterpreter(APIObject):
    """Code and what came of it.

    A field that was left out reads None, as one that is null does.

    Attributes:
        input: The Python code.
        outputs: What it printed and drew; empty when it did neither.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "input",
        "outputs",
    )

    input: str
    outputs: list[CodeInterpreterOutputLogs | CodeInterpreterOutputImage | Unknown]

    def __init__(
        self,
        *,
        input: str,
        outputs: list[CodeInterpreterOutputLogs | CodeInterpreterOutputImage | Unknown],
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
            self.input = input_ = get("input")
            outputs_ = get("outputs")
            self.outputs = None if outputs_ is None else _read_outputs(outputs_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 2 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 2:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (type(input_) is str or input_ is None):
            require_kinds(
                src_dict,
                {
                    "input": (str,),
                },
                (),
            )
        return self


_FIELDS = frozenset(CodeInterpreterToolCallCodeInterpreter._fields)
_read_outputs = many(
    tagged(
        "type",
        {
            "logs": CodeInterpreterOutputLogs,
            "image": CodeInterpreterOutputImage,
        },
    )
)
