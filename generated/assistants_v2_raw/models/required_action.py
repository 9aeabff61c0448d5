from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Unset, one, write
from .required_action_submit_tool_outputs import RequiredActionSubmitToolOutputs
from .required_action_type import RequiredActionType


@define(kw_only=True)
class RequiredAction:
    """What a run waits for before it goes on.

    Attributes:
        type: Kind of the action.
        submit_tool_outputs: The tool calls to answer; only with `type` submit_tool_outputs.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    type: RequiredActionType
    submit_tool_outputs: RequiredActionSubmitToolOutputs | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a JSON object; nothing it holds is refused and nothing is lost."""
        rest = dict(src_dict)
        take: Any = rest.pop
        self = cls.__new__(cls)
        self.type = take("type", UNSET)
        self.submit_tool_outputs = _read_submit_tool_outputs(take("submit_tool_outputs", UNSET))
        self.additional_properties = rest or {}  # the emptied copy would keep its table
        return self

    def to_dict(self) -> dict[str, Any]:
        """Write the JSON object: what was set or read, and nothing else."""
        data: dict[str, Any] = {}
        if self.type is not UNSET:
            data["type"] = self.type
        if self.submit_tool_outputs is not UNSET:
            data["submit_tool_outputs"] = write(self.submit_tool_outputs)
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


_read_submit_tool_outputs = one(RequiredActionSubmitToolOutputs)
