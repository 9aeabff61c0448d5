from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Literal, Self

from assistants_v2_raw import errors
from assistants_v2_raw.types import (
    NONE,
    NOTHING,
    APIObject,
    as_attrs,
    many,
    new,
    others,
    require_kind,
    require_kinds,
)

from .model import Model


@as_attrs(init=False, repr=False, eq=False)
class ModelList(APIObject):
    """All models of a server.

    A field that was left out reads None, as one that is null does.

    Attributes:
        object: Marks the object as a list.
        data: The models.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "object",
        "data",
    )

    object: Literal["list"] | str
    data: list[Model]

    def __init__(
        self,
        *,
        object: Literal["list"] | str,
        data: list[Model],
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
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 2 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 2:
                self.additional_properties = others(src_dict, _FIELDS)
        if not ((type(object_) is str or object_ is None) and "data" in src_dict):
            require_kinds(
                src_dict,
                {
                    "object": (str,),
                },
                ("data",),
            )
        return self


_FIELDS = frozenset(ModelList._fields)
_read_data = many(Model.from_dict)
