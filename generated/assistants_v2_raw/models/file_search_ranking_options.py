from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Unset, one, write
from .file_search_ranker import FileSearchRanker
from .hybrid_search import HybridSearch


@define(kw_only=True)
class FileSearchRankingOptions:
    """How the results of a file search are ranked.

    Attributes:
        score_threshold: Results that score below this are dropped; from 0, which keeps all, to 1.
        ranker: Which ranker scores the results; `auto` by default.
        hybrid_search: Balance between meaning and wording; null on every assistant seen so far.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    score_threshold: float
    ranker: FileSearchRanker | Unset = UNSET
    hybrid_search: HybridSearch | None | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a JSON object; nothing it holds is refused and nothing is lost."""
        rest = dict(src_dict)
        take: Any = rest.pop
        self = cls.__new__(cls)
        self.score_threshold = take("score_threshold", UNSET)
        self.ranker = take("ranker", UNSET)
        self.hybrid_search = _read_hybrid_search(take("hybrid_search", UNSET))
        self.additional_properties = rest or {}  # the emptied copy would keep its table
        return self

    def to_dict(self) -> dict[str, Any]:
        """Write the JSON object: what was set or read, and nothing else."""
        data: dict[str, Any] = {}
        if self.score_threshold is not UNSET:
            data["score_threshold"] = self.score_threshold
        if self.ranker is not UNSET:
            data["ranker"] = self.ranker
        if self.hybrid_search is not UNSET:
            data["hybrid_search"] = write(self.hybrid_search)
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


_read_hybrid_search = one(HybridSearch)
