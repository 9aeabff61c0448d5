from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Unset, many, one, write
from .tool_resources_vector_store import ToolResourcesVectorStore


@define(kw_only=True)
class ToolResourcesFileSearchCreate:
    """A vector store for file search: an existing one by id, or a new one; not both.

    Attributes:
        vector_store_ids: Id of an existing vector store; there can be one at most.
        vector_stores: A vector store to make; there can be one at most.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    vector_store_ids: list[str] | Unset = UNSET
    vector_stores: list[ToolResourcesVectorStore] | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a JSON object; nothing it holds is refused and nothing is lost."""
        rest = dict(src_dict)
        take: Any = rest.pop
        self = cls.__new__(cls)
        self.vector_store_ids = take("vector_store_ids", UNSET)
        self.vector_stores = _read_vector_stores(take("vector_stores", UNSET))
        self.additional_properties = rest or {}  # the emptied copy would keep its table
        return self

    def to_dict(self) -> dict[str, Any]:
        """Write the JSON object: what was set or read, and nothing else."""
        data: dict[str, Any] = {}
        if self.vector_store_ids is not UNSET:
            data["vector_store_ids"] = self.vector_store_ids
        if self.vector_stores is not UNSET:
            data["vector_stores"] = write(self.vector_stores)
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


_read_vector_stores = many(one(ToolResourcesVectorStore))
