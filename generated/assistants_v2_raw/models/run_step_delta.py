from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Unknown, Unset, tagged, write
from .run_step_delta_message_delta import RunStepDeltaMessageDelta
from .tool_calls_delta import ToolCallsDelta


@define(kw_only=True)
class RunStepDelta:
    """What is new about a step.

    Attributes:
        step_details: New pieces of the message or of the tool calls.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    step_details: RunStepDeltaMessageDelta | ToolCallsDelta | Unknown | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a JSON object; nothing it holds is refused and nothing is lost."""
        rest = dict(src_dict)
        take: Any = rest.pop
        self = cls.__new__(cls)
        self.step_details = _read_step_details(take("step_details", UNSET))
        self.additional_properties = rest or {}  # the emptied copy would keep its table
        return self

    def to_dict(self) -> dict[str, Any]:
        """Write the JSON object: what was set or read, and nothing else."""
        data: dict[str, Any] = {}
        if self.step_details is not UNSET:
            data["step_details"] = write(self.step_details)
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


_read_step_details = tagged(
    "type",
    {
        "message_creation": RunStepDeltaMessageDelta,
        "tool_calls": ToolCallsDelta,
    },
)
