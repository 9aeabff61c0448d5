from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Unset, many, one, write
from .tool_output import ToolOutput


@define(kw_only=True)
class RunSubmitToolOutputsRequest:
    """The outputs a run waits for.

    Attributes:
        tool_outputs: One output for each pending call, in any order.
        stream: Whether to answer with the further events as they happen instead of the run; false by
            default.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    tool_outputs: list[ToolOutput]
    stream: bool | None | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a JSON object; nothing it holds is refused and nothing is lost."""
        rest = dict(src_dict)
        take: Any = rest.pop
        self = cls.__new__(cls)
        self.tool_outputs = _read_tool_outputs(take("tool_outputs", UNSET))
        self.stream = take("stream", UNSET)
        self.additional_properties = rest or {}  # the emptied copy would keep its table
        return self

    def to_dict(self) -> dict[str, Any]:
        """Write the JSON object: what was set or read, and nothing else."""
        data: dict[str, Any] = {}
        if self.tool_outputs is not UNSET:
            data["tool_outputs"] = write(self.tool_outputs)
        if self.stream is not UNSET:
            data["stream"] = self.stream
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


_read_tool_outputs = many(one(ToolOutput))
