from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Unset


@define(kw_only=True)
class APIErrorBody:
    """One error: a text for people and, where the server has one, a code for programs.

    Attributes:
        message: The explanation, in English.
        type: Kind of the error, such as `invalid_request_error` or `server_error`.
        param: Name of the offending field, such as `metadata.color`; often null even when there is one.
        code: Identifier of this very error, such as `invalid_type`; null in most errors.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    message: str
    type: str | None | Unset = UNSET
    param: str | None | Unset = UNSET
    code: str | None | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a JSON object; nothing it holds is refused and nothing is lost."""
        rest = dict(src_dict)
        take: Any = rest.pop
        self = cls.__new__(cls)
        self.message = take("message", UNSET)
        self.type = take("type", UNSET)
        self.param = take("param", UNSET)
        self.code = take("code", UNSET)
        self.additional_properties = rest or {}  # the emptied copy would keep its table
        return self

    def to_dict(self) -> dict[str, Any]:
        """Write the JSON object: what was set or read, and nothing else."""
        data: dict[str, Any] = {}
        if self.message is not UNSET:
            data["message"] = self.message
        if self.type is not UNSET:
            data["type"] = self.type
        if self.param is not UNSET:
            data["param"] = self.param
        if self.code is not UNSET:
            data["code"] = self.code
        data.update(self.additional_properties)
        return data

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties)

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
