from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Literal, Self

from assistants_v2_raw import errors
from assistants_v2_raw.types import (
    NONE,
    NOTHING,
    UNSET,
    APIObject,
    Unset,
    as_attrs,
    many,
    new,
    others,
    require_kind,
    require_kinds,
)

from .thread import Thread


@as_attrs(init=False, repr=False, eq=False)
class ThreadList(APIObject):
    """One page of threads.

    A field that was left out reads None, as one that is null does.

    Attributes:
        object: Marks the object as a list.
        data: The threads of this page, in the order asked for.
        first_id: Id of the first thread of the page; null when the page is empty.
        last_id: Id of the last thread of the page; null when the page is empty.
        has_more: Whether more threads follow; a page without it is the last.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "object",
        "data",
        "first_id",
        "last_id",
        "has_more",
    )

    object: Literal["list"] | str
    data: list[Thread]
    first_id: str | None
    last_id: str | None
    has_more: bool | None

    def __init__(
        self,
        *,
        object: Literal["list"] | str,
        data: list[Thread],
        first_id: str | None | Unset = UNSET,
        last_id: str | None | Unset = UNSET,
        has_more: bool | None | Unset = UNSET,
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
            self.object = object_ = get("object")
            data_ = get("data")
            self.data = None if data_ is None else _read_data(data_)
            self.first_id = first_id_ = get("first_id")
            self.last_id = last_id_ = get("last_id")
            self.has_more = has_more_ = get("has_more")
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 5 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 5:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(object_) is str or object_ is None)
            and "data" in src_dict
            and (first_id_ is None or type(first_id_) is str)
            and (last_id_ is None or type(last_id_) is str)
            and (has_more_ is None or type(has_more_) is bool)
        ):
            require_kinds(
                src_dict,
                {
                    "object": (str,),
                    "first_id": (str,),
                    "last_id": (str,),
                    "has_more": (bool,),
                },
                ("data",),
            )
        return self


_FIELDS = frozenset(ThreadList._fields)
_read_data = many(Thread.from_dict)
