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
class HybridSearch(APIObject):
    """Weights of the two scores that make up a hybrid search.

    A field that was left out reads None, as one that is null does.

    Attributes:
        embedding_weight: Weight of the likeness in meaning.
        text_weight: Weight of the likeness in wording.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "embedding_weight",
        "text_weight",
    )

    embedding_weight: float | None
    text_weight: float | None

    def __init__(
        self,
        *,
        embedding_weight: float | None | Unset = UNSET,
        text_weight: float | None | Unset = UNSET,
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
        self.embedding_weight = embedding_weight_ = get("embedding_weight")
        self.text_weight = text_weight_ = get("text_weight")
        if len(src_dict) != 2 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 2:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (
                embedding_weight_ is None
                or type(embedding_weight_) is float
                or type(embedding_weight_) is int
            )
            and (text_weight_ is None or type(text_weight_) is float or type(text_weight_) is int)
        ):
            require_kinds(
                src_dict,
                {
                    "embedding_weight": (float, int),
                    "text_weight": (float, int),
                },
                (),
            )
        return self


_FIELDS = frozenset(HybridSearch._fields)
