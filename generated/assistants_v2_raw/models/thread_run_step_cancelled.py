from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, ClassVar, Literal, Self

from .. import errors
from ..types import (
    NONE,
    NOTHING,
    APIObject,
    as_attrs,
    new,
    others,
    require_kind,
    require_kinds,
)
from .run_step import RunStep


@as_attrs(init=False, repr=False, eq=False)
class ThreadRunStepCancelled(APIObject):
    """A step ended because its run was cancelled.

    A field that was left out reads None, as one that is null does.

    Attributes:
        event: Name of the event.
        data: The step at that moment.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "event",
        "data",
    )

    event: Literal["thread.run.step.cancelled"]
    data: RunStep

    recovered: ClassVar[bool] = False
    """Whether it was made up after the stream had broken, from what the server has stored."""

    def __init__(
        self,
        *,
        event: Literal["thread.run.step.cancelled"],
        data: RunStep,
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
            self.event = event_ = get("event")
            data_ = get("data")
            self.data = None if data_ is None else _read_data(data_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 2 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 2:
                self.additional_properties = others(src_dict, _FIELDS)
        if not ((type(event_) is str or event_ is None) and "data" in src_dict):
            require_kinds(
                src_dict,
                {
                    "event": (str,),
                },
                ("data",),
            )
        return self


_FIELDS = frozenset(ThreadRunStepCancelled._fields)
_read_data = RunStep.from_dict
