from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, ClassVar, Literal, Self

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


@as_attrs(init=False, repr=False, eq=False)
class DoneEvent(APIObject):
    """End of the stream; its data is the plain text `[DONE]`, not JSON.

    A field that was left out reads None, as one that is null does.

    Attributes:
        event: Name of the event.
        data: The end mark.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "event",
        "data",
    )

    event: Literal["done"]
    data: Literal["[DONE]"] | str

    recovered: ClassVar[bool] = False
    """Whether it was made up after the stream had broken, from what the server has stored."""

    def __init__(
        self,
        *,
        event: Literal["done"],
        data: Literal["[DONE]"] | str,
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
        self.event = event_ = get("event")
        self.data = data_ = get("data")
        if len(src_dict) != 2 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 2:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(event_) is str or event_ is None) and "data" in src_dict and (type(data_) is str)
        ):
            require_kinds(
                src_dict,
                {
                    "event": (str,),
                    "data": (str,),
                },
                ("data",),
            )
        return self


_FIELDS = frozenset(DoneEvent._fields)
