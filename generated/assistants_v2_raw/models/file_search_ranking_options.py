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
from .file_search_ranker import FileSearchRanker
from .hybrid_search import HybridSearch


@as_attrs(init=False, repr=False, eq=False)
class FileSearchRankingOptions(APIObject):
    """How the results of a file search are ranked.

    A field that was left out reads None, as one that is null does.

    Attributes:
        score_threshold: Results that score below this are dropped; from 0, which keeps all, to 1.
        ranker: Which ranker scores the results; `auto` by default.
        hybrid_search: Balance between meaning and wording; null on every assistant seen so far.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "score_threshold",
        "ranker",
        "hybrid_search",
    )

    score_threshold: float
    ranker: FileSearchRanker | None
    hybrid_search: HybridSearch | None

    def __init__(
        self,
        *,
        score_threshold: float,
        ranker: FileSearchRanker | None | Unset = UNSET,
        hybrid_search: HybridSearch | None | Unset = UNSET,
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
            self.score_threshold = score_threshold_ = get("score_threshold")
            self.ranker = ranker_ = get("ranker")
            hybrid_search_ = get("hybrid_search")
            self.hybrid_search = (
                None if hybrid_search_ is None else _read_hybrid_search(hybrid_search_)
            )
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 3 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 3:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (
                type(score_threshold_) is float
                or type(score_threshold_) is int
                or score_threshold_ is None
            )
            and (ranker_ is None or type(ranker_) is str)
        ):
            require_kinds(
                src_dict,
                {
                    "score_threshold": (float, int),
                    "ranker": (str,),
                },
                (),
            )
        return self


_FIELDS = frozenset(FileSearchRankingOptions._fields)
_read_hybrid_search = HybridSearch.from_dict
