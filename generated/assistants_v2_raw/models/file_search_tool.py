from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self

from attrs import define, field

from ..types import UNSET, Unset, one, write
from .file_search_tool_file_search import FileSearchToolFileSearch


@define(kw_only=True)
class FileSearchTool:
    """Lets the model search the attached vector stores.

    Attributes:
        type: Marks the tool as file search.
        file_search: How to search; the server's settings apply when it is left out.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    type: Literal["file_search"]
    file_search: FileSearchToolFileSearch | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a JSON object; nothing it holds is refused and nothing is lost."""
        rest = dict(src_dict)
        take: Any = rest.pop
        self = cls.__new__(cls)
        self.type = take("type", UNSET)
        self.file_search = _read_file_search(take("file_search", UNSET))
        self.additional_properties = rest or {}  # the emptied copy would keep its table
        return self

    def to_dict(self) -> dict[str, Any]:
        """Write the JSON object: what was set or read, and nothing else."""
        data: dict[str, Any] = {}
        if self.type is not UNSET:
            data["type"] = self.type
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


_read_file_search = one(FileSearchToolFileSearch)
