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
    new,
    others,
    require_kind,
    require_kinds,
)
from .required_action_submit_tool_outputs import RequiredActionSubmitToolOutputs
from .required_action_type import RequiredActionType


@as_attrs(init=False, repr=False, eq=False)
class RequiredAction(APIObject):
    """What a run waits for before it goes on.

    A field that was left out reads None, as one that is null does.

    Attributes:
        type: Kind of the action.
        submit_tool_outputs: The tool calls to answer; only with `type` submit_tool_outputs.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "type",
        "submit_tool_outputs",
    )

    type: RequiredActionType
    submit_tool_outputs: RequiredActionSubmitToolOutputs | None

    def __init__(
        self,
        *,
        type: RequiredActionType,
        submit_tool_outputs: RequiredActionSubmitToolOutputs | None | Unset = UNSET,
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
            submit_tool_outputs_ = get("submit_tool_outputs")
            self.submit_tool_outputs = (
                None
                if submit_tool_outputs_ is None
                else _read_submit_tool_outputs(submit_tool_outputs_)
            )
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


_FIELDS = frozenset(RequiredAction._fields)
_read_submit_tool_outputs = RequiredActionSubmitToolOutputs.from_dict
