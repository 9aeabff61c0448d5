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
    named,
    new,
    others,
    require_kind,
    require_kinds,
    tagged,
)

from .auto_file_chunking_strategy_param import AutoFileChunkingStrategyParam
from .static_file_chunking_strategy_object_param import StaticFileChunkingStrategyObjectParam


@as_attrs(init=False, repr=False, eq=False)
class VectorStoreFileCreateRequest(APIObject):
    """A file to put into a vector store.

    A field that was left out reads None, as one that is null does.

    Attributes:
        file_id: Id of the file.
        chunking_strategy: How it is cut into pieces; `auto` by default.
        attributes: Key-value pairs by which a search can be narrowed.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "file_id",
        "chunking_strategy",
        "attributes",
    )

    file_id: str
    chunking_strategy: (
        AutoFileChunkingStrategyParam | StaticFileChunkingStrategyObjectParam | None | Unknown
    )
    attributes: dict[str, str | float | bool] | None

    def __init__(
        self,
        *,
        file_id: str,
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
            self.file_id = file_id_ = get("file_id")
            chunking_strategy_ = get("chunking_strategy")
            self.chunking_strategy = (
                None if chunking_strategy_ is None else _read_chunking_strategy(chunking_strategy_)
            )
            attributes_ = get("attributes")
            self.attributes = None if attributes_ is None else _read_attributes(attributes_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 3 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 3:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (type(file_id_) is str or file_id_ is None):
            require_kinds(
                src_dict,
                {
                    "file_id": (str,),
                },
                (),
            )
        return self


_FIELDS = frozenset(VectorStoreFileCreateRequest._fields)
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
