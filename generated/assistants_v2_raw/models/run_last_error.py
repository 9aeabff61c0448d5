from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

from ..types import (
    NONE,
    NOTHING,
    APIObject,
    as_attrs,
    new,
    others,
    require_kind,
    require_kinds,
)
from .last_error_code import LastErrorCode


@as_attrs(init=False, repr=False, eq=False)
class RunLastError(APIObject):
    """Why a run failed.

    A field that was left out reads None, as one that is null does.

    Attributes:
        code: Kind of the failure.
        message: The explanation, in English.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "code",
        "message",
    )

    code: LastErrorCode
    message: str

    def __init__(
        self,
        *,
        code: LastErrorCode,
        message: str,
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
        self.code = code_ = get("code")
        self.message = message_ = get("message")
        if len(src_dict) != 2 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 2:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(code_) is str or code_ is None) and (type(message_) is str or message_ is None)
        ):
            require_kinds(
                src_dict,
                {
                    "code": (str,),
                    "message": (str,),
                },
                (),
            )
        return self


_FIELDS = frozenset(RunLastError._fields)
