from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Unknown, Unset, many, tagged, write
from .file_citation_delta_annotation import FileCitationDeltaAnnotation
from .file_path_delta_annotation import FilePathDeltaAnnotation


@define(kw_only=True)
class TextDelta:
    """What is new about a text.

    Attributes:
        value: Text to append.
        annotations: Annotations to add; the first piece of a text has an empty list, later ones none.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    value: str | Unset = UNSET
    annotations: list[FileCitationDeltaAnnotation | FilePathDeltaAnnotation | Unknown] | Unset = (
        UNSET
    )
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a JSON object; nothing it holds is refused and nothing is lost."""
        rest = dict(src_dict)
        take: Any = rest.pop
        self = cls.__new__(cls)
        self.value = take("value", UNSET)
        self.annotations = _read_annotations(take("annotations", UNSET))
        self.additional_properties = rest or {}  # the emptied copy would keep its table
        return self

    def to_dict(self) -> dict[str, Any]:
        """Write the JSON object: what was set or read, and nothing else."""
        data: dict[str, Any] = {}
        if self.value is not UNSET:
            data["value"] = self.value
        if self.annotations is not UNSET:
            data["annotations"] = write(self.annotations)
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


_read_annotations = many(
    tagged(
        "type",
        {
            "file_citation": FileCitationDeltaAnnotation,
            "file_path": FilePathDeltaAnnotation,
        },
    )
)
