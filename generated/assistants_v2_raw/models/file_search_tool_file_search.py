from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Unset, one, write
from .file_search_ranking_options import FileSearchRankingOptions


@define(kw_only=True)
class FileSearchToolFileSearch:
    """Settings of a file search.

    Attributes:
        max_num_results: How many results a search returns at most, 1 to 50; 20 by default, 5 with
            gpt-3.5-turbo.
        ranking_options: How results are scored and which are too weak to keep.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    max_num_results: int | Unset = UNSET
    ranking_options: FileSearchRankingOptions | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a JSON object; nothing it holds is refused and nothing is lost."""
        rest = dict(src_dict)
        take: Any = rest.pop
        self = cls.__new__(cls)
        self.max_num_results = take("max_num_results", UNSET)
        self.ranking_options = _read_ranking_options(take("ranking_options", UNSET))
        self.additional_properties = rest or {}  # the emptied copy would keep its table
        return self

    def to_dict(self) -> dict[str, Any]:
        """Write the JSON object: what was set or read, and nothing else."""
        data: dict[str, Any] = {}
        if self.max_num_results is not UNSET:
            data["max_num_results"] = self.max_num_results
        if self.ranking_options is not UNSET:
            data["ranking_options"] = write(self.ranking_options)
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


_read_ranking_options = one(FileSearchRankingOptions)
