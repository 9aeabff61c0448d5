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


@as_attrs(init=False, repr=False, eq=False)
class JSONSchema(APIObject):
    """A named schema for answers.

    A field that was left out reads None, as one that is null does.

    Attributes:
        name: Name of the format: letters, digits, underscores and hyphens, up to 64.
        description: What the format is for, written for the model.
        schema: The JSON Schema itself.
        strict: Whether the answer must match the schema exactly; false by default.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "name",
        "description",
        "schema",
        "strict",
    )

    name: str
    description: str | None
    schema: dict[str, Any] | None
    strict: bool | None

    def __init__(
        self,
        *,
        name: str,
        description: str | None | Unset = UNSET,
        schema: dict[str, Any] | None | Unset = UNSET,
        strict: bool | None | Unset = UNSET,
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
        self.name = name_ = get("name")
        self.description = description_ = get("description")
        self.schema = schema_ = get("schema")
        self.strict = strict_ = get("strict")
        if len(src_dict) != 4 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 4:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(name_) is str or name_ is None)
            and (description_ is None or type(description_) is str)
            and (schema_ is None or type(schema_) is dict)
            and (strict_ is None or type(strict_) is bool)
        ):
            require_kinds(
                src_dict,
                {
                    "name": (str,),
                    "description": (str,),
                    "schema": (dict,),
                    "strict": (bool,),
                },
                (),
            )
        return self


_FIELDS = frozenset(JSONSchema._fields)
