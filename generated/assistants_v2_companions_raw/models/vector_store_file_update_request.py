from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

from assistants_v2_raw import errors
from assistants_v2_raw.types import (
    NONE,
    NOTHING,
    APIObject,
    as_attrs,
    named,
    new,
    others,
    require_kind,
)


@as_attrs(init=False, repr=False, eq=False)
class VectorStoreFileUpdateRequest(APIObject):
    """Other attributes of a file of a vector store.

    A field that was left out reads None, as one that is null does.

    Attributes:
        attributes: The attributes, in the place of those that are there; null for none.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = ("attributes",)

    attributes: dict[str, str | float | bool] | None

    def __init__(
        self,
        *,
        attributes: dict[str, str | float | bool] | None,
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
            attributes_ = get("attributes")
            self.attributes = None if attributes_ is None else _read_attributes(attributes_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 1 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 1:
                self.additional_properties = others(src_dict, _FIELDS)
        return self


_FIELDS = frozenset(VectorStoreFileUpdateRequest._fields)
_read_attributes = named(
    str,
    float,
    int,
    bool,
)
