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
from .run_incomplete_reason import RunIncompleteReason


@as_attrs(init=False, repr=False, eq=False)
class RunIncompleteDetails(APIObject):
    """Why a run ended early.

    A field that was left out reads None, as one that is null does.

    Attributes:
        reason: The limit that was hit; servers were seen to name the wrong one of the two.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = ("reason",)

    reason: RunIncompleteReason | None

    def __init__(
        self,
        *,
        reason: RunIncompleteReason | None | Unset = UNSET,
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
        self.reason = reason_ = get("reason")
        if len(src_dict) != 1 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 1:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (reason_ is None or type(reason_) is str):
            require_kinds(
                src_dict,
                {
                    "reason": (str,),
                },
                (),
            )
        return self


_FIELDS = frozenset(RunIncompleteDetails._fields)
