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
from .run_step_delta_message_delta_message_creation import RunStepDeltaMessageDeltaMessageCreation


@as_attrs(init=False, repr=False, eq=False)
class RunStepDeltaMessageDelta(APIObject):
    """The step writes a message.

    A field that was left out reads None, as one that is null does.

    Attributes:
        type: Marks the step as the writing of a message.
        message_creation: The message being written.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "type",
        "message_creation",
    )

    type: Literal["message_creation"]
    message_creation: RunStepDeltaMessageDeltaMessageCreation | None

    def __init__(
        self,
        *,
        type: Literal["message_creation"],
        message_creation: RunStepDeltaMessageDeltaMessageCreation | None | Unset = UNSET,
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
            message_creation_ = get("message_creation")
            self.message_creation = (
                None if message_creation_ is None else _read_message_creation(message_creation_)
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


_FIELDS = frozenset(RunStepDeltaMessageDelta._fields)
_read_message_creation = RunStepDeltaMessageDeltaMessageCreation.from_dict
