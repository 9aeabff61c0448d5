from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Unset, many, one, write
from .file_search_result_content import FileSearchResultContent


@define(kw_only=True)
class FileSearchResult:
    """A file that matched a search.

    Attributes:
        file_id: Id of the file.
        file_name: Name of the file.
        score: How well it matched, 0 to 1.
        attributes: Key-value pairs kept with the file in its vector store.
        content: Passages found; sent only when `include[]` asks for them.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    file_id: str
    file_name: str
    score: float
    attributes: dict[str, str | float | bool] | None | Unset = UNSET
    content: list[FileSearchResultContent] | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a JSON object; nothing it holds is refused and nothing is lost."""
        rest = dict(src_dict)
        take: Any = rest.pop
        self = cls.__new__(cls)
        self.file_id = take("file_id", UNSET)
        self.file_name = take("file_name", UNSET)
        self.score = take("score", UNSET)
        self.attributes = take("attributes", UNSET)
        self.content = _read_content(take("content", UNSET))
        self.additional_properties = rest or {}  # the emptied copy would keep its table
        return self

    def to_dict(self) -> dict[str, Any]:
        """Write the JSON object: what was set or read, and nothing else."""
        data: dict[str, Any] = {}
        if self.file_id is not UNSET:
            data["file_id"] = self.file_id
        if self.file_name is not UNSET:
            data["file_name"] = self.file_name
        if self.score is not UNSET:
            data["score"] = self.score
        if self.attributes is not UNSET:
            data["attributes"] = self.attributes
        if self.content is not UNSET:
            data["content"] = write(self.content)
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


_read_content = many(one(FileSearchResultContent))
