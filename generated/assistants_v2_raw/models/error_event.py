from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self

from attrs import define, field

from ..types import UNSET, one, write
from .error_event_data import ErrorEventData


@define(kw_only=True)
class ErrorEvent:
    """The server failed in the midst of a stream whose HTTP status was 200; it may come anywhere, and may
    be the last event.

    Attributes:
        event: Name of the event.
        data: What went wrong.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    event: Literal["error"]
    data: ErrorEventData
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a JSON object; nothing it holds is refused and nothing is lost."""
        rest = dict(src_dict)
        take: Any = rest.pop
        self = cls.__new__(cls)
        self.event = take("event", UNSET)
        self.data = _read_data(take("data", UNSET))
        self.additional_properties = rest or {}  # the emptied copy would keep its table
        return self

    def to_dict(self) -> dict[str, Any]:
        """Write the JSON object: what was set or read, and nothing else."""
        data: dict[str, Any] = {}
        if self.event is not UNSET:
            data["event"] = self.event
        if self.data is not UNSET:
            data["data"] = write(self.data)
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


_read_data = one(ErrorEventData)
