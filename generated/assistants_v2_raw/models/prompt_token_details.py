from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

from ..types import (
    NONE,
    NOTHING,
    UNSET,
    APIObject,
    Unset,
    as_attrs,
    new,
    others,
    require_kind,
    require_kinds,
)


@as_attrs(init=False, repr=False, eq=False)
class PromptTokenDetails(APIObject):
    """Breakdown of the tokens read.

    A field that was left out reads None, as one that is null does.

    Attributes:
        cached_tokens: Those the server had in its cache.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = ("cached_tokens",)

    cached_tokens: int | None

    def __init__(
        self,
        *,
        cached_tokens: int | None | Unset = UNSET,
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
        self.cached_tokens = cached_tokens_ = get("cached_tokens")
        if len(src_dict) != 1 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 1:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            cached_tokens_ is None or type(cached_tokens_) is int or type(cached_tokens_) is float
        ):
            require_kinds(
                src_dict,
                {
                    "cached_tokens": (int, float),
                },
                (),
            )
        return self


_FIELDS = frozenset(PromptTokenDetails._fields)
