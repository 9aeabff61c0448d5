from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

from assistants_v2_raw import errors
from assistants_v2_raw.types import (
    NONE,
    NOTHING,
    UNSET,
    APIObject,
    Unset,
    as_attrs,
    many,
    new,
    others,
    plain,
    require_kind,
    require_kinds,
)


@as_attrs(init=False, repr=False, eq=False)
class UploadCompleteRequest(APIObject):
    """Which parts make the file.

    A field that was left out reads None, as one that is null does.

    Attributes:
        part_ids: Ids of the parts in the order of their bytes, each once.
        md5: MD5 of the whole file in hexadecimal; a file with another one is refused.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "part_ids",
        "md5",
    )

    part_ids: list[str]
    md5: str | None

    def __init__(
        self,
        *,
        part_ids: list[str],
        md5: str | None | Unset = UNSET,
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
            part_ids_ = get("part_ids")
            self.part_ids = None if part_ids_ is None else _read_part_ids(part_ids_)
            self.md5 = md5_ = get("md5")
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 2 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 2:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (md5_ is None or type(md5_) is str):
            require_kinds(
                src_dict,
                {
                    "md5": (str,),
                },
                (),
            )
        return self


_FIELDS = frozenset(UploadCompleteRequest._fields)
_read_part_ids = many(
    plain(
        str,
    )
)
