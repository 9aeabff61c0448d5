from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

from assistants_v2_raw.types import (
    NONE,
    NOTHING,
    APIObject,
    as_attrs,
    new,
    others,
    require_kind,
    require_kinds,
)

from .vector_store_file_error_code import VectorStoreFileErrorCode


@as_attrs(init=False, repr=False, eq=False)
class VectorStoreFileLastError(APIObject):
    """Why a file could not be used.

    A field that was left out reads None, as one that is null does.

    Attributes:
        code: The kind of the failure.
        message: The explanation, in English.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "code",
        "message",
    )

    code: VectorStoreFileErrorCode
    message: str

    def __init__(
        self,
        *,
        code: VectorStoreFileErrorCode,
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


_FIELDS = frozenset(VectorStoreFileLastError._fields)
