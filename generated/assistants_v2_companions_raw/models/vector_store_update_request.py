from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

from assistants_v2_raw import errors
from assistants_v2_raw.types import (
    NONE,
    NOTHING,
    UNSET,
    APIObject,
    Unset,
    as_attrs,
    named,
    new,
    others,
    require_kind,
    require_kinds,
)

from .vector_store_expires_after_param import VectorStoreExpiresAfterParam


@as_attrs(init=False, repr=False, eq=False)
class VectorStoreUpdateRequest(APIObject):
    """Changes of a vector store; what is left out stays.

    A field that was left out reads None, as one that is null does.

    Attributes:
        name: Another name, or null for none.
        expires_after: How long it is kept when nobody uses it, or null for always.
        metadata: Your own key-value pairs, in the place of those that are there.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "name",
        "expires_after",
        "metadata",
    )

    name: str | None
    expires_after: VectorStoreExpiresAfterParam | None
    metadata: dict[str, str] | None

    def __init__(
        self,
        *,
        name: str | None | Unset = UNSET,
        expires_after: VectorStoreExpiresAfterParam | None | Unset = UNSET,
        metadata: dict[str, str] | None | Unset = UNSET,
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
            self.name = name_ = get("name")
            expires_after_ = get("expires_after")
            self.expires_after = (
                None if expires_after_ is None else _read_expires_after(expires_after_)
            )
            metadata_ = get("metadata")
            self.metadata = None if metadata_ is None else _read_metadata(metadata_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 3 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 3:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (name_ is None or type(name_) is str):
            require_kinds(
                src_dict,
                {
                    "name": (str,),
                },
                (),
            )
        return self


_FIELDS = frozenset(VectorStoreUpdateRequest._fields)
_read_expires_after = VectorStoreExpiresAfterParam.from_dict
_read_metadata = named(
    str,
)
