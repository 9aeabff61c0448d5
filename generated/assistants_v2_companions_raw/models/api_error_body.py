from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

from assistants_v2_raw.types import (
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
class APIErrorBody(APIObject):
    """One error: a text for people and, where the server has one, a code for programs.

    A field that was left out reads None, as one that is null does.

    Attributes:
        message: The explanation, in English.
        type: Kind of the error, such as `invalid_request_error` or `server_error`.
        param: Name of the offending field, such as `purpose`; often null even when there is one.
        code: Identifier of this very error, such as `invalid_api_key`; null in most errors.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "message",
        "type",
        "param",
        "code",
    )

    message: str
    type: str | None
    param: str | None
    code: str | None

    def __init__(
        self,
        *,
        message: str,
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
        self.message = message_ = get("message")
        self.type = type_ = get("type")
        self.param = param_ = get("param")
        self.code = code_ = get("code")
        if len(src_dict) != 4 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 4:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(message_) is str or message_ is None)
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


_FIELDS = frozenset(APIErrorBody._fields)
