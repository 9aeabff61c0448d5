from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

from .. import errors
from ..types import (
    NONE,
    NOTHING,
    UNSET,
    APIObject,
    Unset,
    as_attrs,
    many,
    new,
    others,
    require_kind,
)
from .file_search_ranking_options import FileSearchRankingOptions
from .file_search_result import FileSearchResult


@as_attrs(init=False, repr=False, eq=False)
class FileSearchToolCallFileSearch(APIObject):
    """A file search and its results; empty until the search is over.

    A field that was left out reads None, as one that is null does.

    Attributes:
        ranking_options: How the results were ranked.
        results: What was found, best first.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "ranking_options",
        "results",
    )

    ranking_options: FileSearchRankingOptions | None
    results: list[FileSearchResult] | None

    def __init__(
        self,
        *,
        ranking_options: FileSearchRankingOptions | None | Unset = UNSET,
        results: list[FileSearchResult] | None | Unset = UNSET,
        additional_properties: Mapping[str, Any] = NOTHING,
        _absent: Set[str] = NONE,
    ) -> None:
        self._fill(locals())

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a JSON object; nothing is lost. Raises errors.WrongKind for another kind of value than here."""
        if type(src_dict) is not dict:
            require_kind(src_dict, Mapping)
        get = src_dict.get
        self = new(cls)
        try:
            ranking_options_ = get("ranking_options")
            self.ranking_options = (
                None if ranking_options_ is None else _read_ranking_options(ranking_options_)
            )
            results_ = get("results")
            self.results = None if results_ is None else _read_results(results_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 2 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 2:
                self.additional_properties = others(src_dict, _FIELDS)
        return self


_FIELDS = frozenset(FileSearchToolCallFileSearch._fields)
_read_ranking_options = FileSearchRankingOptions.from_dict
_read_results = many(FileSearchResult.from_dict)
