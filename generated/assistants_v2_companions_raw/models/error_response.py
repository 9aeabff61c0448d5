from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

from assistants_v2_raw import errors
from assistants_v2_raw.types import (
    NONE,
    NOTHING,
    APIObject,
    as_attrs,
    new,
    others,
    require_kind,
)

from .api_error_body import APIErrorBody


@as_attrs(init=False, repr=False, eq=False)
class ErrorResponse(APIObject):
    """Body of every answer that is not a success.

    A field that was left out reads None, as one that is null does.

    Attributes:
        error: What went wrong.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = ("error",)

    error: APIErrorBody

    def __init__(
        self,
        *,
        error: APIErrorBody,
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
            error_ = get("error")
            self.error = None if error_ is None else _read_error(error_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 1 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 1:
                self.additional_properties = others(src_dict, _FIELDS)
        return self


_FIELDS = frozenset(ErrorResponse._fields)
_read_error = APIErrorBody.from_dict
