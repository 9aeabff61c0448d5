from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

from .. import errors
from ..types import (
    NONE,
    NOTHING,
    UNSET,
    APIObject,
    Unknown,
    Unset,
    as_attrs,
    many,
    named,
    new,
    others,
    plain,
    require_kind,
    tagged,
)
from .auto_file_chunking_strategy import AutoFileChunkingStrategy
from .static_file_chunking_strategy import StaticFileChunkingStrategy


@as_attrs(init=False, repr=False, eq=False)
class ToolResourcesVectorStore(APIObject):
    """A vector store to make along with its owner.

    A field that was left out reads None, as one that is null does.

    Attributes:
        file_ids: Ids of the files to put into it.
        chunking_strategy: How the files are cut into pieces; `auto` by default.
        metadata: Your own key-value pairs on the vector store.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "file_ids",
        "chunking_strategy",
        "metadata",
    )

    file_ids: list[str] | None
    chunking_strategy: AutoFileChunkingStrategy | StaticFileChunkingStrategy | Unknown | None
    metadata: dict[str, str] | None

    def __init__(
        self,
        *,
        file_ids: list[str] | None | Unset = UNSET,
        chunking_strategy: AutoFileChunkingStrategy
        | StaticFileChunkingStrategy
        | Unknown
        | None
        | Unset = UNSET,
        metadata: dict[str, str] | None | Unset = UNSET,
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
            file_ids_ = get("file_ids")
            self.file_ids = None if file_ids_ is None else _read_file_ids(file_ids_)
            chunking_strategy_ = get("chunking_strategy")
            self.chunking_strategy = (
                None if chunking_strategy_ is None else _read_chunking_strategy(chunking_strategy_)
            )
            metadata_ = get("metadata")
            self.metadata = None if metadata_ is None else _read_metadata(metadata_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 3 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 3:
                self.additional_properties = others(src_dict, _FIELDS)
        return self


_FIELDS = frozenset(ToolResourcesVectorStore._fields)
_read_file_ids = many(
    plain(
        str,
    )
)
_read_chunking_strategy = tagged(
    "type",
    {
        "auto": AutoFileChunkingStrategy,
        "static": StaticFileChunkingStrategy,
    },
)
_read_metadata = named(
    str,
)
