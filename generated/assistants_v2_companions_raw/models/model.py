from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Literal, Self

from assistants_v2_raw.types import (
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
class Model(APIObject):
    """A model that runs can name.

    A field that was left out reads None, as one that is null does.

    Attributes:
        id: Name of the model.
        object: Marks the object as a model.
        created: When it was made, in Unix seconds.
        owned_by: Who made it.
        shutdown_date: Day on which it goes, such as `2026-12-31`; null if none was announced.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "id",
        "object",
        "created",
        "owned_by",
        "shutdown_date",
    )

    id: str
    object: Literal["model"] | str
    created: int
    owned_by: str
    shutdown_date: str | None

    def __init__(
        self,
        *,
        id: str,
        object: Literal["model"] | str,
        created: int,
        owned_by: str,
        shutdown_date: str | None | Unset = UNSET,
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
        self.id = id_ = get("id")
        self.object = object_ = get("object")
        self.created = created_ = get("created")
        self.owned_by = owned_by_ = get("owned_by")
        self.shutdown_date = shutdown_date_ = get("shutdown_date")
        if len(src_dict) != 5 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 5:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(id_) is str)
            and (type(object_) is str or object_ is None)
            and (type(created_) is int or type(created_) is float or created_ is None)
            and (type(owned_by_) is str or owned_by_ is None)
            and (shutdown_date_ is None or type(shutdown_date_) is str)
        ):
            require_kinds(
                src_dict,
                {
                    "id": (str,),
                    "object": (str,),
                    "created": (int, float),
                    "owned_by": (str,),
                    "shutdown_date": (str,),
                },
                ("id",),
            )
        return self


_FIELDS = frozenset(Model._fields)
