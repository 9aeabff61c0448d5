from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

from assistants_v2_raw.types import (
    NONE,
    NOTHING,
    APIObject,
    as_attrs,
    new,
    others,
    require_kind,
    require_kinds,
)


@as_attrs(init=False, repr=False, eq=False)
class StaticFileChunkingStrategy(APIObject):
    """Measures of the pieces, in tokens.

    A field that was left out reads None, as one that is null does.

    Attributes:
        max_chunk_size_tokens: Tokens in a piece at most.
        chunk_overlap_tokens: Tokens that neighbouring pieces share.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "max_chunk_size_tokens",
        "chunk_overlap_tokens",
    )

    max_chunk_size_tokens: int
    chunk_overlap_tokens: int

    def __init__(
        self,
        *,
        max_chunk_size_tokens: int,
        chunk_overlap_tokens: int,
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
        self.max_chunk_size_tokens = max_chunk_size_tokens_ = get("max_chunk_size_tokens")
        self.chunk_overlap_tokens = chunk_overlap_tokens_ = get("chunk_overlap_tokens")
        if len(src_dict) != 2 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 2:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (
                type(max_chunk_size_tokens_) is int
                or type(max_chunk_size_tokens_) is float
                or max_chunk_size_tokens_ is None
            )
            and (
                type(chunk_overlap_tokens_) is int
                or type(chunk_overlap_tokens_) is float
                or chunk_overlap_tokens_ is None
            )
        ):
            require_kinds(
                src_dict,
                {
                    "max_chunk_size_tokens": (int, float),
                    "chunk_overlap_tokens": (int, float),
                },
                (),
            )
        return self


_FIELDS = frozenset(StaticFileChunkingStrategy._fields)
