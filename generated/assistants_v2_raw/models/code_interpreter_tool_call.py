from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self

from attrs import define, field

from ..types import UNSET, one, write
from .code_interpreter_tool_call_code_interpreter import CodeInterpreterToolCallCodeInterpreter


@define(kw_only=True)
class CodeInterpreterToolCall:
    """Code the model wrote and the server executed.

    Attributes:
        id: Id of the call.
        type: Marks the call as one of the code interpreter.
        code_interpreter: The code and what came of it.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    id: str
    type: Literal["code_interpreter"]
    code_interpreter: CodeInterpreterToolCallCodeInterpreter
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a JSON object; nothing it holds is refused and nothing is lost."""
        rest = dict(src_dict)
        take: Any = rest.pop
        self = cls.__new__(cls)
        self.id = take("id", UNSET)
        self.type = take("type", UNSET)
        self.code_interpreter = _read_code_interpreter(take("code_interpreter", UNSET))
        self.additional_properties = rest or {}  # the emptied copy would keep its table
        return self

    def to_dict(self) -> dict[str, Any]:
        """Write the JSON object: what was set or read, and nothing else."""
        data: dict[str, Any] = {}
        if self.id is not UNSET:
            data["id"] = self.id
        if self.type is not UNSET:
            data["type"] = self.type
        if self.code_interpreter is not UNSET:
            data["code_interpreter"] = write(self.code_interpreter)
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


_read_code_interpreter = one(CodeInterpreterToolCallCodeInterpreter)
