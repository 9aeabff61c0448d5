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
from .api_error_body import APIErrorBody


@as_attrs(init=False, repr=False, eq=False)
class ErrorEventData(APIObject):
    """An error within a stream, in either of two forms: as `error`, or with its fields at the top.

    A field that was left out reads None, as one that is null does.

    Attributes:
        error: The error, in the form servers were seen to send.
        message: The explanation, in the form the vendor documents.
        type: Kind of the error, in the form the vendor documents.
        param: Name of the offending field, in the form the vendor documents.
        code: Identifier of the error, in the form the vendor documents.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "error",
        "message",
        "type",
        "param",
        "code",
    )

    error: APIErrorBody | None
    message: str | None
    type: str | None
    param: str | None
    code: str | None

    def __init__(
        self,
        *,
        error: APIErrorBody | None | Unset = UNSET,
        message: str | None | Unset = UNSET,
        type: str | None | Unset = UNSET,
        param: str | None | Unset = UNSET,
        code: str | None | Unset = UNSET,
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
            self.message = message_ = get("message")
            self.type = type_ = get("type")
            self.param = param_ = get("param")
            self.code = code_ = get("code")
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 5 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 5:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (message_ is None or type(message_) is str)
            and (type_ is None or type(type_) is str)
            and (param_ is None or type(param_) is str)
            and (code_ is None or type(code_) is str)
        ):
            require_kinds(
                src_dict,
                {
                    "message": (str,),
                    "type": (str,),
                    "param": (str,),
                    "code": (str,),
                },
                (),
            )
        return self


_FIELDS = frozenset(ErrorEventData._fields)
_read_error = APIErrorBody.from_dict
