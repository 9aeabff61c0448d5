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
from .assistant_tool_choice_function import AssistantToolChoiceFunction
from .assistant_tool_choice_type import AssistantToolChoiceType


@as_attrs(init=False, repr=False, eq=False)
class AssistantToolChoice(APIObject):
    """The one tool the model has to call.

    A field that was left out reads None, as one that is null does.

    Attributes:
        type: Kind of the tool.
        function: The function to call; only with `type` function.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "type",
        "function",
    )

    type: AssistantToolChoiceType
    function: AssistantToolChoiceFunction | None

    def __init__(
        self,
        *,
        type: AssistantToolChoiceType,
        function: AssistantToolChoiceFunction | None | Unset = UNSET,
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
            function_ = get("function")
            self.function = None if function_ is None else _read_function(function_)
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


_FIELDS = frozenset(AssistantToolChoice._fields)
_read_function = AssistantToolChoiceFunction.from_dict
