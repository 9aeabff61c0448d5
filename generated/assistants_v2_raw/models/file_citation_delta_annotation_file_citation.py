from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

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


@as_attrs(init=False, repr=False, eq=False)
class FileCitationDeltaAnnotationFileCitation(APIObject):
    """The file a new citation names.

    A field that was left out reads None, as one that is null does.

    Attributes:
        file_id: Id of the file.
        quote: The words cited; empty in streams seen so far.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "file_id",
        "quote",
    )

    file_id: str | None
    quote: str | None

    def __init__(
        self,
        *,
        file_id: str | None | Unset = UNSET,
        quote: str | None | Unset = UNSET,
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
        self.file_id = file_id_ = get("file_id")
        self.quote = quote_ = get("quote")
        if len(src_dict) != 2 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 2:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (file_id_ is None or type(file_id_) is str) and (quote_ is None or type(quote_) is str)
        ):
            require_kinds(
                src_dict,
                {
                    "file_id": (str,),
                    "quote": (str,),
                },
                (),
            )
        return self


_FIELDS = frozenset(FileCitationDeltaAnnotationFileCitation._fields)
