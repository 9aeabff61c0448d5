from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self

from attrs import define, field

from ..types import UNSET, one, write
from .file_citation import FileCitation


@define(kw_only=True)
class FileCitationAnnotation:
    """A passage that cites a file found by file search.

    Attributes:
        type: Marks the annotation as a citation.
        text: The passage, such as `【4:0†source】`, for you to replace.
        file_citation: The file cited.
        start_index: Where the passage begins, in characters.
        end_index: Where the passage ends, in characters, exclusive.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    type: Literal["file_citation"]
    text: str
    file_citation: FileCitation
    start_index: int
    end_index: int
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a JSON object; nothing it holds is refused and nothing is lost."""
        rest = dict(src_dict)
        take: Any = rest.pop
        self = cls.__new__(cls)
        self.type = take("type", UNSET)
        self.text = take("text", UNSET)
        self.file_citation = _read_file_citation(take("file_citation", UNSET))
        self.start_index = take("start_index", UNSET)
        self.end_index = take("end_index", UNSET)
        self.additional_properties = rest or {}  # the emptied copy would keep its table
        return self

    def to_dict(self) -> dict[str, Any]:
        """Write the JSON object: what was set or read, and nothing else."""
        data: dict[str, Any] = {}
        if self.type is not UNSET:
            data["type"] = self.type
        if self.text is not UNSET:
            data["text"] = self.text
        if self.file_citation is not UNSET:
            data["file_citation"] = write(self.file_citation)
        if self.start_index is not UNSET:
            data["start_index"] = self.start_index
        if self.end_index is not UNSET:
            data["end_index"] = self.end_index
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


_read_file_citation = one(FileCitation)
