from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self

from attrs import define, field

from ..types import UNSET, Unset, one, write
from .function_tool_call_delta_function import FunctionToolCallDeltaFunction


@define(kw_only=True)
class FunctionToolCallDelta:
    """A piece of a call of one of your functions.

    Attributes:
        index: Which call of the step it belongs to, from 0.
        type: Marks the call as one of a function.
        id: Id of the call; only in its first piece.
        function: What is new.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    index: int
    type: Literal["function"]
    id: str | Unset = UNSET
    function: FunctionToolCallDeltaFunction | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a JSON object; nothing it holds is refused and nothing is lost."""
        rest = dict(src_dict)
        take: Any = rest.pop
        self = cls.__new__(cls)
        self.index = take("index", UNSET)
        self.type = take("type", UNSET)
        self.id = take("id", UNSET)
        self.function = _read_function(take("function", UNSET))
        self.additional_properties = rest or {}  # the emptied copy would keep its table
        return self

    def to_dict(self) -> dict[str, Any]:
        """Write the JSON object: what was set or read, and nothing else."""
        data: dict[str, Any] = {}
        if self.index is not UNSET:
            data["index"] = self.index
        if self.type is not UNSET:
            data["type"] = self.type
        if self.id is not UNSET:
            data["id"] = self.id
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


_read_function = one(FunctionToolCallDeltaFunction)
