from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Unset, many, one, write
from .file_search_ranking_options import FileSearchRankingOptions
from .file_search_result import FileSearchResult


@define(kw_only=True)
class FileSearchToolCallFileSearch:
    """A file search and its results; empty until the search is over.

    Attributes:
        ranking_options: How the results were ranked.
        results: What was found, best first.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    ranking_options: FileSearchRankingOptions | Unset = UNSET
    results: list[FileSearchResult] | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a JSON object; nothing it holds is refused and nothing is lost."""
        rest = dict(src_dict)
        take: Any = rest.pop
        self = cls.__new__(cls)
        self.ranking_options = _read_ranking_options(take("ranking_options", UNSET))
        self.results = _read_results(take("results", UNSET))
        self.additional_properties = rest or {}  # the emptied copy would keep its table
        return self

    def to_dict(self) -> dict[str, Any]:
        """Write the JSON object: what was set or read, and nothing else."""
        data: dict[str, Any] = {}
        if self.ranking_options is not UNSET:
            data["ranking_options"] = write(self.ranking_options)
        if self.results is not UNSET:
            data["results"] = write(self.results)
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
_read_results = many(one(FileSearchResult))
