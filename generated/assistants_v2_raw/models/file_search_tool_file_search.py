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
    new,
    others,
    require_kind,
    require_kinds,
)
from .file_search_ranking_options import FileSearchRankingOptions


@as_attrs(init=False, repr=False, eq=False)
class FileSearchToolFileSearch(APIObject):
    """Settings of a file search.

    A field that was left out reads None, as one that is null does.

    Attributes:
        max_num_results: How many results a search returns at most, 1 to 50; 20 by default, 5 with
            gpt-3.5-turbo.
        ranking_options: How results are scored and which are too weak to keep.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "max_num_results",
        "ranking_options",
    )

    max_num_results: int | None
    ranking_options: FileSearchRankingOptions | None

    def __init__(
        self,
        *,
        max_num_results: int | None | Unset = UNSET,
        ranking_options: FileSearchRankingOptions | None | Unset = UNSET,
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
            self.max_num_results = max_num_results_ = get("max_num_results")
            ranking_options_ = get("ranking_options")
            self.ranking_options = (
                None if ranking_options_ is None else _read_ranking_options(ranking_options_)
            )
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 2 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 2:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            max_num_results_ is None
            or type(max_num_results_) is int
            or type(max_num_results_) is float
        ):
            require_kinds(
                src_dict,
                {
                    "max_num_results": (int, float),
                },
                (),
            )
        return self


_FIELDS = frozenset(FileSearchToolFileSearch._fields)
_read_ranking_options = FileSearchRankingOptions.from_dict
