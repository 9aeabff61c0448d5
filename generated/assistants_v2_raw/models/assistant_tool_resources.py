from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Unset, one, write
from .tool_resources_code_interpreter import ToolResourcesCodeInterpreter
from .tool_resources_file_search import ToolResourcesFileSearch


@define(kw_only=True)
class AssistantToolResources:
    """Files and vector stores that belong to an assistant, by tool.

    Attributes:
        code_interpreter: Files the code interpreter can open.
        file_search: Vector stores that file search looks through.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    code_interpreter: ToolResourcesCodeInterpreter | Unset = UNSET
    file_search: ToolResourcesFileSearch | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a JSON object; nothing it holds is refused and nothing is lost."""
        rest = dict(src_dict)
        take: Any = rest.pop
        self = cls.__new__(cls)
        self.code_interpreter = _read_code_interpreter(take("code_interpreter", UNSET))
        self.file_search = _read_file_search(take("file_search", UNSET))
        self.additional_properties = rest or {}  # the emptied copy would keep its table
        return self

    def to_dict(self) -> dict[str, Any]:
        """Write the JSON object: what was set or read, and nothing else."""
        data: dict[str, Any] = {}
        if self.code_interpreter is not UNSET:
            data["code_interpreter"] = write(self.code_interpreter)
        if self.file_search is not UNSET:
            data["file_search"] = write(self.file_search)
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


_read_code_interpreter = one(ToolResourcesCodeInterpreter)
_read_file_search = one(ToolResourcesFileSearch)
