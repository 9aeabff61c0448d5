from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

from .. import errors
from ..types import (
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
    require_kind,
    require_kinds,
    tagged,
)
from .file_citation_delta_annotation import FileCitationDeltaAnnotation
from .file_path_delta_annotation import FilePathDeltaAnnotation


@as_attrs(init=False, repr=False, eq=False)
class TextDelta(APIObject):
    """What is new about a text.

    A field that was left out reads None, as one that is null does.

    Attributes:
        value: Text to append.
        annotations: Annotations to add; the first piece of a text has an empty list, later ones none.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "value",
        "annotations",
    )

    value: str | None
    annotations: list[FileCitationDeltaAnnotation | FilePathDeltaAnnotation | Unknown] | None

    def __init__(
        self,
        *,
        value: str | None | Unset = UNSET,
        annotations: list[FileCitationDeltaAnnotation | FilePathDeltaAnnotation | Unknown]
        | None
        | Unset = UNSET,
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
        if not (value_ is None or type(value_) is str):
            require_kinds(
                src_dict,
                {
                    "value": (str,),
                },
                (),
            )
        return self


_FIELDS = frozenset(TextDelta._fields)
_read_annotations = many(
    tagged(
        "type",
        {
            "file_citation": FileCitationDeltaAnnotation,
            "file_path": FilePathDeltaAnnotation,
        },
    )
)
