from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Unset, one, write
from .assistant_tool_choice_function import AssistantToolChoiceFunction
from .assistant_tool_choice_type import AssistantToolChoiceType


@define(kw_only=True)
class AssistantToolChoice:
    """The one tool the model has to call.

    Attributes:
        type: Kind of the tool.
        function: The function to call; only with `type` function.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    type: AssistantToolChoiceType
    function: AssistantToolChoiceFunction | None | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a JSON object; nothing it holds is refused and nothing is lost."""
        rest = dict(src_dict)
        take: Any = rest.pop
        self = cls.__new__(cls)
        self.type = take("type", UNSET)
        self.function = _read_function(take("function", UNSET))
        self.additional_properties = rest or {}  # the emptied copy would keep its table
        return self

    def to_dict(self) -> dict[str, Any]:
        """Write the JSON object: what was set or read, and nothing else."""
        data: dict[str, Any] = {}
        if self.type is not UNSET:
            data["type"] = self.type
        if self.function is not UNSET:
            data["function"] = write(self.function)
        data.update(self.additional_properties)
        return data

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties)

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties


_read_function = one(AssistantToolChoiceFunction)
