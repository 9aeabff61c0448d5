from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

from .. import errors
from ..types import (
    NONE,
    NOTHING,
    UNSET,
    APIObject,
    Unset,
    as_attrs,
    many,
    new,
    others,
    require_kind,
    require_kinds,
)
from .tool_output import ToolOutput


@as_attrs(init=False, repr=False, eq=False)
class RunSubmitToolOutputsRequest(APIObject):
    """The outputs a run waits for.

    A field that was left out reads None, as one that is null does.

    Attributes:
        tool_outputs: One output for each pending call, in any order.
        stream: Whether to answer with the further events as they happen instead of the run; false by
            default.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "tool_outputs",
        "stream",
    )

    tool_outputs: list[ToolOutput]
    stream: bool | None

    def __init__(
        self,
        *,
        tool_outputs: list[ToolOutput],
        stream: bool | None | Unset = UNSET,
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
            tool_outputs_ = get("tool_outputs")
            self.tool_outputs = None if tool_outputs_ is None else _read_tool_outputs(tool_outputs_)
            self.stream = stream_ = get("stream")
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 2 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 2:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (stream_ is None or type(stream_) is bool):
            require_kinds(
                src_dict,
                {
                    "stream": (bool,),
                },
                (),
            )
        return self


_FIELDS = frozenset(RunSubmitToolOutputsRequest._fields)
_read_tool_outputs = many(ToolOutput.from_dict)
