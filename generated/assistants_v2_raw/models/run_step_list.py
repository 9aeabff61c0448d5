from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self

from attrs import define, field

from ..types import UNSET, Unset, many, one, write
from .run_step import RunStep


@define(kw_only=True)
class RunStepList:
    """One page of run steps.

    Attributes:
        object: Marks the object as a list.
        data: The steps of this page, in the order asked for.
        first_id: Id of the first step of the page; null when the page is empty.
        last_id: Id of the last step of the page; null when the page is empty.
        has_more: Whether more steps follow; a page without it is the last.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    object: Literal["list"] | str
    data: list[RunStep]
    first_id: str | None | Unset = UNSET
    last_id: str | None | Unset = UNSET
    has_more: bool | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a JSON object; nothing it holds is refused and nothing is lost."""
        rest = dict(src_dict)
        take: Any = rest.pop
        self = cls.__new__(cls)
        self.object = take("object", UNSET)
        self.data = _read_data(take("data", UNSET))
        self.first_id = take("first_id", UNSET)
        self.last_id = take("last_id", UNSET)
        self.has_more = take("has_more", UNSET)
        self.additional_properties = rest or {}  # the emptied copy would keep its table
        return self

    def to_dict(self) -> dict[str, Any]:
        """Write the JSON object: what was set or read, and nothing else."""
        data: dict[str, Any] = {}
        if self.object is not UNSET:
            data["object"] = self.object
        if self.data is not UNSET:
            data["data"] = write(self.data)
        if self.first_id is not UNSET:
            data["first_id"] = self.first_id
        if self.last_id is not UNSET:
            data["last_id"] = self.last_id
        if self.has_more is not UNSET:
            data["has_more"] = self.has_more
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


_read_data = many(one(RunStep))
