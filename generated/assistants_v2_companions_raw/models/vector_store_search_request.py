from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

from assistants_v2_raw import errors
from assistants_v2_raw.types import (
    NONE,
    NOTHING,
    UNSET,
    APIObject,
    Unknown,
    Unset,
    as_attrs,
    many,
    new,
    others,
    plain,
    plain_or,
    require_kind,
    require_kinds,
    tagged,
)

from .comparison_filter import ComparisonFilter
from .compound_filter import CompoundFilter
from .search_ranking_options import SearchRankingOptions


@as_attrs(init=False, repr=False, eq=False)
class VectorStoreSearchRequest(APIObject):
    """A question to the files of a vector store.

    A field that was left out reads None, as one that is null does.

    Attributes:
        query: The question, or several.
        rewrite_query: Whether the server may put the question into other words; by default it does not.
        max_num_results: How many pieces to find at most, 1 to 50; 10 by default.
        filters: Which files may answer, by their attributes; all of them by default.
        ranking_options: How pieces are ranked, and which are too bad to be returned.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "query",
        "rewrite_query",
        "max_num_results",
        "filters",
        "ranking_options",
    )

    query: str | list[str]
    rewrite_query: bool | None
    max_num_results: int | None
    filters: ComparisonFilter | CompoundFilter | None | Unknown
    ranking_options: SearchRankingOptions | None

    def __init__(
        self,
        *,
        query: str | list[str],
        rewrite_query: bool | None | Unset = UNSET,
        max_num_results: int | None | Unset = UNSET,
        filters: ComparisonFilter | CompoundFilter | None | Unknown | Unset = UNSET,
        ranking_options: SearchRankingOptions | None | Unset = UNSET,
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
            query_ = get("query")
            self.query = None if query_ is None else _read_query(query_)
            self.rewrite_query = rewrite_query_ = get("rewrite_query")
            self.max_num_results = max_num_results_ = get("max_num_results")
            filters_ = get("filters")
            self.filters = None if filters_ is None else _read_filters(filters_)
            ranking_options_ = get("ranking_options")
            self.ranking_options = (
                None if ranking_options_ is None else _read_ranking_options(ranking_options_)
            )
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 5 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 5:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (rewrite_query_ is None or type(rewrite_query_) is bool)
            and (
                max_num_results_ is None
                or type(max_num_results_) is int
                or type(max_num_results_) is float
            )
        ):
            require_kinds(
                src_dict,
                {
                    "rewrite_query": (bool,),
                    "max_num_results": (int, float),
                },
                (),
            )
        return self


_FIELDS = frozenset(VectorStoreSearchRequest._fields)
_read_query = plain_or(
    many(
        plain(
            str,
        )
    ),
    str,
)
_read_filters = tagged(
    "type",
    {
        "eq": ComparisonFilter,
        "gt": ComparisonFilter,
        "gte": ComparisonFilter,
        "in": ComparisonFilter,
        "lt": ComparisonFilter,
        "lte": ComparisonFilter,
        "ne": ComparisonFilter,
        "nin": ComparisonFilter,
        "and": CompoundFilter,
        "or": CompoundFilter,
    },
)
_read_ranking_options = SearchRankingOptions.from_dict
