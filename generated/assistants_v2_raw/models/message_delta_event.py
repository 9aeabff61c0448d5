from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Literal, Self

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
from .message_delta import MessageDelta


@as_attrs(init=False, repr=False, eq=False)
class MessageDeltaEvent(APIObject):
    """A piece of a message that is being written.

    A field that was left out reads None, as one that is null does.

    Attributes:
        id: Id of the message.
        object: Marks the object as a piece of a message.
        delta: What is new.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "id",
        "object",
        "delta",
    )

    id: str
    object: Literal["thread.message.delta"] | str
    delta: MessageDelta

    def __init__(
        self,
        *,
        id: str,
        object: Literal["thread.message.delta"] | str,
        delta: MessageDelta,
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
            self.id = id_ = get("id")
            self.object = object_ = get("object")
            delta_ = get("delta")
            self.delta = None if delta_ is None else _read_delta(delta_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 3 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 3:
                self.additional_properties = others(src_dict, _FIELDS)
        if not ((type(id_) is str) and (type(object_) is str or object_ is None)):
            require_kinds(
                src_dict,
                {
                    "id": (str,),
                    "object": (str,),
                },
                ("id",),
            )
        return self


_FIELDS = frozenset(MessageDeltaEvent._fields)
_read_delta = MessageDelta.from_dict
