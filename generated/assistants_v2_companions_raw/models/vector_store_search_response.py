from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

from assistants_v2_raw import errors
from assistants_v2_raw.types import (
    NONE,
    NOTHING,
    APIObject,
    as_attrs,
    many,
    named,
    new,
    others,
    require_kind,
    require_kinds,
)

from .vector_store_search_response_content import VectorStoreSearchResponseContent


@as_attrs(init=False, repr=False, eq=False)
class VectorStoreSearchResponse(APIObject):
    """A file that a search found, with the pieces of it that fit.

    A field that was left out reads None, as one that is null does.

    Attributes:
        file_id: Id of the file.
        filename: Name of the file.
        score: How well it fits, 0 to 1.
        attributes: The attributes that the file has in this vector store.
        content: The pieces.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "file_id",
        "filename",
        "score",
        "attributes",
        "content",
    )

    file_id: str
    filename: str
    score: float
    attributes: dict[str, str | float | bool] | None
    content: list[VectorStoreSearchResponseContent]

    def __init__(
        self,
        *,
        file_id: str,
        filename: str,
        score: float,
        attributes: dict[str, str | float | bool] | None,
        content: list[VectorStoreSearchResponseContent],
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
            self.file_id = file_id_ = get("file_id")
            self.filename = filename_ = get("filename")
            self.score = score_ = get("score")
            attributes_ = get("attributes")
            self.attributes = None if attributes_ is None else _read_attributes(attributes_)
            content_ = get("content")
            self.content = None if content_ is None else _read_content(content_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 5 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 5:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(file_id_) is str or file_id_ is None)
            and (type(filename_) is str or filename_ is None)
            and (type(score_) is float or type(score_) is int or score_ is None)
        ):
            require_kinds(
                src_dict,
                {
                    "file_id": (str,),
                    "filename": (str,),
                    "score": (float, int),
                },
                (),
            )
        return self


_FIELDS = frozenset(VectorStoreSearchResponse._fields)
_read_attributes = named(
    str,
    float,
    int,
    bool,
)
_read_content = many(VectorStoreSearchResponseContent.from_dict)
