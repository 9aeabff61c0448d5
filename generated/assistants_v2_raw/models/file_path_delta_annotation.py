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
from .file_path_delta_annotation_file_path import FilePathDeltaAnnotationFilePath


@as_attrs(init=False, repr=False, eq=False)
class FilePathDeltaAnnotation(APIObject):
    """A new link to a file the code interpreter made.

    A field that was left out reads None, as one that is null does.

    Attributes:
        index: Which annotation of the text it is, from 0.
        type: Marks the annotation as a file path.
        text: The passage, for you to replace.
        file_path: The file made.
        start_index: Where the passage begins, in characters.
        end_index: Where the passage ends, in characters, exclusive.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "index",
        "type",
        "text",
        "file_path",
        "start_index",
        "end_index",
    )

    index: int
    type: Literal["file_path"]
    text: str | None
    file_path: FilePathDeltaAnnotationFilePath | None
    start_index: int | None
    end_index: int | None

    def __init__(
        self,
        *,
        index: int,
        type: Literal["file_path"],
        text: str | None | Unset = UNSET,
        file_path: FilePathDeltaAnnotationFilePath | None | Unset = UNSET,
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
            file_path_ = get("file_path")
            self.file_path = None if file_path_ is None else _read_file_path(file_path_)
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


_FIELDS = frozenset(FilePathDeltaAnnotation._fields)
_read_file_path = FilePathDeltaAnnotationFilePath.from_dict
