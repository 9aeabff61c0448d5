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
    require_kinds,
    tagged,
)

from .auto_file_chunking_strategy_param import AutoFileChunkingStrategyParam
from .static_file_chunking_strategy_object_param import StaticFileChunkingStrategyObjectParam
from .vector_store_expires_after_param import VectorStoreExpiresAfterParam


@as_attrs(init=False, repr=False, eq=False)
class VectorStoreCreateRequest(APIObject):
    """Settings of a new vector store; none is needed.

    A field that was left out reads None, as one that is null does.

    Attributes:
        file_ids: Ids of the files to put into it at once, 500 at most.
        name: A name for people.
        description: What it is for, in words for people.
        expires_after: How long it is kept when nobody uses it; without this, always.
        chunking_strategy: How the files in `file_ids` are cut into pieces; `auto` by default.
        metadata: Your own key-value pairs on it.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "file_ids",
        "name",
        "description",
        "expires_after",
        "chunking_strategy",
        "metadata",
    )

    file_ids: list[str] | None
    name: str | None
    description: str | None
    expires_after: VectorStoreExpiresAfterParam | None
    chunking_strategy: (
        AutoFileChunkingStrategyParam | StaticFileChunkingStrategyObjectParam | None | Unknown
    )
    metadata: dict[str, str] | None

    def __init__(
        self,
        *,
        file_ids: list[str] | None | Unset = UNSET,
        name: str | None | Unset = UNSET,
        description: str | None | Unset = UNSET,
        expires_after: VectorStoreExpiresAfterParam | None | Unset = UNSET,
        chunking_strategy: AutoFileChunkingStrategyParam
        | StaticFileChunkingStrategyObjectParam
        | None
        | Unknown
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
            self.name = name_ = get("name")
            self.description = description_ = get("description")
            expires_after_ = get("expires_after")
            self.expires_after = (
                None if expires_after_ is None else _read_expires_after(expires_after_)
            )
            chunking_strategy_ = get("chunking_strategy")
            self.chunking_strategy = (
                None if chunking_strategy_ is None else _read_chunking_strategy(chunking_strategy_)
            )
            metadata_ = get("metadata")
            self.metadata = None if metadata_ is None else _read_metadata(metadata_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 6 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 6:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (name_ is None or type(name_) is str)
            and (description_ is None or type(description_) is str)
        ):
            require_kinds(
                src_dict,
                {
                    "name": (str,),
                    "description": (str,),
                },
                (),
            )
        return self


_FIELDS = frozenset(VectorStoreCreateRequest._fields)
_read_file_ids = many(
    plain(
        str,
    )
)
_read_expires_after = VectorStoreExpiresAfterParam.from_dict
_read_chunking_strategy = tagged(
    "type",
    {
        "auto": AutoFileChunkingStrategyParam,
        "static": StaticFileChunkingStrategyObjectParam,
    },
)
_read_metadata = named(
    str,
)
