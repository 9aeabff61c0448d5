from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

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
class ToolOutput(APIObject):
    """What a function returned.

    A field that was left out reads None, as one that is null does.

    Attributes:
        tool_call_id: Id of the call this answers.
        output: What the model is to read, often JSON text.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "tool_call_id",
        "output",
    )

    tool_call_id: str | None
    output: str | None

    def __init__(
        self,
        *,
        tool_call_id: str | None | Unset = UNSET,
        output: str | None | Unset = UNSET,
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
        self.tool_call_id = tool_call_id_ = get("tool_call_id")
        self.output = output_ = get("output")
        if len(src_dict) != 2 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 2:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (tool_call_id_ is None or type(tool_call_id_) is str)
            and (output_ is None or type(output_) is str)
        ):
            require_kinds(
                src_dict,
                {
                    "tool_call_id": (str,),
                    "output": (str,),
                },
                (),
            )
        return self


_FIELDS = frozenset(ToolOutput._fields)
