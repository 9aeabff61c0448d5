from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

from assistants_v2_raw import errors
from assistants_v2_raw.types import (
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

from .auto_file_chunking_strategy_param import AutoFileChunkingStrategyParam
from .static_file_chunking_strategy_object_param import StaticFileChunkingStrategyObjectParam
from .vector_store_file_create_request import VectorStoreFileCreateRequest


@as_attrs(init=False, repr=False, eq=False)
class VectorStoreFileBatchCreateRequest(APIObject):
    """Files to put into a vector store: `file_ids` if all are treated alike, else `files`.

    A field that was left out reads None, as one that is null does.

    Attributes:
        file_ids: Ids of the files, 2,000 at most.
        files: The files, each with its own attributes and chunking strategy, 2,000 at most.
        chunking_strategy: How those in `file_ids` are cut into pieces; `auto` by default.
        attributes: Key-value pairs on each of those in `file_ids`.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "file_ids",
        "files",
        "chunking_strategy",
        "attributes",
    )

    file_ids: list[str] | None
    files: list[VectorStoreFileCreateRequest] | None
    chunking_strategy: (
        AutoFileChunkingStrategyParam | StaticFileChunkingStrategyObjectParam | None | Unknown
    )
    attributes: dict[str, str | float | bool] | None

    def __init__(
        self,
        *,
        file_ids: list[str] | None | Unset = UNSET,
        files: list[VectorStoreFileCreateRequest] | None | Unset = UNSET,
        chunking_strategy: AutoFileChunkingStrategyParam
        | StaticFileChunkingStrategyObjectParam
        | None
        | Unknown
        | Unset = UNSET,
        attributes: dict[str, str | float | bool] | None | Unset = UNSET,
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
            files_ = get("files")
            self.files = None if files_ is None else _read_files(files_)
            chunking_strategy_ = get("chunking_strategy")
            self.chunking_strategy = (
                None if chunking_strategy_ is None else _read_chunking_strategy(chunking_strategy_)
            )
            attributes_ = get("attributes")
            self.attributes = None if attributes_ is None else _read_attributes(attributes_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 4 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 4:
                self.additional_properties = others(src_dict, _FIELDS)
        return self


_FIELDS = frozenset(VectorStoreFileBatchCreateRequest._fields)
_read_file_ids = many(
    plain(
        str,
    )
)
_read_files = many(VectorStoreFileCreateRequest.from_dict)
_read_chunking_strategy = tagged(
    "type",
    {
        "auto": AutoFileChunkingStrategyParam,
        "static": StaticFileChunkingStrategyObjectParam,
    },
)
_read_attributes = named(
    str,
    float,
    int,
    bool,
)
