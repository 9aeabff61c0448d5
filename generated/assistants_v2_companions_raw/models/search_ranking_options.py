from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

from assistants_v2_raw.types import (
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

from .search_ranker import SearchRanker


@as_attrs(init=False, repr=False, eq=False)
class SearchRankingOptions(APIObject):
    """How the pieces that are found are ranked.

    A field that was left out reads None, as one that is null does.

    Attributes:
        ranker: Who ranks them; `auto` by default.
        score_threshold: Score, 0 to 1, below which a piece is left out; 0 by default.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "ranker",
        "score_threshold",
    )

    ranker: SearchRanker | None
    score_threshold: float | None

    def __init__(
        self,
        *,
        ranker: SearchRanker | None | Unset = UNSET,
        score_threshold: float | None | Unset = UNSET,
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
        self.ranker = ranker_ = get("ranker")
        self.score_threshold = score_threshold_ = get("score_threshold")
        if len(src_dict) != 2 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 2:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (ranker_ is None or type(ranker_) is str)
            and (
                score_threshold_ is None
                or type(score_threshold_) is float
                or type(score_threshold_) is int
            )
        ):
            require_kinds(
                src_dict,
                {
                    "ranker": (str,),
                    "score_threshold": (float, int),
                },
                (),
            )
        return self


_FIELDS = frozenset(SearchRankingOptions._fields)
