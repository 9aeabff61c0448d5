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
class VectorStoreFileCounts(APIObject):
    """How many files are in which status.

    A field that was left out reads None, as one that is null does.

    Attributes:
        in_progress: Files that the server is at work on.
        completed: Files that can be searched.
        failed: Files that could not be read.
        cancelled: Files whose processing was stopped.
        total: All files.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "in_progress",
        "completed",
        "failed",
        "cancelled",
        "total",
    )

    in_progress: int
    completed: int
    failed: int
    cancelled: int
    total: int

    def __init__(
        self,
        *,
        in_progress: int,
        completed: int,
        failed: int,
        cancelled: int,
        total: int,
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
        self.in_progress = in_progress_ = get("in_progress")
        self.completed = completed_ = get("completed")
        self.failed = failed_ = get("failed")
        self.cancelled = cancelled_ = get("cancelled")
        self.total = total_ = get("total")
        if len(src_dict) != 5 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 5:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(in_progress_) is int or type(in_progress_) is float or in_progress_ is None)
            and (type(completed_) is int or type(completed_) is float or completed_ is None)
            and (type(failed_) is int or type(failed_) is float or failed_ is None)
            and (type(cancelled_) is int or type(cancelled_) is float or cancelled_ is None)
            and (type(total_) is int or type(total_) is float or total_ is None)
        ):
            require_kinds(
                src_dict,
                {
                    "in_progress": (int, float),
                    "completed": (int, float),
                    "failed": (int, float),
                    "cancelled": (int, float),
                    "total": (int, float),
                },
                (),
            )
        return self


_FIELDS = frozenset(VectorStoreFileCounts._fields)
