from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Literal, Self

from assistants_v2_raw import errors
from assistants_v2_raw.types import (
    NONE,
    NOTHING,
    APIObject,
    as_attrs,
    many,
    new,
    others,
    plain,
    plain_or,
    require_kind,
    require_kinds,
)

from .vector_store_search_response import VectorStoreSearchResponse


@as_attrs(init=False, repr=False, eq=False)
class VectorStoreSearchResultsPage(APIObject):
    """What a search found.

    A field that was left out reads None, as one that is null does.

    Attributes:
        object: Marks the object as the results of a search.
        search_query: The question as it was searched for, or several.
        data: What was found, best first.
        has_more: Whether there is another page.
        next_page: What names the next page; null if there is none.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "object",
        "search_query",
        "data",
        "has_more",
        "next_page",
    )

    object: Literal["vector_store.search_results.page"] | str
    search_query: str | list[str]
    data: list[VectorStoreSearchResponse]
    has_more: bool
    next_page: str | None

    def __init__(
        self,
        *,
        object: Literal["vector_store.search_results.page"] | str,
        search_query: str | list[str],
        data: list[VectorStoreSearchResponse],
        has_more: bool,
        next_page: str | None,
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
            self.object = object_ = get("object")
            search_query_ = get("search_query")
            self.search_query = None if search_query_ is None else _read_search_query(search_query_)
            data_ = get("data")
            self.data = None if data_ is None else _read_data(data_)
            self.has_more = has_more_ = get("has_more")
            self.next_page = next_page_ = get("next_page")
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 5 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 5:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(object_) is str or object_ is None)
            and "data" in src_dict
            and (type(has_more_) is bool or has_more_ is None)
            and (next_page_ is None or type(next_page_) is str)
        ):
            require_kinds(
                src_dict,
                {
                    "object": (str,),
                    "has_more": (bool,),
                    "next_page": (str,),
                },
                ("data",),
            )
        return self


_FIELDS = frozenset(VectorStoreSearchResultsPage._fields)
_read_search_query = plain_or(
    many(
        plain(
            str,
        )
    ),
    str,
)
_read_data = many(VectorStoreSearchResponse.from_dict)
