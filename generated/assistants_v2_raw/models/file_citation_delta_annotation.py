from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Literal, Self

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
from .file_citation_delta_annotation_file_citation import FileCitationDeltaAnnotationFileCitation


@as_attrs(init=False, repr=False, eq=False)
class FileCitationDeltaAnnotation(APIObject):
    """A new citation.

    A field that was left out reads None, as one that is null does.

    Attributes:
        index: Which annotation of the text it is, from 0.
        type: Marks the annotation as a citation.
        text: The passage, for you to replace.
        file_citation: The file cited.
        start_index: Where the passage begins, in characters.
        end_index: Where the passage ends, in characters, exclusive.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "index",
        "type",
        "text",
        "file_citation",
        "start_index",
        "end_index",
    )

    index: int
    type: Literal["file_citation"]
    text: str | None
    file_citation: FileCitationDeltaAnnotationFileCitation | None
    start_index: int | None
    end_index: int | None

    def __init__(
        self,
        *,
        index: int,
        type: Literal["file_citation"],
        text: str | None | Unset = UNSET,
        file_citation: FileCitationDeltaAnnotationFileCitation | None | Unset = UNSET,
        start_index: int | None | Unset = UNSET,
        end_index: int | None | Unset = UNSET,
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
            self.index = index_ = get("index")
            self.type = type_ = get("type")
            self.text = text_ = get("text")
            file_citation_ = get("file_citation")
            self.file_citation = (
                None if file_citation_ is None else _read_file_citation(file_citation_)
            )
            self.start_index = start_index_ = get("start_index")
            self.end_index = end_index_ = get("end_index")
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 6 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 6:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(index_) is int or type(index_) is float or index_ is None)
            and (type(type_) is str or type_ is None)
            and (text_ is None or type(text_) is str)
            and (start_index_ is None or type(start_index_) is int or type(start_index_) is float)
            and (end_index_ is None or type(end_index_) is int or type(end_index_) is float)
        ):
            require_kinds(
                src_dict,
                {
                    "index": (int, float),
                    "type": (str,),
                    "text": (str,),
                    "start_index": (int, float),
                    "end_index": (int, float),
                },
                (),
            )
        return self


_FIELDS = frozenset(FileCitationDeltaAnnotation._fields)
_read_file_citation = FileCitationDeltaAnnotationFileCitation.from_dict
