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
class FunctionDefinition(APIObject):
    """A function as the model sees it.

    A field that was left out reads None, as one that is null does.

    Attributes:
        name: Name the model calls it by: letters, digits, underscores and hyphens, up to 64.
        description: When and how to call the function, written for the model.
        parameters: Arguments the function takes; none when it is left out.
        strict: Whether arguments must match the schema exactly; false by default.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "name",
        "description",
        "parameters",
        "strict",
    )

    name: str
    description: str | None
    parameters: dict[str, Any] | None
    strict: bool | None

    def __init__(
        self,
        *,
        name: str,
        description: str | None | Unset = UNSET,
        parameters: dict[str, Any] | None | Unset = UNSET,
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
        self.parameters = parameters_ = get("parameters")
        self.strict = strict_ = get("strict")
        if len(src_dict) != 4 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 4:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(name_) is str or name_ is None)
            and (description_ is None or type(description_) is str)
            and (parameters_ is None or type(parameters_) is dict)
            and (strict_ is None or type(strict_) is bool)
        ):
            require_kinds(
                src_dict,
                {
                    "name": (str,),
                    "description": (str,),
                    "parameters": (dict,),
                    "strict": (bool,),
                },
                (),
            )
        return self


_FIELDS = frozenset(FunctionDefinition._fields)
