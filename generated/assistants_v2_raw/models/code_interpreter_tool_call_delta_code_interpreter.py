from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

from .. import errors
from ..types import (
    NONE,
    NOTHING,
    UNSET,
    APIObject,
    Unknown,
    Unset,
    as_attrs,
    many,
    new,
    others,
    require_kind,
    require_kinds,
    tagged,
)
from .code_interpreter_logs import CodeInterpreterLogs
from .code_interpreter_output_image_delta import CodeInterpreterOutputImageDelta


@as_attrs(init=False, repr=False, eq=False)
class CodeInterpreterToolCallDeltaCodeInterpreter(APIObject):
    """What is new about code and its outputs.

    A field that was left out reads None, as one that is null does.

    Attributes:
        input: Code to append.
        outputs: New outputs, each with its index; an empty list in the first piece.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "input",
        "outputs",
    )

    input: str | None
    outputs: list[CodeInterpreterLogs | CodeInterpreterOutputImageDelta | Unknown] | None

    def __init__(
        self,
        *,
        input: str | None | Unset = UNSET,
        outputs: list[CodeInterpreterLogs | CodeInterpreterOutputImageDelta | Unknown]
        | None
        | Unset = UNSET,
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
        if not (input_ is None or type(input_) is str):
            require_kinds(
                src_dict,
                {
                    "input": (str,),
                },
                (),
            )
        return self


_FIELDS = frozenset(CodeInterpreterToolCallDeltaCodeInterpreter._fields)
_read_outputs = many(
    tagged(
        "type",
        {
            "logs": CodeInterpreterLogs,
            "image": CodeInterpreterOutputImageDelta,
        },
    )
)
