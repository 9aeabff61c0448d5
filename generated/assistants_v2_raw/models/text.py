from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

from .. import errors
from ..types import (
    NONE,
    NOTHING,
    APIObject,
    Unknown,
    as_attrs,
    many,
    new,
    others,
    require_kind,
    require_kinds,
    tagged,
)
from .file_citation_annotation import FileCitationAnnotation
from .file_path_annotation import FilePathAnnotation


@as_attrs(init=False, repr=False, eq=False)
class Text(APIObject):
    """A text and what its passages refer to.

    A field that was left out reads None, as one that is null does.

    Attributes:
        value: The text itself.
        annotations: Passages that cite a file or name one that was made.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "value",
        "annotations",
    )

    value: str
    annotations: list[FileCitationAnnotation | FilePathAnnotation | Unknown]

    def __init__(
        self,
        *,
        value: str,
        annotations: list[FileCitationAnnotation | FilePathAnnotation | Unknown],
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
            self.value = value_ = get("value")
            annotations_ = get("annotations")
            self.annotations = None if annotations_ is None else _read_annotations(annotations_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 2 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 2:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (type(value_) is str or value_ is None):
            require_kinds(
                src_dict,
                {
                    "value": (str,),
                },
                (),
            )
        return self


_FIELDS = frozenset(Text._fields)
_read_annotations = many(
    tagged(
        "type",
        {
            "file_citation": FileCitationAnnotation,
            "file_path": FilePathAnnotation,
        },
    )
)
