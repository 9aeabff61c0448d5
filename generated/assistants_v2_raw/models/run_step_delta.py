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
    new,
    others,
    require_kind,
    tagged,
)
from .run_step_delta_message_delta import RunStepDeltaMessageDelta
from .tool_calls_delta import ToolCallsDelta


@as_attrs(init=False, repr=False, eq=False)
class RunStepDelta(APIObject):
    """What is new about a step.

    A field that was left out reads None, as one that is null does.

    Attributes:
        step_details: New pieces of the message or of the tool calls.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = ("step_details",)

    step_details: RunStepDeltaMessageDelta | ToolCallsDelta | Unknown | None

    def __init__(
        self,
        *,
        step_details: RunStepDeltaMessageDelta | ToolCallsDelta | Unknown | None | Unset = UNSET,
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
            step_details_ = get("step_details")
            self.step_details = None if step_details_ is None else _read_step_details(step_details_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 1 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 1:
                self.additional_properties = others(src_dict, _FIELDS)
        return self


_FIELDS = frozenset(RunStepDelta._fields)
_read_step_details = tagged(
    "type",
    {
        "message_creation": RunStepDeltaMessageDelta,
        "tool_calls": ToolCallsDelta,
    },
)
